"""Files made to fill the memory or to take for ever, read by the real command line.

Time is not asserted, a hang is; memory is.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from measured import Measured

MB = 2**20

pytestmark = pytest.mark.skipif(os.name == "nt", reason="memory is measured the POSIX way")


def sparse(path: Path, begin: bytes, size: int) -> Path:
    path.write_bytes(begin)
    os.truncate(path, size)
    return path


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("plan.xer", b"ERMHDR\t19.12\r\n"),
        ("plan.xml", b"<Project>"),
        ("plan.mpp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("plan.yaml", b"start: 2026-03-02 #"),
        ("plan.xlsx", b"PK\3\4"),
    ],
)
def test_eight_gigabytes(
    tmp_path: Path, check: Callable[[Path], Measured], name: str, begin: bytes
) -> None:
    found = check(sparse(tmp_path / name, begin, 8 * 2**30))
    assert found.status == 2
    assert "8192 MB" in found.err or "larger than 64 MB" in found.err
    assert found.memory < 400


def test_a_workbook_of_a_gigabyte_of_zeros(
    tmp_path: Path, check: Callable[[Path], Measured]
) -> None:
    path = tmp_path / "plan.xlsx"
    name = "xl/worksheets/sheet1.xml"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book,
        book.open(name, "w") as sheet,
    ):
        for _ in range(1024):
            sheet.write(bytes(MB))
    found = check(path)
    assert found.status == 2
    assert found.memory < 400


LAUGHS = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30))
LONG = "start: 2026-03-02\nprogram: &n " + "n" * 5_000_000 + "\ntasks:\n"
HOSTILE_YAML = {
    "laughs": ("a0: &a0 x\n" + LAUGHS, "unfolds to more than"),
    "one long text a thousand times": (
        LONG + "".join(f"  - {{id: A{i}, name: *n}}\n" for i in range(1000)),
        "100,000,000 characters",
    ),
    "a hundred thousand brackets": ("[" * 100_000, "nested more than 50 deep"),
    "a hundred thousand braces": ("a: " + "{a: " * 100_000, "nested more than 50 deep"),
    "a Python object": ("!!python/object/apply:os.system [echo pwned]", "tags such as"),
}


@pytest.mark.parametrize("kind", HOSTILE_YAML)
def test_hostile_yaml(tmp_path: Path, check: Callable[[Path], Measured], kind: str) -> None:
    text, said = HOSTILE_YAML[kind]
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    found = check(path)
    assert found.status == 2
    assert said in found.err
    assert found.memory < 500
