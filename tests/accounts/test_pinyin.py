"""Pinyin serves search: a surname is spelled as a surname, and names are found by syllables and by initials."""

import pytest

from webapp.accounts import pinyin


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("曾国华", "zengguohua zgh"),
        ("单雄", "shanxiong sx"),
        ("尉迟恭", "yuchigong ycg"),
        ("欧阳修", "ouyangxiu oyx"),
        ("仇英", "qiuying qy"),
        ("李乐", "lile ll"),
        ("张　三", "zhang　san z　s"),
        ("", " "),
    ],
)
def test_names_are_spelled_as_they_are_searched_for(name, text):
    """曾, 单, 仇 and double surnames have readings of their own; elsewhere in a name the common one holds."""
    assert pinyin.search_text(name) == text


def test_the_table_holds_only_what_the_library_reads_otherwise():
    """An entry that changes nothing would be dead."""
    assert [name for name, said in pinyin.SURNAMES.items() if pinyin.lazy_pinyin(name) == said.split()] == []
