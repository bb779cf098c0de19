"""How large a picture is, by its header; what no header says is None, and a page then keeps no place for it."""

import struct

import pytest

from question_bank import Option, Picture, Question
from tests.support.drawings import SVG, png
from webapp import pictures
from webapp.picture_size import size_of


def _jpeg(*segments):
    return Picture("image/jpeg", b"\xff\xd8" + b"".join(segments))


def _segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _webp(kind, body):
    return Picture("image/webp", b"RIFF\0\0\0\0WEBP" + kind + b"\0\0\0\0" + body)


FRAME = struct.pack(">BHHB", 8, 480, 640, 3)
TABLES = _segment(0xE0, b"JFIF\0" + bytes(9)) + _segment(0xC4, bytes(20))


@pytest.mark.parametrize(
    ("picture", "size"),
    [
        (png(1, 640, 480), (640, 480)),
        (Picture("image/gif", b"GIF89a" + struct.pack("<HH", 640, 480)), (640, 480)),
        (Picture("image/bmp", b"BM" + bytes(16) + struct.pack("<ii", 640, -480)), (640, 480)),
        (_jpeg(TABLES, _segment(0xC0, FRAME)), (640, 480)),
        (_jpeg(b"\xff", TABLES, b"\xff\xd0", _segment(0xC2, FRAME)), (640, 480)),
        (_webp(b"VP8 ", bytes(6) + struct.pack("<HH", 640, 480)), (640, 480)),
        (_webp(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14)), (640, 480)),
        (_webp(b"VP8X", bytes(4) + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")), (640, 480)),
    ],
    ids=["png", "gif", "bmp", "jpeg", "progressive", "webp", "lossless", "extended"],
)
def test_the_size_of_each_kind_that_is_drawn(picture, size):
    """Width, then height; cut off anywhere it is unknown or the same, and nothing is raised."""
    assert size_of(picture) == size
    for end in range(len(picture.data)):
        assert size_of(Picture(picture.media_type, picture.data[:end])) in (None, size)


@pytest.mark.parametrize(
    "picture",
    [
        SVG,
        png(1, 0, 5),
        Picture("image/png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 40),
        _jpeg(b"nothing of a jpeg"),
        _jpeg(b"\xff" * 1000),
        _webp(b"ALPH", bytes(20)),
    ],
    ids=["svg", "none", "giant", "text", "fill", "other"],
)
def test_what_has_no_size(picture):
    """Kinds that are not drawn, empty and impossible pictures."""
    assert size_of(picture) is None


@pytest.mark.parametrize(
    ("width", "height", "attributes"), [(300, 200, 'width="300" height="200"'), (800, 1600, 'width="192" height="384"')]
)
def test_a_page_keeps_a_place_of_the_shape_of_the_picture(width, height, attributes):
    """Pictures are loaded when they come near; a tall one is scaled as the style scales it."""
    question = Question(
        "single_choice", f"图{pictures.SIGN}", (Option("A", "甲"),), ("A",), pictures=(png(1, width, height),)
    )
    shown = pictures.shown(question, lambda number: f"/p/{number}")
    assert f'src="/p/0" alt="图1" loading="lazy" {attributes}>' in str(shown.stem.__html__())
