"""Branches of the plan file to the model: which tasks are on which path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.files.building.chains import WHOLE
from simulator.files.building.conditions import Conditions
from simulator.files.building.ids import Ids
from simulator.files.building.selectors import Selector
from simulator.files.building.texts import probability
from simulator.files.building.ways import Ways
from simulator.files.document.base import present
from simulator.files.document.branch import BranchDoc, PathDoc
from simulator.files.place import At, Problems
from simulator.model.branch import Branch, Measure, Path
from simulator.model.task import Kind, Task
from simulator.model.units import share_text


class Branches:
    """Builds branches once all tasks and risks are known. notes : where to say what is odd."""

    def __init__(
        self,
        tasks: Mapping[str, Task],
        ways: Ways,
        conditions: Conditions,
        problems: Problems,
        notes: list[str],
    ) -> None:
        self._tasks, self._ways, self._conditions = tasks, ways, conditions
        self._problems, self._notes = problems, notes
        self._ids = Ids(tasks)
        self._selector = Selector(tasks, problems)

    def of(self, docs: tuple[BranchDoc, ...] | None, at: At) -> tuple[Branch, ...]:
        """All branches; ids once each."""
        found: dict[str, Branch] = {}
        for index, doc in present(docs):
            here = at.down(index).about(f"branch {doc.id}")
            if doc.id in found:
                message = f"two branches have the id '{doc.id}'"
                mend = "Give each an id of its own."
                self._problems.add(here.down("id"), "duplicate-id", message, mend)
            found[doc.id] = self._branch(doc, here)
        return tuple(found.values())

    def _branch(self, doc: BranchDoc, at: At) -> Branch:
        fits = self._fits(doc, at)
        condition, after = None, ""
        if doc.if_ is not None:
            condition = self._conditions.of(doc.if_, at.down("if"))
        elif doc.after is not None:
            after = self._ids.one(doc.after, None, at.down("after"), self._problems) or ""
        pairs = list(self._paths(doc, at)) if fits else []
        self._check_tasks(pairs, after)
        if condition is not None and condition.measure is not Measure.HAPPENS:
            self._check_circle(condition.subject, pairs)
        paths = tuple(path for path, _ in pairs)
        if fits and doc.if_ is None:
            self._check_shares(doc.id, paths, at)
        elif len(paths) > 2:
            message = f"a condition is true or not, and the branch has {len(paths)} paths"
            self._problems.add(at.down("paths"), "branch", message, "Give it two paths at most.")
        return Branch(doc.id, doc.name or doc.id, after, paths, condition)

    def _fits(self, doc: BranchDoc, at: At) -> bool:
        """True where the keys go together: luck after a task, or a condition."""
        sides = [key for key, one in (("then", doc.then), ("else", doc.else_)) if one is not None]
        if (doc.after is None) == (doc.if_ is None):
            message = "the branch says neither after which task nor by what it is decided"
            if doc.after is not None:
                message = "the branch has both `after` and `if`"
            mend = 'Write after: S110 and shares, or if: "S100 finish > 2027-06-01".'
            self._problems.add(at, "branch", message, mend)
        elif doc.if_ is None and sides:
            message = f"'{sides[0]}' belongs to a condition, and the branch has none"
            mend = "Write paths: {S120: 80%, S130: 20%}."
            self._problems.add(at.down(sides[0]), "misplaced-key", message, mend, key=True)
        elif doc.paths is None and not sides and not self._problems.below(at):
            mend = "Write paths: {S120: 80%, S130: 20%}, or then: S120 below an if."
            self._problems.add(at, "missing-key", "the branch has no paths", mend)
        elif doc.paths is not None and sides:
            message = f"the branch has `paths` beside `{sides[0]}`"
            mend = "Keep one of them."
            self._problems.add(at.down("paths"), "misplaced-key", message, mend, key=True)
        else:
            return True
        return False

    def _paths(self, doc: BranchDoc, at: At) -> Iterable[tuple[Path, At]]:
        """Every path, and where it is written."""
        if doc.paths is None:
            for key, heads in (("then", doc.then), ("else", doc.else_)):
                if heads is not None or key == "then":
                    here = at.down(key)
                    yield self._led(doc.id, key, heads or (), None, here), here
            return
        here = at.down("paths")
        for head, share in (doc.paths.heads or {}).items():
            chance = self._share(doc, share, here.down(head))
            yield self._led(doc.id, head, (head,), chance, here.down(head)), here.down(head)
        for index, path in present(doc.paths.paths):
            yield self._exact(doc, path, index, here.down(index)), here.down(index)

    def _led(
        self, id_: str, name: str, heads: tuple[str, ...], chance: float | None, at: At
    ) -> Path:
        """A path by its first tasks: with them go all that follow them alone."""
        known = [self._ids.one(one, None, at, self._problems) for one in heads]
        first = {leaf for one in known if one is not None for leaf in self._ways.leaves(one)}
        if None not in known and heads and not first:
            message = f"there is no work in {', '.join(heads)}"
            self._problems.add(at, "branch-task", message, "Name the first tasks of the path.")
        held = self._ways.alone(first)
        if held:
            self._notes.append(f"branch {id_}: path {name} holds {', '.join(held)}")
        return Path(name, held, chance)

    def _exact(self, doc: BranchDoc, path: PathDoc, index: int, at: At) -> Path:
        """A path that lists its tasks."""
        chance = None
        if path.chance is not None:
            chance = self._share(doc, path.chance, at.down("chance"))
        elif doc.if_ is None and not self._problems.below(at):
            message = "the path has no chance"
            self._problems.add(at, "missing-key", message, "Write chance: 80%.")
        held = self._selector.choose(path.tasks, None, at)
        return Path(path.name or f"path {index + 1}", held, chance)

    def _share(self, doc: BranchDoc, text: str, at: At) -> float | None:
        if doc.if_ is not None:
            message = "a condition decides this branch, and its paths have no chances"
            self._problems.add(at, "misplaced-key", message, "Remove the chance.")
            return None
        return probability(text, at, self._problems)

    def _check_shares(self, id_: str, paths: tuple[Path, ...], at: At) -> None:
        """Together the shares are 100 % at most; what is missing is said."""
        parts = [path.chance or 0.0 for path in paths]
        total, terms = sum(parts), " + ".join(map(share_text, parts))
        if total > WHOLE:
            message = f"the shares of the paths are {terms} = {share_text(round(total, 9))}"
            mend = "At most one path is taken: lower them to 100% together."
            self._problems.add(at.down("paths"), "branch-shares", message, mend)
        elif total < 2.0 - WHOLE:
            rest = share_text(round(1.0 - total, 9))
            self._notes.append(f"branch {id_}: with {rest} none of its paths is taken")

    def _check_circle(self, subject: str, pairs: list[tuple[Path, At]]) -> None:
        """What a condition looks at is known before the tasks that depend on it."""
        for path, at in pairs if not self._tasks[subject].is_finished else ():
            before = self._ways.bind(subject, path.tasks)
            if before:
                what = f"waits for {before}" if before != subject else "is itself"
                message = f"the condition looks at {subject}, which {what} on path {path.name}"
                mend = "Look at a task that comes before both paths."
                self._problems.add(at, "branch-circle", message, mend)

    def _check_tasks(self, pairs: list[tuple[Path, At]], after: str) -> None:
        """Tasks of paths are still to be decided on, once each, and come after the decision."""
        ahead = self._ways.followers(after) if after else set(self._tasks)
        taken: dict[str, str] = {}
        for path, at in pairs:
            for id_ in path.tasks:
                wrong = self._wrong(self._tasks[id_])
                if wrong:
                    self._problems.add(at, "branch-task", f"{id_} {wrong[0]}", wrong[1])
                elif id_ in taken:
                    message = f"{id_} is on two paths of the branch: {taken[id_]} and {path.name}"
                    self._problems.add(at, "branch-task", message, "Let it be on one of them.")
                elif id_ not in ahead:
                    message = f"{id_} is on path {path.name} and does not follow {after}"
                    mend = f"Link it: after: {after.split('/')[1]}, or name another `after`."
                    self._problems.add(at, "branch-task", message, mend)
                taken[id_] = path.name

    def _wrong(self, task: Task) -> tuple[str, str] | None:
        """Why a task cannot be on a path, and the mend."""
        if task.is_started:
            mend = "The path is taken: remove the branch, and the tasks of the other paths."
            return "has begun, and whether it is done is no question any more", mend
        if task.kind is Kind.LEVEL_OF_EFFORT:
            mend = "Leave it out: it takes its dates from the tasks of the path, and shrinks."
            return "is a level of effort, which spans other tasks", mend
        return None
