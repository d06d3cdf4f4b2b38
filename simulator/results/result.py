"""What a simulation found: the one object that charts, reports and the command line read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import datetime
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.model.fingerprint import fingerprint
from simulator.model.program import Program, Target
from simulator.results import correlation, document, parity, sensitivity
from simulator.results.estimate import Chance
from simulator.results.joint.answer import LEVEL, Joint
from simulator.results.joint.chance import Quadrants, quadrants, share_of
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.raw import (
    Floats,
    Happening,
    Lever,
    Outcome,
    Receipt,
    RunInfo,
    Schedule,
    TaskTallies,
    WindowUse,
)

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Part:
    """One project or milestone of the program. cost : None where no money is planned."""

    id: str
    name: str
    finish: DateQuantity
    cost: MoneyQuantity | None = None


class Result:
    """Every iteration's finish and cost, and the tallies of every task.

    origin : minutes in the raw results count from it.
    levers : what to make certain first, the strongest first. happened : how often each risk,
    driver, path of a branch and repeat of a loop came about. windows : tasks that must lie inside
    one. receipts : of correlations. given : the program before its loops were written out, where
    that differs.
    """

    def __init__(
        self,
        program: Program,
        origin: datetime,
        run: RunInfo,
        schedule: Schedule,
        outcome: Outcome,
        projects: Mapping[str, Outcome],
        milestones: Mapping[str, Floats],
        tallies: TaskTallies,
        levers: tuple[Lever, ...] = (),
        happened: tuple[Happening, ...] = (),
        windows: tuple[WindowUse, ...] = (),
        receipts: tuple[Receipt, ...] = (),
        given: Program | None = None,
    ) -> None:
        self.program = program
        self.origin = origin
        self.run = run
        self.schedule = schedule
        self.outcome = outcome
        self.project_outcomes = projects
        self.milestone_samples = milestones
        self.tallies = tallies
        self.levers = levers
        self.happened = happened
        self.windows = windows
        self.receipts = receipts
        self.given = given or program

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the program, whatever file it came from."""
        return fingerprint(self.given)

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Index of each activity in `schedule` and `tallies`."""
        return {id: row for row, id in enumerate(self.schedule.ids)}

    @cached_property
    def target(self) -> Target:
        """The program's targets; those of the project where it has only one."""
        own = self.program.target
        if len(self.program.projects) == 1:
            only = self.program.projects[0].target
            own = replace(
                own,
                finish=only.finish if own.finish is None else own.finish,
                cost=only.cost if own.cost is None else own.cost,
            )
        return own

    @cached_property
    def finish(self) -> DateQuantity:
        """When the program is finished."""
        return self._finish(self.outcome.finish, self.schedule.program_finish, self.target.finish)

    @cached_property
    def cost(self) -> MoneyQuantity | None:
        """What the program costs; None where no money is planned."""
        return self._cost(self.outcome.cost, self.schedule.program_cost, self.target.cost)

    @cached_property
    def projects(self) -> Mapping[str, Part]:
        """The projects by id."""
        parts = {}
        for id, outcome in self.project_outcomes.items():
            project = self.program.project[id]
            target = self.target if len(self.program.projects) == 1 else project.target
            plan, plan_cost = self.schedule.project_finish[id], self.schedule.project_cost.get(id)
            finish = self._finish(outcome.finish, plan, target.finish)
            cost = self._cost(outcome.cost, plan_cost or 0.0, target.cost)
            parts[id] = Part(id, project.name, finish, cost)
        return parts

    @cached_property
    def milestones(self) -> Mapping[str, Part]:
        """The watched milestones by full id; the deadline is the target."""
        parts = {}
        for id, samples in self.milestone_samples.items():
            task = self.program.task[id]
            plan = float(self.schedule.finish[self.row[id]])
            parts[id] = Part(id, task.name, self._finish(samples, plan, task.deadline))
        return parts

    @cached_property
    def parity(self) -> parity.Parity:
        """Agreement with the dates that the source tool stored."""
        return parity.compare(self.program, self.schedule, self.origin)

    @cached_property
    def sensitivity(self) -> sensitivity.Sensitivity:
        """Criticality, SSI and cruciality of every activity."""
        return sensitivity.sensitivity(self.tallies)

    @property
    def is_certain(self) -> bool:
        """True where no iteration differs from another, in time or in money."""
        return self.finish.is_certain and (self.cost is None or self.cost.is_certain)

    def label(self, id: str) -> str:
        """The id as people say it: PROJECT/ID only where there is more than one project."""
        if id in self.program.task and len(self.program.projects) == 1:
            return self.program.task[id].short_id
        return id

    def named(self, id: str) -> str:
        """``A1 Design``: a task by its label and name; a task that has no name goes by its id."""
        task = self.program.task[id]
        return self.label(id) if task.name == task.short_id else f"{self.label(id)} {task.name}"

    def joint_chance(self, finish: datetime, cost: float) -> Chance | None:
        """Chance that both hold together; None where no money is planned."""
        if self.cost is None:
            return None
        in_time = self.finish.meets(self.finish.number(finish))
        return share_of(in_time & self.cost.meets(cost), self.run.sampling)

    @property
    def target_quadrants(self) -> Quadrants | None:
        """Shares of iterations by whether they meet either target; None unless both are set."""
        if self.target.finish is None or self.target.cost is None or self.cost is None:
            return None
        in_time = self.finish.meets(self.finish.target_number)
        return quadrants(in_time, self.cost.meets(self.target.cost), self.run.sampling)

    @property
    def target_joint_chance(self) -> Chance | None:
        """Chance of both targets together; None unless both are set."""
        four = self.target_quadrants
        return None if four is None else four.both

    def joint(
        self,
        finish: datetime | None = None,
        cost: float | None = None,
        level: float = LEVEL,
        promises: Sequence[str] = (),
    ) -> Joint:
        """Date and budget together: quadrants, frontier, one given the other, and the chance that
        all promises hold.

        finish, cost : instead of the plan's targets. level : of the frontier, 0 to 100.
        promises : "CIV finish <= 2030-12-31", "SYS cost <= 262M" or an id alone; by default all
        targets and deadlines of the plan. Raises PlanError.
        """
        return Joint.of(self, finish, cost, level, promises)

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What weakens the answer, and what was assumed while reading, in plain sentences."""
        return document.warnings(self)

    def tasks(self) -> pd.DataFrame:
        """One row an activity: columns and units are described in `results.tables.tasks`."""
        from simulator.results import tables

        return tables.tasks(self)

    def events(self) -> pd.DataFrame:
        """One row for each risk, driver, path of a branch and repeat of a loop: kind, id, name,
        part (path or number of the repeat), share of iterations in which it happened."""
        import pandas as pd

        columns = [one.name for one in fields(Happening)]
        return pd.DataFrame([astuple(one) for one in self.happened], columns=columns)

    def correlations(self) -> pd.DataFrame:
        """One row a correlated pair or group: given, used, realised; see `results.raw.Receipt`."""
        return correlation.table(self.receipts)

    def to_dict(self) -> dict[str, Any]:
        """The document that ``p80 run --json`` prints: docs/reference/json.md."""
        return document.to_dict(self)

    @cached_property
    def charts(self) -> Any:
        """The charts of this result: ``result.charts.s_curve("cost")`` gives a matplotlib Axes."""
        # Charts stand above results and load matplotlib: both are put off until asked for.
        return import_module("simulator.charts").Charts(self)

    def __repr__(self) -> str:
        p50, p80, p90 = (self.finish.percentile(p) for p in (50, 80, 90))
        return f"<Result of {self.program.title!r}: P50 {p50}, P80 {p80}, P90 {p90}>"

    def _finish(self, samples: Floats, plan: float, target: datetime | None) -> DateQuantity:
        sampling, start = self.run.sampling, self.program.start
        return DateQuantity(samples, plan, target, sampling, origin=self.origin, start=start)

    def _cost(
        self, samples: Floats | None, plan: float, target: float | None
    ) -> MoneyQuantity | None:
        if samples is None:
            return None
        return MoneyQuantity(samples, plan, target, self.run.sampling)
