"""Compiling beside the process that waits for it."""

from __future__ import annotations

import os
import sys
import threading
import time
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
    with warm.beside(note(folder / "who")):
        pass
    assert int((folder / "who").read_text(encoding="utf-8")) != os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_what_fails_beside_is_left_to_who_waits(folder: Path) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with warm.beside(fail):
        pass
    assert not list(folder.iterdir())


def test_nothing_is_started_where_something_is_compiled(folder: Path) -> None:
    (folder / "kernels").mkdir()
    (folder / "kernels" / "block.run_pages.nbi").touch()
    with warm.beside(note(folder / "who")):
        pass
    assert not (folder / "who").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_an_interrupt_ends_the_work_beside(folder: Path) -> None:
    """It would else go on for half a minute after the answer 130."""

    who = folder / "who"

    def long() -> None:
        note(who)()
        time.sleep(60)

    def interrupted() -> None:
        with warm.beside(long):
            while not (who.exists() and who.read_text(encoding="utf-8")):
                time.sleep(0.01)
            raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - begun < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int(who.read_text(encoding="utf-8")), 0)
