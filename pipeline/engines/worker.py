"""A helper process for speech libraries: they keep global state, hang in threads, print, and may crash.

`Worker` is the caller's end, `serve` the helper's. A request is one line of JSON (all ASCII, so that any
Python string survives); a reply is one line of JSON, then as many bytes as its `size` says.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pipeline.errors import SetupError

Isolation = Literal["fork", "fresh", "shared"]
"""How one request is kept from the next: a child forked from the idle helper, a new helper, or not at all."""

CAN_FORK = hasattr(os, "fork")
GRACE = 5.0
"""Seconds that the caller waits longer than the helper, which can say more about what went wrong."""
_LOOK_EVERY = 1.0
"""Seconds between two looks at whether the caller is still there."""
_ALARM = getattr(signal, "SIGALRM", 14)
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from importlib import import_module; import_module(sys.argv[2]).main(sys.argv[3:])"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What a helper is asked to do."""

    do: str
    values: dict[str, Any] = field(default_factory=dict)
    """JSON values by name."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a helper answers."""

    head: dict[str, Any]
    """JSON values by name."""
    body: bytes = b""


Handler = Callable[[Request], Reply]
"""Does one request in the helper. Raises `SetupError`, which then comes out of `Worker.ask`."""


class Worker:
    """The caller's end. Starts its process with the first request, and anew after a breakdown."""

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        *,
        isolation: Isolation,
        deadline: float,
        called: str = "speech process",
    ) -> None:
        """`module` has a `main(arguments)` that calls `serve`; `deadline` is in seconds, for one request;
        `called`: what messages call the helper."""
        self._module = module
        self._arguments = list(arguments)
        self._isolation = isolation
        self.deadline = deadline
        self._called = called
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: BinaryIO | None = None

    @property
    def pid(self) -> int | None:
        """The helper's process id, while one is running."""
        return self._process.pid if self._process else None

    def ask(self, do: str, **values: Any) -> Reply:
        """One request, answered. Raises `SetupError` when the helper refuses, dies or hangs."""
        process = self._process = self._process or self._start()
        envelope = {"do": do, "values": values, "fork": self._isolation == "fork", "deadline": self.deadline}
        with _ended_after(process, self.deadline + GRACE) as late:
            reply = _exchange(process, envelope)
        if reply is None:
            raise SetupError(self._end_of(process, late.is_set()))
        if "ended" in reply.head:
            raise SetupError(self._obituary(reply.head["ended"]))
        if self._isolation == "fresh":
            self.close()
        if "error" in reply.head:
            raise SetupError(reply.head["error"])
        return reply

    def close(self) -> None:
        """Ends the process; idempotent."""
        process, self._process = self._process, None
        if process is not None:
            _kill(process)
            process.communicate()
        if self._complaints is not None:
            self._complaints.close()
            self._complaints = None

    def _start(self) -> subprocess.Popen[bytes]:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - `close` closes it
        path = [*sys.path, str(Path(__file__).resolve().parents[2])]
        try:
            return subprocess.Popen(
                [sys.executable, "-I", "-c", _BOOT, json.dumps(path), self._module, *self._arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                start_new_session=True,  # Ctrl-C is for the caller, who then ends the helper and its children
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise SetupError(f"A helper process cannot be started: {error}.", place=sys.executable) from error

    def _end_of(self, process: subprocess.Popen[bytes], late: bool) -> str:
        """Clears a broken helper away and says what became of it."""
        try:
            status = process.wait(GRACE)
        except subprocess.TimeoutExpired:
            _kill(process)
            status = process.wait()
        message = self._obituary(-_ALARM if late else status)
        self.close()
        return message

    def _obituary(self, status: int) -> str:
        if status == -_ALARM:
            return f"The {self._called} did not answer within {self.deadline:g} s."
        said = self._last_complaint()
        return f"The {self._called} ended with status {status}{': ' if said else ''}{said}."

    def _last_complaint(self) -> str:
        if self._complaints is None:
            return ""
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


@contextmanager
def _ended_after(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Ends a process that is still at it after so long; the event tells whether that happened."""
    late = threading.Event()

    def end() -> None:
        late.set()
        _kill(process)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With the child that a helper may have forked for a request."""
    if process.returncode is None and hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _exchange(process: subprocess.Popen[bytes], envelope: dict[str, Any]) -> Reply | None:
    """The reply, or None when the process is no longer there to give a whole one."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(envelope).encode("ascii") + b"\n")
        process.stdin.flush()
    except OSError:
        return None
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        return None
    head = json.loads(line)
    body = process.stdout.read(head.pop("size"))
    return Reply(head, body)


def end_with_the_caller() -> None:
    """For a helper that may be long at one request: a caller that was killed closes nothing, and without it this process
    ends at once. Not for one that forks: it starts a thread."""
    caller = os.getppid()

    def watch() -> None:
        while os.getppid() == caller:
            time.sleep(_LOOK_EVERY)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def serve(handle: Handler) -> None:
    """The helper's end: answers requests from standard input until it is closed."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the replies
    for line in sys.stdin.buffer:
        envelope = json.loads(line)
        request = Request(envelope["do"], envelope["values"])
        if envelope["fork"]:
            frame = _forked(handle, request, envelope["deadline"])
        else:
            frame = _frame(handle, request)
        replies.write(frame)
        replies.flush()


def _frame(handle: Handler, request: Request) -> bytes:
    try:
        reply = handle(request)
    except SetupError as error:
        reply = Reply({"error": str(error)})
    head = json.dumps({**reply.head, "size": len(reply.body)})
    return head.encode("ascii") + b"\n" + reply.body


def _forked(handle: Handler, request: Request, deadline: float) -> bytes:
    """The frame as a child makes it, so that this process stays as it was before the request."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _be_the_child(handle, request, deadline, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        frame = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return frame if status == 0 else _frame(lambda _: Reply({"ended": status}), request)


def _be_the_child(handle: Handler, request: Request, deadline: float, writer: int) -> None:
    status = 1
    try:
        signal.setitimer(signal.ITIMER_REAL, deadline)  # ends native code too, and outlives the parent
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(_frame(handle, request))
        status = 0
    finally:
        if status:
            traceback.print_exc()
        os._exit(status)
