"""Decides how the streams of a compound file, the container of Office files of before 2007, are taken out of it.

Source: [MS-CFB], Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_FREE = 0xFFFFFFFA
"""From here on a number of a sector is none: end of chain, free, or used by the table itself."""
_ENTRY = 128
_NONE = 0xFFFFFFFF
_STREAM = 2


class BrokenContainer(ValueError):
    """The file is no compound file, or its tables contradict themselves."""


class _Sectors:
    """Follows chains of sectors of one size; a chain that runs in a circle is broken."""

    def __init__(self, data: bytes, size: int, offset: int, table: Sequence[int]) -> None:
        self._data = data
        self._size = size
        self._offset = offset
        self._table = table

    def one(self, number: int) -> bytes:
        """Return a sector."""
        start = self._offset + number * self._size
        return self._data[start : start + self._size]

    def chain(self, first: int) -> bytes:
        """Return all sectors from the first one on."""
        found: list[bytes] = []
        number = first
        while number < _FREE:
            if number >= len(self._table) or len(found) > len(self._table):
                raise BrokenContainer
            found.append(self.one(number))
            number = self._table[number]
        return b"".join(found)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _file_table(data: bytes, size: int) -> tuple[int, ...]:
    """Return the table of all sectors; its own sectors are listed in the header, further ones in a chain of lists."""
    sectors = _Sectors(data, size, size, ())
    most = len(data) // size
    listed = list(_numbers(data[0x4C:0x200]))
    following, count = struct.unpack_from("<II", data, 0x44)
    for _ in range(min(count, most)):
        if following >= _FREE or len(listed) > most:
            break
        *more, following = _numbers(sectors.one(following))
        listed += more
    table: list[int] = []
    for at in listed:
        if at < _FREE and len(table) < most:
            table += _numbers(sectors.one(at))
    return tuple(table)


def _children(entries: Sequence[bytes], root: int) -> list[bytes]:
    """Return the entries that stand directly under the root; those of embedded documents stand deeper."""
    found: list[bytes] = []
    waiting = [struct.unpack_from("<I", entries[root], 76)[0]]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number == _NONE or number in seen or number >= len(entries):
            continue
        seen.add(number)
        found.append(entries[number])
        waiting += struct.unpack_from("<II", entries[number], 68)
    return found


def streams(data: bytes, names: Sequence[str]) -> dict[str, bytes]:
    """Return those streams at the top of a compound file that have one of the names; raises BrokenContainer."""
    try:
        size = 1 << min(struct.unpack_from("<H", data, 0x1E)[0], 20)
        small = 1 << min(struct.unpack_from("<H", data, 0x20)[0], 20)
        first_entry, limit, first_small = (struct.unpack_from("<I", data, at)[0] for at in (0x30, 0x38, 0x3C))
        table = _file_table(data, size)
        sectors = _Sectors(data, size, size, table)
        directory = sectors.chain(first_entry)
        entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        pool = sectors.chain(struct.unpack_from("<I", entries[0], 116)[0])
        smalls = _Sectors(pool, small, 0, _numbers(sectors.chain(first_small)))
        found: dict[str, bytes] = {}
        for entry in _children(entries, 0):
            first, length = struct.unpack_from("<II", entry, 116)
            name = entry[: max(entry[64] - 2, 0)].decode("utf-16-le", "replace")
            if entry[66] == _STREAM and name in names and name not in found:
                found[name] = (sectors if length >= limit else smalls).chain(first)[:length]
    except (struct.error, IndexError):
        raise BrokenContainer from None
    return found
