"""What people read: dates, lengths, labels, the navigation of each role, the state of a list, and the page's parts."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup
from wtforms import (
    BooleanField,
    FileField,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    validators,
    widgets,
)
from wtforms.fields.choices import SelectChoice

from tests.support.packages import ROOT
from webapp import icons, labels, listing, navigation, presentation, security

DUE = datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC)
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture
def app() -> Flask:
    """An application with the frame alone: templates, filters and display switches, no feature."""
    app = Flask("frame", template_folder=ROOT / "webapp/templates", static_folder=ROOT / "webapp/static")
    app.config.update(SECRET_KEY="for these tests only", BOOTSTRAP_SERVE_LOCAL=True, WTF_CSRF_ENABLED=False)
    CSRFProtect(app)
    LoginManager(app).user_loader(lambda token: None)
    Bootstrap5(app)
    presentation.register(app)
    return app


@pytest.fixture
def in_request(app: Flask) -> Iterator[Flask]:
    """The frame's application inside one request for a list's address."""

    def shown() -> str:
        return ""

    app.add_url_rule("/people/<int:year>", "roster.index", security.public(shown))
    with app.test_request_context("/people/2026?q=林&page=3"):
        yield app


def person(*roles: str, may: tuple[str, ...] = ()) -> SimpleNamespace:
    """Return a viewer with roles and actions."""
    return SimpleNamespace(
        employee_id=1, full_name="林晓棠", unit_id=1, unit_name="办公室", roles=frozenset(roles), can=may.__contains__
    )


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (presentation.day(DUE), "11月30日（周一）"),
        (presentation.day(date(2026, 12, 6)), "12月6日（周日）"),
        (presentation.day(datetime(2026, 11, 29, 16, 0, tzinfo=UTC)), "11月30日（周一）"),
        (presentation.day_year(DUE), "2026年11月30日"),
        (presentation.instant(NOON), "2026-11-24 12:00"),
        (presentation.clock_time(NOON + timedelta(seconds=7)), "12:00:07"),
        (presentation.hour_minute(NOON), "12:00"),
        (presentation.iso_day(DUE), "2026-11-30"),
        (presentation.minutes(135), "2 小时 15 分"),
        (presentation.minutes(50), "50 分"),
        (presentation.minutes(120), "2 小时"),
        (presentation.countdown(3138), "52:18"),
        (presentation.countdown(5400), "1:30:00"),
        (presentation.countdown(-3), "0:00"),
        (presentation.number(Decimal("2.50")), "2.5"),
        (presentation.number(Decimal("100.00")), "100"),
        (presentation.number(100), "100"),
        (presentation.number(Decimal("1E+2")), "100"),
        (presentation.mask_phone("13812345678"), "138****5678"),
        (presentation.mask_email("zhang@example.gov.cn"), "z***@example.gov.cn"),
    ],
)
def test_values_read_as_the_wording_rules_say(shown: str, expected: str) -> None:
    """Dates, clocks, lengths, numbers and masks follow design/look/README.md and stand in Shanghai time."""
    assert shown == expected


@pytest.mark.parametrize(
    "shown",
    [
        presentation.day(None),
        presentation.instant(None),
        presentation.minutes(None),
        presentation.number(None),
        presentation.mask_phone(""),
        presentation.mask_email(None),
        labels.label("role", None),
    ],
)
def test_what_is_missing_shows_a_dash(shown: str) -> None:
    """No value prints "None" or nothing."""
    assert shown == "—"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOON, "还剩 6 天"),
        (DUE - timedelta(hours=3), "还剩 3 小时"),
        (DUE - timedelta(minutes=30), "还剩不到 1 小时"),
        (DUE, "还剩不到 1 小时"),
        (DUE + timedelta(seconds=1), "逾期 1 天"),
        (DUE + timedelta(days=2), "逾期 2 天"),
    ],
)
def test_distance_to_a_deadline_counts_local_days(now: datetime, expected: str) -> None:
    """A deadline at 23:59:59 in Shanghai is met at that second and one day late a second after it."""
    assert presentation.left(DUE, now) == expected


def test_an_unknown_code_is_an_error() -> None:
    """A code without a word fails loudly instead of reaching a page."""
    with pytest.raises(KeyError):
        labels.label("session_kind", "picnic")


def test_every_state_and_result_has_a_shape_that_is_drawn() -> None:
    """Status is shape and word: each code of both tables has a drawing and the table's word."""
    for table in (labels.COMPLETION_STATES, labels.EXAM_RESULTS):
        for code, word in table.items():
            shape, _colour, shown = labels.chip_of(code)
            assert shape in icons.SYMBOLS
            assert shown == word


def test_failed_and_absent_are_grey() -> None:
    """不合格 and 缺考 are facts, not alarms: they carry no colour."""
    assert [labels.chip_of(code)[1] for code in ("failed", "absent")] == ["", ""]


def test_only_used_icons_are_printed(in_request: Flask) -> None:
    """The sheet holds the icons that the page used, each once."""
    icons.icon("bell")
    icons.icon("bell")
    assert icons.icon_sheet().count("<symbol") == 1


