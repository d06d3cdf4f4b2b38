"""Projects, tasks and links of a job, put into the schedule that was read or into a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.files.mpxj_write.java.calendars import calendars_of
from simulator.files.mpxj_write.java.resources import assign, resources_of
from simulator.files.mpxj_write.java.values import amount, java, next_id, put


def applied(job: Mapping[str, Any], read: list[Any]) -> list[Any]:
    """The projects of the job: those of `read` changed to what the job says, others new."""
    context = read[0].getProjectContext() if read else java("org.mpxj.ProjectContext")()
    files = [
        java("org.mpxj.ProjectFile")(context) if part["base"] is None else read[part["base"]]
        for part in job["projects"]
    ]
    calendars = calendars_of(job, files[0], job["format"] == "MSPDI")
    resources = resources_of(job, files[0], calendars)
    known = [
        _Tasks(part, file, calendars, resources)
        for part, file in zip(job["projects"], files, strict=True)
    ]
    for place, tasks in enumerate(known):
        tasks.link(job["projects"][place]["links"], known)
    return files


class _Tasks:
    """The tasks of one project by their unique ids."""

    def __init__(
        self, part: Mapping[str, Any], file: Any, calendars: Mapping[str, Any], resources: Any
    ) -> None:
        self._file = file
        self._calendars = calendars
        self._resources = resources
        self.by_uid = {
            int(task.getUniqueID()): task
            for task in file.getTasks()
            if task.getUniqueID() is not None
        }
        # Else MPXJ numbers the WBS anew whenever a task is added.
        file.getProjectConfig().setAutoWBS(False)
        self._properties(part)
        self._drop({row["uid"] for row in part["tasks"]}, part)
        for row in part["tasks"]:
            self._task(row)
        _number(file)

    def _properties(self, part: Mapping[str, Any]) -> None:
        of = self._file.getProjectProperties()
        calendar = self._calendars[part["calendar"]]
        put(of, "Project", part["fields"])
        self._file.setDefaultCalendar(calendar)
        of.setActivityDefaultCalendar(calendar)
        if part["base"] is None and of.getUniqueID() is None:
            of.setUniqueID(java("java.lang.Integer").valueOf(part["uid"]))

    def _drop(self, kept: set[int], part: Mapping[str, Any]) -> None:
        """Take out the links, which are made anew, and the rows that the job has not, those below
        others first."""
        for one in list(self._file.getRelations()):
            before, after = one.getPredecessorTask(), one.getSuccessorTask()
            self._file.getRelations().removePredecessor(after, before, one.getType(), one.getLag())
        for uid, task in reversed(list(self.by_uid.items())):
            if uid == 0 and part["root"]:
                task.setUniqueID(java("java.lang.Integer").valueOf(part["root"]))
            elif uid not in kept and uid != 0 and not task.hasChildTasks():
                task.remove()
                del self.by_uid[uid]
        for task in [one for one in self._file.getTasks() if one.getNull()]:
            task.remove()

    def _task(self, row: Mapping[str, Any]) -> None:
        task = self.by_uid.get(row["uid"])
        if task is None:
            parent = self.by_uid.get(row["parent"] or -1)
            task = self._file.addTask() if parent is None else parent.addTask()
            task.setUniqueID(java("java.lang.Integer").valueOf(row["uid"]))
            self.by_uid[row["uid"]] = task
        put(task, "Task", row["fields"])
        if row["summary"]:
            task.setSummary(True)
        if row["calendar"] is not None:
            task.setCalendar(self._calendars[row["calendar"]])
        elif not row["summary"]:
            task.setCalendar(None)
        assign(task, row, self._resources)

    def link(self, links: list[Any], others: list[_Tasks]) -> None:
        """Add the links: ``[project, predecessor, successor, type, lag, unit]``."""
        for place, before, after, kind, lag, unit in links:
            builder = java("org.mpxj.Relation$Builder")()
            builder.predecessorTask(others[place].by_uid[before])
            builder.type(java("org.mpxj.RelationType").valueOf(_RELATIONS[kind]))
            builder.uniqueID(next_id(self._file, "Relation"))
            self.by_uid[after].addPredecessor(builder.lag(amount(lag, unit)))


def _number(file: Any) -> None:
    """Number the rows along the outline, as MS Project shows them; MPXJ's own way of doing so
    takes the outline from the numbers."""
    integer = java("java.lang.Integer").valueOf
    roots = [task for task in file.getTasks() if task.getParentTask() is None]
    left = [(task, 1, str(place)) for place, task in enumerate(roots, 1)]
    left.reverse()
    number = 0
    while left:
        task, level, path = left.pop()
        is_top = int(task.getUniqueID()) == 0
        number += not is_top
        task.setID(integer(0 if is_top else number))
        task.setOutlineLevel(integer(0 if is_top else level))
        task.setOutlineNumber("0" if is_top else path)
        below = [
            (child, 1 if is_top else level + 1, str(place) if is_top else f"{path}.{place}")
            for place, child in enumerate(task.getChildTasks(), 1)
        ]
        left += reversed(below)


_RELATIONS = {
    "FS": "FINISH_START",
    "SS": "START_START",
    "FF": "FINISH_FINISH",
    "SF": "START_FINISH",
}
