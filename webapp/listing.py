"""Decide how a list reads its state from the address: search text, filters, page and page size.

A list's view parses ``request.args`` here, its query takes ``limit`` and ``offset``, and the macros ``list_head``
and ``list_foot`` show it. State lives in the address, so that a link to a list can be sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

PAGE_SIZES = (20, 50, 100)


@dataclass(frozen=True)
class Listing:
    """What one list shows: ``total`` is None until the query has counted; ``page`` starts at 1."""

    search: str
    page: int
    size: int
    filters: Mapping[str, str]
    total: int | None = None

    sizes = PAGE_SIZES

    @property
    def limit(self) -> int:
        """How many rows the query fetches."""
        return self.size

    @property
    def offset(self) -> int:
        """How many rows the query skips."""
        return (self.page - 1) * self.size

    @property
    def page_count(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-(self.total or 0) // self.size))

    @property
    def previous_page(self) -> int | None:
        """The page before this one, None on the first."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next_page(self) -> int | None:
        """The page after this one, None on the last."""
        return self.page + 1 if self.page < self.page_count else None

    @property
    def is_narrowed(self) -> bool:
        """True when a search or a filter hides rows."""
        return bool(self.search or any(self.filters.values()))

    def counted(self, total: int) -> "Listing":
        """Return the same list with its count; a page past the end becomes the last one."""
        found = replace(self, total=total)
        return replace(found, page=min(self.page, found.page_count))


def parse(args: Mapping[str, str], *filter_names: str, size: int = PAGE_SIZES[0]) -> Listing:
    """Read a list's state from query arguments ``q``, ``page``, ``size`` and the named filters.

    Anything unreadable falls back to the default: an address typed by hand is no error.
    """
    asked = args.get("size", "")
    page = args.get("page", "")
    return Listing(
        search=args.get("q", "").strip()[:100],
        page=max(1, int(page)) if page.isdecimal() and len(page) < 8 else 1,
        size=int(asked) if asked.isdecimal() and len(asked) < 8 and int(asked) in PAGE_SIZES else size,
        filters={name: args.get(name, "").strip()[:100] for name in filter_names},
    )
