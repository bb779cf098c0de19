"""Decide how a roster file becomes lines about people: which rows are headings, people, structure or held back.

Every non-empty row ends as a person, as a held line with its reason, or in ``notes`` (titles, totals, remarks):
nothing is guessed in silence and nothing disappears (design/FORMATS sections 2 and 4).
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

import openpyxl

from webapp.errors import InvalidInput
from webapp.files import check_bytes
from webapp.roster import columns
from webapp.roster.rules import Held, RosterRow, department_of
from webapp.sandbox import run_limited

KINDS = (".xlsx", ".csv")
_ROWS = 20_000
_COLUMNS = 60
_BLANK_ROWS = 300
_HEADING_ROWS = 20
_UNPACKED_BYTES = 300 * 1024 * 1024
_PLAIN_SHEET = re.compile(r"(sheet|工作表|表)\s*\d*|名册|花名册|人员名单", re.IGNORECASE)

Grid = list[list[str]]


@dataclass(frozen=True)
class Sheet:
    """The text of one sheet; ``name`` is "" for a file without sheets."""

    name: str
    grid: Grid
    is_hidden: bool = False


@dataclass
class RosterFile:
    """What a file holds. ``unknown`` columns are not understood, ``dropped`` ones are known and not stored."""

    rows: list[RosterRow] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_roster(data: bytes, filename: str) -> RosterFile:
    """Read an .xlsx or .csv roster; InvalidInput with one sentence when it cannot be used.

    An .xlsx is opened in a child process with limits.
    """
    check_bytes(data, filename, KINDS)
    if PurePath(filename).suffix.lower() == ".csv":
        sheets = [Sheet("", _csv_grid(data))]
    else:
        sheets = run_limited(open_workbook, data)
    return understand(sheets)


def open_workbook(data: bytes) -> list[Sheet]:
    """Return the sheets of an .xlsx as text; runs in the child process."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED_BYTES:
                raise InvalidInput("这个文件解压后太大，请只保留名册内容后另存再上传。")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except InvalidInput:
        raise
    except Exception:  # noqa: BLE001 - the library raises whatever a damaged file makes it trip over
        raise InvalidInput("这个文件打不开，可能已损坏，请用原软件打开并另存为 .xlsx 后重新上传。") from None
    return [Sheet(sheet.title, _sheet_grid(sheet), sheet.sheet_state != "visible") for sheet in book.worksheets]


def _sheet_grid(sheet: Any) -> Grid:
    width, height = min(sheet.max_column or 1, _COLUMNS), min(sheet.max_row or 1, _ROWS)
    grid: Grid = []
    blank = 0
    for values in sheet.iter_rows(max_row=height, max_col=width, values_only=True):
        row = [_text(value) for value in values]
        blank = 0 if any(row) else blank + 1
        if blank > _BLANK_ROWS:
            break
        grid.append(row)
    for merged in sheet.merged_cells.ranges:
        # Only what is merged downward speaks for several lines: a department beside its people.
        if merged.min_row <= len(grid) and merged.min_col <= width and merged.max_row > merged.min_row:
            text = grid[merged.min_row - 1][merged.min_col - 1]
            for line in range(merged.min_row, min(merged.max_row, len(grid))):
                grid[line][merged.min_col - 1] = text
    return grid


