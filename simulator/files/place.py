"""Where a value of a file stands, and the problems found there."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from simulator.errors import Issue, PlanError

Loc = tuple[str | int, ...]
"""Keys and indices from the root of a file to a value."""

Mark = tuple[int, int]
"""Line and column (or row and column of a table), counted from 1."""


class Source(Protocol):
    """One file that can say where its values stand."""

    name: str

    def mark(self, loc: Loc, key: bool) -> Mark:
        """Line and column of the value at `loc`, or of its key."""

    def words(self, loc: Loc, key: bool = False) -> str:
        """The same in words."""


class PlanSource(Source, Protocol):
    """One file that is a plan. root : its values as plain mappings, lists and texts. issues :
    what is wrong with its form."""

    root: Any
    issues: tuple[Issue, ...]


class At(NamedTuple):
    """One value of a source. who : the thing it describes, e.g. ``task SYS/S100``."""

    source: Source
    loc: Loc = ()
    who: str = ""

    def down(self, *more: str | int) -> At:
        """The value below this one."""
        return At(self.source, (*self.loc, *more), self.who)

    def words(self, key: bool = False) -> str:
        """``plan.yaml:12:5, task SYS/S100``."""
        return self.source.words(self.loc, key) + (f", {self.who}" if self.who else "")

    def about(self, who: str) -> At:
        """The same value, said to describe `who`."""
        return At(self.source, self.loc, who)


REMOTE = ("\\\\", "//")
"""How paths to other machines begin on Windows, which sends them the user's name and password."""

_MANY = 1000
"""Words among which a near one is sought without narrowing them down first."""

_MOST = 500
"""Problems that are reported one by one."""

_ENOUGH = 10_000
"""Problems after which no more are looked for, so that a hostile file fills no memory."""


@dataclass
class Problems:
    """Collects every problem, so that all are reported at once in the order of the files."""

    _found: list[tuple[At, bool, str, str, str]] = field(default_factory=list)
    _ready: list[Issue] = field(default_factory=list)
    _seen: set[tuple[Any, ...]] = field(default_factory=set)

    def add(self, at: At, rule: str, message: str, mend: str = "", *, key: bool = False) -> None:
        """One problem; `key` points at the key of the value and not at the value."""
        identity = (at.source.name, at.loc, rule, message)
        if identity not in self._seen:
            self._seen.add(identity)
            self._found.append((at, key, rule, message, mend))
            if len(self._found) == _ENOUGH:
                self.stop_if_any()

    def extend(self, issues: tuple[Issue, ...]) -> None:
        """Problems that know their place already."""
        self._ready.extend(issues)

    def at(self, at: At) -> bool:
        """True where a problem of this very value is known."""
        return any(found[0].loc == at.loc for found in self._found)

    def below(self, at: At) -> bool:
        """True where a problem of this value, or of anything in it, is known."""
        size = len(at.loc)
        return any(found[0].loc[:size] == at.loc for found in self._found)

    def in_item(self, at: At) -> bool:
        """The same for the item of a list, which one item may stand for by itself."""
        size = len(at.loc)
        beside = [found[0].loc for found in self._found if found[0].loc[: size - 1] == at.loc[:-1]]
        return self.below(at) or any(
            isinstance(step, str) for loc in beside for step in loc[size - 1 : size]
        )

    def __bool__(self) -> bool:
        return bool(self._found or self._ready)

    def stop_if_any(self) -> None:
        """Raise `PlanError` with all that was found."""
        if not self:
            return
        order: dict[str, int] = {}
        for at, *_ in self._found:
            order.setdefault(at.source.name, len(order))
        lines = sorted(
            self._found,
            key=lambda one: (order[one[0].source.name], one[0].source.mark(one[0].loc, one[1])),
        )
        issues = [
            Issue(at.words(key), rule, message, mend) for at, key, rule, message, mend in lines
        ]
        issues = [*self._ready, *issues]
        if len(issues) > _MOST:
            least = "at least " if len(self._found) == _ENOUGH else ""
            more = f"and {least}{len(issues) - _MOST:,} problems more"
            issues[_MOST:] = [Issue("", "more-problems", more, "Mend these first.")]
        raise PlanError(issues)


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """The known word that `word` was probably meant to be, or ""."""
    if len(known) > _MANY:
        known = [item for item in known if item[:2].casefold() == word[:2].casefold()][:_MANY]
    by_fold = {item.casefold(): item for item in reversed(known)}
    if word.casefold() in by_fold:
        return by_fold[word.casefold()]
    close = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else ""


def missing_file(path: Path, what: str, at: At, problems: Problems) -> bool:
    """True, with a problem, where there is no file at `path`, or it is asked of another machine."""
    if str(path).startswith(REMOTE):
        message = f"the {what} '{path}' is on another machine, which a plan may not call"
        problems.add(at, "remote-file", message, "Copy it beside the plan, and name the copy.")
        return True
    if path.is_file():
        return False
    folder = path.parent
    near = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
    mend = did_you_mean(path.name, near, "Its path counts from the folder of the plan file.")
    problems.add(at, "no-such-file", f"the {what} '{path}' does not exist", mend)
    return True


def did_you_mean(word: str, known: list[str] | tuple[str, ...], otherwise: str = "") -> str:
    """``Did you mean 'x'?`` where something is near, else `otherwise`."""
    near = nearest(word, known)
    return f"Did you mean '{near}'?" if near else otherwise
