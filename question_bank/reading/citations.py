"""Decides what a written law reference says: law, version, article, and what of it a citation can't hold."""

from __future__ import annotations

import re

from question_bank.model import Citation
from question_bank.text import fold, plain

_LONGEST = 500
_NUMBER = "[一二三四五六七八九十百千零〇\\d]+"
_ARTICLE = rf"第\s*{_NUMBER}\s*条(?:之{_NUMBER})?"
_TITLED = re.compile(rf"《(?P<law>[^》]+)》\s*(?:\((?P<version>[^()]*\d{{4}}[^()]*)\))?\s*(?P<article>{_ARTICLE})?")
_UNTITLED = re.compile(rf"(?P<law>[^《》。;]{{2,60}}?)\s*(?P<article>{_ARTICLE})")


def parse_citation(text: str) -> tuple[Citation | None, str | None]:
    """Return the citation of a written reference, and the whole text again when the citation doesn't hold all of it.

    `《中华人民共和国行政处罚法》（2021年修订）第九条` gives law, version and article and nothing left over. 款 and 项, a second
    law or quoted words are left over, for the explanation to keep: questions follow changes of the law by article.
    Without any law both stay: (None, text).
    """
    folded = fold(text)[:_LONGEST]
    match = _TITLED.search(folded) or _UNTITLED.match(folded.strip())
    if match is None:
        return None, text.strip() or None
    version = match.groupdict().get("version")
    citation = Citation(
        law=match["law"].strip(),
        article="".join(match["article"].split()) if match["article"] else None,
        version=version.strip() if version else None,
    )
    said = plain(text).strip("。;,")
    bare = plain(str(citation)).replace("《", "").replace("》", "")
    return citation, None if said.replace("《", "").replace("》", "") == bare else text.strip()
