"""Decide nothing: routes of sign-in, the own account and login slips only parse, authorise, call a service, answer."""

import time
from collections.abc import Iterable
from typing import cast

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts import access, bp, forms, gate, queries, signing, signing_queries, viewer
from webapp.accounts.viewer import SignedIn
from webapp.db import reading, transaction
from webapp.errors import InvalidInput
from webapp.security import client_address, guard, public, require_viewer, signed_in
from webapp.security import viewer as present_viewer
from webapp.settings.queries import installation_mode

Answer = Response | str | tuple[str, int]
HOME = "/"

bp.before_app_request(gate.check)


@bp.app_template_global()
def person_names(employee_ids: Iterable[int | None]) -> dict[int, str]:
    """Give pages of the layers below (the audit log) the names behind ids, in one query."""
    return queries.names_of(reading(), {found for found in employee_ids if found is not None})


@bp.app_template_global()
def leadership_ids() -> frozenset[int]:
    """Give lists of people to remind who of the viewer's unit is told by a person instead (DOMAIN section 7)."""
    return queries.leadership_ids(reading(), require_viewer().unit_id, on=clock.local_day(clock.now()))


def _who() -> SignedIn:
    return cast(SignedIn, require_viewer())


@bp.route("/login", methods=["GET", "POST"])
@public
def login() -> Answer:
    """Show the sign-in page, or sign in by account and secret."""
    form = forms.LoginForm()
    if request.method == "GET":
        form.next.data = request.args.get("next")
        return _login_page(form) if present_viewer() is None else redirect(form.target or HOME, 303)
    if not form.validate():
        return _login_page(form), 422
    address, now = client_address(), clock.now()
    time.sleep(signing.delay_seconds(reading(), address, now=now))
    proof = signing.prove(reading(), form.account.data or "", form.password.data or "")
    with transaction() as session:
        outcome = signing.sign_in(session, proof, address=address, now=now)
    if outcome.token is None:
        form.password.errors = [outcome.sentence]
        return _login_page(form), 422
    viewer.enter(outcome.token)
    return redirect(form.target or HOME, 303)


def _login_page(form: forms.LoginForm) -> str:
    shown = []
    if installation_mode(reading()) == "demonstration":
        shown = signing_queries.demonstration_accounts(reading(), on=clock.local_day(clock.now()))
    form.next.data = form.target or ""
    return render_template("accounts/login.html", form=form, demonstration_accounts=shown)


@bp.post("/logout")
@signed_in
def logout() -> Response:
    """End all sessions of the viewer."""
    who = _who()
    with transaction() as session:
        signing.sign_out(session, who.employee_id, now=clock.now())
    viewer.leave()
    flash("已退出，这个账号在其他电脑和手机上也已退出。", "done")
    return redirect(url_for("accounts.login"), 303)


@bp.route("/password", methods=["GET", "POST"])
@signed_in
def password() -> Answer:
    """Show the password page, or change the own password."""
    who = _who()
    form = forms.FirstPasswordForm() if who.must_change_password else forms.PasswordForm()
    if not form.validate_on_submit():
        return _password_page(form, who)
    present = form.present.data if form.present else ""
    try:
        with transaction() as session:
            token = signing.change_own_password(
                session, who.employee_id, present, form.password.data, address=client_address(), now=clock.now()
            )
    except InvalidInput as problem:
        form.password.errors = [problem.sentence]
        return _password_page(form, who)
    viewer.enter(token)
    flash("密码已修改，其他电脑和手机上的登录已退出。", "done")
    return redirect(HOME, 303)


def _password_page(form: forms.PasswordForm, who: SignedIn) -> tuple[str, int]:
    status = 200 if request.method == "GET" else 422
    return render_template("accounts/password.html", form=form, is_first=who.must_change_password), status


@bp.get("/me")
@signed_in
def profile() -> str:
    """Show the viewer what is stored about them (我的信息)."""
    session, who = reading(), _who()
    return render_template(
        "accounts/profile.html",
        person=queries.employee(session, who.employee_id),
        spells=queries.spells_of(session, who.employee_id),
        grants=queries.grants_of(session, who.employee_id),
        away=queries.away_of(session, who.employee_id),
    )


@bp.get("/slips")
@guard("slip.issue")
def slips() -> str:
    """Choose a department and people to print login slips for."""
    chosen = request.args.get("department", type=int)
    return _slips_page(_who(), chosen, None)


def _slips_page(who: SignedIn, department_id: int | None, form: forms.SlipForm | None) -> str:
    session, people = reading(), []
    if department_id is not None:
        access.load_slip_department(session, who, department_id)
        people = access.slip_candidates(session, who, department_id, on=clock.local_day(clock.now()))
    return render_template(
        "accounts/slips.html",
        departments=access.slip_departments(session, who),
        department_id=department_id,
        people=people,
        seen=signing.seen_of(people),
        form=form,
    )


@bp.post("/slips/<int:department_id>")
@guard("slip.issue")
def slips_print(department_id: int) -> Answer:
    """Issue secrets and show the slips, this once: they are stored nowhere, so there is no page to redirect to."""
    who, now = _who(), clock.now()
    access.load_slip_department(reading(), who, department_id)
    people = access.slip_candidates(reading(), who, department_id, on=clock.local_day(now))
    form = forms.SlipForm([person.employee_id for person in people])
    if not form.validate():
        return _slips_page(who, department_id, form), 422
    with transaction() as session:
        people = access.slip_candidates(session, who, department_id, on=clock.local_day(now))
        chosen = form.employee_ids.data or []
        issued = signing.issue_slips(session, people, chosen, form.seen.data or "", actor_id=who.employee_id, now=now)
    address = current_app.config["XUEFA"].public_url or request.host_url.rstrip("/")
    return render_template("accounts/slips_print.html", slips=issued, address=address, department_id=department_id)
