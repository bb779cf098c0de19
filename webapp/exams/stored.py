"""Decide how a graded item is written into its row and read back, exactly."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from question_bank import ItemResult as Result
from question_bank import ItemState
from webapp.exams.models import ItemResult


def columns_of(result: Result) -> dict[str, Any]:
    """Return the columns of a row that hold a result; what is kept of a part is a short list."""
    parts = [
        [part.state, part.credit.numerator, part.credit.denominator, str(part.awarded)] for part in result.parts
    ]
    return {
        "state": result.state,
        "credit_numerator": result.credit.numerator,
        "credit_denominator": result.credit.denominator,
        "awarded": result.awarded,
        "parts": parts or None,
    }


def result_of(row: ItemResult) -> Result:
    """Return the result that a row holds."""
    parts = tuple(
        Result(state, Fraction(numerator, denominator), Decimal(awarded))
        for state, numerator, denominator, awarded in row.parts or ()
    )
    credit = Fraction(row.credit_numerator, row.credit_denominator)
    return Result(cast(ItemState, row.state), credit, row.awarded, parts)
