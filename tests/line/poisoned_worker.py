"""The helper of a production line, in which some articles do what their titles say."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline import line_worker
from pipeline.model import Edition
from pipeline.recipe import LAST_OF_TEXT
from pipeline.workshop import Desk


def main(arguments: Sequence[str]) -> None:
    _poison()
    line_worker.main(arguments)


class PoisonedDesk(Desk):
    """The same for an actor of a cluster."""

    def __init__(self, told: str) -> None:
        _poison()
        super().__init__(told)


def _poison() -> None:
    workshop = import_module("pipeline.workshop")
    recipe = workshop.__dict__["recipe"]
    workshop.__dict__["recipe"] = lambda *given: list(_poisoned(recipe(*given)))


def _poisoned(stages: Any) -> Any:
    yield "early", _stage("early")
    for name, stage in stages:
        yield name, stage
        if name == LAST_OF_TEXT:
            yield "late", _stage("late")


def _stage(when: str) -> Callable[[Sequence[Edition]], Sequence[Edition]]:
    def act(editions: Sequence[Edition]) -> Sequence[Edition]:
        for edition in editions:
            words = edition.article.blocks[0].text.split()
            if when in words:
                _do(words[0], edition.article.name)
        return editions

    return act


def _do(what: str, name: str) -> None:
    once = Path(os.environ["POISON"], name)
    if what == "Segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif what == "Hang":
        time.sleep(600)
    elif what == "Raise":
        raise KeyError("a fault of the program")
    elif what == "Exit":
        os._exit(3)
    elif what == "Once" and not once.exists():
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
