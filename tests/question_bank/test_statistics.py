"""What marks say about items and tests: published figures to five decimals, edges where nothing is defined."""

import random
import statistics as plain
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.statistics import analyse, marks_of

# The quiz behind Moodle's own published figures (its test set "00"): 25 attempts at 7 questions of one point.
PUBLISHED_MARKS = """
1 1 1 1 1 0 1 | 1 1 1 1 .5 1 0 | 1 1 1 1 .5 0 1 | 0 0 1 1 1 0 0 | 1 0 1 0 0 1 .5 | 1 1 1 1 .5 0 .5 | 0 1 1 1 .5 1 .5
1 1 1 0 .5 1 .5 | 1 0 1 1 1 1 1 | 0 1 1 0 .5 1 .5 | .8 0 1 1 .5 1 .5 | 1 1 1 0 .5 1 1 | 1 0 1 1 .5 1 .5
1 0 1 1 1 0 .5 | 0 0 1 1 0 1 1 | 1 0 1 0 .5 1 1 | .8 0 1 1 .5 0 1 | 1 0 1 1 0 1 .5 | 1 0 1 1 .5 0 .5
0 1 1 0 .5 1 0 | 1 1 .3333333 1 .5 0 .5 | 1 1 1 0 .5 0 .5 | 1 1 1 1 0 1 .5 | 0 0 1 0 .5 1 1 | 0 0 1 1 1 1 1
"""
PUBLISHED_ITEMS = {
    "facility": (0.704, 0.48, 0.973333332, 0.68, 0.52, 0.64, 0.62),
    "standard_deviation": (
        0.4513682901, 0.5099019514, 0.13333334, 0.4760952286, 0.3055050463, 0.4898979486, 0.331662479,
    ),
    "effective_weight": (
        21.2922742344, 18.8979800309, 4.443012573, 18.9347251357, 11.1450138688, 9.8081339177, 15.4788602394,
    ),
    "covariance": (
        -0.022555556, -0.1172777785, -0.0098888894, -0.0833888893, -0.0436944444, -0.2015555547, -0.0142499998,
    ),
    "variance": (0.2037333333, 0.26, 0.0177777796, 0.2266666667, 0.0933333333, 0.24, 0.11),
    "rest_variance": (
        0.5002777794, 0.6334555578, 0.6609, 0.5990111128, 0.6529555563, 0.8220111101, 0.5774000005,
    ),
    "discrimination_index": (
        -7.0650767526, -28.8982125772, -9.1230674268, -22.6306444113, -17.6997047674, -45.3785178421, -5.6543166602,
    ),
    "maximum_covariance": (
        0.2385555565, 0.318833334, 0.045666669, 0.2652222232, 0.2063055556, 0.3539999995, 0.2190833335,
    ),
    "discriminative_efficiency": (
        -9.4550536967, -36.7834118938, -21.6545012165, -31.4411395613, -21.1794802584, -56.9365974439, -6.5043742058,
    ),
}  # fmt: skip
PUBLISHED_TEST = {
    "mean": 4.617333332,
    "median": 4.5,
    "standard_deviation": 0.8117265554,
    "skewness": -0.092502502,
    "kurtosis": -0.7073968557,
    "coefficient_of_internal_consistency": -87.2230935542,
    "error_ratio": 136.8294900795,
    "standard_error": 1.1106813066,
}


def table(text, maxima=None):
    """Make marks of attempts parted by | or line ends; - is not shown."""
    rows = [
        [None if mark == "-" else Decimal(mark) for mark in attempt.split()]
        for line in text.strip().splitlines()
        for attempt in line.split("|")
    ]
    width = len(rows[0])
    maxima = [Decimal(maximum) for maximum in (maxima or ["1"] * width)]
    return marks_of([f"题{n}" for n in range(1, width + 1)], maxima, rows)


@pytest.mark.parametrize("name", PUBLISHED_ITEMS)
def test_published_figures_of_items(name):
    """Every figure that Moodle publishes for its own test quiz, to five decimals (its own tolerance is wider)."""
    items = analyse(table(PUBLISHED_MARKS)).items
    assert [getattr(item, name) for item in items] == pytest.approx(PUBLISHED_ITEMS[name], abs=5e-6)


