"""Importing is all or nothing, may be repeated, names what it leaves out, and never overwrites."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from question_bank import get_type
from tests.bank.office import Office
from webapp import tasks
from webapp.audit.models import AuditEntry
from webapp.bank import queries, service
from webapp.bank.models import ImportBatch, Question, QuestionVersion
from webapp.db import reading, transaction
from webapp.errors import Conflict, InvalidInput
from webapp.files import StoredFile, content


def upload(office: Office, data: bytes, filename: str, now: datetime) -> int:
    """Send a file the way the page does and let the worker read it; return the batch's id."""
    with transaction() as session:
        batch_id = service.start_import(session, office.bank_id, data, filename, actor_id=office.liaison_id, now=now).id
    assert tasks.run_next()
    return batch_id


def confirm(office: Office, batch_id: int, now: datetime) -> service.Receipt:
    """Confirm a batch as the liaison."""
    with transaction() as session:
        return service.confirm_import(session, batch_id, publish=True, actor_id=office.liaison_id, now=now)


def bring(office: Office, data: bytes, filename: str, now: datetime) -> service.Receipt:
    """Upload, read and confirm."""
    return confirm(office, upload(office, data, filename, now), now)


def batch_of(batch_id: int) -> ImportBatch:
    """Return a batch as the database holds it."""
    return reading().get_one(ImportBatch, batch_id, populate_existing=True)


def count(table: type) -> int:
    """Count a table's rows."""
    return reading().scalar(sa.select(sa.func.count()).select_from(table)) or 0


def keys_of(office: Office, type_code: str) -> Counter[str]:
    """Count the keys of the unit's published questions of one type, as people write them."""
    pool = queries.pool(reading(), office.unit_id, [office.bank_id])
    kind = get_type(type_code)
    return Counter(kind.key_labels(one.question, ()) for one in pool if one.question.type == type_code)


def shared_file(shared_dir: Path, start: str) -> tuple[bytes, str]:
    """Return a real question file by the start of its name."""
    path = next((shared_dir / "question_files").glob(f"{start}*"))
    return path.read_bytes(), path.name


def spread(text: str) -> Counter[str]:
    """Read a key distribution as the index of the real files writes it: A37 B27."""
    pairs = (part.rstrip("0123456789") for part in text.split())
    return Counter({letters: int(part[len(letters) :]) for letters, part in zip(pairs, text.split(), strict=True)})


def test_the_word_file_comes_in_with_every_key(home: Office, shared_dir: Path, now: datetime) -> None:
    """File 01 gives 254 questions, with the key distributions of its index."""
    receipt = bring(home, *shared_file(shared_dir, "01"), now)
    counts = {"single_choice": 112, "multiple_choice": 74, "true_false": 36, "short_answer": 32}
    assert receipt["added"] == counts == queries.counts_by_type(reading(), home.unit_id, [home.bank_id])
    assert keys_of(home, "single_choice") == spread("A37 B27 C23 D25")
    assert keys_of(home, "multiple_choice") == spread("ABCD32 ABC16 BCD7 AB6 ABD4 ACD4 CD2 ABCDE2 AD1")
    assert keys_of(home, "true_false") == {"正确": 22, "错误": 14}
    assert (receipt["held_back"], receipt["conflicts"], receipt["duplicates"]) == ([], [], [])


def test_the_same_text_again_adds_nothing(home: Office, shared_dir: Path, now: datetime) -> None:
    """File 02 is the text of 01: after it, all 254 are unchanged."""
    bring(home, *shared_file(shared_dir, "01"), now)
    before = count(Question), count(QuestionVersion)
    receipt = bring(home, *shared_file(shared_dir, "02"), now)
    assert (receipt["added_count"], receipt["unchanged_count"]) == (0, 254)
    assert (count(Question), count(QuestionVersion)) == before


def test_the_text_file_comes_in_alone(home: Office, shared_dir: Path, now: datetime) -> None:
    """File 02 alone gives what file 01 gives."""
    receipt = bring(home, *shared_file(shared_dir, "02"), now)
    assert receipt["added_count"] == 254
    assert keys_of(home, "multiple_choice") == spread("ABCD32 ABC16 BCD7 AB6 ABD4 ACD4 CD2 ABCDE2 AD1")


