"""通知: the outbox of messages to people, and the sender that delivers them through channels.

Nouns: Notice (queued -> claimed -> sent | failed). Channels are one file each in ``channels/``, discovered.
Public functions: ``service.put`` (fill the outbox, once per key), ``jobs.deliver`` (claim and send).
"""

from flask import Blueprint

bp = Blueprint("notify", __name__, url_prefix="/messages", template_folder="templates")
