"""Compiling beside the process that waits for it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.engine import warm


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, on a machine of two cores, in a process of one thread."""
    monkeypatch.setattr(warm, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return tmp_path


def note(file: Path) -> Callable[[], None]:
    return lambda: file.write_text(str(os.getpid()), encoding="utf-8") and None


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_the_first_work_of_all_is_done_beside(folder: Path) -> None:
    warm.beside(note(folder / "who"))()
    assert int((folder / "who").read_text(encoding="utf-8")) != os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_what_fails_beside_is_left_to_who_waits(folder: Path) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    warm.beside(fail)()
    assert not list(folder.iterdir())


def test_nothing_is_started_where_something_is_compiled(folder: Path) -> None:
    (folder / "kernels").mkdir()
    (folder / "kernels" / "block.run_pages.nbi").touch()
    warm.beside(note(folder / "who"))()
    assert not (folder / "who").exists()
