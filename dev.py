"""Everything a contributor runs, on any system: `python3 dev.py demo` (Windows: `py dev.py demo`).

Needs Python 3.11 or later and nothing else. The environment is made in `.venv` the first time,
and renewed only when pyproject.toml or constraints.txt change.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "p80-installed"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DEMO_PLAN = "models/harbour-line/program.yaml"
DEMO_OUT = ROOT / "demo"


def run(*command: object) -> None:
    """Run one command from the top of the repository; stop with its status if it fails."""
    status = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if status:
        sys.exit(status)


def python(*arguments: object) -> None:
    """Run the Python of the environment."""
    run(PYTHON, *arguments)


def wanted() -> str:
    """What the environment should hold, as one hash."""
    parts = [sys.version.encode(), str(ROOT).encode()]
    parts += [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def setup() -> None:
    """Make the environment, unless it is there already."""
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted():
        return
    import tomllib

    print("Setting up .venv (a few minutes the first time) ...", flush=True)
    if not PYTHON.exists():
        make_venv()
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = groups["dependency-groups"]["dev"]
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    python(*pip, "-c", "constraints.txt", "-e", ".[parquet]", *packages)
    STAMP.write_text(wanted(), encoding="utf-8")


def make_venv() -> None:
    """Create `.venv`; Debian's Python lacks a part of `venv`, so say what to install."""
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], cwd=ROOT, check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "This Python cannot make a virtual environment.\n"
            "On Debian and Ubuntu: apt install python3-venv, then try again."
        )


def demo() -> None:
    """Forecast the example program; leave a summary and charts in demo/."""
    print(f"\n$ p80 run {DEMO_PLAN} --out demo\n", flush=True)
    python("-m", "simulator", "run", DEMO_PLAN, "--out", DEMO_OUT)
    print(f"\nNow open {DEMO_OUT / 'report.html'} in a browser: summary and charts on one page.")
    names = sorted(path.name for path in DEMO_OUT.iterdir())
    print(f"Beside it in {DEMO_OUT.name}/: {', '.join(names)}")


def lint() -> None:
    """Style, types, and the direction of imports."""
    python("-m", "ruff", "check")
    python("-m", "ruff", "format", "--check")
    python("-m", "mypy")
    run(BIN / "lint-imports")


def test() -> None:
    """The test suite, without the tests that take minutes, on all processors."""
    python("-m", "pytest", "-n", "auto")


def test_all() -> None:
    """The whole test suite."""
    python("-m", "pytest", "-m", "slow or not slow")


def docs() -> None:
    """Write into the documents what their commands print now."""
    python("tests/examples.py")


def bench() -> None:
    """Measure, and write the README's table."""
    python("benchmarks/table.py")


TASKS = {
    "setup": setup,
    "demo": demo,
    "test": test,
    "test-all": test_all,
    "lint": lint,
    "docs": docs,
    "bench": bench,
}


def main(arguments: list[str]) -> None:
    """Do the named tasks, one after the other."""
    if sys.version_info < (3, 11):
        sys.exit("p80 needs Python 3.11 or later; this is " + sys.version.split()[0])
    unknown = [name for name in arguments if name not in TASKS]
    if unknown or not arguments:
        listing = "\n".join(f"  {name:9} {task.__doc__}" for name, task in TASKS.items())
        sys.exit(f"usage: python3 dev.py TASK\n{listing}")
    setup()
    for name in arguments:
        TASKS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
