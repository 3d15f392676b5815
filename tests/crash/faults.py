"""What can go wrong at the border to the system: every call that changes a disk is counted, and one of them goes wrong.

Installed in a forked child only, around the functions of `os` and the exchange of folders.
"""

import errno
import functools
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

CALLS = ("write", "fsync", "replace", "rename", "link", "mkdir", "unlink", "rmdir")


@dataclass(slots=True)
class Watch:
    """Counts calls on paths below a folder, and the beginnings of stages; at one of them, `act` happens."""

    under: str
    at: int = 0
    """The number of the call, from 1; 0: none."""
    act: str = ""
    """`kill`, `SIGTERM`, `SIGINT`, or the name of an errno."""
    look: Callable[[], None] | None = None
    """Done before each call."""
    seen: list[str] = field(default_factory=list)
    """The calls so far: name and path relative to the folder."""

    def pass_by(self, name: str, path: str) -> None:
        if not f"{path}/".startswith(f"{self.under}/"):
            return
        self.seen.append(f"{name} {os.path.relpath(path, self.under)}")
        if self.look:
            self.look()
        if len(self.seen) == self.at:
            self._act(path)

    def _act(self, path: str) -> None:
        if self.act == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.act.startswith("SIG"):
            os.kill(os.getpid(), getattr(signal, self.act))
        else:
            number = getattr(errno, self.act)
            raise OSError(number, os.strerror(number), path)


def install(watch: Watch, refused: Sequence[str] = ()) -> None:
    """From now on this process is watched. `refused`: `exchange` and `link` that the file system cannot do."""
    from pipeline.store import exchange

    workshop, publish = (import_module(f"pipeline.{name}") for name in ("workshop", "publish"))
    for name in CALLS:
        setattr(os, name, _watched(name, getattr(os, name), watch))
    exchange.exchange = _watched("exchange", exchange.exchange, watch)
    os.open = _watched_open(watch)
    if "exchange" in refused:
        exchange.exchange = lambda one, other: False
    if "link" in refused:
        os.link = _refusal
    recipe = workshop.__dict__["recipe"]
    workshop.__dict__["recipe"] = lambda *given: [
        (name, _watched_stage(name, stage, watch)) for name, stage in recipe(*given)
    ]
    publish.__dict__["apart"] = publish.__dict__["here"]  # what is watched is this process


def _watched(name: str, call: Callable[..., Any], watch: Watch) -> Callable[..., Any]:
    @functools.wraps(call)
    def watched(*given: Any, **named: Any) -> Any:
        watch.pass_by(name, _path(given[0]))
        return call(*given, **named)

    return watched


def _watched_open(watch: Watch) -> Callable[..., int]:
    real = os.open

    def watched(path: Any, flags: int, *given: Any, **named: Any) -> int:
        if flags & os.O_CREAT:
            watch.pass_by("open", _path(path))
        return real(path, flags, *given, **named)

    return watched


def _watched_stage(name: str, stage: Callable[..., Any], watch: Watch) -> Callable[..., Any]:
    def watched(editions: Any) -> Any:
        watch.pass_by(f"stage-{name}", watch.under)
        return stage(editions)

    return watched


def _refusal(*given: Any, **named: Any) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def _path(given: Any) -> str:
    """Of a path, or of an open file."""
    if isinstance(given, int):
        return str(Path(f"/proc/self/fd/{given}").readlink()).removesuffix(" (deleted)")
    return str(os.path.abspath(os.fspath(given)))  # noqa: PTH100 - links stay links
