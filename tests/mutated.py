"""Files with small damage: bytes, lines and values of a real one changed at random."""

from __future__ import annotations

import random
import re

WORDS = (
    b"", b"0", b"-1", b"1e400", b"NaN", b"Infinity", b"-5", b"99999999999999999999", b"0001-01-01",
    b"9999-12-31T23:59:59", b"12345-01-01T00:00:00", b"2026-13-40", b"PT999999999H0M0S",
    b"PT-5H0M0S", b"\xe2\x80\xaeabc", b"\xf0\x9f\x98\x80", b"x" * 3000, b"true", b"P", b"%",
    b"\x1b[31m", b"=1+1", b"<script>", b"../..", b"1.5", b"\0", b"\xff\xfe", b"&#0;",
)  # fmt: skip
VALUE = re.compile(rb"(?<=[\t>\",: ])[^\t<>\",:\n ]{1,40}(?=[\t<\",\r\n])")


def mutated(data: bytes, seed: int) -> bytes:
    """`data` with one to eight changes that `seed` chooses; mostly of values, so that the form of
    the file survives."""
    chance = random.Random(seed)
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        change = chance.choice([_value, _value, _value, _swap, _lines, _byte, _cut])
        data = change(data, chance) or b"x"
    return data


def scratched(data: bytes, seed: int) -> bytes:
    """A binary file with 1 to 500 bytes changed; now and then cut off."""
    chance = random.Random(seed)
    found = bytearray(data)
    for _ in range(chance.choice([1, 5, 50, 500])):
        place, size = chance.randrange(len(found)), chance.choice([1, 1, 1, 2, 4, 8])
        new = chance.choice([bytes(size), b"\xff" * size, chance.randbytes(size)])
        found[place : place + size] = new
    return bytes(found[: chance.randrange(len(found))] if chance.random() < 0.05 else found)


def _value(data: bytes, chance: random.Random) -> bytes:
    values = list(VALUE.finditer(data))
    if not values:
        return data
    old = chance.choice(values)
    new = chance.choice([chance.choice(WORDS), chance.choice(values)[0]])
    return data[: old.start()] + new + data[old.end() :]


def _swap(data: bytes, chance: random.Random) -> bytes:
    values = list(VALUE.finditer(data))
    if len(values) < 2:
        return data
    one, two = sorted(chance.sample(values, 2), key=lambda found: found.start())
    parts = (data[: one.start()], two[0], data[one.end() : two.start()], one[0], data[two.end() :])
    return b"".join(parts)


def _lines(data: bytes, chance: random.Random) -> bytes:
    """A few lines gone, twice, or in another place."""
    lines = data.splitlines(keepends=True)
    place, size = chance.randrange(len(lines)), chance.choice([1, 1, 3, 20])
    taken = lines[place : place + size]
    if chance.random() < 0.7:
        del lines[place : place + size]
    if chance.random() < 0.7:
        goal = chance.randrange(len(lines) + 1)
        lines[goal:goal] = taken
    return b"".join(lines)


def _byte(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + data[place + chance.choice([1, 10, 100, 1000]) :]