@pytest.mark.parametrize("name", PUBLISHED_TEST)
def test_published_figures_of_the_whole(name):
    """Moodle's own tolerance is 1.5e-5 of the value: it publishes what a spreadsheet made of rounded marks."""
    test = analyse(table(PUBLISHED_MARKS)).test
    assert getattr(test, name) == pytest.approx(PUBLISHED_TEST[name], rel=5e-6)


def test_a_place_nobody_can_earn_on_has_no_facility():
    """Moodle's second published set has such questions: facility undefined, effective weight 0, SD 0."""
    items = analyse(table("1 0 0 | 0 0 0 | 1 0 0", ["1", "1", "0"])).items
    assert [item.facility for item in items] == [pytest.approx(2 / 3), 0, None]
    assert [item.effective_weight for item in items] == [100, 0, 0]
    assert [item.standard_deviation_percent for item in items] == [pytest.approx(57.7350269), 0, None]
    assert [item.discrimination_index for item in items] == [None, None, None]
    assert [item.intended_weight for item in items] == [50, 50, 0]


def test_one_attempt_has_a_mean_and_nothing_that_needs_two():
    """Undefined is None, never 0."""
    found = analyse(table("1 0 .5"))
    item, test = found.items[0], found.test
    assert (item.mean, item.facility, item.standard_deviation, item.effective_weight) == (1, 1, None, None)
    assert (item.discrimination_index, item.discriminative_efficiency) == (None, None)
    assert (item.upper_facility, item.top_bottom_discrimination) == (None, None)
    assert (test.mean, test.median, test.standard_deviation, test.skewness, test.kurtosis) == (
        1.5,
        1.5,
        None,
        None,
        None,
    )
    assert (test.alpha, test.error_ratio, test.standard_error) == (None, None, None)


def test_equal_totals_leave_shape_and_consistency_open():
    """With no spread between people there is nothing to divide by."""
    test = analyse(table("1 0 | 0 1 | 1 0 | 0 1")).test
    assert (test.standard_deviation, test.skewness, test.kurtosis, test.alpha) == (0, None, None, None)


def test_shape_needs_three_and_four_attempts():
    """Skewness from the third attempt on, kurtosis from the fourth."""
    three = analyse(table("0 0 | 1 0 | 1 1")).test
    assert (three.skewness, three.kurtosis) == (pytest.approx(0), None)
    assert analyse(table("0 0 | 1 0 | 1 1 | 1 1")).test.kurtosis == pytest.approx(-1.2892561983)


def test_a_negative_covariance_has_no_effective_weight_and_adds_nothing():
    """The item that only the weakest get right: the others share the 100 percent."""
    items = analyse(table("1 1 1 0 | 1 1 0 0 | 1 0 0 0 | 0 0 0 1")).items
    assert items[3].effective_weight is None
    assert items[3].discrimination_index < 0
    assert sum(item.effective_weight for item in items[:3]) == pytest.approx(100)


def test_kr20_is_alpha_where_everything_is_right_or_wrong():
    """By its own formula k/(k-1)·(1 - Σpq/σ²) with population variance; half marks or unequal maxima have none."""
    text = "1 1 1 | 1 1 0 | 1 0 0 | 0 0 0 | 1 1 1 | 0 1 0"
    rows = [[int(mark) for mark in attempt.split()] for attempt in text.split("|")]
    shares = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    within = sum(share * (1 - share) for share in shares)
    expected = 3 / 2 * (1 - within / plain.pvariance(map(sum, rows)))
    test = analyse(table(text)).test
    assert test.kr20 == test.alpha == pytest.approx(expected)
    assert analyse(table(text.replace("0 1 0", "0 .5 0"))).test.kr20 is None
    assert analyse(table(text, ["1", "1", "2"])).test.kr20 is None
    twice = analyse(table(text.replace("1", "2"), ["2", "2", "2"])).test
    assert twice.kr20 == pytest.approx(expected)


def test_upper_and_lower_27_percent():
    """Of ten attempts three at either end; those tied at the border share the places left."""
    text = "1 6 | 1 5 | 1 4 | 0 4 | 1 3 | 0 3 | 1 2 | 0 2 | 0 1 | 0 0"
    item = analyse(table(text, ["1", "6"])).items[0]
    # Totals 7 6 5 4 4 3 3 2 1 0.
    assert (item.upper_facility, item.lower_facility, item.top_bottom_discrimination) == (1, 0, 100)
    tied = analyse(table("1 4 | 0 4 | 1 3 | 0 4 | 0 1 | 0 1 | 1 0", ["1", "4"])).items[0]
    # Totals 5 4 4 4 1 1 1: two places above, of which three attempts with 4 share one.
    assert tied.upper_facility == pytest.approx((1 + 1 / 3) / 2)
    assert tied.lower_facility == pytest.approx(1 / 3)


