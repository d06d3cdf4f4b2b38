"""Money as flat arrays; see `network.arrays`."""

from __future__ import annotations

from typing import NamedTuple

from simulator.network.dtypes import I8, I32, I64, F


class Money(NamedTuple):
    """Cost items: fixed (certain part a project), random items, and costs per working minute.

    Money is kept by account; account_project : the project of each. fixed : certain money by
    account. item_account, item_draw, item_event (-1: always) : random amounts, of which the part
    item_share is paid so; item_planned : what the plan takes them to be.
    rate_row, rate_account, rate : money for each working minute of a row but the first
    rate_settled of them, which are paid for already. spent_minutes : by row, minutes that are
    worked already.
    """

    account_project: I32
    fixed: F
    item_account: I32
    item_draw: I64
    item_event: I64
    item_share: F
    item_planned: F
    rate_row: I64
    rate_account: I32
    rate: F
    rate_settled: F
    spent_minutes: F


class Bills(NamedTuple):
    """Money that depends on more than one draw, beside `Money`.

    Part k of the cost of row part_row[k], part_fixed[k] and part_rate[k] for each minute but the
    first part_settled[k], is multiplied by the draws part_draw[part_first[k]:part_first[k + 1]];
    what that makes more than planned, by the drivers part_driver[part_driver_first[k]:] too. It
    goes to part_account[k].

    item_row : by item, the row that must be there, -1 where none must; item k is multiplied by the
    factors of item_driver[item_first[k]:item_first[k + 1]]. rate_draw : by rate, row in `Draws` of
    which it is the part rate_share, -1 where certain; rate_first, rate_driver : as for items.
    kept_account, kept_rate : by place in `Extra.kept`, who pays, and money for each minute.
    """

    item_row: I64
    item_first: I64
    item_driver: I64
    rate_draw: I64
    rate_share: F
    rate_first: I64
    rate_driver: I64
    kept_account: I32
    kept_rate: F
    part_row: I64
    part_account: I32
    part_fixed: F
    part_rate: F
    part_settled: F
    part_first: I64
    part_draw: I64
    part_driver_first: I64
    part_driver: I64


class Profiles(NamedTuple):
    """How money leaves: points first[k] to first[k + 1] of profile k, each a share `time` of the
    time from start to finish, and the share `paid` of the money that has left by then. lag : by
    profile, minutes by which all of it leaves later."""

    first: I64
    time: F
    paid: F
    lag: F


class Prices(NamedTuple):
    """Currencies, then indices; one entry each. planned, draw (-1: certain) : what a unit costs, or
    growth a year; grows : 1 for an index, which grows from instant `since` on, and has steps
    step_first[k] to step_first[k + 1] (instant, level)."""

    planned: F
    draw: I64
    grows: I8
    since: F
    step_first: I64
    step_at: F
    step_level: F


class Overheads(NamedTuple):
    """A share of what `project` spends, into `account`. draw : -1 where the share is certain."""

    project: I32
    account: I32
    share: F
    draw: I64


class Penalties(NamedTuple):
    """Money by the day that a row ends after (bonus 1: before) the instant `date`, at most `most`.

    ended : when it has ended, NaN for a row that is still open; then row is -1.
    """

    row: I64
    ended: F
    account: I32
    date: F
    per_day: F
    most: F
    bonus: I8


class Lines(NamedTuple):
    """Cost elements of rows, one entry each.

    basis : `kernels.codes` BASIS_*; price : money, for each working minute, or for each minute by
    the clock; draw : its row in `Draws`, -1 where certain. settled : working
    minutes that are paid for already. paid : place in `Profiles`. begun : instant at which its time
    starts, NaN where the row's start decides. currency, escalation : places in `Prices`, -1
    without. Line k is multiplied by drivers driver[driver_first[k]:driver_first[k + 1]].
    """

    row: I64
    account: I32
    basis: I8
    price: F
    draw: I64
    settled: F
    paid: I64
    begun: F
    currency: I64
    escalation: I64
    driver_first: I64
    driver: I64
    profiles: Profiles
    prices: Prices
    overheads: Overheads
    penalties: Penalties
