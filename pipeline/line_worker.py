"""The helper process of a production line: makes batches of articles, and tells of each article when it is made."""

import os
import threading
import time
from collections.abc import Iterator, Sequence
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.engines.worker import Reply, Request, serve

if TYPE_CHECKING:
    from pipeline.workshop import Made, Workshop

_LOOK_EVERY = 1.0
"""Seconds between two looks at whether the caller is still there."""


def main(arguments: Sequence[str]) -> None:
    """`arguments`: the options as JSON."""
    _end_with_the_caller()
    _one_thread_each()
    from pipeline.options import from_json
    from pipeline.workshop import Workshop

    serve(_Desk(Workshop(from_json(loads(arguments[0])))).answer)


class _Desk:
    """`begin` with sources, then `next` until it says that there is no more."""

    def __init__(self, workshop: "Workshop") -> None:
        self._workshop = workshop
        self._coming: Iterator[Made] = iter(())

    def answer(self, request: Request) -> Reply:
        if request.do == "begin":
            self._coming = self._workshop.make([Path(source) for source in request.values["sources"]])
        made = next(self._coming, None)
        return Reply({"over": True}) if made is None else _reply(made)


def _reply(made: "Made") -> Reply:
    head = {
        "source": str(made.source),
        "slug": made.slug,
        "article": dict(made.article),
        "failure": made.failure,
        "seconds": dict(made.seconds),
        "files": [[file.path, len(file.data)] for file in made.files],
    }
    return Reply(head, b"".join(file.data for file in made.files))


def _one_thread_each() -> None:
    """There are as many helpers as cores: libraries that start a thread a core would be in each other's way."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _end_with_the_caller() -> None:
    """A caller that was killed closes nothing: without it this process ends at once, whatever it is at."""
    caller = os.getppid()

    def watch() -> None:
        while os.getppid() == caller:
            time.sleep(_LOOK_EVERY)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
