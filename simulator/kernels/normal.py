"""The normal distribution over arrays: its quantile and its probability, eight lanes at a time.

No branches and no calls, so that the loops run in vector registers: logarithm and exponential are
taken apart by the bits of a double. The approximations are minimax fits (Lawson's iteration,
"Contributions to the theory of linear least maximum approximation", 1961) to SciPy's functions;
`tests/kernels/test_normal.py` holds them to the errors named here.
"""

import numpy as np

from simulator.kernels.jit import kernel, merged

LEAST = 2.0**-43
"""Least probability, and distance of the greatest from 1: those that `random.uniforms` gives."""

_FURTHEST = 8.0
"""Where a tail is far below `LEAST`."""

_MANTISSA = np.uint64(52)
_SIXTY_FOUR = np.uint64(64)
_BELOW_ROOT_HALF = np.uint64(0x3FE6A09E667F3BCD - (64 << 52))
"""Bits of sqrt(1/2) * 2**-64: what is left of bits above are 64 exponents and a part within a
factor of sqrt(2) of 1."""

_TWO_52 = np.float64(2.0**52)
_BITS_OF_TWO_52 = np.uint64(0x433 << 52)
_ROUND = np.float64(1.5 * 2.0**52)
"""Added to a small number it leaves the nearest whole one in the lowest bits."""

_LN_2 = np.float64(0.6931471805599453)
_HALF_LOG2_E = np.float64(0.7213475204444817)


@kernel
def normal_scores(u, out):
    """Values of the standard normal at the probabilities u.

    u : float64[lanes], LEAST <= u <= 1 - LEAST. out : float64[lanes], written; must not be `u`.
    Relative error below 2e-8. The score is 2 u - 1 times a smooth function of
    w = -log(4 u (1 - u)); Giles, "Approximating the erfinv function", GPU Computing Gems (2011).
    """
    for i in range(u.size):
        out[i] = _minus_log(4.0 * u[i] * (1.0 - u[i]))
    # In a loop of its own: a chain of steps twice as long would keep the registers waiting.
    for i in range(u.size):
        out[i] = (2.0 * u[i] - 1.0) * _slope(out[i])


@kernel
def normal_probabilities(z, out):
    """Probabilities that a standard normal is at most z, not below LEAST nor above 1 - LEAST.

    z, out : float64[lanes]; out is written. Absolute error below 1e-9. The tail is the density
    times Mills' ratio.
    """
    for i in range(z.size):
        x = min(abs(z[i]), _FURTHEST)
        tail = max(_two_to(-_HALF_LOG2_E * x * x) * _mills(x), LEAST)
        out[i] = 1.0 - tail if z[i] > 0.0 else tail


@merged
def _minus_log(y):
    """-log(y) for 2**-60 < y <= 1; absolute error below 2e-10."""
    bits = np.float64(y).view(np.uint64)
    shifted = (bits - _BELOW_ROOT_HALF) >> _MANTISSA
    part = np.uint64(bits - ((shifted - _SIXTY_FOUR) << _MANTISSA)).view(np.float64)
    exponent = np.uint64(shifted | _BITS_OF_TWO_52).view(np.float64) - (_TWO_52 + 64.0)
    t = part - 1.0
    a = 0.0671789613283219
    a = a * t - 0.11891906683392647
    a = a * t + 0.12035271679734481
    a = a * t - 0.12375971207417089
    a = a * t + 0.1419037601779264
    a = a * t - 0.16668702489211126
    a = a * t + 0.20004111749747952
    a = a * t - 0.25000040337261764
    a = a * t + 0.3333326144548712
    a = a * t - 0.49999999180786603
    a = a * t + 1.000000003476085
    return -(exponent * _LN_2 + t * a)


@merged
def _two_to(y):
    """2**y for -1000 < y <= 0; relative error below 1e-10."""
    whole = y + _ROUND
    t = y - (whole - _ROUND)
    a = 1.5201933012955367e-5
    a = a * t + 1.5469296389619518e-4
    a = a * t + 1.3333922564246446e-3
    a = a * t + 9.618027237657867e-3
    a = a * t + 5.5504103533860046e-2
    a = a * t + 0.24022651198273792
    a = a * t + 0.6931471807284839
    a = a * t + 0.9999999999616691
    shift = np.float64(whole).view(np.uint64) << _MANTISSA
    return np.uint64(np.float64(a).view(np.uint64) + shift).view(np.float64)


@merged
def _slope(w):
    """Normal score at u over 2 u - 1, for 0 <= w <= 28.6; relative error below 2e-8."""
    a = 1.968013773433763e-7
    a = a * w + 6.007901443571992e-5
    a = a * w + 1.1534650088396864e-3
    a = a * w + 1.2631715698318297e-2
    a = a * w + 9.153486381180095e-2
    a = a * w + 0.44883427110347657
    a = a * w + 1.2533141611360819
    b = 3.8093930914606215e-6
    b = b * w + 2.5113288366236994e-4
    b = b * w + 2.350435786688257e-3
    b = b * w + 3.478608229333407e-2
    b = b * w + 9.631871362095061e-2
    b = b * w + 1.0
    return a / b


@merged
def _mills(x):
    """exp(x**2 / 2) times the upper tail, 0 <= x <= 7.6; relative error below 2e-9."""
    a = 3.351039922808851e-3
    a = a * x + 3.530275455790951e-2
    a = a * x + 0.16709387052436572
    a = a * x + 0.4158974089961954
    a = a * x + 0.5000000005535492
    b = 8.39934985610898e-3
    b = b * x + 8.850897234707175e-2
    b = b * x + 0.42691944605772164
    b = b * x + 1.1344826627877636
    b = b * x + 1.6296794682921465
    b = b * x + 1.0
    return a / b
