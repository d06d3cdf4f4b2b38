"""Uniform numbers as a pure function of (seed, name, iteration).

Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
SC 2011): the key is the seed, the counter is (iteration // 4, domain, key of the name), and word
``iteration % 4`` belongs to the iteration. Words are held in uint64 so that LLVM multiplies eight
of them at a time.
"""

import numpy as np

from simulator.kernels.jit import inlined, inner, kernel, merged

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
_SHORT = np.uint16
_SHORT_MASK = _SHORT(BLOCK - 1)
_SHORT_HALF = _SHORT(5)


@kernel
def uniforms(seed, key, first, latin, out, scratch):
    """Uniform numbers of iterations first .. first + len(out), each inside (0, 1).

    seed : int; key : uint64 of the name (`network.names.name_key`); first : int;
    latin : 1 where every aligned block of 1,024 iterations fills 1,024 strata once, 0 for plain
    random numbers; out : float64[lanes], written; scratch : float64[lanes], overwritten.
    Bits depend on (seed, key, iteration) alone.
    """
    seed_, key_ = np.uint64(seed), np.uint64(key)
    strata = scratch.view(_SHORT)[: out.size]
    if latin:
        _strata(seed_, key_, first, strata)
    else:
        strata[:] = 0
    scale = 2.0**-32 / BLOCK if latin else 2.0**-32
    if first % 4 == 0 and out.size % 4 == 0:
        _by_four(seed_, key_, np.uint64(first // 4), scale, strata, out)
    else:
        _unaligned(seed_, key_, first, scale, strata, out)


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
    return c0 & _LOW, c1 & _LOW, c2 & _LOW, c3 & _LOW


@inlined
def _round(c0, c1, c2, c3, k0, k1):
    # The upper halves of the second and fourth word are left dirty: a multiplication takes the
    # lower halves alone, and who wants clean words masks them at the end.
    product_0 = (c0 & _LOW) * _MULTIPLIER_0
    product_1 = (c2 & _LOW) * _MULTIPLIER_1
    return (product_1 >> _HALF) ^ c1 ^ k0, product_1, (product_0 >> _HALF) ^ c3 ^ k1, product_0


@inlined
def _place(stratum, word, scale):
    """(stratum * 2**32 + word + 1/2) * scale; exact, as it has 43 bits."""
    return (np.float64((np.uint64(stratum) << _HALF) | (word & _LOW)) + 0.5) * scale


@inner
def _by_four(seed, key, counter, scale, strata, out):
    """Numbers of whole counters; len(out) is a multiple of 4."""
    # The rounds are written out here, not called: LLVM vectorises this loop only so.
    for i in range(out.size // 4):
        c0, c1, c2, c3 = counter + np.uint64(i), _WORDS, key & _LOW, key >> _HALF
        k0, k1 = seed & _LOW, seed >> _HALF
        for _ in range(10):
            c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0, k1)
            k0 = (k0 + _WEYL_0) & _LOW
            k1 = (k1 + _WEYL_1) & _LOW
        out[4 * i] = _place(strata[4 * i], c0, scale)
        out[4 * i + 1] = _place(strata[4 * i + 1], c1, scale)
        out[4 * i + 2] = _place(strata[4 * i + 2], c2, scale)
        out[4 * i + 3] = _place(strata[4 * i + 3], c3, scale)


@merged
def _unaligned(seed, key, first, scale, strata, out):
    """As `_by_four`, for iterations first .. first + len(out), wherever counters begin."""
    head = min(-first % 4, out.size)
    fours = head + (out.size - head) // 4 * 4
    counter = np.uint64((first + head) // 4)
    _by_four(seed, key, counter, scale, strata[head:fours], out[head:fours])
    for i in range(out.size):
        if i < head or i >= fours:
            at = (np.uint64((first + i) // 4), _WORDS, key & _LOW, key >> _HALF)
            words = philox(at, (seed & _LOW, seed >> _HALF))
            out[i] = _place(strata[i], words[(first + i) % 4], scale)


@merged
def _strata(seed, key, first, out):
    """Strata 0..1023 of the iterations `first` onwards, uint16[lanes], block by Latin block."""
    done = 0
    while done < out.size:
        place = (first + done) % BLOCK
        lanes = min(BLOCK - place, out.size - done)
        _shuffled(seed, key, (first + done) // BLOCK, place, out[done : done + lanes])
        done += lanes


@inner
def _shuffled(seed, key, block, place, out):
    """Strata of the iterations `place` onwards of one Latin block.

    A keyed permutation of 0..1023: four rounds, each one affine map and one xor-shift, with
    constants from Philox at (seed, name, block) in a domain of their own. Every step is cut to
    16 bits, so that the processor works on 32 of them at a time.
    """
    counter = (np.uint64(block), _STRATA, key & _LOW, key >> _HALF)
    w0, w1, w2, w3 = philox(counter, (seed & _LOW, seed >> _HALF))
    a0, a1, a2, a3 = _factor(w0), _factor(w1), _factor(w2), _factor(w3)
    b0, b1, b2, b3 = _shift(w0), _shift(w1), _shift(w2), _shift(w3)
    for i in range(out.size):
        x = _SHORT(place + i)
        out[i] = _shuffle(_shuffle(_shuffle(_shuffle(x, a0, b0), a1, b1), a2, b2), a3, b3)


@inner
def _factor(word):
    """Odd number below 1024 that a round multiplies by."""
    return _SHORT((word & _MASK) | np.uint64(1))


@inner
def _shift(word):
    """Number below 1024 that a round adds."""
    return _SHORT((word >> np.uint64(10)) & _MASK)


@inlined
def _shuffle(x, factor, shift):
    """One round on one place below 1024."""
    x = _SHORT(_SHORT(_SHORT(factor * x) + shift) & _SHORT_MASK)
    return _SHORT(x ^ _SHORT(x >> _SHORT_HALF))
