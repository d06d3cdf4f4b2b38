"""Memory that processors reach quickly."""

from math import prod

import numpy as np

LINE = 64
"""Bytes of a line of the processor's cache."""


def room(shape: tuple[int, ...], dtype: type = np.float64) -> np.ndarray:
    """Zeros that begin where a line of the cache does: eight numbers at a time then come from one
    line, not from two."""
    size = prod(shape) * np.dtype(dtype).itemsize
    raw = np.zeros(size + LINE, dtype=np.uint8)
    begin = -raw.ctypes.data % LINE
    return raw[begin : begin + size].view(dtype).reshape(shape)
