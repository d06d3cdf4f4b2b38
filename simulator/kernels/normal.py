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
    Relative error below 5e-7. The score is 2 u - 1 times a smooth function of
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

    z, out : float64[lanes]; out is written. Absolute error below 1e-7. The tail is the density
    times Mills' ratio.
    """
    for i in range(z.size):
        x = min(abs(z[i]), _FURTHEST)
        tail = max(_two_to(-_HALF_LOG2_E * x * x) * _mills(x), LEAST)
        out[i] = 1.0 - tail if z[i] > 0.0 else tail


@merged
def _minus_log(y):
    """-log(y) for 2**-60 < y <= 1; absolute error below 4e-8."""
    bits = np.float64(y).view(np.uint64)
    shifted = (bits - _BELOW_ROOT_HALF) >> _MANTISSA
    part = np.uint64(bits - ((shifted - _SIXTY_FOUR) << _MANTISSA)).view(np.float64)
    exponent = np.uint64(shifted | _BITS_OF_TWO_52).view(np.float64) - (_TWO_52 + 64.0)
    t = part - 1.0
    a = -0.10102337072411889
    a = a * t + 0.16420193506410896
    a = a * t - 0.17333514717075196
    a = a * t + 0.198730225302019
    a = a * t - 0.24959337652241514
    a = a * t + 0.33336182812358295
    a = a * t - 0.5000066754332622
    a = a * t + 0.9999998138515699
    return -(exponent * _LN_2 + t * a)


@merged
def _two_to(y):
    """2**y for -1000 < y <= 0; relative error below 8e-8."""
    whole = y + _ROUND
    t = y - (whole - _ROUND)
    a = 0.0013276407601420966
    a = a * t + 0.009675540593362467
    a = a * t + 0.05550713436648149
    a = a * t + 0.24022119750004484
    a = a * t + 0.6931469669958298
    a = a * t + 1.00000007164581
    shift = np.float64(whole).view(np.uint64) << _MANTISSA
    return np.uint64(np.float64(a).view(np.uint64) + shift).view(np.float64)


@merged
def _slope(w):
    """Normal score at u over 2 u - 1, for 0 <= w <= 28.6; relative error below 5e-7."""
    a = 2.6983448747078226e-5
    a = a * w + 0.0012758741196491543
    a = a * w + 0.01409235292693278
    a = a * w + 0.10197715852762174
    a = a * w + 0.4893448740696294
    a = a * w + 1.2533147224124257
    b = 8.220052555373061e-7
    b = b * w + 0.00018091929031107318
    b = b * w + 0.0031934328216879767
    b = b * w + 0.03461313643802625
    b = b * w + 0.12865227749069783
    b = b * w + 1.0
    return a / b


@merged
def _mills(x):
    """exp(x**2 / 2) times the upper tail, 0 <= x <= 7.6; relative error below 2e-7."""
    a = 0.014635999554706404
    a = a * x + 0.10904693080385876
    a = a * x + 0.34317359386067914
    a = a * x + 0.4999999418064208
    b = 0.03670093471111512
    b = b * x + 0.2729228338667956
    b = b * x + 0.902391810755702
    b = b * x + 1.484225291215842
    b = b * x + 1.0
    return a / b
