"""Numba's cache must not give an old answer, and its setting is left as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numba
import pytest

import simulator.kernels.jit as jit

INNER = "from copied.jit import kernel\n\n\n@kernel\ndef inner(x):\n    return x * {factor}\n"
OUTER = (
    "from copied.inner import inner\nfrom copied.jit import kernel\n\n\n"
    "@kernel\ndef outer(x):\n    return inner(x) + 1.0\n"
)
ASK = "from copied.outer import outer\nprint(outer(10.0), sum(outer.stats.cache_hits.values()))\n"


def answer(folder: Path) -> tuple[float, int]:
    """(result, cache hits) of `outer` in a process of its own."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "NUMBA_CACHE_DIR": ""}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    value, hits = done.stdout.split()
    return float(value), int(hits)


@pytest.mark.skipif(sys.platform != "linux", reason="the cache folder is set by XDG_CACHE_HOME")
def test_an_edit_in_a_called_kernel_is_seen(tmp_path: Path) -> None:
    package = tmp_path / "copied"
    package.mkdir()
    (package / "__init__.py").write_text("")
    shutil.copy(jit.__file__, package / "jit.py")
    (package / "outer.py").write_text(OUTER)
    (package / "inner.py").write_text(INNER.format(factor=2))

    assert answer(tmp_path) == (21.0, 0)
    assert answer(tmp_path) == (21.0, 1)
    (package / "inner.py").write_text(INNER.format(factor=3))
    assert answer(tmp_path) == (31.0, 0)


def test_the_order_of_fields_counts_as_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kernels").mkdir()
    (tmp_path / "network").mkdir()
    arrays = tmp_path / "network" / "arrays.py"
    monkeypatch.setattr(jit, "_HERE", tmp_path / "kernels")
    arrays.write_text("loc, scale")
    before = jit.source_hash()
    arrays.write_text("scale, loc")
    assert jit.source_hash() != before


def test_the_setting_of_the_process_is_left_as_it_was() -> None:
    before = numba.config.CACHE_DIR

    @jit.kernel
    def double(x: float) -> float:
        return 2 * x

    assert double(3.0) == 6.0
    assert before == numba.config.CACHE_DIR


def test_old_folders_are_pruned_and_the_latest_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for age in range(20):
        old = tmp_path / f"kernels-{age:02}"
        old.mkdir()
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "schedules").mkdir()
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))

    current = jit.cache_folder.__wrapped__()

    assert current.name == f"kernels-{jit.source_hash()}"
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {current.name, "schedules", *(f"kernels-{age:02}" for age in range(8))}


def test_a_folder_that_others_may_write_to_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared" / f"kernels-{jit.source_hash()}"
    shared.mkdir(parents=True)
    shared.chmod(0o777)
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "shared"))
    monkeypatch.setattr(jit, "user_cache", lambda: tmp_path / "mine")

    assert jit.cache_folder.__wrapped__().parent == tmp_path / "mine"


def test_without_a_place_to_write_kernels_still_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jit, "cache_folder", lambda: None)

    @jit.kernel
    def triple(x: float) -> float:
        return 3 * x

    assert triple(2.0) == 6.0
