"""Decide how wide and high a picture is, by the header of its file, so that a page keeps its place before it is loaded.

Sources: PNG (W3C, section 11.2.1), GIF89a (section 18), JPEG (ITU-T T.81, B.2.2), WebP (RFC 9649, section 2) and the
bitmap header of Windows (BITMAPINFOHEADER).
"""

import struct

from question_bank import Picture

Size = tuple[int, int]
_MOST = 20_000
# Markers of JPEG that begin a frame; C4, C8 and CC are tables among them.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def size_of(picture: Picture) -> Size | None:
    """Return width and height in pixels, None for a header that is cut off, unknown or says what can't be."""
    reader = _READERS.get(picture.media_type)
    try:
        size = reader(picture.data) if reader else None
    except (struct.error, IndexError):
        return None
    return size if size and 0 < size[0] <= _MOST and 0 < size[1] <= _MOST else None


def _png(data: bytes) -> Size:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> Size:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _bmp(data: bytes) -> Size:
    width, height = struct.unpack_from("<ii", data, 18)
    # A negative height means that the rows begin at the top.
    return width, abs(height)


def _jpeg(data: bytes) -> Size | None:
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        # A fill byte, or a marker that stands alone.
        if marker == 0xFF or marker in (0x01, *range(0xD0, 0xD9)):
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 2 + max(length, 2)
    return None


def _webp(data: bytes) -> Size | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return _three_bytes(data, 24) + 1, _three_bytes(data, 27) + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _three_bytes(data: bytes, at: int) -> int:
    return data[at] | data[at + 1] << 8 | data[at + 2] << 16


_READERS = {"image/png": _png, "image/gif": _gif, "image/bmp": _bmp, "image/jpeg": _jpeg, "image/webp": _webp}
