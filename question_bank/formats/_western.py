"""Decides between Chinese and western letters where a text file says nothing about its encoding."""

from __future__ import annotations

import re

from question_bank.formats._text import decode, looks_like_text

# In GB18030 bytes above 0x7F come in pairs, an accented letter or a curly quote of Windows-1252 stands alone.
_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_RUN = re.compile(rb"[\x80-\xff]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def decode_text(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16, GB18030 or Windows-1252, without controls, lines parted by \\n.

    Raises UnreadableFile for what is no text.
    """
    try:
        text = data.decode("utf-8-sig")
        if not looks_like_text(text):
            text = decode(data)
    except UnicodeDecodeError:
        is_western = 2 * len(_ALONE.findall(data)) > len(_RUN.findall(data)) and b"\x00" not in data
        text = data.decode("cp1252", errors="replace") if is_western else decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Substituting copies a text in which nothing is found, too.
    return _CONTROLS.sub("", text) if _CONTROLS.search(text) else text
