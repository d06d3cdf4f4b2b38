"""Uniform numbers in plain integers: Philox 4x32-10 and Latin strata, one iteration at a time.

Philox: Salmon, Moraes, Dror and Shaw, SC 2011. Key: the seed. Counter: (iteration // 4, domain,
key of the name), domain 0 for the words of iterations, 1 for the constants of a block's shuffle.
"""

from __future__ import annotations

from hashlib import blake2b

MASK = 2**32 - 1
BLOCK = 1024


def name_key(name: str) -> int:
    """64-bit key of a name."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def philox(counter: tuple[int, ...], key: tuple[int, int]) -> tuple[int, ...]:
    """Ten rounds of Philox 4x32: four words of 32 bits from four and a key of two."""
    a, b, c, d = counter
    low, high = key
    for _ in range(10):
        one, two = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = two >> 32 ^ b ^ low, two & MASK, one >> 32 ^ d ^ high, one & MASK
        low, high = low + 0x9E3779B9 & MASK, high + 0xBB67AE85 & MASK
    return a, b, c, d


def words(seed: int, key: int, counter: int, domain: int) -> tuple[int, ...]:
    """Four words that belong to the key of a name."""
    return philox((counter, domain, key & MASK, key >> 32), (seed & MASK, seed >> 32))


def stratum(seed: int, key: int, iteration: int) -> int:
    """Place of the iteration among the 1,024 strata of its block: a keyed permutation."""
    x = iteration % BLOCK
    for word in words(seed, key, iteration // BLOCK, 1):
        factor, shift = (word & 1023) | 1, word >> 10 & 1023
        x = (factor * x + shift) % BLOCK
        x ^= x >> 5
    return x


def uniform_of_key(seed: int, key: int, iteration: int, latin: bool) -> float:
    """The uniform number of the key of a name in an iteration, inside (0, 1)."""
    place = (words(seed, key, iteration // 4, 0)[iteration % 4] + 0.5) * 2.0**-32
    if not latin:
        return place
    return place / BLOCK + stratum(seed, key, iteration) / BLOCK


def uniform(seed: int, name: str, iteration: int, latin: bool) -> float:
    """The uniform number of a name in an iteration, inside (0, 1)."""
    return uniform_of_key(seed, name_key(name), iteration, latin)
