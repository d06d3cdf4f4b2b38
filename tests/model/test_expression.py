"""Ranges as text: what is read, what is written back, and what is refused with which words."""

from __future__ import annotations

import math
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.distributions import (
    FAMILIES,
    Bernoulli,
    Beta,
    Constant,
    Cumulative,
    Discrete,
    Empirical,
    Experts,
    Exponential,
    Gamma,
    Lognormal,
    Metalog,
    Normal,
    Pert,
    Triangular,
    Trigen,
    Uniform,
    Weibull,
)
from simulator.model.expression import (
    ExpressionError,
    Unit,
    parse_duration,
    parse_money,
    parse_share,
    parse_spread,
    spread_text,
)
from simulator.model.spread import Spread

DAYS = Unit.duration(480.0)
MONEY = Unit.money()
FACTOR = Unit.factor()

READ = [
    ("5", DAYS, Spread(Constant(2400))),
    ("4h", DAYS, Spread(Constant(240))),
    ("80k", MONEY, Spread(Constant(80_000))),
    ("triangular(8, 10, 15)", DAYS, Spread(Triangular(3840, 4800, 7200))),
    (" Triangular ( 8d ,10 d,3w ) ", DAYS, Spread(Triangular(3840, 4800, 7200))),
    ("triangular(high=15, low=8, likely=10)", DAYS, Spread(Triangular(3840, 4800, 7200))),
    ("triangular(90%, 100%, 130%)", DAYS, Spread(Triangular(0.9, 1.0, 1.3), relative=True)),
    ("triangular(0, 50%, 130%)", DAYS, Spread(Triangular(0.0, 0.5, 1.3), relative=True)),
    ("triangular(0.90, 1.00, 1.35)", FACTOR, Spread(Triangular(0.9, 1.0, 1.35))),
    ("triangular(90%, 100%, 135%)", FACTOR, Spread(Triangular(0.9, 1.0, 1.35))),
    ("uniform(80k, 1.2M)", MONEY, Spread(Uniform(80_000, 1_200_000))),
    ("uniform(-5k, 5k)", MONEY, Spread(Uniform(-5_000, 5_000))),
    ("pert(8, 10, 15, shape=2)", DAYS, Spread(Pert(3840, 4800, 7200, 2))),
    ("pert(8, 10, 15, 2)", DAYS, Spread(Pert(3840, 4800, 7200, 2))),
    ("trigen(8, 10, 15)", DAYS, Spread(Trigen(3840, 4800, 7200))),
    ("trigen(8, 10, 15, low=P5, high=80%)", DAYS, Spread(Trigen(3840, 4800, 7200, 0.05, 0.8))),
    ("beta(2, 3, 5, max=10)", DAYS, Spread(Beta(2, 3, 2400, 4800))),
    ("normal(10, 2)", DAYS, Spread(Normal(4800, 960, 0.0))),
    ("normal(100%, 20%)", MONEY, Spread(Normal(1.0, 0.2), relative=True)),
    ("normal(100k, 60k)", MONEY, Spread(Normal(100_000, 60_000))),
    ("lognormal(mean=10, sd=4)", DAYS, Spread(Lognormal(4800, 1920))),
    ("lognormal(p10=8, p90=20)", DAYS, Spread(Lognormal(p10=3840, p90=9600))),
    ("gamma(3, 2d)", DAYS, Spread(Gamma(3, 960))),
    ("weibull(1.5, 2, min=1)", DAYS, Spread(Weibull(1.5, 960, 480))),
    ("exponential(3d)", DAYS, Spread(Exponential(1440))),
    (
        "discrete(5: 20%, 8: 0.5, 13: P30)",
        DAYS,
        Spread(Discrete((2400, 3840, 6240), (0.2, 0.5, 0.3))),
    ),
    (
        "cumulative(4: 0%, 6: 20%, 16: 100%)",
        DAYS,
        Spread(Cumulative((1920, 2880, 7680), (0, 0.2, 1))),
    ),
    ("empirical(3, 4d, 12h)", DAYS, Spread(Empirical((1440, 1920, 720)))),
    ("metalog(p10=8, p50=10, p90=16, min=0)", DAYS, Spread(Metalog(3840, 4800, 7680, 0.0))),
    ("bernoulli(30%, 5d)", DAYS, Spread(Bernoulli(0.3, 2400))),
    ("constant(5d)", DAYS, Spread(Constant(2400))),
    (
        "experts(triangular(8, 10, 15), pert(6, 9, 20): 2)",
        DAYS,
        Spread(Experts((Triangular(3840, 4800, 7200), Pert(2880, 4320, 9600)), (1, 2))),
    ),
    (
        " Experts ( discrete(5: 20%, 8: 80%) : 0.5 ,lognormal(mean=10, sd=4),7d: 3 ) ",
        DAYS,
        Spread(
            Experts(
                (
                    Discrete((2400, 3840), (0.2, 0.8)),
                    Lognormal(4800, 1920),
                    Constant(3360),
                ),
                (0.5, 1, 3),
            )
        ),
    ),
    (
        "experts(uniform(80%, 120%): 60%, triangular(90%, 100%, 150%): 40%)",
        MONEY,
        Spread(Experts((Uniform(0.8, 1.2), Triangular(0.9, 1.0, 1.5)), (0.6, 0.4)), relative=True),
    ),
    (
        "experts(uniform(-5k, 5k), empirical(1k, 2k))",
        MONEY,
        Spread(Experts((Uniform(-5000, 5000), Empirical((1000, 2000))), (1, 1))),
    ),
    ("experts(0.9, 110%: 2)", FACTOR, Spread(Experts((Constant(0.9), Constant(1.1)), (1, 2)))),
]


