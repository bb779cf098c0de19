"""The domain library of the platform, pure of web, storage, clock and chance.

Nouns: question, paper spec, paper, response, import report. Where is it decided?
`model` shapes, `codec` their JSON, `text` what counts as equal text, `types` one file per question type, `points` the
only rounding of scores, `concealing` how stored ids keep the key to themselves, `assembly` which questions a paper
holds, `grading` what responses earn, `similarity` which questions are the same, `likeness` which are nearly the same,
`statistics` what marks say about items (imported by itself), `importing` how a file is read (`formats` one
file per kind of file, `reading` the free-form reader), `exporting` in which formats they leave, `rest` how
what a format can't say is kept beside it.
"""

from question_bank.assembly import assemble, check_even, check_shortfall
from question_bank.balance import LEAST_ANSWERS, facilities_from, facilities_of, predicted_mean, with_facilities
from question_bank.codec import (
    paper_from_json,
    paper_to_json,
    question_from_json,
    question_to_json,
    spec_from_json,
    spec_to_json,
)
from question_bank.errors import (
    BankError,
    InvalidMarks,
    InvalidQuestion,
    MalformedResponse,
    NoEvenPaper,
    NotEnoughQuestions,
    UnreadableFile,
)
from question_bank.exporting import excel_sheet, excel_template, writable_formats, write_questions
from question_bank.grading import grade_paper
from question_bank.importing import (
    MAX_BYTES,
    HeldBack,
    ImportReport,
    ReadQuestion,
    Unread,
    read_questions,
    report_to_json,
)
from question_bank.likeness import Difference, Near, NearIndex, Segment, differences
from question_bank.model import (
    USES,
    Citation,
    ItemResult,
    ItemState,
    Key,
    MultipleRule,
    Option,
    Paper,
    PaperItem,
    PaperResult,
    PaperSpec,
    Picture,
    PoolQuestion,
    Question,
    Response,
    ShownOrder,
    SpecSection,
)
from question_bank.points import award
from question_bank.similarity import (
    IdentityIndex,
    Likeness,
    Match,
    compare,
    key_fingerprint,
    question_identity,
)
from question_bank.types import all_types, get_type
from question_bank.types.base import FieldValues, QuestionType

__all__ = [
    "LEAST_ANSWERS",
    "MAX_BYTES",
    "USES",
    "BankError",
    "Citation",
    "Difference",
    "FieldValues",
    "HeldBack",
    "IdentityIndex",
    "ImportReport",
    "InvalidMarks",
    "InvalidQuestion",
    "ItemResult",
    "ItemState",
    "Key",
    "Likeness",
    "MalformedResponse",
    "Match",
    "MultipleRule",
    "Near",
    "NearIndex",
    "NoEvenPaper",
    "NotEnoughQuestions",
    "Option",
    "Paper",
    "PaperItem",
    "PaperResult",
    "PaperSpec",
    "Picture",
    "PoolQuestion",
    "Question",
    "QuestionType",
    "ReadQuestion",
    "Response",
    "Segment",
    "ShownOrder",
    "SpecSection",
    "Unread",
    "UnreadableFile",
    "all_types",
    "assemble",
    "award",
    "check_even",
    "check_shortfall",
    "compare",
    "differences",
    "excel_sheet",
    "excel_template",
    "facilities_from",
    "facilities_of",
    "get_type",
    "grade_paper",
    "key_fingerprint",
    "paper_from_json",
    "paper_to_json",
    "predicted_mean",
    "question_from_json",
    "question_identity",
    "question_to_json",
    "read_questions",
    "report_to_json",
    "spec_from_json",
    "spec_to_json",
    "with_facilities",
    "writable_formats",
    "write_questions",
]
