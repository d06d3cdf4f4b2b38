"""Every example of the documents runs, and prints what the documents say."""

from __future__ import annotations

import doctest
import re

import pytest
from examples import DOCUMENTS, ROOT, blocks, commands, comparable, printed

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def cases(language: str) -> list[object]:
    found = []
    for document in DOCUMENTS:
        name = document.relative_to(ROOT).as_posix()
        for number, block in enumerate(blocks(document, language), 1):
            found.append(pytest.param(block, id=f"{name}-{number}"))
    return found


@pytest.mark.parametrize("block", cases("console"))
def test_a_command_prints_what_the_document_shows(block: str) -> None:
    for command, shown in commands(block):
        assert comparable(printed(command)) == comparable(shown), (
            f"renew with `dev.py docs`: {command}"
        )


@pytest.mark.parametrize("block", cases("python"))
def test_python_answers_what_the_document_shows(
    block: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if ">>>" not in block:
        compile(block, "block", "exec")
        return
    monkeypatch.chdir(ROOT)
    test = doctest.DocTestParser().get_doctest(block, {}, "block", None, 0)
    report: list[str] = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=report.append)
    assert not report, "".join(report)


def test_links_lead_to_files() -> None:
    """Relative links of the documents."""
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]
    assert broken == []
