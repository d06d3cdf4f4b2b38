"""Measure everything and write the README's table: `python benchmarks/table.py` (`make bench`).

Each measurement first holds the answer to an independent one. With `--quick` it measures less and
writes nothing.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import measure
import networks
import numpy as np
import rivals
from size import agree, agree_in_spread

from simulator.engine import simulate
from simulator.engine.simulate import Options
from simulator.files.write_yaml import to_yaml
from simulator.model.program import Program
from simulator.results.result import Result

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN = "<!-- benchmarks: written by `make bench`, do not edit -->"
END = "<!-- end of benchmarks -->"
TASKS = 1000
MANY = 10_000
COEFFICIENT = 0.5


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: iterations of each program, and the sizes of the second table."""

    ours: int
    numpy: int
    networkx: int
    tasks: tuple[int, ...]
    iterations: tuple[int, ...]


FULL = Scale(100_000, 10_000, 200, (100, 1_000, 10_000), (1_000, 10_000, 100_000))
QUICK = Scale(20_000, 2_000, 50, (100, 1_000), (1_000, 10_000))


@dataclass(frozen=True, slots=True)
class Run:
    """Nanoseconds that one task of one iteration took on one core, and the finishes, days."""

    rate: float
    finish: rivals.Floats


def main(arguments: list[str]) -> None:
    """Print the tables; without `--quick` also write them into the README."""
    scale = QUICK if "--quick" in arguments else FULL
    lines = [*rates(scale), "", *sizes(scale), "", *starts(), "", machine()]
    print("\n".join(lines))
    if scale is FULL:
        write(lines)


def rates(scale: Scale) -> list[str]:
    """One core: time of one task in one iteration, ours beside what one would write instead."""
    nodes = networks.layered(TASKS)
    plain = ours(networks.program(nodes), scale.ours)
    smooth = ours(networks.program(nodes, "pert"), scale.ours)
    whole = ours(networks.program(nodes), scale.ours, everything=True)
    own = theirs(lambda: rivals.numpy_program(nodes, scale.numpy)[0], scale.numpy)
    beta = theirs(lambda: rivals.numpy_program(nodes, scale.numpy, "pert")[0], scale.numpy)
    rival = theirs(lambda: rivals.packaged(nodes, scale.numpy), scale.numpy)
    graph = theirs(lambda: rivals.networkx_program(nodes, scale.networkx)[0], scale.networkx)
    return [
        "| one core, 1,000 tasks | p80 | instead of it | times faster |",
        "|---|---|---|---|",
        versus("triangular durations; a NumPy program with criticality", plain, own),
        versus("beta-PERT durations; a NumPy program with criticality", smooth, beta),
        versus("beta-PERT durations; pmcontrols, with criticality", smooth, rival),
        line("triangular durations; pmcontrols, which knows beta-PERT alone", plain, rival),
        versus("triangular durations; a NetworkX program with criticality", plain, graph),
        versus("all that `p80 run` computes; the NumPy program", whole, own),
        *calendars(nodes, scale, plain.rate),
        *correlations(scale),
        *costs(nodes, scale),
    ]


def versus(name: str, own: Run, other: Run) -> str:
    """A line of the first table, once the answers agree."""
    agree(own.finish, other.finish)
    return line(name, own, other)


def line(name: str, own: Run, other: Run) -> str:
    """The same of answers that are not to agree."""
    ratio = other.rate / own.rate
    return f"| {name} | {own.rate:.2f} ns | {other.rate:,.0f} ns | {ratio:,.0f} × |"


def calendars(nodes: list[networks.Node], scale: Scale, none: float) -> list[str]:
    """What calendars cost: nested ones, so that every iteration must lie between its bounds."""
    strict, middle, lax = networks.four_days(), networks.five_days(), networks.six_days()
    late = ours(networks.program(nodes, calendars=(strict,)), scale.ours)
    between = ours(networks.program(nodes, calendars=(lax, middle, strict)), scale.ours)
    early = ours(networks.program(nodes, calendars=(lax,)), scale.ours)
    assert np.all(early.finish <= between.finish), "a shorter week cannot end earlier"
    assert np.all(between.finish <= late.finish), "a longer week cannot end later"
    return [
        "",
        "| one core, 1,000 tasks, triangular durations | a task and iteration |",
        "|---|---|",
        f"| round the clock | {none:.2f} ns |",
        f"| one calendar | {late.rate:.2f} ns |",
        f"| three calendars | {between.rate:.2f} ns |",
    ]


