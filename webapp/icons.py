"""Decide how icons look: one drawing per name on a 24 px grid, and only those used on a page are put into it.

``icon(name)`` refers to a symbol and notes its use for this request; ``icon_sheet()`` at the end of the body prints
the symbols noted. Shapes of states follow the look: status is shape and word, colour only repeats them.
"""

from functools import lru_cache

from flask import g
from markupsafe import Markup

_FULL = '<circle class="fill" cx="12" cy="12" r="9.5"/>'
_ROUND = '<circle cx="12" cy="12" r="8.5"/>'
_MARK = "".join(f"M{x} 3h5v5.6h-5zm0 7h5v12h-5zm0 13.4h5V29h-5z" for x in (2, 9.7, 17.3, 25))

SYMBOLS: dict[str, str] = {
    "bell": '<path d="M6 16.5V11a6 6 0 0112 0v5.5l1.5 2h-15zM10 21h4"/>',
    "book": '<path d="M12 6.5C10 5 7 4.5 3.5 5v13.5c3.5-.5 6.5 0 8.5 1.5 2-1.5 5-2 8.5-1.5V5C17 4.5 14 5 12 6.5z'
    'm0 0V20"/>',
    "calendar": '<path d="M4 5.5h16V20H4zM4 10h16M8 3v4M16 3v4"/>',
    "chart": '<path d="M4 20h16M7 20v-7M12 20V5M17 20v-10"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "clock": _ROUND + '<path d="M12 7v5.5l3.5 2"/>',
    "down": '<path d="M6 9.5l6 6 6-6"/>',
    "export": '<path d="M12 3.5v12M7.5 11l4.5 4.5 4.5-4.5M4 16.5v4h16v-4"/>',
    "file": '<path d="M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h5"/>',
    "flag": '<path d="M6 21V4h11l-2.5 4L17 12H6"/>',
    "gear": '<circle cx="12" cy="12" r="3.2"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2'
    'M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2"/>',
    "grid": '<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z"/>',
    "home": '<path d="M4 11l8-7 8 7v9h-5v-6H9v6H4z"/>',
    "import": '<path d="M12 15.5v-12M7.5 8L12 3.5 16.5 8M4 16.5v4h16v-4"/>',
    "left": '<path d="M14.5 6l-6 6 6 6"/>',
    "lock": '<path d="M6 11h12v9.5H6zM8.5 11V8a3.5 3.5 0 017 0v3"/>',
    "offline": '<path d="M7 18.5a4.5 4.5 0 01-.5-9A6 6 0 0118 10.5a4 4 0 010 8zM4 3.5l16 17"/>',
    "pen": '<path d="M4 20l1-4.5L16 4.5 19.5 8 8.5 19zM13.5 7l3.5 3.5"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.6-3.5 3-5.2 6.5-5.2s5.9 1.7 6.5 5.2'
    'M15.5 5.5a3.3 3.3 0 010 6.2M17.5 14.8c2.3.5 3.6 2.1 4 4.7"/>',
    "place": '<path d="M12 21c4-4.5 6.5-7.5 6.5-11a6.5 6.5 0 00-13 0c0 3.5 2.5 6.5 6.5 11z"/>'
    '<circle cx="12" cy="10" r="2.3"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>',
    "redo": '<path d="M5 4h11l3 3v13H5zM9 10l2 2 4-4M9 16h6"/>',
    "right": '<path d="M9.5 6l6 6-6 6"/>',
    "saved": '<path d="M7 18.5a4.5 4.5 0 01-.5-9A6 6 0 0118 10.5a4 4 0 010 8zM9 13.5l2.2 2.2 4-4"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5.5 5.5"/>',
    "send": '<path d="M20.5 3.5L3.5 10.5l7 3 3 7zM20.5 3.5l-10 10"/>',
    "sync": '<path d="M19.5 9A8 8 0 005 8M4.5 4v4.5H9M4.5 15A8 8 0 0019 16M19.5 20v-4.5H15"/>',
    "up": '<path d="M6 14.5l6-6 6 6"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.7-4 3.6-6 7.5-6s6.8 2 7.5 6"/>',
    "warn": '<path d="M12 4L21 20H3zM12 10v4.5M12 17.2v.1"/>',
    "x": '<path d="M6 6l12 12M18 6L6 18"/>',
    "mark": f'<path d="{_MARK}"/>',
    "s-absent": '<circle cx="12" cy="12" r="8.5" stroke-dasharray="3.2 2.6"/><path d="M8.5 12h7"/>',
    "s-best": '<path class="fill" d="M12 1.5l3.1 6.6 7.2.9-5.3 5 1.4 7.2L12 17.7l-6.4 3.5L7 14 1.7 9l7.2-.9z"/>',
    "s-done": _FULL + '<path class="knock" d="M7.5 12.3l3.2 3.2 5.8-6.3"/>',
    "s-done-late": _ROUND + '<path d="M8 12.3l2.9 2.9 5.2-5.7"/>',
    "s-exempt": '<rect x="4" y="4" width="16" height="16" rx="2"/><path d="M8 16l8-8"/>',
    "s-failed": _ROUND + '<path d="M9 9l6 6M15 9l-6 6"/>',
    "s-going": _ROUND + '<path class="fill" d="M12 3.5a8.5 8.5 0 010 17z"/>',
    "s-late": '<path class="fill" d="M12 2L22.5 21.5h-21z"/><path class="knock" d="M12 9v6M12 18v.2"/>',
    "s-look": '<path class="fill" d="M12 1.5L22.5 12 12 22.5 1.5 12z"/><path class="knock" d="M12 7v6M12 16.3v.2"/>',
    "s-todo": _ROUND,
    "s-withdrawn": _ROUND + '<path d="M6 6l12 12"/>',
}


def icon(name: str, css: str = "i") -> Markup:
    """Return the inline reference to a symbol, hidden from screen readers: a word stands beside every icon.

    Raises KeyError for a name that has no drawing.
    """
    reference = _reference(name, css)
    g.setdefault("used_icons", set()).add(name)
    return reference


@lru_cache
def _reference(name: str, css: str) -> Markup:
    SYMBOLS[name]
    return Markup('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>').format(css, name)


def icon_sheet() -> Markup:
    """Return the drawings of all icons that this request has used so far, as one hidden sheet."""
    used = sorted(g.get("used_icons", ()))
    symbols = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 {32 if name == "mark" else 24} {32 if name == "mark" else 24}">'
        f"{SYMBOLS[name]}</symbol>"
        for name in used
    )
    return Markup(f'<svg width="0" height="0" class="sr" aria-hidden="true">{symbols}</svg>')