def test_of_two_identical_questions_one_is_added_and_the_other_named(
    home: Office, shared_dir: Path, now: datetime
) -> None:
    """File 07: 180 read, 179 added, one named with both places; again: nothing added."""
    batch_id = upload(home, *shared_file(shared_dir, "07"), now)
    report = batch_of(batch_id).report
    assert report is not None
    assert len(report["questions"]) == 180
    letters = Counter(read["question"]["key"][0] for read in report["questions"])
    assert letters == spread("A50 B46 C49 D35")
    receipt = confirm(home, batch_id, now)
    assert receipt["added_count"] == 179
    (named,) = receipt["duplicates"]
    assert named["place"] and named["other_place"] and named["place"] != named["other_place"]
    again = bring(home, *shared_file(shared_dir, "07"), now)
    assert (again["added_count"], again["unchanged_count"], len(again["duplicates"])) == (0, 179, 1)


def test_what_is_held_back_stays_out_and_is_named(home: Office, small_file: bytes, now: datetime) -> None:
    """A question without key never enters; the receipt gives its place and reason."""
    receipt = bring(home, small_file, "小题库.txt", now)
    assert receipt["added"] == {"single_choice": 1, "true_false": 2, "short_answer": 1}
    (held,) = receipt["held_back"]
    assert held["reason"] == "没有答案" and held["place"]
    assert receipt["lacks_citation_count"] == 3
    assert not [row for row in _rows(home) if "没有答案的是" in row.content.stem]


def _rows(office: Office, **wanted: object) -> list[queries.QuestionRow]:
    return queries.search(reading(), office.unit_id, queries.Wanted(**wanted))  # type: ignore[arg-type]


def test_confirming_twice_shows_the_same_receipt(home: Office, small_file: bytes, now: datetime) -> None:
    """A second confirmation changes nothing and returns the first receipt."""
    batch_id = upload(home, small_file, "小题库.txt", now)
    first = confirm(home, batch_id, now)
    before = count(Question), count(AuditEntry)
    assert confirm(home, batch_id, now) == first
    assert (count(Question), count(AuditEntry)) == before


