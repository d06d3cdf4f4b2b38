"""Integer codes that stand for words in arrays."""

KIND_TASK = 0
KIND_MILESTONE = 1
KIND_START_MILESTONE = 2
KIND_FINISH_MILESTONE = 3
KIND_PASS = 4
"""A finished task that passes its unfinished predecessors' dates on (retained logic), or a hub
at the latest finish of a summary."""
KIND_EARLIEST = 5
"""A hub at the earliest start of a summary."""
KIND_LEVEL_OF_EFFORT = 6
KIND_SPENT = 7
"""An open activity of P6 with no work left: at the start of a work period, late at an end."""

FS = 0
SS = 1
FF = 2
SF = 3

SHAPE_CONSTANT = 0
SHAPE_UNIFORM = 1
SHAPE_TRIANGULAR = 2
SHAPE_TABLE = 3
SHAPE_KNOTS = 4

BASIS_AMOUNT = 0
BASIS_WORK = 1
BASIS_ELAPSED = 2

MEASURE_START = 0
MEASURE_FINISH = 1
MEASURE_DURATION = 2
MEASURE_COST = 3
