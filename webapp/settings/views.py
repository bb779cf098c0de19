"""Decide nothing: routes of the settings only parse, authorise, call one service and answer."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from webapp import clock
from webapp.db import reading, transaction
from webapp.security import Viewer, guard, require_viewer
from webapp.settings import bp, forms, queries, service
from webapp.settings.defaults import ABSENT_BY_DESIGN, INSTALLATION_KEYS, LABELS

_HISTORY_ROWS = 20


def _installation() -> dict[str, Any]:
    """Return what the installation is called, read once in a request."""
    if "installation_values" not in g:
        today = clock.local_day(clock.now())
        g.installation_values = queries.values(reading(), unit_id=None, on=today)
    found: dict[str, Any] = g.installation_values
    return found


@bp.app_context_processor
def frame() -> dict[str, Any]:
    """Give the frame of every page its names; only a page that shows them costs the query."""
    return {key: LocalProxy(lambda key=key: _installation()[key]) for key in INSTALLATION_KEYS}


@bp.get("/")
@guard("setting.manage")
def index() -> str:
    """Show the rules in force today, what was set before, and what the platform does not do."""
    who, today = require_viewer(), clock.local_day(clock.now())
    values = queries.values(reading(), unit_id=who.unit_id, on=today)
    return _page(who, forms.SettingsForm.showing(values, effective_on=today))


def _page(who: Viewer, form: forms.SettingsForm) -> str:
    history = queries.history(reading(), who.unit_id, LABELS, limit=_HISTORY_ROWS)
    return render_template("settings/index.html", form=form, history=history, labels=LABELS, absent=ABSENT_BY_DESIGN)


@bp.post("/")
@guard("setting.manage")
def save() -> Response | tuple[str, int]:
    """Set the rules that were changed, from the given day on."""
    who, form = require_viewer(), forms.SettingsForm(request.form)
    if not form.validate():
        return _page(who, form), 422
    with transaction() as session:
        changed = service.save(
            session,
            form.rules,
            unit_id=who.unit_id,
            effective_on=form.effective_on.data,
            actor_id=who.employee_id,
            now=clock.now(),
        )
    flash(f"已保存 {changed} 项设置。" if changed else "没有改动，设置和原来一样。", "done")
    return redirect(url_for("settings.index"), 303)
