"""Jobs on threads: answers in order, each space to one job at a time, faults passed on."""

from __future__ import annotations

import threading
import time

import pytest

from simulator.engine.local import in_order


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("jobs", [0, 1, 2, 25])
def test_answers_come_in_the_order_of_the_jobs(threads: int, jobs: int) -> None:
    """Early jobs take longest."""

    def work(job: int, _: object) -> int:
        time.sleep(0.0004 * (jobs - job))
        return job * job

    spaces = [object() for _ in range(threads)]
    assert list(in_order(range(jobs), work, spaces)) == [job * job for job in range(jobs)]


def test_a_space_serves_one_job_at_a_time_and_all_are_used() -> None:
    spaces = [threading.Lock(), threading.Lock()]
    together = threading.Barrier(2, timeout=30)
    used = set()

    def work(job: int, space: threading.Lock) -> None:
        assert space.acquire(blocking=False)
        used.add(id(space))
        if job < 2:
            together.wait()
        time.sleep(0.001)
        space.release()

    assert len(list(in_order(range(20), work, spaces))) == 20
    assert len(used) == 2


def test_few_answers_wait() -> None:
    """However many jobs there are: the reader takes one, and no more than a few are ahead."""
    begun = []

    def work(job: int, _: object) -> int:
        begun.append(job)
        return job

    answers = in_order(range(1000), work, [object(), object()])
    assert next(answers) == 0
    time.sleep(0.05)
    assert len(begun) <= 6
    answers.close()
    assert len(begun) <= 6


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt])
def test_a_fault_ends_the_run_and_is_the_callers(threads: int, fault: type[BaseException]) -> None:
    done = []

    def work(job: int, _: object) -> int:
        if job == 3:
            raise fault("job 3")
        done.append(job)
        return job

    answers = in_order(range(1000), work, [object()] * threads)
    assert [next(answers) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(fault, match="job 3"):
        list(answers)
    assert len(done) < 20


def test_after_a_fault_no_thread_is_left() -> None:
    before = threading.active_count()

    def work(job: int, _: object) -> int:
        if job:
            raise ValueError("job")
        return job

    with pytest.raises(ValueError, match="job"):
        list(in_order(range(50), work, [object()] * 4))
    assert threading.active_count() == before
