"""The architecture, as tests: sizes, direction of imports, what no file may hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "simulator"
SOURCES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = [ROOT / "dev.py", *sorted((ROOT / "benchmarks").rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))

FILE_LINES = 400
FUNCTION_LINES = 40
KERNEL_LINES = 60
ARGUMENTS = 6

# A kernel takes the arrays it reads and those it fills: a structure of outputs would have to be
# built anew for every block.
KERNEL_ARGUMENTS = 9

# The one place where everything that a run gave is handed over, by name.
MANY_ARGUMENTS = {"simulator/results/result.py:__init__"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def body_lines(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    first = function.body[0]
    length = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        length -= (first.end_lineno or 0) - first.lineno + 1
    return length


@pytest.mark.parametrize("path", SOURCES + SCRIPTS + TESTS, ids=name_of)
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES


@pytest.mark.parametrize("path", SOURCES + SCRIPTS, ids=name_of)
def test_a_function_is_short_and_takes_few_arguments(path: Path) -> None:
    in_kernels = path.parent.name == "kernels"
    limit = KERNEL_LINES if in_kernels else FUNCTION_LINES
    most = KERNEL_ARGUMENTS if in_kernels else ARGUMENTS
    long, wide = [], []
    for function in functions(path):
        if body_lines(function) > limit:
            long.append(f"{function.name}: {body_lines(function)} lines")
        arguments = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
        count = len([a for a in arguments if a.arg not in ("self", "cls")])
        if count > most and f"{name_of(path)}:{function.name}" not in MANY_ARGUMENTS:
            wide.append(f"{function.name}: {count} arguments")
    assert not long
    assert not wide


def public_classes(tree: ast.Module) -> list[ast.ClassDef]:
    return [n for n in tree.body if isinstance(n, ast.ClassDef) and not n.name.startswith("_")]


@cache
def documented_methods() -> frozenset[str]:
    """Names that some class describes: a subclass need not repeat it."""
    return frozenset(
        node.name
        for path in SOURCES
        for owner in public_classes(ast.parse(path.read_text(encoding="utf-8")))
        for node in owner.body
        if isinstance(node, Function) and ast.get_docstring(node) is not None
    )


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_what_is_public_is_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [] if tree.body == [] or ast.get_docstring(tree) else ["the module"]
    for owner in [tree, *public_classes(tree)]:
        inherited = documented_methods() if getattr(owner, "bases", []) else frozenset()
        for node in owner.body:
            if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
                continue
            if ast.get_docstring(node) is None and node.name not in inherited:
                silent.append(node.name)
    assert not silent


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_command_line_prints(path: Path) -> None:
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "print" not in calls or "cli" in path.parts


def test_imports_go_one_way() -> None:
    """The contracts of pyproject.toml, as the linter reads them."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_models_and_scenarios_are_data() -> None:
    """They look like what a user's own repository holds."""
    code = [p for folder in ("models", "scenarios") for p in (ROOT / folder).rglob("*.py")]
    assert code == []


def tracked() -> list[Path]:
    """Text files under version control; all files where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8000]]


# Written in pieces, so that this file does not hold them.
UNWANTED = re.compile(
    "|".join(
        (
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            "--index" + "-url",
            "--find" + "-links",
            r"(?<![\w.])/" + r"(work|root|home/\w+)/",
            r"(?<![\w.])/" + r"tmp/",
        )
    )
)


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").split("\n"), 1
        )
        if UNWANTED.search(line)
    ]
    assert found == []
