"""Decide who in a roster file is who in the office, and what taking the file over would change.

People are matched by 工号 where there is one, else by name and phone, else by name and department (DOMAIN section 1).
Nothing is guessed: whoever could be two people, or is in the file twice, is held for a person to decide. A blank cell
never erases what is stored, and nobody leaves by being absent unless the file is declared whole and each is confirmed.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
LEADERSHIP = "领导班子"
_LEADERSHIP_WORDS = frozenset({LEADERSHIP, "班子成员", "领导", "单位领导", "办领导", "局领导", "领导层"})
FIELDS: Mapping[str, str] = {
    "full_name": "姓名",
    "staff_number": "工号",
    "phone": "手机号",
    "email": "邮箱",
    "employment_type": "编制",
    "job_title": "职务",
    "rank_level": "职级",
}
"""What a roster may change about a person, beside the department, and its word."""


@dataclass(frozen=True)
class RosterRow:
    """One person of the file; "" where the file says nothing. ``place`` names sheet and line.

    ``unknown_type`` is what the file says of the employment type where that is no word that is known.
    """

    place: str
    full_name: str
    department: str
    staff_number: str = ""
    phone: str = ""
    email: str = ""
    employment_type: str = ""
    job_title: str = ""
    rank_level: str = ""
    unknown_type: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Held:
    """A line that is not taken over, and why."""

    place: str
    text: str
    reason: str

    def __str__(self) -> str:
        """Return the line as a refusal lists it."""
        return f"{self.place} {self.text}：{self.reason}。"


@dataclass(frozen=True)
class Current:
    """A person whom the platform knows today; ``department`` is "" for one who serves nowhere yet."""

    employee_id: int
    full_name: str
    department: str
    staff_number: str = ""
    phone: str = ""
    email: str = ""
    employment_type: str = ""
    job_title: str = ""
    rank_level: str = ""


@dataclass(frozen=True)
class Change:
    """One field that the file would change."""

    name: str
    before: str
    after: str

    @property
    def word(self) -> str:
        """The field as the page names it."""
        return FIELDS[self.name]


@dataclass(frozen=True)
class Match:
    """A line and the person it is about, with what differs beside the department."""

    row: RosterRow
    current: Current
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What a file would do: every line of it stands in exactly one of these, every person at most once.

    ``sets_order`` says that the file names everybody, so that its order is the unit's order; a list of a few is none.
    """

    joiners: tuple[RosterRow, ...] = ()
    movers: tuple[Match, ...] = ()
    changed: tuple[Match, ...] = ()
    unchanged: tuple[Match, ...] = ()
    leavers: tuple[Current, ...] = ()
    conflicts: tuple[Held, ...] = ()
    new_departments: tuple[str, ...] = ()
    sets_order: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the office is already as the file says."""
        return not (self.joiners or self.movers or self.changed or self.new_departments)


@dataclass
class _Index:
    """People of today by each key that a line may be matched with."""

    by_number: dict[str, list[Current]] = field(default_factory=lambda: defaultdict(list))
    by_phone: dict[tuple[str, str], list[Current]] = field(default_factory=lambda: defaultdict(list))
    by_department: dict[tuple[str, str], list[Current]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, people: Iterable[Current]) -> "_Index":
        index = cls()
        for person in people:
            if person.staff_number:
                index.by_number[person.staff_number].append(person)
            if person.phone:
                index.by_phone[person.full_name, person.phone].append(person)
            index.by_department[person.full_name, person.department].append(person)
        return index


def department_of(name: str) -> str:
    """Return the name that a department is known by: words for 领导班子 are one, kinds of dash are one."""
    for dash in "－—–―‐":
        name = name.replace(dash, "-")
    name = "-".join(part for part in name.replace("--", "-").split("-") if part)
    return LEADERSHIP if name in _LEADERSHIP_WORDS else name


def compare(
    current: Sequence[Current],
    rows: Sequence[RosterRow],
    departments: Iterable[str],
    former_numbers: Mapping[str, str],
    *,
    is_whole: bool,
) -> Comparison:
    """Say what a file would change; ``is_whole`` lets absence mean leaving.

    ``departments`` are the names known today, ``former_numbers`` the staff numbers of people who left, with the name.
    Leavers are only proposed: each is confirmed by a person with a date and a reason.
    """
    index = _Index.of(current)
    refused = {**_of_former(rows, former_numbers), **_repeated(rows), **_unknown_types(rows)}
    found: list[tuple[RosterRow, Current | None]] = []
    conflicts: list[Held] = []
    for row in rows:
        reason = refused.get(row.place)
        person = None
        if reason is None:
            person, reason = _who(row, index)
        if reason is not None:
            conflicts.append(Held(row.place, row.full_name, reason))
        else:
            found.append((row, person))
    found, doubled = _once_each(found)
    conflicts += doubled
    found, untyped = _typed(found)
    conflicts += untyped
    matches = [Match(row, person, _changes(row, person)) for row, person in found if person is not None]
    joiners = tuple(row for row, person in found if person is None)
    taken = {match.current.employee_id for match in matches}
    absent = [person for person in current if person.department and person.employee_id not in taken]
    unclear = {held.text for held in conflicts}
    known = {LEADERSHIP, *departments}
    wanted = dict.fromkeys(row.department for row, _ in found)
    return Comparison(
        joiners=joiners,
        movers=tuple(match for match in matches if match.row.department != match.current.department),
        changed=tuple(m for m in matches if m.row.department == m.current.department and m.changes),
        unchanged=tuple(m for m in matches if m.row.department == m.current.department and not m.changes),
        leavers=tuple(person for person in absent if is_whole and person.full_name not in unclear),
        conflicts=tuple(conflicts),
        new_departments=tuple(name for name in wanted if name not in known),
        sets_order=is_whole or not absent,
    )


def merged(present: Sequence[T], wanted: Sequence[T]) -> list[T]:
    """Return everything in the order of ``wanted``; what that does not name stays behind what it stands behind now."""
    named = set(wanted)
    behind: defaultdict[T | None, list[T]] = defaultdict(list)
    last: T | None = None
    for one in present:
        if one in named:
            last = one
        else:
            behind[last].append(one)
    return behind[None] + [each for one in wanted for each in (one, *behind[one])]


def _unknown_types(rows: Sequence[RosterRow]) -> dict[str, str]:
    """Return place -> reason for lines whose employment type is not known."""
    return {
        row.place: f"不认识编制“{row.unknown_type}”，请改为公务员、参公、事业编制、工勤编制或编外聘用等"
        for row in rows
        if row.unknown_type
    }


def _typed(
    found: Sequence[tuple[RosterRow, Current | None]],
) -> tuple[list[tuple[RosterRow, Current | None]], list[Held]]:
    """Hold back new people without an employment type where the file says it of others."""
    says_types = any(row.employment_type for row, _ in found)
    kept: list[tuple[RosterRow, Current | None]] = []
    held: list[Held] = []
    for row, person in found:
        if says_types and person is None and not row.employment_type:
            held.append(Held(row.place, row.full_name, "没有写编制，请补上后重新上传"))
        else:
            kept.append((row, person))
    return kept, held


def _of_former(rows: Sequence[RosterRow], former_numbers: Mapping[str, str]) -> dict[str, str]:
    """Return place -> reason for lines with a staff number whose holder has left."""
    return {
        row.place: f"工号 {row.staff_number} 属于已离开的“{former_numbers[row.staff_number]}”，请核对或换一个工号"
        for row in rows
        if row.staff_number in former_numbers
    }


def _repeated(rows: Sequence[RosterRow]) -> dict[str, str]:
    """Return place -> reason for lines that the file itself has twice."""
    reasons: dict[str, str] = {}
    numbers: defaultdict[str, list[RosterRow]] = defaultdict(list)
    names = Counter((row.full_name, row.department) for row in rows)
    for row in rows:
        if row.staff_number:
            numbers[row.staff_number].append(row)
        elif not row.phone and names[row.full_name, row.department] > 1:
            reasons[row.place] = f"{row.department}有两个“{row.full_name}”，请补上工号或手机号后重新上传"
    for number, same in numbers.items():
        for row in same if len(same) > 1 else ():
            others = "、".join(f"{other.full_name}（{other.place}）" for other in same if other is not row)
            reasons[row.place] = f"工号 {number} 与{others}重复，请核对工号后重新上传"
    return reasons


def _who(row: RosterRow, index: _Index) -> tuple[Current | None, str | None]:
    """Return the person a line is about (None: nobody yet) and None, or None and why that cannot be told."""
    if row.staff_number and index.by_number[row.staff_number]:
        person = index.by_number[row.staff_number][0]
        is_same = person.full_name == row.full_name or (row.phone and row.phone == person.phone)
        if is_same:
            return person, None
        return None, f"工号 {row.staff_number} 现在是“{person.full_name}”，请核对姓名或工号后重新上传"
    same_phone = index.by_phone[row.full_name, row.phone] if row.phone else []
    for person in same_phone:
        if _contradicts(row, person):
            return None, f"姓名和手机号相同的人现在工号是 {person.staff_number}，请核对工号后重新上传"
    keys = (
        (same_phone, "姓名和手机号都相同的"),
        (index.by_department[row.full_name, row.department], f"{row.department}的同名的"),
    )
    for candidates, words in keys:
        fitting = [person for person in candidates if not _contradicts(row, person)]
        if len(fitting) > 1:
            return None, f"{words}有 {len(fitting)} 人，请补上工号后重新上传"
        if fitting:
            return fitting[0], None
    return None, None


def _contradicts(row: RosterRow, person: Current) -> bool:
    """Say whether both have a staff number: two different numbers are two people."""
    return bool(row.staff_number and person.staff_number)


def _once_each(
    found: Sequence[tuple[RosterRow, Current | None]],
) -> tuple[list[tuple[RosterRow, Current | None]], list[Held]]:
    """Hold back every line that shares its person with another line."""
    counts = Counter(person.employee_id for _, person in found if person is not None)
    kept: list[tuple[RosterRow, Current | None]] = []
    held: list[Held] = []
    for row, person in found:
        if person is not None and counts[person.employee_id] > 1:
            reason = f"文件里有 {counts[person.employee_id]} 行都像是同一个人，请补上工号或删去多余的行"
            held.append(Held(row.place, row.full_name, reason))
        else:
            kept.append((row, person))
    return kept, held


def _changes(row: RosterRow, person: Current) -> tuple[Change, ...]:
    pairs = ((name, getattr(person, name), getattr(row, name)) for name in FIELDS)
    return tuple(Change(name, before, after) for name, before, after in pairs if after and after != before)
