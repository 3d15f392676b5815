"""A warm process that builds again and again, each time in a fork of itself: starting Python takes longer than a build.

Orders come as lines of JSON on standard input; what became of each goes out as a line of JSON.
"""

import ctypes
import gc
import json
import os
import select
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from tests.crash.faults import Watch, install

_PR_SET_CHILD_SUBREAPER = 36
_BROKEN = 70
"""The driver's own fault."""
_PATIENCE = 20.0
"""Seconds that an orphan has to end."""


def main() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # orphans become children of this process
    replies = os.fdopen(os.dup(1), "w")
    warm_up(sys.argv[1:])
    for line in sys.stdin:
        replies.write(json.dumps(obeyed(json.loads(line))) + "\n")
        replies.flush()


def warm_up(argv: list[str]) -> None:
    """Everything imported, every table loaded."""
    from pipeline.cli import main as command

    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        assert command(argv) == 0
    gc.freeze()  # what is warm is shared with the children and not gone through again


def obeyed(order: dict[str, Any]) -> dict[str, Any]:
    """`argv` as the command's; `kill_after` seconds or null; the fields of `Watch`; `told`: a file for what is said."""
    begin = time.perf_counter()
    child = os.fork()
    if child == 0:
        _be_the_child(order)
    handle = os.pidfd_open(child)
    if order.get("kill_after") is not None:
        select.select([handle], [], [], order["kill_after"])
        signal.pidfd_send_signal(handle, signal.SIGKILL) if not _ended(handle, 0) else None
    ended = _ended(handle, 120)
    if not ended:
        signal.pidfd_send_signal(handle, signal.SIGKILL)
    os.close(handle)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {
        "status": status if ended else "hung",
        "seconds": time.perf_counter() - begin,
        "left": _orphans(),
    }


def _be_the_child(order: dict[str, Any]) -> None:
    from pipeline.cli import main as command

    status = _BROKEN
    try:
        told = os.open(order["told"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(told, 1)
        os.dup2(told, 2)
        os.close(told)
        os.chdir(Path(order["told"]).parent)
        watch = Watch(order.get("under", "/nowhere"), order.get("at", 0), order.get("act", ""))
        if order.get("looks"):
            watch.look = _Looking(order["looks"])
        install(watch, order.get("refused", ()))
        if order.get("clock"):
            _set_back(order["clock"])
        try:
            status = command(order["argv"])
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
        watch.under = "/nowhere"
        if order.get("seen"):
            Path(order["seen"]).write_text("".join(f"{call}\n" for call in watch.seen))
        if isinstance(watch.look, _Looking):
            Path(order["looked"]).write_text(json.dumps(watch.look.seen))
    finally:
        if status == _BROKEN:
            traceback.print_exc()
        os._exit(status)


class _Looking:
    """A reader that opens folders and reads their files, one after the other, out of each."""

    def __init__(self, folders: dict[str, list[str]]) -> None:
        self.folders = folders
        self.seen: list[list[str]] = []

    def __call__(self) -> None:
        for folder, names in self.folders.items():
            contents = [_digest(Path(folder, name)) for name in names]
            if [folder, *contents] not in self.seen:
                self.seen.append([folder, *contents])


def _digest(path: Path) -> str:
    from hashlib import sha256

    try:
        return sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _set_back(seconds: float) -> None:
    """A clock that runs backwards."""
    begin = time.time()
    time.time = lambda: begin - seconds * (time.perf_counter() + 1)


def _ended(handle: int, seconds: float) -> bool:
    return bool(select.select([handle], [], [], seconds)[0])


def _orphans() -> list[int]:
    """What the child left behind and what does not end by itself."""
    left = []
    for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        handle = os.pidfd_open(int(pid))
        if _ended(handle, _PATIENCE):
            os.waitpid(int(pid), 0)
        else:
            left.append(int(pid))
        os.close(handle)
    return left


if __name__ == "__main__":
    main()
