"""Decides how the tests of the starter bank read the law texts beside the checkout: title, version events, articles."""

import re
from dataclasses import dataclass, field
from pathlib import Path

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_EVENT = re.compile(r"(?P<year>\d{4})年\d{1,2}月\d{1,2}日\s*(?P<what>.*)")
_ARTICLE = re.compile(r"(第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?)[\s\u3000]")
_INDEX_ROW = re.compile(r"\|\s*(?P<name>\S+)\s*\|\s*(?P<year>\d{4})-\d{2}-\d{2}")


@dataclass
class LawText:
    """One law: full title, (year, event) pairs in the order of the file, article name to whole text."""

    title: str
    events: list[tuple[str, str]] = field(default_factory=list)
    articles: dict[str, str] = field(default_factory=dict)

    @property
    def newest_events(self) -> list[tuple[str, str]]:
        """The events of the newest year in which the text itself changed; coming into force is not a change."""
        changes = [(year, what) for year, what in self.events if not what.startswith("施行")]
        newest = max((year for year, _ in changes), default="")
        return [(year, what) for year, what in changes if year == newest]


def read_law(text: str) -> LawText:
    """Read one text; headings and the repeated title blocks of a code in several parts belong to no article."""
    lines = text.replace("\u200b", "").splitlines()
    law = LawText(lines[0].lstrip("# ").strip())
    article = None
    for line in (line.strip() for line in lines[1:]):
        event = _EVENT.match(line)
        start = _ARTICLE.match(line)
        if not line or line.startswith(("#", "<!--")):
            continue
        if start:
            article = start[1]
            law.articles[article] = line[start.end() :]
        elif event:
            if (event["year"], event["what"]) not in law.events:
                law.events.append((event["year"], event["what"]))
        elif article:
            law.articles[article] += "\n" + line
    return law


def read_laws(folder: Path) -> dict[str, LawText]:
    """Read every current law of the folder by full title; a text without event lines takes its year from INDEX.md."""
    years = {row["name"]: row["year"] for row in _INDEX_ROW.finditer((folder / "INDEX.md").read_text("utf-8"))}
    laws = {}
    for path in sorted(folder.glob("*.md")):
        if path.name == "INDEX.md":
            continue
        law = read_law(path.read_text("utf-8"))
        if not law.events:
            law.events.append((years[path.stem], "公布"))
        laws[law.title] = law
    return laws


def value_of(numeral: str) -> int:
    """Return the value of an Arabic or Chinese numeral below ten thousand times ten thousand (两 counts as 二)."""
    if numeral.isdigit():
        return int(numeral)
    if "万" in numeral:
        high, low = numeral.split("万")
        return value_of(high) * 10000 + (value_of(low) if low else 0)
    total = digit = 0
    for sign in numeral.replace("两", "二"):
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS.index(sign)
    return total + digit
