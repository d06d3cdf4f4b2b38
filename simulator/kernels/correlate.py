"""Draws of one quantity, with the Gaussian copula where it belongs to a correlated group.

Members of a group share a factor: score = loading * factor + residual * own, in normal scores, so
that two members correlate by the product of their loadings and margins stay what they are.
"""

import numpy as np

from simulator.kernels.jit import kernel
from simulator.kernels.normal import normal_probability, normal_score
from simulator.kernels.random import uniforms
from simulator.kernels.sample import sample


@kernel
def draw(draws, row, seed, first, latin, u, score, out):
    """Values of the quantity in `row` for iterations first .. first + len(out).

    draws : `network.arrays.Draws`. seed, first, latin : as for `random.uniforms`.
    u, score : float64[lanes], scratch; u holds the quantity's own probabilities afterwards.
    out : float64[lanes], written.
    """
    group = draws.group[row]
    if group < 0:
        uniforms(seed, draws.key[row], first, latin, u, out)
    elif draws.loading[row] == 1.0:
        uniforms(seed, draws.key[group], first, latin, u, out)
    else:
        uniforms(seed, draws.key[group], first, latin, score, out)
        uniforms(seed, draws.key[row], first, latin, u, out)
        _mix(draws.loading[row], draws.residual[row], score, u)
    sample(draws, row, u, out)


@kernel
def _mix(loading, residual, factor, u):
    """Replace `u` by the probability of loading * score(factor) + residual * score(u)."""
    for i in range(u.size):
        z = loading * normal_score(factor[i]) + residual * normal_score(u[i])
        # A probability of exactly 0 or 1 would stand outside the open interval of a quantile.
        u[i] = min(max(normal_probability(z), 2.0**-43), np.float64(1.0 - 2.0**-43))
