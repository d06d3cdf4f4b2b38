"""The network as flat arrays: the one structure that kernels see.

Rows are activities in topological order (summaries have no row; a hub row may stand for the
latest finish or earliest start of a linked summary). Instants are minutes since the origin, the
midnight before anything happens; durations are working minutes of the task's calendar.
"""

from __future__ import annotations

from typing import NamedTuple

from simulator.kernels.clock import Sky
from simulator.network.arrays_money import Bills, Lines, Money
from simulator.network.dtypes import I8, I16, I32, I64, U8, U64, F


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


class Chances(NamedTuple):
    """Events whose chance depends on luck or on other events; one entry an event.

    order : events, causes before what they raise. spread : row in `Draws` of the chance, -1 where
    it is that of `Effects`. after : the event of the same exclusive group whose share of the
    common draw ends where this one's begins, -1 for the first. Event e has chance[k] at least
    where cause[k] has happened, k from first[e] to first[e + 1].
    """

    order: I64
    spread: I64
    after: I64
    first: I64
    cause: I64
    chance: F


class Gates(NamedTuple):
    """Rows that are there in some iterations only.

    gate : by row, place in `Extra.present`, -1 where it is always there. Gate g is open where
    event[k] has happened (wanted[k] = 1) or has not (0), for all k from first[g] to first[g + 1].
    floor : by row, earliest start of an absent row: its project's start or data date.
    """

    gate: I64
    first: I64
    event: I64
    wanted: I8
    floor: F


class Checks(NamedTuple):
    """Conditions on rows, looked at as soon as row i has its dates: entries first[i] to
    first[i + 1].

    event : happens where the condition holds. measure : `kernels.codes` MEASURE_*. above : 1 for
    more than the limit, 0 for at most. limit : instant, working minutes or money. A cost is
    `fixed`, the part `share` of the draw of row `draw` (of `planned` where that is -1), and what
    the row costs by its rates and cost elements.
    """

    first: I64
    event: I64
    measure: I8
    above: I8
    limit: F
    draw: I64
    planned: F
    share: F
    fixed: F


class Hits(NamedTuple):
    """Delays that are worked out row by row, in the forward pass: entries first[i] to first[i + 1].

    event, draw : as in `Effects`. to_start : 1 for a wait before the start. parallel : 1 where
    only the largest of such delays counts. window : place in `Windows`, -1 always alive. kept :
    place in `Extra.kept`, -1 where nobody asks what it came to.
    """

    first: I64
    event: I64
    draw: I64
    to_start: I8
    parallel: I8
    window: I64
    kept: I64


class Windows(NamedTuple):
    """When risks are alive: instants begin..end, and while row `during` (-1: none) runs."""

    begin: F
    end: F
    during: I64


class Logic(NamedTuple):
    """What only plans with branches, windows and the like need; `Network.logic` is None in others,
    and then no code is compiled for it.

    factor_first, factor_driver : drivers of row i of which the largest factor counts. day : by
    row, minutes that its work is rounded to, 0 where it is not. lag : by link, place in
    `Extra.lag` of a lag that is drawn, -1 where it is certain; lag_draw : rows in `Draws` of those.
    planned : by event, 1 where the plan's own dates take it to happen.
    rows : 1 where any row is affected: the network then runs on the clock.
    """

    chances: Chances
    gates: Gates
    checks: Checks
    hits: Hits
    windows: Windows
    bills: Bills
    factor_first: I64
    factor_driver: I64
    day: F
    lag: I64
    lag_draw: I64
    planned: I8
    rows: int


class Weather(NamedTuple):
    """What takes days from calendars: row k of `Sky` has losses loss[first[k]] to
    loss[first[k + 1] - 1].

    key : 64-bit hash of the loss's stable name; what is drawn for a day or year has this and its
    number for a key. A chain has years 0: fresh, again : float64[loss, slot], chance that a day is
    lost after one that was not, and after one that was, by day of a leap year. A record has
    so many years, in rows at[loss] and following of observed, uint8[year, slot].
    ordinal : number of the first day that can be lost, counted from 0001-01-01. back : days before
    it whose state can matter. slot : int16[back + day], day of a leap year; year : int32[day].
    """

    first: I64
    loss: I64
    key: U64
    fresh: F
    again: F
    years: I64
    at: I64
    observed: U8
    ordinal: int
    back: int
    slot: I16
    year: I32


class Network(NamedTuple):
    """Everything a kernel needs.

    clock : tables of all calendars, laid out as `kernels.worktime` says.
    lines : None in a plan without cost elements, overheads and penalties; with them it runs on the
    clock. weather, sky : None in a plan without weather and windows; sky has no lanes yet.
    late : 1 where a row is as late as possible. on_clock : 1, or None where one calendar serves
    all, so that the simulation runs in working time; `floor` and `finish_floor` stay instants.
    """

    tasks: Tasks
    projects: Projects
    links: Links
    successors: Successors
    draws: Draws
    effects: Effects
    money: Money
    logic: Logic | None
    clock: F
    late: int
    on_clock: int | None
    lines: Lines | None = None
    weather: Weather | None = None
    sky: Sky | None = None
