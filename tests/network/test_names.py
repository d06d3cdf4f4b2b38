"""Stable names: the same key on every machine, and one name for one quantity."""

from __future__ import annotations

from simulator.network import names


def test_the_key_is_the_published_hash() -> None:
    # BLAKE2b with 8 bytes of digest, little-endian; the digest of "abc" is that of the reference
    # program: b2sum -l 64.
    assert names.name_key("abc") == int.from_bytes(bytes.fromhex("d8bb14d833d59559"), "little")


def test_names_are_spelt_as_documented() -> None:
    assert names.task_duration("CIVIL/A310") == "task CIVIL/A310 duration"
    assert names.risk_occurs("R1") == "risk R1 occurs"


def test_no_two_quantities_share_a_name() -> None:
    spelt = [
        names.task_duration("P/A"),
        names.task_cost("P/A"),
        names.risk_occurs("A"),
        names.risk_delay("A", 0, "P/A"),
        names.risk_delay("A", 1, "P/A"),
        names.risk_delay("A", 0, "P/B"),
        names.risk_cost("A", 0),
        names.risk_cost("A", 1),
        names.driver_occurs("A"),
        names.driver_factor("A"),
        names.correlation_factor("task P/A duration"),
        names.correlation_factor("task P/A cost"),
    ]
    assert len({names.name_key(name) for name in spelt}) == len(spelt)
