"""Several texts in one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.files.lists import chunks, item_text, items_of, link_text, links_of, quoted


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("A10; A20", ["A10", "A20"]),
        ("A10,A20\nA30;", ["A10", "A20", "A30"]),
        ('"a, b"; c', ["a, b", "c"]),
        ('"say ""yes"""', ['say "yes"']),
        ("trade:civil; *", ["trade:civil", "*"]),
        (" ; ", []),
        ('5" pipe', ['5" pipe']),
    ],
)
def test_items_between_semicolons_and_commas(text: str, items: list[str]) -> None:
    assert items_of(text) == items


@given(st.lists(st.text(min_size=1, max_size=12), max_size=5))
def test_any_items_come_back(items: list[str]) -> None:
    assert items_of("; ".join(map(item_text, items))) == items


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("A10; A20 SS+5d", "A10; A20 SS+5d"),
        ('"a, b"', [{"task": "a, b", "type": "FS"}]),
        ('"a" ss+5d; B', [{"task": "a", "type": "SS", "lag": "5d"}, "B"]),
        ('"a" FF-2eh', [{"task": "a", "type": "FF", "lag": "-2eh"}]),
        ('"a" FS-50%', [{"task": "a", "type": "FS", "share": "-50%"}]),
        ('"a" FS+60min-50%', [{"task": "a", "type": "FS", "lag": "60min", "share": "-50%"}]),
    ],
)
def test_links_with_ids_in_quotes(text: str, links: object) -> None:
    """Without quotes the text is left to the reader of plan files, which knows the ids."""
    assert links_of(text) == links
    if isinstance(links, list):
        assert links_of("; ".join(map(link_text, links))) == links


@given(
    st.text(min_size=1, max_size=12).filter(lambda text: text == text.strip()),
    st.sampled_from(["FS", "SS", "FF", "SF"]),
    st.sampled_from(["", "5d", "-90min", "48eh"]),
    st.sampled_from(["", "-50%", "33.3%", "1e-20%"]),
)
def test_any_long_link_comes_back(task: str, type_: str, lag: str, share: str) -> None:
    link = {"task": task, "type": type_} | ({"lag": lag} if lag else {})
    (found,) = links_of(link_text(link | ({"share": share} if share else {})))  # type: ignore[misc]
    number = float(found.pop("share", "0%").rstrip("%"))
    assert found == link
    assert number == float(share.rstrip("%") or 0)


def test_a_list_too_long_for_a_cell_goes_on_in_the_next() -> None:
    assert chunks(["aaa", "bbb", "ccc"], 8) == ["aaa; bbb", "... ccc"]
    assert chunks(["aaa", "bbb"], 8) == ["aaa; bbb"]
    assert chunks([], 8) == []
    assert chunks(["longer than it"], 8) == ["longer than it"]


def test_quotes_are_doubled() -> None:
    assert quoted('5" pipe') == '"5"" pipe"'
