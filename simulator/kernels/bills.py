"""Money that depends on more than one draw: drivers, absent rows, delays, resources.

As in `logic`, every function takes the `Logic` of the network first and does nothing where there is
none.
"""

from simulator.kernels.correlate import draw
from simulator.kernels.jit import inlined
from simulator.kernels.logic import VALUE, is_absent
from simulator.kernels.minutes import paid_minutes


@inlined
def scale_bill(logic, k, lanes, space):
    """Cost item `k`, drawn in `space.value`: with its drivers, and nothing where its row is
    absent."""
    if logic is None:
        return
    bills, value = logic.bills, space.value
    for d in range(bills.item_first[k], bills.item_first[k + 1]):
        factor = space.factor[bills.item_driver[d]]
        for lane in range(lanes):
            value[lane] *= factor[lane]
    row = bills.item_row[k]
    if row >= 0:
        for lane in range(lanes):
            value[lane] = 0.0 if is_absent(logic, row, lane, space) else value[lane]


@inlined
def rates(logic, network, run, first, k, lanes, space):
    """Rate `k`, money for a minute's work, in each lane, in `space.value`; False where it is
    certain."""
    if logic is None:
        return False
    bills, value = logic.bills, space.value[:lanes]
    row, begins, ends = bills.rate_draw[k], bills.rate_first[k], bills.rate_first[k + 1]
    if row < 0 and begins == ends:
        return False
    value[:] = network.money.rate[k]
    if row >= 0:
        u, share = space.uniform[:lanes], bills.rate_share[k]
        draw(network.draws, row, run.seed, first, run.latin, space.shared, u, value)
        for lane in range(lanes):
            value[lane] *= share
    for d in range(begins, ends):
        factor = space.factor[bills.rate_driver[d]]
        for lane in range(lanes):
            value[lane] *= factor[lane]
    return True


@inlined
def pay_parts(logic, network, run, first, lanes, space):
    """What uncertain rates and quantities cost more than planned, into the accounts."""
    if logic is None:
        return
    bills, value = logic.bills, space.value
    u, drawn = space.uniform[:lanes], space.extra.scratch[VALUE, :lanes]
    for k in range(bills.part_row.size):
        row = bills.part_row[k]
        paid = space.ledger[bills.part_account[k]]
        value[:lanes] = 1.0
        for d in range(bills.part_first[k], bills.part_first[k + 1]):
            place = bills.part_draw[d]
            draw(network.draws, place, run.seed, first, run.latin, space.shared, u, drawn)
            for lane in range(lanes):
                value[lane] *= drawn[lane]
        for lane in range(lanes):
            more = value[lane] - 1.0
            for d in range(bills.part_driver_first[k], bills.part_driver_first[k + 1]):
                more *= space.factor[bills.part_driver[d], lane]
            minutes = paid_minutes(network, row, lane, space, bills.part_settled[k])
            planned = bills.part_fixed[k] + bills.part_rate[k] * minutes
            paid[lane] += 0.0 if is_absent(logic, row, lane, space) else planned * more


@inlined
def pay_delays(logic, lanes, space):
    """Money by the day for delays, into the accounts."""
    if logic is None:
        return
    bills = logic.bills
    for k in range(bills.kept_rate.size):
        paid, kept = space.ledger[bills.kept_account[k]], space.extra.kept[k]
        for lane in range(lanes):
            paid[lane] += bills.kept_rate[k] * kept[lane]