@pytest.mark.parametrize(("text", "unit", "spread"), READ, ids=lambda x: str(x)[:40])
def test_text_is_read(text: str, unit: Unit, spread: Spread) -> None:
    if isinstance(spread.distribution, Normal) and spread.relative:
        spread = Spread(Normal(1.0, 0.2, 0.0), relative=True)
    assert parse_spread(text, unit) == spread


@pytest.mark.parametrize(("text", "unit", "spread"), READ, ids=lambda x: str(x)[:40])
def test_what_was_read_is_written_back_exactly(text: str, unit: Unit, spread: Spread) -> None:
    read = parse_spread(text, unit)
    assert parse_spread(spread_text(read, unit), unit) == read
    # In money, plain numbers are plain: the text of the distribution itself reads back too.
    assert parse_spread(str(spread.distribution), MONEY).distribution == spread.distribution


def test_each_expert_is_conditioned_on_0_and_above() -> None:
    read = parse_spread("experts(normal(10, 8), uniform(9, 12))", DAYS).distribution
    assert isinstance(read, Experts)
    assert read.members[0] == Normal(4800, 3840, 0.0)


def test_records_of_several_experts_are_bounded(tmp_path: Path) -> None:
    rows = "\n".join(["days", *["5"] * 60_000])
    (tmp_path / "h.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(ExpressionError, match="the experts name 120,000 values"):
        parse_spread("experts(empirical(h.csv, days), empirical(h.csv, days))", DAYS, tmp_path)


def test_every_family_is_read_in_these_tests() -> None:
    assert {type(spread.distribution) for _, _, spread in READ} == set(FAMILIES.values())


NUMBERS = st.just(0.0) | st.floats(1e-250, 1e9)


@given(st.lists(NUMBERS, min_size=3, max_size=3), st.sampled_from([480.0, 450.0, 1440.0, 37.7]))
def test_any_numbers_are_written_back_exactly(points: list[float], day: float) -> None:
    spread = Spread(Triangular(*sorted(points)))
    for unit in (Unit.duration(day), MONEY, FACTOR):
        assert parse_spread(spread_text(spread, unit), unit) == spread
    relative = Spread(Triangular(*sorted(points)), relative=points != [0.0, 0.0, 0.0])
    assert parse_spread(spread_text(relative, MONEY), MONEY).distribution == relative.distribution


def test_days_are_written_as_people_write_them() -> None:
    assert spread_text(Spread(Triangular(3840, 4800, 7200)), DAYS) == "triangular(8d, 10d, 15d)"
    assert spread_text(Spread(Constant(90)), DAYS) == "constant(0.1875d)"
    assert spread_text(Spread(Constant(100)), DAYS) == "constant(100min)"
    assert (
        spread_text(Spread(Triangular(0.9, 1.0, 1.3), relative=True), DAYS)
        == "triangular(90%, 100%, 130%)"
    )


@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        (
            "trianguler(1, 2, 3)",
            "there is no distribution 'trianguler'",
            "Did you mean triangular?",
        ),
        ("banana(1)", "there is no distribution 'banana'", "Known are constant, uniform"),
        ("pert", "pert has no parameters", "Write pert(low, likely, high, [shape])."),
        ("triangular(8, 10, 15", "triangular: the closing bracket is missing", "Write tri"),
        ("triangular(8, 10)", "triangular has no high", "Write triangular(low, likely, high)."),
        ("triangular()", "triangular has no low", "Write"),
        ("triangular(8, 10, 12, 13)", "triangular has too many parameters", "Write"),
        ("triangular(8,, 12)", "triangular has an empty parameter", "Write"),
        ("triangular(8, low=9, 12)", "triangular has low twice", "Write"),
        ("triangular(8, 10, hihg=12)", "no parameter 'hihg'", "Did you mean high?"),
        ("triangular(8, 10, 8)", "triangular: high (8) is below most likely (10)", "Write"),
        ("triangular(8, 10, 4h)", "high (0.5) is below most likely (10)", "Write"),
        ("triangular(90%, 110%, 100%)", "high (100) is below most likely (110)", "Write"),
        (
            "triangular(8, 100%, 12)",
            "likely: 100% is a share of the plan and 8 is not",
            "Write all",
        ),
        ("triangular(8, ten, 12)", "likely: 'ten' is not a duration", "Write days as 5"),
        ("triangular(8, 10, 12y)", "'y' is no unit of time", "Units are min, h, d, w and mo"),
        ("triangular(nan, 10, 12)", "low: 'nan' is not a duration", "Write days"),
        ("uniform(1ed, 2ed)", "low: '1ed' is elapsed time within a range", "working days"),
        (
            "triangular(-1, 2, 3)",
            "reaches down to -1 days, and a duration is never below 0",
            "Raise",
        ),
        ("triangular(-10%, 50%, 90%)", "reaches down to -10%, and a duration is", "Raise"),
        ("trigen(1, 2, 30)", "trigen reaches down to -4.7", "Raise"),
        ("metalog(8, 10, 16)", "metalog reaches down to -inf days", "Raise"),
        ("normal(-10, 1)", "almost all of normal", "Write"),
        ("gamma(two, 3)", "shape: 'two' is not a number", "Write 2 or 0.5."),
        ("bernoulli(maybe, 3)", "chance: 'maybe' is not a chance", "Write 30%, 0.3 or P30."),
        ("bernoulli(130%, 3)", "chance (1.3) is not between 0 % and 100 %", "Write"),
        ("discrete(5: 20%, 8: 50%)", "the chances add up to 70 %, not 100 %", "Write discrete("),
        ("discrete(5, 8)", "discrete: '5' is not a value and its chance", "Write discrete("),
        ("discrete(5: much)", "chance of 5: 'much' is not a chance", "Write"),
        ("cumulative(4: 10%, 6: 100%)", "the first chance must be 0 %", "Write cumulative("),
        ("lognormal(mean=10, p90=3)", "give either mean and sd, or p10 and p90", "Write"),
        ('empirical("a, b)', 'the quote " is not closed', "Close it"),
        ("empirical(nowhere.csv, days)", "there is no file", "relative to the plan file"),
        ("experts()", "experts takes 1 to 50 ranges, not 0", "Write experts("),
        (f"experts({'5, ' * 50}5)", "experts takes 1 to 50 ranges, not 51", "Write experts("),
        ("experts(pert(1, 2, 3),)", "experts has an empty parameter", "Write experts("),
        ("experts(pert(1, 2, 3)", "pert: the closing bracket is missing", "Write pert("),
        ("experts(pert(1, 2, 3) 2)", "'2' after pert(1, 2, 3) is no weight", "Write experts("),
        ("experts(pert(1, 2, 3): much)", "the weight of pert(1, 2, 3), 'much', is", "Write 2"),
        ("experts(5: 0, 6)", "the weight of 5, '0', is not a number above 0", "leave the expert"),
        ("experts(5: 60%, 6: 50%)", "the weights of the experts add up to 110 %", "Give each"),
        ("experts(5: 50%, 6)", "the weights of the experts add up to 150 %", "Give each"),
        ("experts(pert(3, 2, 3), 5)", "pert: most likely (2) is below low (3)", "Write pert("),
        ("experts(pert(1, 2, 3), 90%)", "90% is a share of the plan and 3 is not", "Write all"),
        ("experts(5, uniform(-2, 3))", "uniform reaches down to -2 days", "Raise its low"),
        ("experts(5, experts(6, 7))", "experts stand within experts", "Name all experts in one"),
        ("experts(" * 5000 + "5" + ")" * 5000, "experts stand within experts", "Name all"),
        ("expert(5, 6)", "there is no distribution 'expert'", "Did you mean experts?"),
        ("5 bananas", "'bananas' is no unit of time", "Units"),
        ("", "'' is not a duration", "Write"),
        ("triangular(1e999, 2, 3)", "is too large or too small", ""),
        ("x" * 2_000_000, "the text of a range is too long", ""),
        ("__import__('os')", "there is no distribution '__import__'", "Known"),
    ],
    ids=lambda x: str(x)[:30],
)
def test_mistakes_are_named_and_mended(text: str, message: str, mend: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_spread(text, DAYS)
    assert message in caught.value.message
    assert mend in caught.value.mend


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for unit in (DAYS, MONEY, FACTOR):
        with suppress(ExpressionError):
            assert isinstance(parse_spread(text, unit), Spread)


@given(st.sampled_from(sorted(FAMILIES)), st.text("0123456789%.,:=-+dhmoeP()inax \"'", max_size=40))
def test_any_parameters_are_read_or_refused(name: str, inside: str) -> None:
    with suppress(ExpressionError):
        assert parse_spread(f"{name}({inside})", DAYS).distribution.support[0] >= 0


# History in files.


def test_history_is_read_from_a_column(tmp_path: Path) -> None:
    (tmp_path / "history.csv").write_text("task,days,note\nA,3,x\nB,4.5,y\nC,,z\nD,16h,w\n")
    read = parse_spread("empirical(history.csv, days)", DAYS, tmp_path)
    assert read == Spread(Empirical((1440, 2160, 960)))
    assert parse_spread(spread_text(read, DAYS), DAYS) == read


def test_history_with_semicolons_and_a_mark_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("days;n\n3;1\n4;2\n", "utf-8-sig")
    assert parse_spread("empirical('h.csv', 'days')", DAYS, tmp_path) == Spread(
        Empirical((1440, 1920))
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"task,dayz\nA,3\n", "h.csv has no column 'days'"),
        (b"days\n\n\n", "column 'days' of h.csv is empty"),
        (b"days\n3\nfour\n", "h.csv line 3: 'four' is not a duration"),
        (b"", "h.csv is empty"),
        (b"days\n\xff\xfe\n", "h.csv is not UTF-8"),
        (b"days\n-3\n", "reaches down to -3 days"),
    ],
)
def test_mistakes_in_history_are_named(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "h.csv").write_bytes(content)
    with pytest.raises(ExpressionError) as caught:
        parse_spread("empirical(h.csv, days)", DAYS, tmp_path)
    assert message in caught.value.message


