"""Decide how values look on a page: filters and globals of the templates, and what every page's frame is given.

Rates arrive here as printed text: dividing them belongs to ``completion``. Instants are shown in Asia/Shanghai.
Wording of dates and lengths follows design/look/README.md.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, g, redirect, request, url_for
from werkzeug.local import LocalProxy

from webapp import assets, clock, icons, labels, navigation, security

TEXT_SIZE_COOKIE = "text_size"
ROLE_COOKIE = "shown_role"
_YEAR = timedelta(days=365)
_WEEKDAYS = "一二三四五六日"

bp = Blueprint("presentation", __name__)


def _local_day(value: date | datetime) -> date:
    return clock.local_day(value) if isinstance(value, datetime) else value


def day(value: date | datetime | None) -> str:
    """Return 11月30日（周一）, "—" for None."""
    if value is None:
        return "—"
    on = _local_day(value)
    return f"{on.month}月{on.day}日（周{_WEEKDAYS[on.weekday()]}）"


def weekday(value: date | datetime) -> str:
    """Return 周一."""
    return f"周{_WEEKDAYS[_local_day(value).weekday()]}"


def month_day(value: date | datetime) -> date:
    """Return the local day of an instant, for the date tile's month and day."""
    return _local_day(value)


def iso_day(value: date | datetime) -> str:
    """Return 2026-11-30, for ``datetime`` attributes and date fields."""
    return _local_day(value).isoformat()


def day_year(value: date | datetime | None) -> str:
    """Return 2026年11月30日, "—" for None."""
    if value is None:
        return "—"
    on = _local_day(value)
    return f"{on.year}年{on.month}月{on.day}日"


def instant(value: datetime | None) -> str:
    """Return 2026-11-24 09:40, "—" for None."""
    return "—" if value is None else clock.local(value).strftime("%Y-%m-%d %H:%M")


def clock_time(value: datetime | None) -> str:
    """Return 14:03:22, "—" for None."""
    return "—" if value is None else clock.local(value).strftime("%H:%M:%S")


def hour_minute(value: datetime | None) -> str:
    """Return 15:00, "—" for None."""
    return "—" if value is None else clock.local(value).strftime("%H:%M")


def minutes(value: int | None) -> str:
    """Return a length of so many minutes: 2 小时 15 分, 50 分, 2 小时; "—" for None."""
    if value is None:
        return "—"
    hours, rest = divmod(value, 60)
    if not hours:
        return f"{rest} 分"
    return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"


def countdown(seconds: int) -> str:
    """Return the time left on an exam's clock: 52:18 or 1:30:00; never below 0:00."""
    rest, second = divmod(max(0, seconds), 60)
    hour, minute = divmod(rest, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def left(due_at: datetime, now: datetime) -> str:
    """Return how far a deadline is: 还剩 6 天, 还剩 3 小时 on its last day, 逾期 2 天 after it (calendar days)."""
    days = (clock.local_day(due_at) - clock.local_day(now)).days
    if due_at < now:
        return f"逾期 {-days} 天" if days < 0 else "今天已逾期"
    if days:
        return f"还剩 {days} 天"
    hours = int((due_at - now).total_seconds()) // 3600
    return f"还剩 {hours} 小时" if hours else "还剩不到 1 小时"


def number(value: Decimal | int | None) -> str:
    """Return a number without trailing zeros (2.50 -> 2.5, 10.0 -> 10), "—" for None."""
    if value is None:
        return "—"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def mask_phone(value: str | None) -> str:
    """Return a phone number for lists: 138****5678 (design/SECURITY, privacy); "—" where there is none."""
    if not value:
        return "—"
    return f"{value[:3]}****{value[-4:]}" if len(value) >= 11 else f"{value[:1]}****{value[-1:]}"


def mask_email(value: str | None) -> str:
    """Return a mail address for lists: z***@example.gov.cn; "—" where there is none."""
    if not value:
        return "—"
    name, _, host = value.partition("@")
    return f"{name[:1]}***@{host}"


def here(**changes: Any) -> str:
    """Return this page's own address with query arguments changed; None takes one away."""
    query = {**request.args.to_dict(), **changes}
    known = {name: value for name, value in query.items() if value not in (None, "")}
    return url_for(request.endpoint or "static", **{**known, **(request.view_args or {})})


def text_size() -> str:
    """Return "large" where this browser has chosen 大字, else ""."""
    return "large" if request.cookies.get(TEXT_SIZE_COOKIE) == "large" else ""


def _frame() -> dict[str, Any]:
    """Give every page's frame what it shows; the viewer is looked up only where a page asks (an error page may not)."""
    return {
        "viewer": g.viewer if "viewer" in g else LocalProxy(security.viewer),
        "text_size": text_size(),
        "csp_nonce": g.get("csp_nonce", ""),
        "shown_role": request.cookies.get(ROLE_COOKIE),
    }


def _back() -> str:
    """Return the page of this site that sent the form, its root otherwise: no address from outside is followed."""
    target = urlsplit(request.form.get("next", ""))
    path = target.path if target.path.startswith("/") and not target.path.startswith(("//", "/\\")) else "/"
    return f"{path}?{target.query}" if target.query else path


def _remember(name: str, value: str) -> Response:
    response = redirect(_back(), 303)
    secure = bool(request.is_secure)
    response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response  # type: ignore[return-value]


@bp.post("/display/text-size")
@security.public
def text_size_change() -> Response:
    """Switch 大字 for this browser."""
    return _remember(TEXT_SIZE_COOKIE, "large" if request.form.get("size") == "large" else "normal")


@bp.post("/display/role")
@security.signed_in
def role_change() -> Response:
    """Choose whose navigation is shown; what one may do does not change."""
    asked = request.form.get("role", "")
    return _remember(ROLE_COOKIE, asked if asked in labels.ROLES else "employee")


def register(app: Flask) -> None:
    """Install filters, globals, the frame's context and the two display switches."""
    for function in (
        *(day, weekday, month_day, iso_day, day_year, instant, clock_time, hour_minute),
        *(minutes, countdown, left, number),
        *(mask_phone, mask_email),
    ):
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.tests["endpoint"] = lambda name: name in app.view_functions
    app.jinja_env.globals.update(
        icon=icons.icon,
        icon_sheet=icons.icon_sheet,
        label=labels.label,
        chip_of=labels.chip_of,
        here=here,
        asset=assets.asset,
        navigation=navigation.menu,
    )
    app.context_processor(_frame)
    app.register_blueprint(bp)
    assets.register(app)
