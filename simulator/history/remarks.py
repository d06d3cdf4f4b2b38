"""What is odd about the cases of a group, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from simulator.files.history import Case
from simulator.history.fit import Fit
from simulator.history.words import percentage

_FENCE = 3.0
"""Quartile ranges beyond the quartiles at which a case is far out (Tukey, Exploratory Data
Analysis, 1977, section 2D), on logarithms."""

_AS_PLANNED, _SOME = 0.25, 4
"""Share and number of cases exactly as planned from which on it is no chance of whole days."""

_LEAST = 5


def remarks(cases: Sequence[Case], fit: Fit | None) -> tuple[str, ...]:
    """All that a reader should look at before believing the range; nothing is left out for it."""
    if len(cases) < _LEAST:
        return ()
    return (*_far_out(cases), *_as_planned(cases), *_poor(fit))


def _far_out(cases: Sequence[Case]) -> Iterator[str]:
    logs = np.log([case.ratio for case in cases])
    low, high = np.quantile(logs, [0.25, 0.75])
    reach = _FENCE * (high - low)
    if not reach:
        return
    far = [
        case for case, x in zip(cases, logs, strict=True) if not low - reach <= x <= high + reach
    ]
    if far:
        shown = ", ".join(f"{percentage(case.ratio)} in line {case.line}" for case in far[:5])
        more = f" and {len(far) - 5} more" if len(far) > 5 else ""
        yield f"far from all others, and counted: {shown}{more}"


def _as_planned(cases: Sequence[Case]) -> Iterator[str]:
    exact = sum(case.ratio == 1 for case in cases)
    if exact >= max(_AS_PLANNED * len(cases), _SOME):
        yield (
            f"{exact} of {len(cases)} are exactly as planned: measured, or filled in? "
            "No curve shows such a step"
        )


def _poor(fit: Fit | None) -> Iterator[str]:
    if fit is not None and fit.is_poor:
        yield (
            f"no curve fits well (p = {fit.replay.p_value:.2g} of the best): look at the chart; "
            "several kinds of work may be mixed"
        )
