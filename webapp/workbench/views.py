"""Decide nothing: the first page parses the role asked for, asks for its parts and shows them."""

from flask import render_template, request

from webapp import clock
from webapp.db import reading
from webapp.navigation import shown_role
from webapp.presentation import ROLE_COOKIE
from webapp.security import client_address, require_viewer, signed_in
from webapp.workbench import bp, queries, shown


@bp.get("/")
@signed_in
def home() -> str:
    """Show what the viewer owes, and what the role shown has to see to."""
    who, now = require_viewer(), clock.now()
    role = shown_role(who, request.args.get("as") or request.cookies.get(ROLE_COOKIE))
    return render_template(
        "workbench/home.html",
        role=role,
        now=now,
        year=clock.local_day(now).year,
        own=queries.own(reading(), who.unit_id, who.employee_id, address=client_address(), now=now),
        **shown.role_part(reading(), who, role, now=now),
    )