# Numbers.


@pytest.mark.parametrize(
    ("text", "minutes", "elapsed"),
    [
        ("5", 2400, False),
        (5, 2400, False),
        (2.5, 1200, False),
        ("4h", 240, False),
        ("30min", 30, False),
        ("30m", 30, False),
        ("3 d", 1440, False),
        ("2w", 4800, False),
        ("1mo", 9600, False),
        ("5ed", 7200, True),
        ("2ew", 20160, True),
        ("1emo", 43200, True),
        ("6eh", 360, True),
        ("-2d", -960, False),
        ("1e1d", 4800, False),
    ],
)
def test_durations(text: str | float, minutes: float, elapsed: bool) -> None:
    assert parse_duration(text, 480.0) == (minutes, elapsed)


def test_a_week_around_the_clock_has_seven_days() -> None:
    assert parse_duration("1w", 1440.0) == (7 * 1440.0, False)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("1200", 1200),
        (1200, 1200),
        ("80k", 80e3),
        ("4.2M", 4.2e6),
        ("1.1bn", 1.1e9),
        ("1_000", 1e3),
    ],
)
def test_money(text: str | float, money: float) -> None:
    assert parse_money(text) == money


@pytest.mark.parametrize(("text", "share"), [("30%", 0.3), (0.3, 0.3), ("0.3", 0.3), ("130%", 1.3)])
def test_shares(text: str | float, share: float) -> None:
    assert parse_share(text) == share


@pytest.mark.parametrize("wrong", ["", "k", "€80", "80 kk", "1,200", True, math.nan, math.inf])
def test_what_is_no_money_is_refused(wrong: str | float) -> None:
    with pytest.raises(ExpressionError, match="not an amount of money"):
        parse_money(wrong)