def _text(value: object) -> str:
    """Return a cell as its reader sees it: 1994, not 1994.0."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return columns.clean(str(int(value)))
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return columns.clean(str(value))


def _csv_grid(data: bytes) -> Grid:
    text = None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None or "\x00" in text:
        raise InvalidInput("这个 CSV 文件的文字编码认不出来，请用 Excel 另存为 .xlsx 后重新上传。")
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text.rstrip("\x1a"), newline=""), delimiter=delimiter)
        return [[columns.clean(cell) for cell in row[:_COLUMNS]] for row, _ in zip(rows, range(_ROWS), strict=False)]
    except csv.Error:
        raise InvalidInput("这个 CSV 文件的格式不对，请用 Excel 打开并另存为 .xlsx 后重新上传。") from None


def understand(sheets: Sequence[Sheet]) -> RosterFile:
    """Make people of the text of the sheets; InvalidInput when a needed column is missing."""
    found = RosterFile()
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    found.notes += [f"隐藏的工作表“{sheet.name}”没有读" for sheet in sheets if sheet.is_hidden and _has_text(sheet)]
    filled = [sheet for sheet in shown if _has_text(sheet)]
    if not filled:
        raise InvalidInput("文件里没有内容，请检查后重新上传。")
    headed = [(sheet, at) for sheet in filled if (at := _heading_row(sheet.grid)) is not None]
    found.notes += [
        f"工作表“{sheet.name}”没有找到姓名列，没有读" for sheet in filled if _heading_row(sheet.grid) is None
    ]
    if not headed:
        raise InvalidInput(_missing("姓名", filled[0].grid))
    may_name = len([1 for sheet, _ in headed if not _PLAIN_SHEET.fullmatch(sheet.name)]) > 1
    for sheet, at in headed:
        _read_sheet(sheet, at, found, may_name=may_name)
    if not found.rows and not found.held:
        raise InvalidInput("表头下面没有人员，请填写后重新上传。")
    return found


def _has_text(sheet: Sheet) -> bool:
    return any(any(row) for row in sheet.grid)


def _heading_row(grid: Grid) -> int | None:
    """Return the index of the row that names the columns: the first with 姓名 and another known heading."""
    for at, row in enumerate(grid[:_HEADING_ROWS]):
        names = [columns.meaning(cell) for cell in row if cell]
        others = [cell for cell in row if cell and (columns.is_numbering(cell) or columns.is_not_kept(cell))]
        if "full_name" in names and len(set(names) - {None}) + len(others) > 1:
            return at
    return None


def _missing(word: str, grid: Grid) -> str:
    widest = max(grid[:_HEADING_ROWS], key=lambda row: sum(1 for cell in row if cell), default=[])
    seen = "、".join(cell[:20] for cell in widest if cell)[:200]
    return f"没有找到“{word}”列（读到的列：{seen}），请在表头补上“姓名”和“科室”后重新上传。"


def _read_sheet(sheet: Sheet, at: int, found: RosterFile, *, may_name: bool) -> None:
    names = _columns(sheet.grid[at], found)
    has_department = "department" in names.values() or "lower_department" in names.values()
    sheet_department = ""
    if not has_department:
        if not may_name or _PLAIN_SHEET.fullmatch(sheet.name):
            raise InvalidInput(_missing("科室", sheet.grid[at : at + 1]))
        sheet_department = sheet.name
    for line, cells in _lines(sheet, at, found):
        place = f"{sheet.name}第{line}行" if sheet.name else f"第{line}行"
        values = {name: cells[column] for column, name in names.items() if column < len(cells)}
        if cells == sheet.grid[at]:
            continue
        _read_line(place, values, cells, sheet_department, found)


def _lines(sheet: Sheet, at: int, found: RosterFile) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells) below the headings; what stands above them is a note."""
    for row in sheet.grid[:at]:
        if any(row):
            found.notes.append(" ".join(cell for cell in row if cell)[:200])
    for line, cells in enumerate(sheet.grid[at + 1 :], at + 2):
        if any(cells):
            yield line, cells


def _columns(headings: list[str], found: RosterFile) -> dict[int, str]:
    """Return column -> field; the first of two columns for one field is taken, the other is not understood."""
    names: dict[int, str] = {}
    for column, text in enumerate(headings):
        name = columns.meaning(text) if text else None
        if name is not None and name not in names.values():
            names[column] = name
        elif text and columns.is_not_kept(text):
            found.dropped += [text] if text not in found.dropped else []
        elif text and not columns.is_numbering(text):
            found.unknown += [text] if text not in found.unknown else []
    return names


def _read_line(place: str, values: dict[str, str], cells: list[str], sheet_department: str, found: RosterFile) -> None:
    text = " ".join(cell for cell in cells if cell)[:200]
    name = columns.name_of(values.get("full_name", ""))
    first = next(cell for cell in cells if cell)
    is_note = columns.is_structure(first) and not columns.is_name(name)
    if is_note or columns.is_structure(name) or (not name and sum(1 for cell in cells if cell) == 1):
        found.notes.append(text)
        return
    department = _department(values, sheet_department)
    reason = _reason(name, department)
    if reason is not None:
        found.held.append(Held(place, name or text, reason))
        return
    phone = columns.phone_of(values.get("phone", ""))
    employment_type = columns.type_of(values.get("employment_type", ""))
    found.rows.append(
        RosterRow(
            place=place,
            full_name=name,
            department=department,
            staff_number=columns.number_of(values.get("staff_number", ""))[:40],
            phone=phone or "",
            email=values.get("email", "")[:120] if "@" in values.get("email", "") else "",
            employment_type=employment_type or "",
            unknown_type=values["employment_type"][:20] if employment_type is None else "",
            job_title=values.get("job_title", "")[:60],
            rank_level=values.get("rank_level", "")[:60],
            doubts=tuple(_doubts(values, phone)),
        )
    )


def _department(values: dict[str, str], sheet_department: str) -> str:
    parts = [values.get("upper_department", ""), values.get("department", "") or values.get("lower_department", "")]
    text = "-".join(part for part in parts if part) or sheet_department
    return department_of(text.replace(" ", ""))[:100]


def _reason(name: str, department: str) -> str | None:
    if not name:
        return "没有姓名，补上后重新上传即可加入"
    if not columns.is_name(name):
        return "姓名不像人名，改好后重新上传即可加入"
    if not department:
        return "没有科室，补上后重新上传即可加入"
    return None


def _doubts(values: dict[str, str], phone: str | None) -> Iterator[str]:
    if phone is None:
        yield f"“{values['phone'][:30]}”不是 11 位手机号，没有存"
    if values.get("email") and "@" not in values["email"]:
        yield f"“{values['email'][:30]}”不是邮箱，没有存"
    if values.get("status") and columns.heading(values["status"]) not in {"在岗", "在职", "正常"}:
        yield f"人员状态是“{values['status'][:20]}”，导入后请登记借调、病假等情况"
