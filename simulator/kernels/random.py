"""Uniform numbers as a pure function of (seed, name, iteration).

Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
SC 2011): the key is the seed, the counter is (iteration // 4, domain, key of the name), and word
``iteration % 4`` belongs to the iteration. Words are held in uint64 so that LLVM multiplies eight
of them at a time.
"""

import numpy as np

from simulator.kernels.jit import kernel, merged

BLOCK = 1024
"""Iterations of a Latin block: each name takes each of as many strata once in a block."""

_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_WORDS = np.uint64(0)
_STRATA = np.uint64(1)
_STRATUM = 1.0 / BLOCK
_MASK = np.uint64(BLOCK - 1)
_TWICE = np.uint64(1 | 1 << 32)
_MASKS = _MASK * _TWICE
_TOPS = (_MASK >> np.uint64(5)) * _TWICE


@kernel
def uniforms(seed, key, first, latin, out):
    """Uniform numbers of iterations first .. first + len(out), each inside (0, 1).

    seed : int; key : uint64 of the name (`network.names.name_key`); first : int;
    latin : 1 where every aligned block of 1,024 iterations fills 1,024 strata once, 0 for plain
    random numbers; out : float64[lanes], written. Bits depend on (seed, key, iteration) alone.
    """
    seed_, key_ = np.uint64(seed), np.uint64(key)
    scale = 2.0**-32 / BLOCK if latin else 2.0**-32
    if first % 4 == 0 and out.size % 4 == 0:
        _by_four(seed_, key_, np.uint64(first // 4), scale, out)
    else:
        _unaligned(seed_, key_, first, scale, out)
    if latin:
        place = first % BLOCK
        if place + out.size <= BLOCK:
            _add_strata(seed_, key_, first // BLOCK, place, out)
        else:
            _add_blocks(seed_, key_, first, out)


@kernel
def philox(counter, key):
    """Philox 4x32-10 of one counter: four words in, four words out, as uint64.

    counter : four words; key : two words. Each below 2**32.
    """
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0, k1)
        k0 = (k0 + _WEYL_0) & _LOW
        k1 = (k1 + _WEYL_1) & _LOW
    return c0, c1, c2, c3


@kernel
def _round(c0, c1, c2, c3, k0, k1):
    product_0 = (c0 & _LOW) * _MULTIPLIER_0
    product_1 = (c2 & _LOW) * _MULTIPLIER_1
    return (
        (product_1 >> _HALF) ^ c1 ^ k0,
        product_1 & _LOW,
        (product_0 >> _HALF) ^ c3 ^ k1,
        product_0 & _LOW,
    )


@kernel
def _by_four(seed, key, counter, scale, out):
    """(word + 1/2) * scale of whole counters; len(out) is a multiple of 4."""
    # The rounds are written out here, not called: LLVM vectorises this loop only so.
    for i in range(out.size // 4):
        c0, c1, c2, c3 = counter + np.uint64(i), _WORDS, key & _LOW, key >> _HALF
        k0, k1 = seed & _LOW, seed >> _HALF
        for _ in range(10):
            c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0, k1)
            k0 = (k0 + _WEYL_0) & _LOW
            k1 = (k1 + _WEYL_1) & _LOW
        out[4 * i] = (np.float64(c0) + 0.5) * scale
        out[4 * i + 1] = (np.float64(c1) + 0.5) * scale
        out[4 * i + 2] = (np.float64(c2) + 0.5) * scale
        out[4 * i + 3] = (np.float64(c3) + 0.5) * scale


@merged
def _unaligned(seed, key, first, scale, out):
    """As `_by_four`, for iterations first .. first + len(out), wherever counters begin."""
    head = min(-first % 4, out.size)
    fours = (out.size - head) // 4 * 4
    _by_four(seed, key, np.uint64((first + head) // 4), scale, out[head : head + fours])
    for i in range(out.size):
        if i < head or i >= head + fours:
            counter = (np.uint64((first + i) // 4), _WORDS, key & _LOW, key >> _HALF)
            words = philox(counter, (seed & _LOW, seed >> _HALF))
            out[i] = (np.float64(words[(first + i) % 4]) + 0.5) * scale


@merged
def _add_blocks(seed, key, first, out):
    """`_add_strata` over all the Latin blocks that the iterations touch."""
    done = 0
    while done < out.size:
        place = (first + done) % BLOCK
        lanes = min(BLOCK - place, out.size - done)
        block = (first + done) // BLOCK
        _add_strata(seed, key, block, place, out[done : done + lanes])
        done += lanes


@kernel
def _add_strata(seed, key, block, place, out):
    """Add stratum / 1024 to the iterations `place` onwards of one Latin block.

    A keyed permutation of 0..1023: four rounds, each one affine map and one xor-shift, with
    constants from Philox at (seed, name, block) in a domain of their own. Two places are worked
    on in the halves of one 64-bit lane: the second is half the iterations after the first.
    """
    counter = (np.uint64(block), _STRATA, key & _LOW, key >> _HALF)
    w0, w1, w2, w3 = philox(counter, (seed & _LOW, seed >> _HALF))
    a0, a1, a2, a3 = _factor(w0), _factor(w1), _factor(w2), _factor(w3)
    b0, b1, b2, b3 = _shift(w0), _shift(w1), _shift(w2), _shift(w3)
    half = out.size // 2
    near, far = out[:half], out[half : 2 * half]
    start = np.uint64(place) | np.uint64(place + half) << _HALF
    for i in range(half):
        x = start + np.uint64(i) * _TWICE
        x = _shuffle(_shuffle(_shuffle(_shuffle(x, a0, b0), a1, b1), a2, b2), a3, b3)
        near[i] += np.float64(x & _LOW) * _STRATUM
        far[i] += np.float64(x >> _HALF) * _STRATUM
    if out.size % 2:
        x = np.uint64(place + out.size - 1)
        x = _shuffle(_shuffle(_shuffle(_shuffle(x, a0, b0), a1, b1), a2, b2), a3, b3)
        out[out.size - 1] += np.float64(x & _LOW) * _STRATUM


@kernel
def _factor(word):
    """Odd number below 1024 that a round multiplies by."""
    return (word & _MASK) | np.uint64(1)


@kernel
def _shift(word):
    """Number below 1024 that a round adds, in both halves."""
    return ((word >> np.uint64(10)) & _MASK) * _TWICE


@kernel
def _shuffle(x, factor, shift):
    """One round on two places, each below 1024 and so never carrying into the other half."""
    x = (factor * x + shift) & _MASKS
    return x ^ ((x >> np.uint64(5)) & _TOPS)
