"""Progress on a terminal: a bar a stage; elsewhere: lines. Drawn for the command line only."""

import time
from collections.abc import Callable
from typing import TextIO

from pipeline.ports import Progress

EVERY = 10.0
"""Seconds between two lines of one long stage."""


def progress_for(stream: TextIO) -> Progress:
    """The right kind for a stream."""
    return _Bars(stream) if stream.isatty() else Lines(stream)


class Lines:
    """One plain line when a stage begins, and now and then how far it is; nothing is redrawn."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._stage, self._total, self._done, self._failed = "", 0, 0, 0
        self._begun = self._told = 0.0

    def begin(self, stage: str, total: int) -> None:
        self._stage, self._total, self._done, self._failed = stage, total, 0, 0
        self._begun = self._told = self._clock()
        self._say(f"{stage} ({total})")

    def advance(self, steps: int = 1, *, failed: int = 0) -> None:
        self._done += steps
        self._failed += failed
        if self._clock() - self._told >= EVERY:
            self._told = self._clock()
            self._say(self._how_far())

    def end(self) -> None: ...

    def _how_far(self) -> str:
        rate = self._done / (self._clock() - self._begun)
        rest = round((self._total - self._done) / rate)
        failed = f", {self._failed} failed" if self._failed else ""
        return (
            f"{self._stage} {self._done} of {self._total}{failed}; {rate:.2f} a second, {_length(rest)} left"
        )

    def _say(self, line: str) -> None:
        self._stream.write(f"{line}\n")
        self._stream.flush()


class _Bars:
    """A Rich bar a stage."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as Bars

        columns = (
            TextColumn("{task.description:>10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[told]}"),
        )
        self._bars = Bars(*columns, console=Console(file=stream))
        self._task = self._bars.add_task("", total=0, visible=False, told="")
        self._failed = 0

    def begin(self, stage: str, total: int) -> None:
        self._failed = 0
        self._bars.start()
        self._task = self._bars.add_task(stage, total=total, told="")

    def advance(self, steps: int = 1, *, failed: int = 0) -> None:
        self._failed += failed
        self._bars.advance(self._task, steps)
        speed = next((task.speed for task in self._bars.tasks if task.id == self._task), None)
        told = [f"{speed:.1f}/s"] if speed else []
        told += [f"{self._failed} failed"] if self._failed else []
        self._bars.update(self._task, told=", ".join(told))

    def end(self) -> None:
        self._bars.stop()


def _length(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"
