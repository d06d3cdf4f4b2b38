"""What branches, loops, tasks that may not exist and lost days move P80 by: by formula, and by the
program edited by hand, on the same draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from lucky_programs import DAY, day, days, finish, program, task
from scipy import stats

from simulator.engine import simulate
from simulator.model.branch import Branch, Condition, Loop, Measure, Path
from simulator.model.calendar import ELAPSED, elapsed_calendar
from simulator.model.dependency import Dependency, Lag
from simulator.model.distributions import Constant, Uniform
from simulator.model.program import Program
from simulator.model.risk import Impact, Risk
from simulator.model.spread import Spread
from simulator.model.weather import Chances, Downtime, Observed
from simulator.results.raw import Lever
from simulator.results.result import Result

N = 10_240

PATHS = (Path("x", ("P/X",), 0.7), Path("y", ("P/Y",), 0.3))
FORK = (task("A", days(8, 12)), task("X", 5, "A"), task("Y", 15, "A"), task("E", 1, "X", "Y"))


def run(known: Program, n: int = N) -> Result:
    """With every lever that there is."""
    return simulate(known, n, seed=7, detail=False, levers=30)


def lever(result: Result, kind: str) -> Lever:
    """The only one of its kind."""
    (found,) = [one for one in result.levers if one.kind == kind]
    return found


def p80(result: Result) -> float:
    """Smallest finish that 80 % of the iterations do not exceed, in days from the start."""
    return float(np.percentile(finish(result), 80, method="inverted_cdf"))


def losing(known: Program, **losses: object) -> Program:
    """The same where the calendar loses days."""
    calendar = replace(elapsed_calendar(), **losses)  # type: ignore[arg-type]
    return replace(known, calendars={ELAPSED: calendar})


BRANCH = program(*FORK, branches=(Branch("B", "Soil", "P/A", PATHS),))
LATE = Condition("P/A", Measure.DURATION, limit=9 * DAY)
CONDITION = program(*FORK, branches=(Branch("B", "Late", "", PATHS, LATE),))
LOOP = program(
    task("A", days(8, 12)),
    task("B", 2, "A"),
    task("E", 1, "B"),
    loops=(Loop("L", "Redo", "P/A", "P/B", 0.4, 3, 0.5),),
)
RARE = program(task("A", days(8, 12)), replace(task("B", 6, "A"), exists=0.35), task("E", 1, "B"))
PLAIN = program(task("A", days(8, 12)), task("B", 6, "A"))
MONTHS = Chances(ELAPSED, (0.3,) * 12, 0.5)
DOWN = Downtime(ELAPSED, 6.0, 2.0)
SEEN = Observed(ELAPSED, (2020, 2021), tuple(day(k).date().replace(year=2020) for k in range(9)))


def always(known: Program, k: int) -> Program:
    """The branch by luck, which takes path `k` with 100 %."""
    paths = tuple(replace(path, chance=float(n == k)) for n, path in enumerate(PATHS))
    return replace(known, branches=(Branch("B", "", "P/A", paths),))


def there(known: Program, chance: float) -> Program:
    """With a task B that exists by another chance."""
    tasks = (replace(t, exists=chance) if t.id == "P/B" else t for t in known.tasks)
    return replace(known, tasks=tuple(tasks))


def waiting(spread: Uniform | None) -> Program:
    """B waits 6 days after A, or for as long as the range says."""
    link = Dependency("P/A", lag=Lag(6 * DAY, spread=spread))
    return replace(PLAIN, tasks=(PLAIN.tasks[0], replace(PLAIN.tasks[1], after=(link,))))


CASES = {
    "branch": (BRANCH, always(BRANCH, 0)),
    "condition": (CONDITION, always(CONDITION, 0)),
    "loop": (LOOP, replace(LOOP, loops=())),
    "exists": (RARE, there(RARE, 0.0)),
    "exists mostly": (there(RARE, 0.65), there(RARE, 1.0)),
    "lag": (waiting(days(2, 16)), waiting(None)),
    "weather": (losing(PLAIN, weather=MONTHS), PLAIN),
    "weather of two": (
        losing(PLAIN, weather=MONTHS, downtime=DOWN),
        losing(PLAIN, downtime=DOWN),
    ),
    "downtime of two": (
        losing(PLAIN, weather=MONTHS, downtime=DOWN),
        losing(PLAIN, weather=MONTHS),
    ),
    "weather as observed": (losing(PLAIN, weather=SEEN), PLAIN),
}


@pytest.mark.parametrize("name", CASES)
def test_each_is_the_difference_to_the_program_edited_by_hand(name: str) -> None:
    known, edited = CASES[name]
    kind = "branch" if name == "condition" else name.split(maxsplit=1)[0]
    result, other = run(known), simulate(edited, N, seed=7, detail=False, levers=0)
    found = lever(result, kind)
    assert found.days == pytest.approx(p80(result) - p80(other), abs=1e-9)
    assert found.days
    assert found.critical is None


def test_a_branch_by_formula() -> None:
    """5 days with 70 % or 15 with 30 %, no other luck: P80 is 15 days, on the likelier path 5."""
    known = replace(BRANCH, tasks=(task("A", 10), *FORK[1:]))
    assert lever(run(known), "branch").days == pytest.approx(10.0, abs=1e-9)


def test_a_task_that_may_not_exist_by_formula() -> None:
    """6 days with 35 %: P80 has them, the plan does not. With 65 % both have."""
    known = replace(RARE, tasks=(task("A", 10), *RARE.tasks[1:]))
    assert lever(run(known), "exists").days == pytest.approx(6.0, abs=1e-9)
    assert lever(run(there(known, 0.65)), "exists").days == pytest.approx(0.0, abs=1e-9)


def test_a_loop_by_formula() -> None:
    """A repeat, 40 % likely, takes half of 12 days. At most one with 84 %: P80 holds 6 days."""
    known = replace(LOOP, tasks=(task("A", 10), *LOOP.tasks[1:]))
    assert lever(run(known), "loop").days == pytest.approx(6.0, abs=1e-9)


def test_weather_by_formula() -> None:
    """10 days of work where each day is lost with 30 %: the days lost before the tenth that is
    kept are negative binomial."""
    days_lost = stats.nbinom(10, 0.7)
    expected = float(days_lost.ppf(0.8))
    error = (0.8 * 0.2 / N) ** 0.5
    assert days_lost.cdf(expected - 1) < 0.8 - 5 * error < 0.8 + 5 * error < days_lost.cdf(expected)
    known = losing(program(task("A", 10)), weather=Chances(ELAPSED, (0.3,) * 12, 0.0))
    assert lever(run(known), "weather").days == pytest.approx(expected, abs=1e-9)


def test_a_condition_by_formula() -> None:
    """A takes 5 to 15 days; up to 12 the long way of 20 days follows, else one of 2. The finish is
    7 to 25 less likely than that: its P80 is 30 days, where 30 % + (t - 25) / 10 = 80 %. Always the
    long way, which 70 % take, it is 13 + 20: making it certain costs 3 days."""
    limit = Condition("P/A", Measure.DURATION, limit=12 * DAY)
    tasks = (task("A", days(5, 15)), task("X", 2, "A"), task("Y", 20, "A"))
    known = program(*tasks, branches=(Branch("B", "", "", PATHS, limit),))
    found = lever(run(known), "branch")
    error = 5 * 2 * (0.8 * 0.2 / N) ** 0.5 / 0.1
    assert found.days == pytest.approx(-3.0, abs=error)


def test_a_branch_that_a_risk_decides_moves_with_its_risk() -> None:
    """The risk, of 30 %, sends the work the long way: ruling it out saves 10 days, and the branch
    is not told a second time."""
    risk = Risk("R", "Bad soil", 0.3, (Impact(cost=Spread(Constant(1.0))),))
    paths = (Path("y", ("P/Y",)), Path("x", ("P/X",)))
    condition = Condition("R", Measure.HAPPENS)
    known = program(*FORK, risks=(risk,), branches=(Branch("B", "", "", paths, condition),))
    result = run(replace(known, tasks=(task("A", 10), *FORK[1:])))
    assert [(one.kind, one.days) for one in result.levers] == [("risk", pytest.approx(10.0))]


def test_calendars_that_share_their_weather_are_one_lever() -> None:
    """One loss, two calendars, one line; what it moves is that of both."""
    other = replace(elapsed_calendar(), name="six", weather=MONTHS, day_minutes=720.0)
    known = losing(PLAIN, weather=MONTHS)
    tasks = (known.tasks[0], replace(known.tasks[1], calendar="six"))
    known = replace(known, calendars={**known.calendars, "six": other}, tasks=tasks)
    dry = {key: replace(one, weather=None) for key, one in known.calendars.items()}
    without = simulate(replace(known, calendars=dry), N, seed=7, detail=False, levers=0)
    result = run(known)
    assert lever(result, "weather").days == pytest.approx(p80(result) - p80(without), abs=1e-9)