def test_an_icon_without_a_drawing_is_an_error(in_request: Flask) -> None:
    """A misspelt icon is found in development, not by a user who sees a gap."""
    with pytest.raises(KeyError):
        icons.icon("unicorn")


def test_a_list_reads_its_state_from_the_address() -> None:
    """Search, page, size and named filters come from the query; offset and limit follow."""
    found = listing.parse({"q": " 林 ", "page": "3", "size": "50", "state": "open"}, "state")
    assert (found.search, found.offset, found.limit, found.filters) == ("林", 100, 50, {"state": "open"})


@pytest.mark.parametrize("args", [{"page": "0"}, {"page": "-4"}, {"page": "x"}, {"page": "9" * 30}, {"size": "7"}])
def test_an_unreadable_list_address_falls_back(args: dict[str, str]) -> None:
    """An address typed by hand shows the first page in the usual size."""
    found = listing.parse(args)
    assert (found.page, found.size) == (1, 20)


def test_a_page_past_the_end_becomes_the_last() -> None:
    """A link to page 9 of a list that has shrunk to 57 rows shows page 3."""
    found = listing.parse({"page": "9"}).counted(57)
    assert (found.page, found.page_count, found.previous_page, found.next_page) == (3, 3, 2, None)


def test_an_empty_list_has_one_page() -> None:
    """Nobody found is page 1 of 1."""
    assert listing.parse({}).counted(0).page_count == 1


def test_here_changes_one_thing_of_the_address(in_request: Flask) -> None:
    """A filter keeps the search, and None takes an argument away."""
    assert presentation.here(page=None, state="open") == "/people/2026?q=%E6%9E%97&state=open"


