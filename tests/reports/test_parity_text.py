"""What `p80 check` says of the comparison with the stored dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from simulator.reports.parity_text import lines
from simulator.results.parity import (
    Count,
    Difference,
    Field,
    Finish,
    Mismatch,
    Parity,
    Part,
    Reason,
)

COUNTS = {
    Field.START: Count(1200, 1190),
    Field.LATE_START: Count(1200, 1200),
    Field.LATE_FINISH: Count(1200, 1199),
    Field.TOTAL_FLOAT: Count(1200, 1100),
    Field.CRITICAL: Count(1200, 1200),
}
MOVED = Mismatch("P/A", "start", datetime(2027, 3, 1, 8), datetime(2027, 3, 2, 8), 1.0)
ROOT = Difference("P/A", Part.EARLY, (MOVED,), Reason.NON_WORKING, "it lies on a holiday", None, 9)


def parity(*differences: Difference) -> Parity:
    finish = Finish("P", datetime(2028, 1, 5, 17), datetime(2028, 1, 6, 17), agrees=False)
    return Parity(1200, 1190, "P6", (MOVED,), COUNTS, (finish,), differences)


def test_a_file_without_dates() -> None:
    assert lines(Parity(0, 0, "", ())) == ["  dates: the file stores none to compare with"]


def test_the_headline_is_of_early_dates_and_all_else_has_a_line() -> None:
    own = lines(parity())
    assert own[0] == "  dates: 1,190 of 1,200 agree with P6 to the minute"
    assert own[1].strip() == (
        "late dates 2,399 of 2,400 · floats 1,100 of 1,200 · flags 1,200 of 1,200 "
        "· project finish 0 of 1"
    )
    assert own[2].strip() == (
        "project P: finish 2028-01-05 17:00 in the file, 2028-01-06 17:00 here"
    )
    assert len(own) == 3


def test_a_root_cause_comes_with_the_values_the_proof_and_the_mend() -> None:
    follower = replace(ROOT, id="P/B", reason=Reason.FOLLOWS, root="P/A", followers=0)
    own = [line.strip() for line in lines(parity(ROOT, follower))]
    assert "stale: no working time: 1 activity, and 9 others that follow" in own
    assert (
        "P/A: start 2027-03-01 08:00 in the file, 2027-03-02 08:00 here, 1.0 d later; 9 follow"
        in own
    )
    assert "it lies on a holiday" in own
    assert own[-1] == f"> {Reason.NON_WORKING.mend}"
    assert not any("P/B" in line for line in own)


def test_an_activity_is_named_once_for_a_reason() -> None:
    late = Mismatch("P/A", "late start", datetime(2027, 3, 1, 8), datetime(2027, 2, 1, 8), -20.0)
    other = Difference("P/A", Part.LATE, (late,), Reason.NON_WORKING)
    assert sum("P/A" in line for line in lines(parity(ROOT, other))) == 1


def test_floats_and_flags_in_words() -> None:
    less = Mismatch("P/A", "total float", 960.0, 480.0, -1.0)
    flag = Mismatch("P/C", "longest path", True, False)
    own = lines(
        parity(
            Difference("P/A", Part.FLOAT, (less,), Reason.CONTRADICTION),
            Difference("P/C", Part.FLAG, (flag,)),
        )
    )
    text = "\n".join(own)
    assert "total float 16.00 h in the file, 8.00 h here, 1.0 d less" in text
    assert "P/C: longest path yes in the file, no here\n" in text


def test_a_long_list_is_cut_and_counted() -> None:
    many = [replace(ROOT, id=f"P/A{n}", followers=0) for n in range(30)]
    own = lines(parity(*many), most=4)
    assert sum("here, 1.0 d later" in line for line in own) == 4
    assert "      and 26 more" in own


def test_the_most_frequent_reason_comes_first() -> None:
    rare = Difference("P/Z", Part.EARLY, (replace(MOVED, id="P/Z"),), Reason.MANUAL)
    own = lines(parity(rare, ROOT))
    first, second = (
        next(n for n, line in enumerate(own) if line.strip().startswith(reason.short))
        for reason in (Reason.NON_WORKING, Reason.MANUAL)
    )
    assert first < second
