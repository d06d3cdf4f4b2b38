"""In which code page an XER file was written: P6 takes that of the computer, and does not say.

A code page is judged by the letters that it makes of the bytes: those that a language uses often
count for it, strange ones against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

USUAL = "windows-1252"
LETTERS = re.compile(rb"[\x80-\xff]+")
EDGE = re.compile(rb"[\t\r\n]")
CELLS = 4000
"""Different texts with other letters than ASCII that are looked at."""
LONGEST = 200
"""Bytes of a text, before and after its first such letter."""
FEWEST = 12
"""Letters without which nothing is said."""
GOOD = 0.5
MARGIN = 0.25
"""A code page is named if its letters are as likely as this, and by so much likelier than usual."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters beyond ASCII of languages in one code page, the frequent ones apart.

    latin : such letters stand alone or in pairs between those of ASCII.
    """

    encoding: str
    codec: str
    often: frozenset[str]
    seldom: frozenset[str]
    latin: bool = False


def _alphabet(encoding: str, codec: str, often: str, seldom: str, latin: bool = False) -> Alphabet:
    return Alphabet(
        encoding,
        codec,
        frozenset(often + often.upper()),
        frozenset(seldom + seldom.upper()),
        latin,
    )


WESTERN = _alphabet(USUAL, "cp1252", "éèàüöäñóíáçãêâôåøúõîæ", "ûùëïòìœðþýÿßªº", latin=True)
ALPHABETS = (
    _alphabet("windows-1250", "cp1250", "łąężśćóńź", "äöüé", latin=True),
    _alphabet("windows-1250", "cp1250", "áéíýřščžěůúô", "ťďňľĺŕäóöü", latin=True),
    _alphabet("windows-1250", "cp1250", "ăâîşţ", "äöüé", latin=True),
    _alphabet("windows-1250", "cp1250", "čćžšđ", "äöüé", latin=True),
    _alphabet("windows-1254", "cp1254", "ışğüöç", "âîûé", latin=True),
    _alphabet("windows-1257", "cp1257", "ąčęėįšųūž", "äöüé", latin=True),
    _alphabet("windows-1257", "cp1257", "āčēģīķļņšūž", "äöüé", latin=True),
    _alphabet("windows-1251", "cp1251", "оеаинтсрвлкмдпуя", "зыьбгчйхжшюцщэфъёіїєґўјљњћџ"),
    _alphabet("windows-1253", "cp1253", "αοιετσνηυρπκμλως", "άέήίόύώγδζθξφχψβϊϋΐΰ"),
    _alphabet("windows-1255", "cp1255", "יוהלארתבשמנםןד", "גזחטכךסעפףצץק"),
    _alphabet("windows-1256", "cp1256", "ايلمنورتبةعدسفهكأقحى", "جخذزشصضطظغئءؤإآپچژگ"),
    _alphabet("windows-874", "cp874", "านรอกเงมยลวดทสตะปบคหแจพชขใไโผ่้ัิีึืุู็์", "ธณศซฐญภฟถฝฉษฮฎฏำ"),
)
WIDE = {
    "EUC-KR": ("cp949", [(b"\xb0\xa1", b"\xc8\xfe")]),
    "GBK": ("gbk", [(b"\xb0\xa1", b"\xd7\xf9")]),
    "Big5": ("cp950", [(b"\xa4\x40", b"\xc6\x7e")]),
    "Shift_JIS": ("cp932", [(b"\x82\x9f", b"\x83\x96"), (b"\x88\x9f", b"\x98\x72")]),
}
"""Code pages of two bytes a character: where the frequent characters lie. Korean ones lie within
those of Chinese, so that it comes first and wins a draw."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A likelier code page. before, after : one text in the usual one and in that."""

    encoding: str
    before: str
    after: str


def is_utf8(data: bytes) -> bool:
    """True where there are letters beyond ASCII and all is UTF-8."""
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def likelier(data: bytes) -> Guess | None:
    """The code page that fits clearly better than the usual one, if there is one."""
    cells = _cells(data)
    found = [(_score(cells, one), one.encoding, one.codec) for one in ALPHABETS]
    for name, (codec, common) in WIDE.items():
        found.append((_wide_score(cells, codec, common), name, codec))
    usual = _score(cells, WESTERN)
    score, best, codec = max(found, key=lambda one: one[0])
    if score < max(GOOD, usual + MARGIN):
        return None
    shown = max(cells, key=lambda cell: sum(byte > 127 for byte in cell[:40]))[:40]
    return Guess(best, shown.decode("cp1252", "replace"), shown.decode(codec, "replace"))


def _cells(data: bytes) -> list[bytes]:
    """Different cells with letters beyond ASCII, cut where they are long."""
    found: dict[bytes, None] = {}
    done = 0
    for letters in islice(LETTERS.finditer(data), 10 * CELLS):
        if letters.start() >= done:
            before = EDGE.split(data[max(done, letters.start() - LONGEST) : letters.start()])[-1]
            after = EDGE.split(data[letters.start() : letters.start() + LONGEST], maxsplit=1)[0]
            done = letters.start() + len(after)
            found[before + after] = None
    return list(found)[:CELLS]


def _score(cells: list[bytes], alphabet: Alphabet) -> float:
    """Mean worth of the letters, -1 to 1; 0 where there are too few, or few among all signs."""
    worths = [worth for cell in cells for worth in _worths(cell, alphabet)]
    signs = sum(byte > 127 for cell in cells for byte in cell)
    return sum(worths) / len(worths) if len(worths) >= max(FEWEST, 0.6 * signs) else 0.0


def _worths(cell: bytes, alphabet: Alphabet) -> Iterator[float]:
    text = cell.decode(alphabet.codec, "replace")
    for place, letter in enumerate(text):
        if letter.isascii():
            continue
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if not letter.isalpha() and letter not in alphabet.often:
            if before.isalpha() and after.isalpha():
                yield -1.0
        elif (letter.isupper() and before.islower()) or _crowded(text, place, alphabet):
            yield -1.0
        elif letter in alphabet.often:
            yield 1.0
        else:
            yield 0.3 if letter in alphabet.seldom else -1.0


def _crowded(text: str, place: int, alphabet: Alphabet) -> bool:
    """True within three or more letters in a row that no Latin language has together."""
    if not alphabet.latin:
        return False
    around = text[max(0, place - 2) : place + 3]
    return bool(re.search(r"[^\W\d_a-zA-Z]{3}", around))


def _wide_score(cells: list[bytes], codec: str, common: list[tuple[bytes, bytes]]) -> float:
    """Share of frequent characters among those of two bytes; 0 where the bytes do not fit."""
    total = frequent = wrong = 0
    for cell in cells:
        try:
            text = cell.decode(codec)
        except UnicodeDecodeError:
            wrong += len(cell) < LONGEST
            continue
        for letter in text:
            code = letter.encode(codec)
            if len(code) == 2 and letter.isalpha():
                total += 1
                frequent += any(low <= code <= high for low, high in common)
    if total < FEWEST or wrong * 20 > len(cells):
        return 0.0
    return frequent / total
