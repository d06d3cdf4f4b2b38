"""The network as flat arrays: the one structure that kernels see.

Rows are activities in topological order (summaries have no row; a hub row may stand for the
latest finish or earliest start of a linked summary). Instants are minutes since the origin, the
midnight before anything happens; durations are working minutes of the task's calendar.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

F = NDArray[np.float64]
I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
I8 = NDArray[np.int8]
U64 = NDArray[np.uint64]


class Tasks(NamedTuple):
    """One entry a row.

    kind : `kernels.codes` KIND_*. calendar : index in `Clock`. planned : remaining minutes.
    floor, finish_floor : earliest start and finish by dates alone; -inf where there is none.
    pinned_start, pinned_finish : mandatory dates, NaN where there is none.
    alap : 1 where free float is used up from the left. counted : 1 where the row's finish is
    part of its project's finish. project : index of the project.
    duration : row in `Draws` of the duration, -1 where it is certain.
    """

    kind: I8
    calendar: I32
    planned: F
    floor: F
    finish_floor: F
    pinned_start: F
    pinned_finish: F
    alap: I8
    counted: I8
    project: I32
    duration: I64


class Projects(NamedTuple):
    """One entry a project. history : latest actual finish, instant, -inf where nothing is done."""

    history: F


class Links(NamedTuple):
    """Predecessors of row i are entries first[i] to first[i + 1] (CSR).

    lag : minutes on calendar `calendar` (-1: by the clock); share : part of the predecessor's
    duration added to it. latest : 1 where a negative lag ends at the start of work, 0 where at its
    end.
    """

    first: I64
    predecessor: I32
    relation: I8
    lag: F
    calendar: I32
    share: F
    latest: I8


class Successors(NamedTuple):
    """Links by predecessor: row i has entries first[i]..first[i + 1]; row : the successor;
    link : its entry in `Links`. Empty where no pass from the right is needed."""

    first: I64
    row: I32
    link: I64


class Held(NamedTuple):
    """Lags from the actual start of rows in progress: row i has entries first[i] to first[i + 1].

    successor : the row at the other end; to_start : 1 where the lag leads to its start.
    instant : where the lag ends; calendar : that it runs on, -1 by the clock.
    """

    first: I64
    successor: I32
    to_start: I8
    calendar: I32
    instant: F


class Late(NamedTuple):
    """Dates that bind the backward pass alone, instants, +inf where there is none.

    start, finish : by row. project_finish : by project; the must-finish-by date, +inf where the
    project's own finish counts. manual : 1 for rows that MS Project schedules by hand.
    capped : by project; 1 where free float is at most the total float and links that leave a
    summary do not limit it.
    """

    start: F
    finish: F
    project_finish: F
    manual: I8
    capped: I8
    held: Held


class Draws(NamedTuple):
    """One entry a random quantity; a value is loc + scale * shape(u).

    key : 64-bit hash of the stable name. code : `kernels.codes` SHAPE_*. split : position of the
    mode of a triangle in [0, 1]. table : offset in `tables`; size : octave bits or knot count.
    own : weight of the quantity's own normal score, 1 where it is independent. To it are added
    weight[k] * score of shared[source[k]], for k in first[row]..first[row + 1], whose names have
    the keys `shared`. The squares of all weights of a row add up to 1.
    """

    key: U64
    code: I8
    loc: F
    scale: F
    split: F
    table: I64
    size: I64
    own: F
    first: I64
    source: I64
    weight: F
    shared: U64
    tables: F


class Effects(NamedTuple):
    """Risk events and drivers.

    event_chance, event_draw : probability and row in `Draws` of each event's occurrence; drivers
    have an event too. Row i is delayed by entries delay_first[i]..delay_first[i + 1]
    (delay_event, delay_draw), and multiplied by factor_first[i]..: (factor_driver), where driver
    k has driver_event[k] and driver_draw[k]. Rows without planned or random duration that a
    delay touches count as tasks.
    """

    event_chance: F
    event_draw: I64
    delay_first: I64
    delay_event: I64
    delay_draw: I64
    factor_first: I64
    factor_driver: I64
    driver_event: I64
    driver_draw: I64


class Money(NamedTuple):
    """Cost items: fixed (certain part a project), random items, and costs per working minute.

    fixed : money by project. item_project, item_draw, item_event (-1: always) : random amounts.
    rate : money per working minute by row. spent_minutes : by row, minutes already worked.
    """

    fixed: F
    item_project: I32
    item_draw: I64
    item_event: I64
    rate: F
    spent_minutes: F


class Network(NamedTuple):
    """Everything a kernel needs.

    clock : tables of all calendars, laid out as `kernels.worktime` says.
    late : 1 where a row is as late as possible. single : 1 where one calendar serves all, so that
    the simulation runs in working time;
    `floor` and `finish_floor` stay instants.
    """

    tasks: Tasks
    projects: Projects
    links: Links
    successors: Successors
    draws: Draws
    effects: Effects
    money: Money
    clock: F
    late: int
    single: int
