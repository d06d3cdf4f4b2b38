"""The public names: few, spelt out, loaded when asked for."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

import simulator as sim


@pytest.mark.parametrize("name", sim.__all__)
def test_every_public_name_is_there(name):
    assert getattr(sim, name) is not None
    assert name in dir(sim)


def test_an_unknown_name_is_named():
    with pytest.raises(AttributeError, match="frobnicate"):
        _ = sim.frobnicate


def test_the_package_itself_is_light():
    script = (
        "import sys, simulator; simulator.__version__\n"
        "assert not {'numpy', 'numba', 'pandas', 'matplotlib'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_one_version():
    assert sim.__version__ == version("p80")


def test_constraints_hold_every_dependency_and_no_address():
    """`constraints.txt` names each package that pyproject.toml asks for."""
    root = Path(__file__).resolve().parents[1]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    wanted += project["project"]["optional-dependencies"]["parquet"]
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0].lower() for line in lines if not line.startswith("#")}
    names = {line.split(">")[0].split("=")[0].strip().lower() for line in wanted}
    assert names <= pinned
    assert not [line for line in lines if "://" in line or line.startswith("-")]