def test_a_failure_in_one_row_leaves_nothing(
    home: Office, small_file: bytes, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When one row can't be written, no question, version, state or audit row of the import remains."""
    batch_id = upload(home, small_file, "小题库.txt", now)
    audited = count(AuditEntry)
    written: list[object] = []

    def break_at_the_third(question: object) -> dict[str, object]:
        written.append(question)
        return {} if len(written) < 3 else {"not json": object()}

    monkeypatch.setattr(service, "question_to_json", break_at_the_third)
    with pytest.raises(Exception, match="not JSON serializable"):
        confirm(home, batch_id, now)
    monkeypatch.undo()
    assert (count(Question), count(QuestionVersion), count(AuditEntry)) == (0, 0, audited)
    assert batch_of(batch_id).state == "preview"
    assert confirm(home, batch_id, now)["added_count"] == 4


def test_another_key_is_a_conflict_and_overwrites_nothing(home: Office, small_file: bytes, now: datetime) -> None:
    """The same question with another key stays out, and the receipt shows both keys."""
    bring(home, small_file, "小题库.txt", now)
    changed = small_file.replace("答案：B".encode(), "答案：C".encode())
    receipt = bring(home, changed, "小题库（二）.txt", now)
    (conflict,) = receipt["conflicts"]
    assert (conflict["key"], conflict["other_key"]) == ("C", "B")
    assert (receipt["added_count"], receipt["unchanged_count"]) == (0, 3)
    assert keys_of(home, "single_choice") == {"B": 1}


def test_two_keys_within_one_file_are_both_held_back(home: Office, now: datetime) -> None:
    """Nobody guesses which of two contradicting answers of one file is right."""
    one = "{}. 宪法是根本法。（ ）\n答案：{}\n"
    receipt = bring(home, ("一、判断题\n" + one.format(1, "对") + one.format(2, "错")).encode(), "题.txt", now)
    assert receipt["added_count"] == 0
    assert [(c["key"], c["other_key"]) for c in receipt["conflicts"]] == [("正确", "错误"), ("错误", "正确")]


def test_a_retired_question_does_not_come_back_by_import(home: Office, small_file: bytes, now: datetime) -> None:
    """An import never puts a retired question back into the draw; publishing it by hand does."""
    bring(home, small_file, "小题库.txt", now)
    (row,) = _rows(home, type="single_choice")
    with transaction() as session:
        service.retire_question(session, row.question_id, "条文已修改", actor_id=home.liaison_id, now=now)
    assert bring(home, small_file, "小题库.txt", now)["unchanged_count"] == 4
    assert keys_of(home, "single_choice") == {}
    with transaction() as session:
        service.publish_question(session, row.question_id, actor_id=home.liaison_id, now=now)
    assert keys_of(home, "single_choice") == {"B": 1}


def test_retiring_needs_a_reason(home: Office, small_file: bytes, now: datetime) -> None:
    """Without a reason nothing is retired."""
    bring(home, small_file, "小题库.txt", now)
    (row,) = _rows(home, type="single_choice")
    with pytest.raises(InvalidInput, match="停用原因"), transaction() as session:
        service.retire_question(session, row.question_id, "  ", actor_id=home.liaison_id, now=now)
    assert keys_of(home, "single_choice") == {"B": 1}


def test_a_cancelled_import_cannot_be_confirmed(home: Office, small_file: bytes, now: datetime) -> None:
    """Cancelling gives the import up for ever; cancelling a confirmed one is refused."""
    batch_id = upload(home, small_file, "小题库.txt", now)
    with transaction() as session:
        service.cancel_import(session, batch_id, actor_id=home.liaison_id, now=now)
    with pytest.raises(Conflict, match="重新选择文件"):
        confirm(home, batch_id, now)
    done = upload(home, small_file, "小题库.txt", now)
    confirm(home, done, now)
    with pytest.raises(Conflict, match="已经入库"), transaction() as session:
        service.cancel_import(session, done, actor_id=home.liaison_id, now=now)


def test_another_units_bank_is_its_own(home: Office, other: Office, small_file: bytes, now: datetime) -> None:
    """The same file may enter two units' banks, and neither draws from the other's."""
    bring(home, small_file, "小题库.txt", now)
    assert bring(other, small_file, "小题库.txt", now)["added_count"] == 4
    assert queries.pool(reading(), home.unit_id, [other.bank_id]) == []


@pytest.mark.parametrize(
    ("data", "filename", "sentence"),
    [
        (b"", "空.docx", "是空的"),
        (b"x" * (20 * 1024 * 1024 + 1), "大.txt", "超过 20 MB"),
        (b"%PDF-1.7", "扫描.pdf", "类型不能用"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "加密.docx", "加了密码"),
        (b"plain", "假的.xlsx", "与扩展名不符"),
        ("1. 题".encode(), "机密题库.txt", "涉密和内部文件不得上传"),
        ("1. 题".encode(), "题库（秘密）.txt", "涉密和内部文件不得上传"),
        ("1. 题".encode(), "内部资料_题库.txt", "涉密和内部文件不得上传"),
        ("1. 题".encode(), "工作秘密.txt", "涉密和内部文件不得上传"),
    ],
)
def test_bad_files_are_refused_with_one_sentence(
    home: Office, now: datetime, data: bytes, filename: str, sentence: str
) -> None:
    """A wrong, empty, too large, encrypted or marked file leaves nothing behind."""
    with pytest.raises(InvalidInput, match=sentence) as caught, transaction() as session:
        service.start_import(session, home.bank_id, data, filename, actor_id=home.liaison_id, now=now)
    assert caught.value.sentence.count("。") == 1 and caught.value.sentence.endswith("。")
    assert (count(ImportBatch), count(StoredFile)) == (0, 0)


@pytest.mark.parametrize(
    "mark", ["机密★1年", "绝密★启用前", "密级：秘密", "内部资料，注意保存", "工作秘密", "【秘密】"]
)
def test_a_marked_text_is_refused_and_not_kept(home: Office, small_file: bytes, now: datetime, mark: str) -> None:
    """A file marked inside is refused by the worker, and its bytes are gone from the disk."""
    batch_id = upload(home, f"{mark}\n".encode() + small_file, "题库.txt", now)
    batch = batch_of(batch_id)
    assert batch.state == "failed"
    assert batch.sentence is not None and "不得上传" in batch.sentence
    stored = reading().get_one(StoredFile, batch.file_id)
    with pytest.raises(Exception, match="重新上传"):
        content(stored)


def test_questions_about_secrets_are_no_marks(home: Office, now: datetime) -> None:
    """Options and stems that speak of levels of secrecy are exam matter, not marks."""
    text = "一、单选题\n1. 国家秘密分几级（ ）。\nA. 机密★10年\nB. 绝密、机密、秘密\n答案：B\n2. 属于内部资料的是（ ）。\nA. 机密\nB. 工作秘密\n答案：B\n"
    receipt = bring(home, text.encode(), "保守国家秘密法题库.txt", now)
    assert receipt["added_count"] == 2


def test_a_file_that_cannot_be_read_says_why(home: Office, now: datetime) -> None:
    """A damaged Word file ends as a failed import with one sentence, not as an error."""
    batch = batch_of(upload(home, b"PK\x03\x04" + b"\0" * 200, "坏的.docx", now))
    assert batch.state == "failed"
    assert batch.sentence is not None and "已损坏" in batch.sentence and batch.report is None


def test_search_finds_by_stem_topic_and_law(home: Office, small_file: bytes, now: datetime) -> None:
    """One search box looks into stem, topic and cited law; filters narrow by type, difficulty and missing citation."""
    bring(home, small_file, "小题库.txt", now)
    assert len(_rows(home, text="宪法日")) == 1
    assert [row.content.type for row in _rows(home, text="中华人民共和国宪法")] == ["single_choice"]
    assert len(_rows(home, text="100%")) == 0
    assert len(_rows(home, type="true_false")) == 2
    assert len(_rows(home, difficulty=2, topic="宪法")) == 1
    assert len(_rows(home, lacks_citation=True)) == 3
    assert queries.count(reading(), home.unit_id, queries.Wanted(lacks_citation=True)) == 3


def test_versions_are_found_by_question_and_by_id(home: Office, small_file: bytes, now: datetime) -> None:
    """A question's current version, and a version by its own id, hold the same content."""
    bring(home, small_file, "小题库.txt", now)
    (row,) = _rows(home, type="single_choice")
    found = queries.current_versions(reading(), [row.question_id])
    version_id, question = found[row.question_id]
    assert queries.versions(reading(), [version_id]) == {version_id: question}
    assert question.citation is not None and question.citation.law == "中华人民共和国宪法"
    assert [one.number for one in queries.versions_of(reading(), row.question_id)] == [1]


def test_a_file_comes_in_at_once_for_the_command_line(home: Office, small_file: bytes, now: datetime) -> None:
    """``import_file`` reads and confirms in one go and leaves its receipt in an import of its own."""
    with transaction() as session:
        receipt = service.import_file(session, home.bank_id, small_file, "起步.txt", actor_id=None, now=now)
    assert receipt["added_count"] == 4
    ((batch, bank_name),) = queries.recent_batches(reading(), home.unit_id)
    assert (batch.receipt, bank_name) == (receipt, "学法题库")


def test_a_second_bank_of_the_same_name_is_refused(home: Office, now: datetime) -> None:
    """Names of banks are unique within a unit."""
    with pytest.raises(Conflict, match="已有名为"), transaction() as session:
        service.create_bank(session, home.unit_id, " 学法题库 ", actor_id=None, now=now)


def test_a_topic_that_is_too_long_is_doubted_and_cut(home: Office, now: datetime) -> None:
    """Nested categories of other systems may be longer than a topic here; the own id of a file is kept whole."""
    long = "第一编 总则/" * 20
    text = f"$CATEGORY: {long}\n\n// [id:{'9' * 80}]\n陈述一。{{T}}\n"
    with transaction() as session:
        receipt = service.import_file(session, home.bank_id, text.encode(), "题.gift", actor_id=None, now=now)
        (row,) = queries.search(session, home.unit_id, queries.Wanted())
        stored = session.get_one(Question, row.question_id)
        assert (receipt["added_count"], receipt["draft_count"]) == (1, 1)
        assert len(stored.topic) == 60 and stored.topic == row.content.topic
        assert len(stored.source_id) == 60 and row.content.source_id == "9" * 80
