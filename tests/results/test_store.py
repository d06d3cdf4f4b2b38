"""Files whole or not at all."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import fabricated
import numpy as np
import pytest

from simulator.errors import OutputError
from simulator.results import store


def test_samples_come_back_to_the_bit() -> None:
    result = fabricated.result(2000)
    with np.load(io.BytesIO(store.npz(result))) as archive:
        assert set(archive) == {
            "finish", "cost", "projects/CIVIL/finish", "projects/CIVIL/cost",
            "milestones/CIVIL/A210/finish",
        }  # fmt: skip
        assert np.array_equal(archive["cost"], result.outcome.cost)
        assert np.array_equal(archive["finish"], result.outcome.finish / 1440)


def test_parquet_holds_the_same() -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    result = fabricated.result(2000)
    table = pq.read_table(io.BytesIO(store.parquet(result)))
    assert np.array_equal(table["cost"].to_numpy(), result.outcome.cost)


def test_the_same_result_gives_the_same_bytes() -> None:
    assert store.npz(fabricated.result(500)) == store.npz(fabricated.result(500))
    assert store.document(fabricated.result(500)) == store.document(fabricated.result(500))


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    store.write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"Cannot write .*a\.json: the disk is full"):
        store.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
