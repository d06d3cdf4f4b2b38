"""Sheets whose rows have names, or belong to something else: calendars, templates, resources,
assignments, expenses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from simulator.files.damage import Damage
from simulator.files.place import Loc, did_you_mean
from simulator.files.workbook.gather import Gathered
from simulator.files.workbook.grid import Grid, Row

if TYPE_CHECKING:
    from simulator.files.matrix import MatrixTable

_FILL = "Fill it, or empty the row."


def gather_calendars(plan: Gathered) -> None:
    """Calendars, and the days on which they differ; one that is only in the sheet Exceptions
    starts from itself."""
    for grid, row in plan.rows("Calendars"):
        name = named(plan, grid, row, "calendars", "name")
        if name is not None:
            plan.fill(grid, row, plan.root["calendars"][name], ("calendars", name))
    for grid, row in plan.rows("Exceptions"):
        if not complete(grid, row, "calendar", "from"):
            continue
        calendars = plan.root.setdefault("calendars", {})
        name, first = row.cells["calendar"], row.cells["from"]
        if name not in calendars:
            calendars[name] = {"base": name}
            plan.places[("calendars", name)] = (grid, row.number, "calendar")
        last = row.cells.get("to", first)
        key = first if last == first else f"{first}..{last}"
        days = calendars[name].setdefault("exceptions", {})
        if key in days:
            message = f"two rows of calendar {name} are about {key}"
            grid.add(row.number, "from", Damage("duplicate-key", message, "Keep one of them."))
        days[key] = row.cells.get("work", "off")
        plan.places[("calendars", name, "exceptions", key)] = (grid, row.number, "from")
    _gather_weather(plan)


def _gather_weather(plan: Gathered) -> None:
    """Chances by month of calendars; one that is only here starts from itself."""
    for grid, row in plan.rows("Weather"):
        if not complete(grid, row, "calendar", "months", "chance lost"):
            continue
        name, months = row.cells["calendar"], row.cells["months"]
        calendars = plan.root.setdefault("calendars", {})
        if name not in calendars:
            calendars[name] = {"base": name}
            plan.places[("calendars", name)] = (grid, row.number, "calendar")
        weather = calendars[name].setdefault("weather", {})
        if months in weather:
            message = f"two rows of calendar {name} are about {months}"
            grid.add(row.number, "months", Damage("duplicate-key", message, "Keep one of them."))
        weather[months] = row.cells["chance lost"]
        plan.places[("calendars", name, "weather", months)] = (grid, row.number, "months")


def gather_templates(plan: Gathered) -> None:
    """Ranges by name."""
    for grid, row in plan.rows("Templates"):
        name = named(plan, grid, row, "templates", "name")
        if name is not None:
            plan.fill(grid, row, plan.root["templates"][name], ("templates", name))


def gather_resources(plan: Gathered) -> None:
    """Resources; rows without an id go on with the prices of the one above."""
    name: str | None = None
    for grid, row in plan.rows("Resources"):
        id_ = row.cells.get("id")
        if name is None or (id_ is not None and id_ != name):
            name = named(plan, grid, row, "resources", "id")
            if name is not None:
                plan.fill(grid, row, plan.root["resources"][name], ("resources", name))
            continue
        resource = plan.root["resources"][name]
        if "rates" not in resource:
            first = {key: resource.pop(key) for key in _PRICE if key in resource}
            resource["rates"] = [first]
        plan.append(grid, row, resource["rates"], ("resources", name, "rates"))
    for resource in plan.root.get("resources", {}).values():
        if "start" in resource:
            resource["rates"] = [{key: resource.pop(key) for key in _PRICE if key in resource}]


_PRICE = ("start", "rate", "per_use")


def gather_work(plan: Gathered) -> None:
    """Assignments and expenses, to the tasks that they name."""
    tasks = Tasks(plan)
    for grid, row in plan.rows("Assignments"):
        found = tasks.of(grid, row)
        if found is None or not complete(grid, row, "resource"):
            continue
        task, loc = found
        known = task.setdefault("resources", {})
        if isinstance(known, str):
            message = "the resources of this task stand in the sheet Tasks already"
            grid.add(row.number, "task", Damage("two-values", message, "Keep one of them."))
            continue
        name = row.cells["resource"]
        here = (*loc, "resources", name)
        plan.places.setdefault(here, (grid, row.number, "resource"))
        plan.append(grid, row, known.setdefault(name, []), here)
    for grid, row in plan.rows("Expenses"):
        found = tasks.of(grid, row)
        if found is not None:
            task, loc = found
            plan.append(grid, row, task.setdefault("expenses", []), (*loc, "expenses"))


def gather_funding(plan: Gathered) -> None:
    """Limits of funding by their date."""
    for grid, row in plan.rows("Funding"):
        if complete(grid, row, "until", "amount"):
            key = row.cells["until"].strip()
            known = plan.root.setdefault("funding", {})
            if key in known:
                message = f"{key} has a limit already"
                grid.add(row.number, "until", Damage("two-values", message, "Keep one of them."))
            known[key] = row.cells["amount"]
            plan.places[("funding", key)] = (grid, row.number, "amount")


def gather_health(plan: Gathered) -> None:
    """Limits by the name of their check."""
    from simulator.files.lists import items_of

    for grid, row in plan.rows("Health"):
        if complete(grid, row, "check", "limit"):
            key = row.cells["check"].strip()
            plan.root.setdefault("health", {})[key] = items_of(row.cells["limit"])
            plan.places[("health", key)] = (grid, row.number, "limit")


class Tasks:
    """Finds tasks by the project and id in a row."""

    def __init__(self, plan: Gathered) -> None:
        self._found: dict[tuple[str, str], tuple[dict[str, Any], Loc]] = {}
        self._by_id: dict[str, list[tuple[str, str]]] = defaultdict(list)
        holders: list[tuple[str, dict[str, Any], Loc]] = [("", plan.root, ())]
        holders += [
            (str(one.get("id", "")), one, ("projects", at))
            for at, one in enumerate(plan.root.get("projects", ()))
        ]
        for project, holder, loc in holders:
            for at, task in enumerate(holder.get("tasks", ())):
                id_ = str(task.get("id", ""))
                short = id_.removeprefix(f"{project}/") if project else id_
                self._found[(project, short)] = (task, (*loc, "tasks", at))
                for one in {short, f"{project}/{short}"}:
                    self._by_id[one].append((project, short))

    def of(self, grid: Grid, row: Row) -> tuple[dict[str, Any], Loc] | None:
        """The task that a row belongs to, and its place; None with an issue."""
        if not complete(grid, row, "task"):
            return None
        id_, project = row.cells["task"], row.cells.get("project", "")
        keys = [(project, id_)] if (project, id_) in self._found else []
        if not project:
            keys = self._by_id.get(id_, [])
        if len(keys) == 1:
            return self._found[keys[0]]
        if keys:
            owners = ", ".join(one for one, _ in keys)
            message, mend = f"several projects have a task '{id_}': {owners}", "Fill project."
            grid.add(row.number, "task", Damage("ambiguous-id", message, mend))
        else:
            message = f"there is no task '{id_}'" + (f" in project {project}" if project else "")
            mend = did_you_mean(id_, list(self._by_id), "Add it to the sheet Tasks.")
            grid.add(row.number, "task", Damage("unknown-task", message, mend))
        return None


def named(plan: Gathered, grid: Grid, row: Row, key: str, header: str) -> str | None:
    """The name of a row, with an empty mapping for it in the document; None with an issue."""
    if not complete(grid, row, header):
        return None
    name, known = row.cells[header], plan.root.setdefault(key, {})
    if name in known:
        message = f"'{name}' stands twice in this sheet"
        grid.add(row.number, header, Damage("duplicate-id", message, "Rename one of them."))
        return None
    known[name] = {}
    plan.places[(key, name)] = (grid, row.number, "")
    return name


def complete(grid: Grid, row: Row, *headers: str) -> bool:
    """True where these cells are filled; else an issue."""
    empty = [header for header in headers if header not in row.cells]
    for header in empty:
        grid.add(row.number, header, Damage("missing-cell", f"the {header} is empty", _FILL))
    return not empty


def gather_matrix(plan: Gathered, grid: Grid, table: MatrixTable) -> None:
    """A sheet with a correlation matrix. grid : an empty one of its name, for places."""
    if table.issues:
        return
    grid.columns = {name: number for number, name in enumerate(table.names, start=2)}
    entries = plan.root.setdefault("correlations", [])
    loc: Loc = ("correlations", len(entries))
    entries.append({"of": list(table.names), "matrix": [list(row) for row in table.cells]})
    plan.places[loc] = plan.places[(*loc, "matrix")] = (grid, table.mark((), key=False)[0], "")
    for i, name in enumerate(table.names):
        plan.places[(*loc, "of", i)] = (grid, table.mark((i,), key=False)[0], name)
        line = table.mark((i, 0), key=False)[0]
        for j, header in enumerate(table.names):
            plan.places[(*loc, "matrix", i, j)] = (grid, line, header)