def test_static_files_are_named_by_content_and_compressed(app: Flask) -> None:
    """A versioned file may be kept for a year and travels compressed; its content is the file's."""
    with app.test_request_context():
        address = str(app.jinja_env.globals["asset"]("css/app.css"))  # type: ignore[operator]
    assert "?v=" in address
    client = app.test_client()
    packed = client.get(address, headers={"Accept-Encoding": "gzip"}, buffered=True)
    plain = client.get(address, headers={"Accept-Encoding": "identity"}, buffered=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "immutable" in packed.headers["Cache-Control"]
    assert len(packed.data) < len(plain.data)
    assert plain.data == (ROOT / "webapp/static/css/app.css").read_bytes()


def test_first_load_stays_under_300_kilobytes(app: Flask) -> None:
    """Style sheets and scripts of every page, compressed, leave room for the page itself (design/UX.md)."""
    files = [("bootstrap.static", "css/bootstrap.min.css")]
    files += [("static", f"css/{name}.css") for name in ("tokens", "components", "app")]
    files += [("static", f"js/{name}.js") for name in ("app", "exam")]
    with app.test_request_context():
        asset: Any = app.jinja_env.globals["asset"]
        addresses = [asset(name, endpoint) for endpoint, name in files]
    client = app.test_client()
    sizes = [len(client.get(address, headers={"Accept-Encoding": "gzip"}).data) for address in addresses]
    assert sum(sizes) < 100_000


@pytest.fixture
def with_pages(app: Flask) -> Iterator[Flask]:
    """The frame's application with some planned pages: one signed-in, one guarded by an action."""

    def signed_in() -> str:
        return ""

    def manage() -> str:
        return ""

    app.add_url_rule("/", "workbench.home", security.signed_in(signed_in))
    app.add_url_rule("/mine", "exams.mine", security.signed_in(signed_in))
    app.add_url_rule("/bank", "bank.index", security.guard("bank.manage")(manage))
    app.add_url_rule("/bank/import", "bank.import_start", security.guard("bank.manage")(manage))
    with app.test_request_context("/"):
        yield app


def test_navigation_shows_what_exists_and_may_be_opened(with_pages: Flask) -> None:
    """Endpoints not there yet and pages whose guard refuses are left out."""
    shown = navigation.menu(person("law_admin", may=("bank.manage",)))
    assert [link.label for link in shown.bar] == ["工作台", "题库", "导入题库"]
    assert [link.label for link in navigation.menu(person("law_admin")).bar] == ["工作台"]


def test_navigation_follows_the_chosen_role_only_if_held(with_pages: Flask) -> None:
    """Choosing a role that one does not hold changes nothing."""
    viewer = person("employee", "law_admin", may=("bank.manage",))
    assert navigation.menu(viewer).role == "law_admin"
    assert [link.label for link in navigation.menu(viewer, "employee").bar] == ["工作台", "我的考试"]
    assert navigation.menu(viewer, "auditor").role == "law_admin"


def test_a_page_outside_the_navigation_lights_its_feature(with_pages: Flask) -> None:
    """A page of 题库 that is not itself listed stands under 题库, and only there."""
    shown = navigation.menu(person("law_admin", may=("bank.manage",)), current="bank.question")
    assert [link.label for link in shown.bar if link.is_current] == ["题库"]


def test_phone_has_at_most_four_tabs_beside_more(with_pages: Flask) -> None:
    """A role with many pages keeps four tabs; the fifth place is 更多."""
    for role in navigation.ROLE_ORDER:
        tabs = [entry for entry in navigation.ENTRIES if role in entry.roles and entry.tab]
        assert len(tabs) <= 4


def test_large_text_is_remembered_and_returns_to_the_page(app: Flask) -> None:
    """The switch is a POST that redirects to the page it came from and keeps the choice in a cookie."""
    client = app.test_client()
    answer = client.post("/display/text-size", data={"size": "large", "next": "/exams?page=2"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/exams?page=2")
    assert client.get_cookie("text_size").value == "large"  # type: ignore[union-attr]


@pytest.mark.parametrize("target", ["https://evil.example/x", "//evil.example", "/\\evil.example", "javascript:1", ""])
def test_display_switches_never_lead_outside(app: Flask, target: str) -> None:
    """A forged ``next`` leads to the platform's own pages."""
    answer = app.test_client().post("/display/text-size", data={"size": "large", "next": target})
    location = answer.headers["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


class Everything(Form):
    """One field of each kind."""

    title = StringField("名称", [validators.DataRequired("请填写名称。")])
    kind = SelectField("种类", choices=[SelectChoice("a", "甲"), SelectChoice("b", "乙")])
    makeup = BooleanField("允许补考")
    scope = RadioField("限定词", choices=labels.form_choices("qualifier"))
    categories = SelectMultipleField(
        "类别",
        choices=labels.form_choices("category"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validators=[validators.InputRequired("请选择类别。")],
    )
    file = FileField("题库文件")


def shown_form(form: Form) -> Markup:
    """Return the summary and all fields of a form as the macros print them."""
    return Markup(
        render_template_string(
            '{% from "macros.html" import field, form_errors %}{{ form_errors(form) }}'
            '{% for f in form %}{{ field(f, hint="照通知填写" if loop.first else none) }}{% endfor %}',
            form=form,
        )
    )


def test_a_refused_field_points_at_its_error_and_keeps_its_text(in_request: Flask) -> None:
    """The error and the hint are named by aria-describedby, and what was typed stays."""
    form = Everything(data={"title": "", "kind": "b"})
    form.validate()
    html = shown_form(form)
    assert 'aria-describedby="title-hint title-error"' in html
    assert 'aria-invalid="true"' in html
    assert "请填写名称。" in html
    assert '<option selected value="b">' in html


def test_every_kind_of_field_has_a_label_or_legend(in_request: Flask) -> None:
    """Text, select and file carry a label for their id; radios and ticks stand in a fieldset with a legend."""
    html = shown_form(Everything())
    for name in ("title", "kind", "makeup", "file", "scope-0", "categories-1"):
        assert f'for="{name}"' in html
    assert html.count("<fieldset") == html.count("<legend") == 2


def test_no_single_tick_of_several_is_required(in_request: Flask) -> None:
    """A browser would hold the form back until every one is ticked."""
    ticks = re.findall(r'<input[^>]*name="categories"[^>]*>', shown_form(Everything()))
    assert len(ticks) > 1
    assert not [one for one in ticks if "required" in one]


def test_text_is_escaped_in_every_part(in_request: Flask) -> None:
    """A title typed by a person never becomes markup."""
    html = render_template_string(
        '{% from "macros.html" import page_head, empty, chip %}'
        '{{ page_head(t, t) }}{{ empty(t, t) }}{{ chip("look", t) }}',
        t="<img src=x onerror=alert(1)>",
    )
    assert "<img" not in html


def test_bars_are_drawn_from_counts(in_request: Flask) -> None:
    """A bar of 9 of 12 needs no division, and nobody required draws nothing instead of failing."""
    html = render_template_string(
        '{% from "macros.html" import bar, ring %}{{ bar(9, 12) }}{{ bar(0, 0) }}{{ ring(0, 0) }}'
    )
    assert 'viewBox="0 0 12 8"' in html
    assert 'width="9"' in html
    assert "NaN" not in html


@pytest.mark.parametrize("status", [403, 404, 409, 422, 500])
def test_every_refusal_shows_one_sentence_and_a_way_out(in_request: Flask, status: int) -> None:
    """The error page prints the sentence, a 500 its reference, and a link home."""
    html = render_template_string(
        '{% include "error.html" %}', status=status, sentence="请稍后再试。", details=(), reference="ab12", back=None
    )
    assert "请稍后再试。" in html
    assert "回到工作台" in html
    assert "ab12" in html


def test_an_error_page_without_a_database_still_shows(app: Flask) -> None:
    """A 500 looks nobody up, so that a broken database gets its page too."""

    def broken(token: str) -> None:
        raise RuntimeError("the database does not answer")

    app.login_manager.user_loader(broken)  # type: ignore[attr-defined]
    with app.test_request_context("/", headers={"Cookie": ""}):
        html = render_template_string(
            '{% include "error.html" %}', status=500, sentence="系统出了问题。", details=(), reference="ab12", back=None
        )
    assert "系统出了问题。" in html


def test_no_template_has_style_or_handler_attributes(in_request: Flask) -> None:
    """The content policy forbids them: lengths are SVG attributes and scripts listen from their files."""
    for path in (ROOT / "webapp").rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert " onclick=" not in text, path
