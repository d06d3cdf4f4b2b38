"""Many instants at once as dates; `estimate.moment` is the same for one."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from simulator.results.raw import Floats

Dates = NDArray[np.datetime64]

LAST = np.datetime64("9999-12-31T23:59", "m")


def dates(origin: datetime, minutes: Floats) -> Dates:
    """Instants `minutes` after `origin` as datetime64[s], rounded up to the minute; NaN as NaT."""
    base = np.datetime64(origin, "m")
    most = (LAST - base) / np.timedelta64(1, "m")
    known = np.isfinite(minutes)
    whole = np.ceil(np.where(known, minutes, 0.0) - 1e-6)
    found = base + np.minimum(whole, most).astype("timedelta64[m]")
    found[~known] = np.datetime64("NaT")
    own: Dates = found.astype("datetime64[s]")
    return own


def iso(origin: datetime, minutes: Floats) -> list[str | None]:
    """The same as ISO 8601 text to the minute; None for NaN."""
    texts: list[str] = np.datetime_as_string(dates(origin, minutes), unit="m").tolist()
    return [None if text == "NaT" else text for text in texts]
