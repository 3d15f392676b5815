"""Ending a run at a good moment: what is being written is finished first.

A signal that asks a run to end (Ctrl-C, SIGTERM, a closed terminal) becomes an exception, so that helper processes are
ended and temporary files removed on the way out.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ASKING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Stopped(KeyboardInterrupt):
    """Raised in the main thread when a signal asked the run to end."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = 128 + number
        """As shells tell it: 130 for Ctrl-C, 143 for SIGTERM."""


class _Moment:
    """What the one handler of this process needs to know; signals belong to processes, not to objects."""

    busy = 0
    """How many `unbroken` blocks are running."""
    waiting = 0
    """The signal that came meanwhile; 0 for none."""


@contextmanager
def stoppable() -> Iterator[None]:
    """While the block runs, signals that ask to end raise `Stopped`. Those that are ignored stay ignored.

    Only Python's main thread may set this up; elsewhere nothing changes.
    """
    before = {
        number: found
        for number in (_ASKING if _is_main() else ())
        if (found := signal.getsignal(number)) not in (signal.SIG_IGN, None)
    }
    for number in before:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        _Moment.waiting = 0
        for number, found in before.items():
            signal.signal(number, found)


@contextmanager
def unbroken() -> Iterator[None]:
    """What runs inside is finished before a signal ends the run. In other threads than the main one, which no
    signal interrupts, nothing changes."""
    if not _is_main():
        yield
        return
    _Moment.busy += 1
    try:
        yield
    finally:
        _Moment.busy -= 1
    if _Moment.waiting and not _Moment.busy:
        number, _Moment.waiting = _Moment.waiting, 0
        raise Stopped(number)


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()


def _stop(number: int, _frame: FrameType | None) -> None:
    """Asked again, a run goes on ending, but a second Ctrl-C kills it: that loses nothing either."""
    for asking in _ASKING:
        signal.signal(asking, signal.SIG_DFL if asking == signal.SIGINT else signal.SIG_IGN)
    if _Moment.busy:
        _Moment.waiting = number
    else:
        raise Stopped(number)
