"""What each cost with a name comes to in the plan's own dates, at planned rates and prices."""

from __future__ import annotations

from simulator.engine.planned_cost import line_money, planned_minutes
from simulator.engine.schedule import longer, planned_pass
from simulator.model.program import Program
from simulator.network.compile import compile_network
from simulator.network.lines import listed_elements
from simulator.network.paid import came_to


def element_costs(program: Program) -> dict[tuple[str, str], float]:
    """Money in the program's currency by full id of the task and name of the cost, for the tasks
    that `program` has, as if each were there. Raises PlanError as `schedule` does."""
    compiled = compile_network(program)
    space, found = planned_pass(compiled)
    while found.project_finish.max() >= compiled.horizon:
        compiled = compile_network(program, longer(compiled))
        space, found = planned_pass(compiled)
    known = {
        (task.id, one.name): came_to(program, task, one)
        for task in program.tasks
        if task.is_finished
        for one in task.elements
    }
    lines = compiled.network.lines
    if lines is None:
        return known
    money = line_money(lines, space, planned_minutes(compiled.network, space)).tolist()
    listed = listed_elements(compiled.canonical)
    open_ = {
        (task.id, one.name): some + (one.actual or 0.0)
        for (task, one), some in zip(listed, money, strict=True)
        if task.id in program.task
    }
    return known | open_
