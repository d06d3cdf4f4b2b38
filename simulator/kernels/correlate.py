"""Draws of one quantity, with the Gaussian copula where it is correlated with others.

The normal score of a correlated quantity is a weighted sum of its own score and of scores that it
shares with others: the common factor of a group, or the scores of quantities before it. The
squares of the weights add up to 1, so that its distribution stays what it is.
"""

from simulator.kernels.jit import kernel, merged
from simulator.kernels.normal import normal_probabilities, normal_scores
from simulator.kernels.random import uniforms
from simulator.kernels.sample import sample


@merged
def score_shared(draws, seed, first, latin, u, scratch, shared):
    """Normal scores of all that correlated quantities share, for iterations from `first` on.

    u, scratch : float64[lanes]. shared : float64[shared, lanes], written.
    """
    for s in range(draws.shared.size):
        uniforms(seed, draws.shared[s], first, latin, u, scratch)
        normal_scores(u, shared[s, : u.size])


@kernel
def draw(draws, row, seed, first, latin, shared, u, out):
    """Values of the quantity in `row` for iterations first .. first + len(out).

    draws : `network.arrays.Draws`. seed, first, latin : as for `random.uniforms`.
    shared : float64[shared, lanes], scores of these iterations. u : float64[lanes], scratch; the
    probabilities of the values afterwards. out : float64[lanes], written.
    """
    own, begin, end = draws.own[row], draws.first[row], draws.first[row + 1]
    if own != 0.0:
        uniforms(seed, draws.key[row], first, latin, u, out)
    if end > begin:
        _mix(draws, own, begin, end, shared, u, out)
    sample(draws, row, u, out)


@merged
def _mix(draws, own, begin, end, shared, u, out):
    """Replace `u` by the probability of own * score(u) + the sum of weight * shared score."""
    if own != 0.0:
        normal_scores(u, out)
    else:
        out[:] = 0.0
    for k in range(begin, end):
        score, weight = shared[draws.source[k]], draws.weight[k]
        before = own if k == begin else 1.0
        for i in range(u.size):
            out[i] = before * out[i] + weight * score[i]
    normal_probabilities(out, u)


@kernel
def luck(draws, rows, seed, first, latin, shared, scratch, out):
    """Probabilities that the quantities in `rows` are drawn from, correlations included.

    rows : int64[n]. shared : float64[shared, lanes], scratch : float64[lanes], both overwritten.
    out : float64[n, lanes], written, for iterations first .. first + lanes.
    """
    if rows.size > 0:
        score_shared(draws, seed, first, latin, out[0], scratch, shared)
    for k in range(rows.size):
        draw(draws, rows[k], seed, first, latin, shared, out[k], scratch)
