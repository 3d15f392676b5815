"""The helper process of a production line: makes batches of articles, and tells of each article when it is made."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.engines.worker import Reply, Request, end_with_the_caller, serve

if TYPE_CHECKING:
    from pipeline.workshop import Made


def main(arguments: Sequence[str]) -> None:
    """`arguments`: the options as JSON. Answers `begin` with sources, then `next` until there is no more."""
    end_with_the_caller()
    _one_thread_each()
    from pipeline.workshop import Desk

    desk = Desk(arguments[0])

    def answer(request: Request) -> Reply:
        made: Made | None = getattr(desk, request.do)(*request.values["given"])
        return Reply({"over": True}) if made is None else _reply(made)

    serve(answer)


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
