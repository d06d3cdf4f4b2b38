"""Resources, assignments, expenses and custom fields of tasks that MPXJ does not know yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.files.mpxj_write.java.values import identified, java, next_id, put


class Resources:
    """MPXJ's resources by key, and the user fields made for the fields of tasks."""

    def __init__(self, file: Any) -> None:
        self.by_key: dict[str, Any] = {}
        self._file = file
        self._named = {str(one.getName()): one for one in file.getResources()}

    def add(self, raw: Mapping[str, Any], calendars: Mapping[str, Any]) -> None:
        """Add a resource with its prices, unless the schedule has one of that name; `capacity` in
        percent."""
        known = self._named.get(raw["fields"]["NAME"])
        if known is not None:
            self.by_key[raw["key"]] = known
            return
        resource = identified(self._file.addResource(), self._file, "Resource")
        put(resource, "Resource", raw["fields"])
        if raw["calendar"] is not None:
            resource.setCalendar(calendars[raw["calendar"]])
        self._capacity(resource, raw["capacity"])
        table = resource.getCostRateTable(0)
        table.clear()
        last = java("java.time.LocalDateTime").parse("2049-12-31T23:59")
        for start, per_hour, per_use in raw["rates"]:
            price = java("org.mpxj.Rate")(float(per_hour), java("org.mpxj.TimeUnit").HOURS)
            since = java("java.time.LocalDateTime").parse(start or "1984-01-01T00:00")
            use = java("java.lang.Double").valueOf(per_use)
            table.add(java("org.mpxj.CostRateTableEntry")(since, last, use, [price]))
        self.by_key[raw["key"]] = resource

    @staticmethod
    def _capacity(resource: Any, percent: float | None) -> None:
        if percent is None:
            return
        resource.getAvailability().clear()
        first = java("java.time.LocalDateTime").parse("1984-01-01T00:00")
        last = java("java.time.LocalDateTime").parse("2049-12-31T23:59")
        units = java("java.lang.Double").valueOf(percent)
        resource.getAvailability().add(java("org.mpxj.Availability")(first, last, units))


def resources_of(job: Mapping[str, Any], file: Any, calendars: Mapping[str, Any]) -> Resources:
    """All resources that the job brings."""
    found = Resources(file)
    for raw in job["resources"]:
        found.add(raw, calendars)
    return found


def assign(task: Any, row: Mapping[str, Any], resources: Resources) -> None:
    """Assignments and expenses of a new task."""
    for key, fields in row["assignments"]:
        made = task.addResourceAssignment(resources.by_key[key])
        put(identified(made, task.getParentFile(), "ResourceAssignment"), "Assignment", fields)
    items = task.getExpenseItems()
    for name, planned, actual, remaining, paid in row["expenses"]:
        builder = java("org.mpxj.ExpenseItem$Builder")(task).name(name)
        builder.accrueType(java("org.mpxj.AccrueType").valueOf(paid))
        builder.uniqueID(next_id(task.getParentFile(), "ExpenseItem"))
        items.add(_priced(builder, planned, actual, remaining).build())


def _priced(builder: Any, planned: float, actual: float, remaining: float) -> Any:
    """An expense is one unit at its whole price, of which a part is done."""
    double = java("java.lang.Double").valueOf
    total = actual + remaining
    share = actual / total if total else 0.0
    builder.plannedCost(double(planned)).actualCost(double(actual))
    builder.remainingCost(double(remaining)).atCompletionCost(double(total))
    builder.pricePerUnit(double(total)).plannedUnits(double(1.0))
    builder.actualUnits(double(share)).remainingUnits(double(1.0 - share))
    return builder.atCompletionUnits(double(1.0))
