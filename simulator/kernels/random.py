"""Uniform numbers as a pure function of (seed, name, iteration).

Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
SC 2011): the key is the seed, the counter is (iteration // 4, domain, key of the name), and word
``iteration % 4`` belongs to the iteration. Words are held in uint64 so that LLVM multiplies eight
of them at a time.
"""

import numpy as np

from simulator.kernels.jit import kernel

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
_MASK = np.uint64(BLOCK - 1)


@kernel
def uniforms(seed, key, first, latin, out):
    """Uniform numbers of iterations first .. first + len(out), each inside (0, 1).

    seed : int; key : uint64 of the name (`network.names.name_key`); first : int;
    latin : 1 where every aligned block of 1,024 iterations fills 1,024 strata once, 0 for plain
    random numbers; out : float64[lanes], written. Bits depend on (seed, key, iteration) alone.
    """
    seed_, key_ = np.uint64(seed), np.uint64(key)
    scale = 2.0**-32 / BLOCK if latin else 2.0**-32
    done = min((4 - first % 4) % 4, out.size)
    _one_by_one(seed_, key_, first, scale, out[:done])
    fours = (out.size - done) // 4 * 4
    _by_four(seed_, key_, np.uint64((first + done) // 4), scale, out[done : done + fours])
    done += fours
    _one_by_one(seed_, key_, first + done, scale, out[done:])
    if latin:
        done = 0
        while done < out.size:
            place = (first + done) % BLOCK
            lanes = min(BLOCK - place, out.size - done)
            _add_strata(seed_, key_, (first + done) // BLOCK, place, out[done : done + lanes])
            done += lanes


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


@kernel
def _one_by_one(seed, key, first, scale, out):
    """(word + 1/2) * scale of iterations that do not fill a counter."""
    for i in range(out.size):
        counter = (np.uint64((first + i) // 4), _WORDS, key & _LOW, key >> _HALF)
        words = philox(counter, (seed & _LOW, seed >> _HALF))
        out[i] = (np.float64(words[(first + i) % 4]) + 0.5) * scale


@kernel
def _add_strata(seed, key, block, place, out):
    """Add stratum / 1024 to the iterations `place` onwards of one Latin block.

    A keyed permutation of 0..1023: four rounds, each one affine map and one xor-shift, with
    constants from Philox at (seed, name, block) in a domain of their own.
    """
    counter = (np.uint64(block), _STRATA, key & _LOW, key >> _HALF)
    w0, w1, w2, w3 = philox(counter, (seed & _LOW, seed >> _HALF))
    for i in range(out.size):
        x = np.uint64(place + i)
        x = _shuffle(_shuffle(_shuffle(_shuffle(x, w0), w1), w2), w3)
        out[i] += np.float64(x) * (1.0 / BLOCK)


@kernel
def _shuffle(x, word):
    """One round on a place in the block; bits 0-9 of `word` multiply, bits 10-19 add."""
    x = (((word & _MASK) | np.uint64(1)) * x + ((word >> np.uint64(10)) & _MASK)) & _MASK
    return x ^ (x >> np.uint64(5))
