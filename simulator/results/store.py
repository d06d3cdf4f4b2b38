"""Results as files, each written whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.errors import OutputError
from simulator.results.as_json import as_file
from simulator.results.raw import Floats

if TYPE_CHECKING:
    from simulator.results.result import Result

REASONS = {
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EEXIST: "there is a file of that name",
    errno.EISDIR: "there is a folder of that name",
    errno.ENAMETOOLONG: "the name is too long",
}


def samples(result: Result) -> dict[str, Floats]:
    """Every iteration, by name: ``finish``, ``cost``, ``projects/ID/finish``,
    ``projects/ID/cost``, ``milestones/ID/finish``.

    float64[iterations], in the order of iterations; finishes in elapsed days since the program's
    start, costs in plain units of the currency.
    """
    days = result.finish.days_of
    own = {"finish": days(result.outcome.finish)}
    if result.outcome.cost is not None:
        own["cost"] = result.outcome.cost
    for id, outcome in result.project_outcomes.items():
        own[f"projects/{id}/finish"] = days(outcome.finish)
        if outcome.cost is not None:
            own[f"projects/{id}/cost"] = outcome.cost
    for id, finish in result.milestone_samples.items():
        own[f"milestones/{id}/finish"] = days(finish)
    return own


def npz(result: Result) -> bytes:
    """The samples as a NumPy archive: ``numpy.load(path)["finish"]``."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **samples(result))
    return buffer.getvalue()


def has_parquet() -> bool:
    """True where the extra ``parquet`` is installed."""
    return find_spec("pyarrow") is not None


def parquet(result: Result) -> bytes:
    """The samples as Parquet, a column each. Needs the extra ``parquet``."""
    import pyarrow as pa
    from pyarrow import parquet

    # Random doubles repeat no value and share their leading bytes: a dictionary only adds to them.
    sink = pa.BufferOutputStream()
    parquet.write_table(
        pa.table(samples(result)),
        sink,
        use_dictionary=False,
        use_byte_stream_split=True,
        compression="zstd",
    )
    return bytes(sink.getvalue().to_pybytes())


def document(result: Result, more: Mapping[str, Any] = MappingProxyType({})) -> bytes:
    """The JSON document of docs/reference/json.md, indented. more : parts that no result holds."""
    return as_file({**result.to_dict(), **more})


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part.

    Raises OutputError, and leaves nothing behind, where it cannot be written.
    """
    with told(path):
        handle, name = tempfile.mkstemp(prefix=".p80-", dir=path.parent)
        try:
            write_through(handle, content)
            _as_new_files_are(Path(name))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def write_through(handle: int, content: bytes) -> None:
    """Write to an open file and wait until the disk has it: here a full disk shows."""
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the system's error into one sentence that names the path and the reason."""
    try:
        yield
    except OSError as error:
        reason = REASONS.get(error.errno or 0, error.strerror or str(error))
        raise OutputError(f"Cannot write {path}: {reason}. Nothing was written.") from error


def _as_new_files_are(path: Path) -> None:
    """`mkstemp` makes files that only the owner may read; a result is an ordinary file."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