def test_items_not_shown_count_only_for_those_who_had_them():
    """A draw of two out of three: each item by its own attempts, the paper's maximum from what was shown."""
    found = analyse(table("1 1 - | 1 - 0 | 0 1 - | 0 - 0 | 1 - 1"))
    assert [item.attempt_count for item in found.items] == [5, 2, 3]
    assert [item.facility for item in found.items] == [pytest.approx(3 / 5), 1, pytest.approx(1 / 3)]
    assert [item.intended_weight for item in found.items] == [50, 50, 50]
    assert (found.test.maximum, found.test.place_count, found.test.item_count) == (2, 2, 3)
    weights = [item.effective_weight for item in found.items]
    shares = [5 / 5, 2 / 5, 3 / 5]
    assert sum(weight * share for weight, share in zip(weights, shares, strict=True)) == pytest.approx(100)


def test_consistency_of_a_draw_goes_by_places():
    """What stands in the first, second … place makes up the positions of Moodle's formula."""
    drawn = analyse(table("1 1 - | 1 - 0 | 0 1 - | 0 - 0 | 1 - 1")).test
    by_place = analyse(table("1 1 | 1 0 | 0 1 | 0 0 | 1 1")).test
    assert drawn.alpha == by_place.alpha
    assert drawn.alpha is not None


def test_papers_of_different_length_have_no_consistency():
    """Without common places nothing is summed; mean and spread remain."""
    test = analyse(table("1 1 - | 1 - - | 0 1 1")).test
    assert (test.place_count, test.maximum, test.alpha, test.error_ratio) == (None, None, None, None)
    assert (test.mean, test.standard_deviation) == (pytest.approx(5 / 3), pytest.approx(0.5773502692))


def test_an_item_shown_to_nobody_stays_empty():
    """It has a row, with nothing in it."""
    item = analyse(table("1 - | 0 -")).items[1]
    assert (item.attempt_count, item.mean, item.facility, item.intended_weight) == (0, None, None, None)


MARK = st.sampled_from(["0", "0.5", "1", "0.3333333", "-0.25"])


@given(st.lists(st.lists(MARK, min_size=3, max_size=3), min_size=2, max_size=12))
def test_figures_follow_their_definitions(rows):
    """Against the standard library, row by row, for marks below 0 too."""
    marks = [[Decimal(mark) for mark in row] for row in rows]
    found = analyse(marks_of(["甲", "乙", "丙"], [Decimal(1)] * 3, marks))
    numbers = [[float(mark) for mark in row] for row in marks]
    totals = [sum(row) for row in numbers]
    assert found.test.mean == pytest.approx(plain.fmean(totals))
    assert found.test.median == pytest.approx(plain.median(totals))
    assert found.test.standard_deviation == pytest.approx(plain.stdev(totals), abs=1e-9)
    for index, item in enumerate(found.items):
        own = [row[index] for row in numbers]
        rest = [total - mark for total, mark in zip(totals, own, strict=True)]
        assert item.mean == pytest.approx(plain.fmean(own))
        assert item.variance == pytest.approx(plain.variance(own), abs=1e-9)
        assert item.covariance == pytest.approx(plain.covariance(own, rest), abs=1e-9)
        assert item.maximum_covariance == pytest.approx(plain.covariance(sorted(own), sorted(rest)), abs=1e-9)
        if len(set(own)) > 1 and len({round(one, 9) for one in rest}) > 1:
            assert item.discrimination_index == pytest.approx(100 * plain.correlation(own, rest))
            assert -100 - 1e-9 <= item.discrimination_index <= 100 + 1e-9
            assert item.discriminative_efficiency <= 100 + 1e-9


def test_the_order_of_attempts_makes_no_difference():
    """Also among equal totals."""
    rows = [[Decimal(mark) for mark in attempt.split()] for attempt in PUBLISHED_MARKS.replace("\n", "|").split("|")]
    rows = [row for row in rows if row]
    names, maxima = list("ABCDEFG"), [Decimal(1)] * 7
    shuffled = random.Random(1).sample(rows, len(rows))
    assert analyse(marks_of(names, maxima, rows)) == analyse(marks_of(names, maxima, shuffled))