def correlations(scale: Scale) -> list[str]:
    """What correlation costs, in a large network: tasks that move together in groups."""
    nodes, iterations = networks.layered(MANY), scale.ours // 2
    alone = ours(networks.program(nodes), iterations).rate
    lines = [
        "",
        f"| one core, {MANY:,} tasks, triangular durations | a task and iteration | as long |",
        "|---|---|---|",
        f"| independent | {alone:.2f} ns | 1 × |",
    ]
    for groups in (1, 20):
        found = ours(networks.together(networks.program(nodes), groups, COEFFICIENT), iterations)
        rival = rivals.Together(groups, COEFFICIENT)
        other = rivals.numpy_program(nodes, scale.numpy, together=rival)[0]
        agree(found.finish, other)
        agree_in_spread(found.finish, other)
        lines.append(
            f"| correlated in groups: {groups} | {found.rate:.2f} ns | {found.rate / alone:.1f} × |"
        )
    return lines


def costs(nodes: list[networks.Node], scale: Scale) -> list[str]:
    """What money costs: an amount and a cost per day for every task, without and with a range."""
    lines = [
        "",
        f"| one core, {TASKS:,} tasks, triangular | without costs | with costs | as long |",
        "|---|---|---|---|",
    ]
    plain = networks.program(nodes)
    without = {everything: timed(plain, scale.ours, everything)[1] for everything in (False, True)}
    for ranges in (False, True):
        for everything, free in without.items():
            result, dear = timed(networks.paid(nodes, ranges), scale.ours, everything)
            cost = result.outcome.cost
            assert cost is not None
            error = cost.std() / np.sqrt(cost.size)
            assert abs(cost.mean() - networks.mean_cost(nodes, ranges)) < 5 * error
            name = "a cost and a cost per day each" + (", with a range" if ranges else "")
            name += "; all that `p80 run` computes" if everything else ""
            lines.append(f"| {name} | {free:.2f} ns | {dear:.2f} ns | {dear / free:.1f} × |")
    return lines


def ours(program: Program, iterations: int, everything: bool = False) -> Run:
    """`simulate` on one thread, once compiled; everything : as for `timed`."""
    result, taken = timed(program, iterations, everything)
    return Run(taken, result.finish.days_of(result.outcome.finish))


def timed(program: Program, iterations: int, everything: bool) -> tuple[Result, float]:
    """(result, nanoseconds a task and iteration) of `simulate` on one thread, once compiled.

    everything : as `p80 run` does; else finish, criticality and moments of every task alone.
    """
    options: Options = (
        {"threads": 1} if everything else {"threads": 1, "detail": False, "levers": 0}
    )
    simulate(program, 2048, **options)
    result, seconds = measure.best(lambda: simulate(program, iterations, **options))
    return result, rate(seconds, iterations, len(program.tasks))


def theirs(run: Callable[[], rivals.Floats], iterations: int) -> Run:
    """The same of another program."""
    finish, seconds = measure.best(run)
    return Run(rate(seconds, iterations, TASKS), finish)


def rate(seconds: float, iterations: int, tasks: int) -> float:
    """Nanoseconds a task and iteration."""
    return seconds / (tasks * iterations) * 1e9


def sizes(scale: Scale) -> list[str]:
    """All cores: seconds and peak memory of one `simulate`, by size."""
    head = " | ".join(f"{iterations:,} iterations" for iterations in scale.iterations)
    lines = [f"| all cores | {head} |", "|---" * (len(scale.iterations) + 1) + "|"]
    for tasks in scale.tasks:
        cells = [measure.in_a_process(tasks, iterations) for iterations in scale.iterations]
        shown = (f"{cell['seconds']:.2f} s, {cell['megabytes']:.0f} MB" for cell in cells)
        lines.append(f"| {tasks:,} tasks | {' | '.join(shown)} |")
    return lines


def starts() -> list[str]:
    """The whole command, from the shell: the first time ever, and afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.yaml"
        plan.write_text(to_yaml(networks.program(networks.layered(TASKS))), encoding="utf-8")
        cold, warm = measure.cold_and_warm(plan)
    return [
        "| `p80 run`, 1,000 tasks × 10,000 iterations, in all | seconds |",
        "|---|---|",
        f"| the first time ever (compiles the engine) | {cold:.1f} |",
        f"| afterwards | {warm:.2f} |",
    ]


def machine() -> str:
    """Where the numbers come from."""
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, NumPy {np.__version__}."
    )


def write(lines: list[str]) -> None:
    """Put the tables between the README's markers."""
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    text = "\n".join([before + BEGIN, "", *lines, "", END + after])
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
