"""Decide that a refused request leaves a trace: one entry in a short transaction of its own.

The refused change was rolled back, so the entry cannot ride in its transaction; it is one of the two writes that a
GET may do (design/ARCHITECTURE, transactions).
"""

from typing import Any

from flask import request

from webapp import clock
from webapp.audit.service import record
from webapp.db import transaction
from webapp.errors import request_denied
from webapp.security import viewer


def connect() -> None:
    """Listen for refusals; connecting again changes nothing."""
    request_denied.connect(_record)


def _record(_app: Any, **_said: Any) -> None:
    who = viewer()
    # The body is not kept: it may hold answers or secrets.
    with transaction() as session:
        record(
            session,
            "request.denied",
            actor_id=who.employee_id if who else None,
            unit_id=who.unit_id if who else None,
            now=clock.now(),
            detail={"endpoint": request.endpoint, "method": request.method, "path": request.path[:200]},
            outcome="denied",
        )
