"""A person's own messages, and how a page travels."""

import gzip

from tests.support.office import make_office, sign_in
from webapp.db import transaction
from webapp.notify.jobs import deliver
from webapp.notify.service import Letter, Recipient, put


def test_pages_travel_compressed(app, now):
    """A page longer than a packet comes gzipped to a browser that takes it, plain to one that does not."""
    with app.app_context(), transaction() as session:
        person = make_office(session, now=now).employees_a[0]
    client = app.test_client()
    sign_in(client, person)
    packed = client.get("/messages/", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/messages/")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "消息" in gzip.decompress(packed.data).decode()
    assert "Content-Encoding" not in plain.headers
    assert len(packed.data) < len(plain.data)


def test_a_message_is_unread_until_its_list_was_opened_in_this_browser(app, now):
    """The bell counts one message, and none after the list was shown; a colleague never sees it."""
    with app.app_context():
        with transaction() as session:
            office = make_office(session, now=now)
            person, colleague = office.employees_a[:2]
            recipient = Recipient(person.id, office.unit_id, None, None)
            letter = Letter("reminder", "还有一件学习任务", "请按时完成。", "/")
            put(session, recipient, letter, key="one", config=app.config["XUEFA"], actor_id=None, now=now)
        deliver(now=now)
    client = app.test_client()
    sign_in(client, person)
    assert "1 条未读" in client.get("/messages/").get_data(as_text=True)
    shown = client.get("/messages/").get_data(as_text=True)
    assert "还有一件学习任务" in shown
    assert "条未读" not in shown
    sign_in(client, colleague)
    assert "还有一件学习任务" not in client.get("/messages/").get_data(as_text=True)
