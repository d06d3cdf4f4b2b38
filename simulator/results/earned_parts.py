"""Projects, branches of the WBS and cost accounts: trees whose parts add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from simulator.model.program import Program

DIVISIONS = ("project", "wbs", "account")

NO_WBS, NO_ACCOUNT = "no WBS", "no account"

REST = "the rest"
"""What belongs to a branch, and to none of the branches below it."""

Path = tuple[str, ...]


def path_of(by: str, program: Program, task: str, account: str) -> Path:
    """Where money of `task`, kept in `account`, stands in the division `by` of `DIVISIONS`.

    task : full id. account : place in the cost breakdown, "" for none.
    """
    if by == "account":
        return tuple(account.split("/")) if account else (NO_ACCOUNT,)
    one = program.task[task]
    if by == "project":
        return (one.project,)
    return (one.project, *(one.wbs.split("/") if one.wbs else (NO_WBS,)))


class Tree:
    """The branches over some paths, each before those below it, in the order of their first path.

    What stands at a branch that has others below it gets a leaf of its own, so that the parts of
    each branch add up to it. skip : names of each path above level 1.
    """

    def __init__(self, paths: Iterable[Path], skip: int = 0) -> None:
        own = dict.fromkeys(paths)
        inner = {path[:k] for path in own for k in range(1, len(path))}
        self._skip = skip
        self._leaf = {path: (*path, REST) if path in inner else path for path in own}
        self.branches: Sequence[Path] = _depth_first(self._leaf.values(), skip)

    def above(self, path: Path | None) -> list[Path]:
        """The branches to which money at `path` belongs; none where the tree does not have it."""
        leaf = () if path is None else self._leaf.get(path, ())
        return [leaf[:k] for k in range(self._skip + 1, len(leaf) + 1)]

    def level(self, branch: Path) -> int:
        """1 for a part of the whole."""
        return len(branch) - self._skip

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to tell apart."""
        return len(self._leaf) < 2


def name_of(branch: Path) -> str:
    """A branch in one line."""
    *above, last = branch
    return f"{'/'.join(above)}, {REST}" if above and last == REST else "/".join(branch)


def _depth_first(leaves: Iterable[Path], skip: int) -> list[Path]:
    below: dict[Path, dict[Path, None]] = defaultdict(dict)
    for leaf in leaves:
        for k in range(1, len(leaf) + 1):
            below[leaf[: k - 1]][leaf[:k]] = None
    found, waiting = [], list(reversed(below[()]))
    while waiting:
        branch = waiting.pop()
        found.append(branch)
        waiting += reversed(below.get(branch, {}))
    return [branch for branch in found if len(branch) > skip]
