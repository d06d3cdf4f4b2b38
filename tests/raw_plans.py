"""Raw documents of schedules as the reader's child process hands them over, made for tests."""

from __future__ import annotations

from typing import Any

from simulator.files.mpxj.extract import TASK_COLUMNS
from simulator.files.mpxj.extract_resources import ASSIGNMENT_COLUMNS, RESOURCE_COLUMNS

WEEK = [[[480, 720], [780, 1020]]] * 5 + [[], []]
EARLY = [[[360, 840]]] * 7
CALENDARS: list[dict[str, Any]] = [
    {
        "uid": "1",
        "name": "Five days",
        "parent": None,
        "minutes_per_day": 480,
        "week": WEEK,
        "days": {},
    },
    {
        "uid": "2",
        "name": "Early",
        "parent": None,
        "minutes_per_day": 480,
        "week": EARLY,
        "days": {},
    },
]
P6: dict[str, Any] = {
    "uid": "100",
    "id": "ONE",
    "name": "Project one",
    "title": None,
    "application": "Primavera",
    "file_type": "XER",
    "data_date": "2026-03-02T08:00",
    "planned_start": "2026-03-02T08:00",
    "start": None,
    "finish": None,
    "must_finish": None,
    "currency": "EUR",
    "symbol": "€",
    "lag_calendar": "SUCCESSOR",
    "logic": "RETAINED_LOGIC",
    "calendar": "1",
    "schedule_from": "START",
    "minutes_per_day": "480",
    "minutes_per_week": "2400",
    "days_per_month": "20",
    "exported": True,
    "ss_lag_from_early_start": True,
    "use_expected_finish": False,
    "ignore_other_projects": False,
    "splits_in_progress": True,
    "scheduled_finish": None,
    "scheduled": None,
    "changed": None,
    "critical_by": "TOTAL_FLOAT",
    "critical_float": "0.0h",
    "float_from": "FINISH_SLACK",
    "baselines": [],
}
MSP = {
    **P6,
    "id": None,
    "name": None,
    "title": "Plan",
    "application": "Microsoft",
    "file_type": "MPP",
    "planned_start": None,
    "start": "2026-03-02T08:00",
    "data_date": None,
}
Cell = dict[str, str | None]


def part(
    properties: dict[str, Any],
    rows: list[Cell],
    relations: list[tuple[str, str, str, str]] | None = None,
    assigned: list[tuple[str, str] | Cell] | None = None,
    resources: list[Cell] | None = None,
    splits: dict[str, int] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """One raw project. relations : (predecessor, successor, type, lag). assigned : (task, resource)
    or all cells. more : other parts of the raw document, as they are.
    """
    ends = ("predecessor", "successor", "type", "lag")
    links: dict[str, list[str | None]] = {
        key: [relation[place] for relation in relations or []] for place, key in enumerate(ends)
    }
    for key in ("predecessor_project", "successor_project"):
        links[key] = [properties["uid"]] * len(relations or [])
    work = [
        one if isinstance(one, dict) else dict(zip(("task", "resource"), one, strict=True))
        for one in assigned or []
    ]
    return {
        "properties": properties,
        "tasks": {key: [row.get(key) for row in rows] for key in TASK_COLUMNS},
        "splits": splits or {},
        "expenses": {},
        "rates": {},
        "idle": {},
        "relations": links,
        "assignments": {
            key: [cells.get(key) for cells in work]
            for key in ("task", "flat", "curve", *ASSIGNMENT_COLUMNS)
        },
        "resources": {key: [row.get(key) for row in resources or []] for key in RESOURCE_COLUMNS},
        "calendars": CALENDARS,
        "fields": {},
        "durations": [],
        "titles": {},
        "ignored": 0,
        **more,
    }


def row(uid: str, **cells: str | None) -> Cell:
    common: Cell = {
        "uid": uid,
        "name": f"Task {uid}",
        "summary": "false",
        "activity_id": f"A{uid}",
        "type": "TASK_DEPENDENT",
        "calendar": "1",
        "duration": "16.0h",
        "planned_duration": "16.0h",
        "remaining": "16.0h",
    }
    return {**common, **cells}


def msp(uid: str, **cells: str | None) -> Cell:
    return row(uid, **{"type": None, "activity_id": None, "calendar": None, **cells})
