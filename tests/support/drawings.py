"""Decide the small pictures that tests put into questions."""

import struct
import zlib

from question_bank import Picture


def png(colour: int, width: int = 3, height: int = 2) -> Picture:
    """Return a grey PNG; another ``colour`` (0 to 255) gives other bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = (b"\0" + bytes([colour]) * width) * height
    return Picture(
        "image/png",
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""),
    )


SVG = Picture("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
DISGUISED = Picture("image/png", SVG.data)
"""An SVG that claims to be a PNG."""
