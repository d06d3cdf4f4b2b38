"""Run jobs on threads and hand their results back in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

Job = TypeVar("Job")
Space = TypeVar("Space")
Answer = TypeVar("Answer")


def in_order(
    jobs: Sequence[Job], work: Callable[[Job, Space], Answer], spaces: Sequence[Space]
) -> Iterator[Answer]:
    """Answers of `work(job, space)` in the order of `jobs`, one thread a space.

    A space is used by one job at a time. Few answers wait at any moment, so memory does not grow
    with the number of jobs. Kernels release the interpreter lock, so threads run side by side.
    """
    if len(spaces) == 1:
        for job in jobs:
            yield work(job, spaces[0])
        return
    free: SimpleQueue[Space] = SimpleQueue()
    for space in spaces:
        free.put(space)

    def run(job: Job) -> Answer:
        space = free.get()
        try:
            return work(job, space)
        finally:
            free.put(space)

    pool = ThreadPoolExecutor(len(spaces))
    waiting: deque[Future[Answer]] = deque()
    try:
        for job in jobs:
            waiting.append(pool.submit(run, job))
            if len(waiting) > 2 * len(spaces):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
