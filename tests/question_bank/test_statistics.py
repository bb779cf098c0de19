"""What marks say about items and tests: published figures to five decimals, edges where nothing is defined."""

from decimal import Decimal

import pytest

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
