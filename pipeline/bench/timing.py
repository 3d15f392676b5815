"""How ways are timed: in turn, A B A B, so that a machine whose speed drifts treats all alike."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROUNDS = 3
_THREADS = Path("/proc/self/task")


def in_turn(
    *ways: Callable[[], object], rounds: int = ROUNDS, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """The median seconds of each way over the rounds: by the wall's clock, or another one."""
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for times, way in zip(taken, ways, strict=True):
            begin = clock()
            way()
            times.append(clock() - begin)
    return [median(times) for times in taken]


@contextmanager
def one_core() -> Iterator[bool]:
    """Keeps this process, all its threads and what it starts on one core; tells whether the system can do that.

    What counts the cores when it is opened has to be opened inside.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield False
        return
    before = os.sched_getaffinity(0)
    _keep_on({min(before)})
    try:
        yield True
    finally:
        _keep_on(before)


def _keep_on(cores: set[int]) -> None:
    """A thread inherits its cores only when it is started: those that are there are told one by one."""
    for task in _THREADS.iterdir() if _THREADS.is_dir() else ():
        try:
            os.sched_setaffinity(int(task.name), cores)
        except ProcessLookupError:  # it ended meanwhile
            continue
    os.sched_setaffinity(0, cores)
