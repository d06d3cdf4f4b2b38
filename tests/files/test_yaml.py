"""The YAML reader: what is written is what is meant, and nothing hostile gets through."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import PlanError
from simulator.files.read import MAX_BYTES
from simulator.files.yaml import MAX_DEPTH, MAX_NODES, YamlSource


def _root(text: str) -> object:
    return YamlSource("plan.yaml", text).root


def _fault(text: str) -> PlanError:
    with pytest.raises(PlanError) as raised:
        YamlSource("plan.yaml", text)
    return raised.value


@pytest.mark.parametrize(
    "written",
    ["NO", "on", "yes", "12:30", "0010", "0x1F", "1e3", "2026-03-02", "1_000", ".5", "=", "1.10"],
)
def test_plain_scalars_stay_as_written(written: str) -> None:
    """PyYAML makes False of NO, 750 of 12:30, 8 of 0010 and a date of 2026-03-02."""
    assert _root(f"a: {written}") == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_a_plain_null_is_none_and_a_quoted_one_is_text(written: str) -> None:
    assert _root(f"a: {written}") == {"a": None}
    assert _root(f"a: '{written}'") == {"a": written}


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"),
    max_size=20,
)
trees = st.recursive(
    texts | st.none(),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(texts, below, max_size=4),
    max_leaves=20,
)


@given(tree=st.dictionaries(texts, trees, max_size=4), flow=st.booleans())
def test_what_another_writer_wrote_is_read_back(tree: dict[str, object], flow: bool) -> None:
    """PyYAML as the writer, flow and block style; quoted so that its types keep texts texts."""
    written = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    assert _root(written) == tree


def test_line_and_column_of_values_and_keys() -> None:
    source = YamlSource("plan.yaml", "a: 1\nb:\n  - x\n  - {k: v, long key: [1, 2]}\n")
    assert source.mark(("b", 1, "k"), key=False) == (4, 9)
    assert source.mark(("b", 1, "k"), key=True) == (4, 6)
    assert source.mark(("b", 1, "long key", 1), key=False) == (4, 26)
    assert source.words(("b", 0)) == "plan.yaml:3:5"
    assert source.mark(("b", 1, "missing"), key=False) == (4, 5), "of what should hold it"


def test_duplicate_keys_are_all_reported() -> None:
    issues = YamlSource("plan.yaml", "a: 1\nb: {c: 1, c: 2}\na: 3\n").issues
    assert [str(issue).splitlines()[0] for issue in issues] == [
        "plan.yaml:2:11: the key 'c' stands twice in one mapping [duplicate-key]",
        "plan.yaml:3:1: the key 'a' stands twice in one mapping [duplicate-key]",
    ]


def test_aliases_are_read() -> None:
    assert _root("a: &x [1, 2]\nb: *x\n") == {"a": ["1", "2"], "b": ["1", "2"]}


def test_an_alias_bomb_is_refused_fast_and_in_little_memory() -> None:
    """Nine levels of nine aliases stand for 387 million values, some 200 MB and far more."""
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10))
    bomb = f"l0: &l0 [{', '.join(['lol'] * 9)}]\n{levels}\n"
    tracemalloc.start()
    began = time.perf_counter()
    fault = _fault(bomb)
    seconds = time.perf_counter() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert f"unfolds to more than {MAX_NODES:,} values" in str(fault)
    assert "aliases" in str(fault)
    assert fault.issues[0].where.startswith("plan.yaml:7:")
    assert seconds < 1
    assert peak < 10_000_000


def test_an_alias_inside_itself_is_refused() -> None:
    assert "refers to no value that is complete" in str(_fault("a: &x [1, *x]"))
    assert "*nobody" in str(_fault("a: *nobody"))


@pytest.mark.parametrize("text", ["[" * 10_000, "- " * 10_000, "{a: " * 5_000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert f"more than {MAX_DEPTH} deep" in str(_fault(text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: !!python/object/apply:os.system [ls]", "tags such as"),
        ("a: !!binary aGk=", "tags such as"),
        ("a: 1\n---\nb: 2\n", "a second document begins here"),
        ("? [a, b]\n: c", "cannot be a key"),
        ("a: [1, 2", "this is not YAML"),
        ("a: b: c", "this is not YAML"),
        ("a:\n\t- b", "this is not YAML"),
        ("a: 'open", "this is not YAML"),
        ("a: \x07", "this is not YAML"),
    ],
)
def test_what_no_plan_needs_is_refused(text: str, message: str) -> None:
    assert message in str(_fault(text))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"a: 1\nb: \x00\n", "plan.yaml:2: there is a NUL byte here"),
        (b"a: 1\nb: caf\xe9\n", "plan.yaml:2: the file is not UTF-8 text: byte 11 is 0xe9"),
        (b"PK\x03\x04\x00\x00", "there is a NUL byte here"),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(data)
    with pytest.raises(PlanError) as raised:
        YamlSource.read(path)
    assert message in str(raised.value)


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    began = time.perf_counter()
    with pytest.raises(PlanError, match=f"larger than {MAX_BYTES // 1024**2} MB"):
        YamlSource.read(path)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_marks_of_encoding_are_understood(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("a: é\n", encoding=encoding)
    assert YamlSource.read(path).root == {"a": "é"}
