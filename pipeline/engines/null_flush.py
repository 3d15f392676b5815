"""Programs joined by pipes and kept running: a text goes in, a NUL after it; it comes out, a NUL after it."""

import os
import selectors
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.errors import SetupError

_END = b"\0"
_GRACE = 1.0
"""Seconds that programs have to end once one of them has died."""
_BYTES_A_SECOND = 1000
"""A slow program's pace, by which long texts get more patience."""
_READ_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class _Running:
    processes: tuple["subprocess.Popen[bytes]", ...]
    feed: IO[bytes]
    answers: IO[bytes]
    complaints: IO[bytes]
    """What all of them write on standard error."""


class Chain:
    """Some programs, each reading what the one before it writes. They start with the first text, and again
    after a breakdown."""

    def __init__(self, commands: Sequence[Sequence[str]], *, patience: float) -> None:
        """`patience`: seconds without any progress after which the programs count as hung."""
        self._commands = [list(command) for command in commands]
        self._patience = patience
        self._running: _Running | None = None

    @property
    def pids(self) -> tuple[int, ...]:
        """Of the programs, while they run."""
        return tuple(process.pid for process in self._running.processes) if self._running else ()

    @property
    def complained(self) -> bool:
        """Whether a running program has written on standard error."""
        return self._running is not None and os.fstat(self._running.complaints.fileno()).st_size > 0

    def through(self, texts: Sequence[bytes]) -> list[bytes]:
        """One answer a text, in order; texts hold no NUL. Raises `SetupError` when a program cannot be
        started, dies, hangs, or gives back more or fewer texts than it got; then all of them are ended."""
        whole = False
        try:
            running = self._running = self._running or self._start()
            answers = self._exchange(running, texts)
            whole = True
        finally:
            if not whole:  # also when interrupted: what is still in the pipes belongs to no later text
                self.close()
        return answers

    def close(self) -> None:
        """Ends the programs; idempotent."""
        running, self._running = self._running, None
        if running is not None:
            _end(running.processes)
            running.feed.close()
            running.answers.close()
            running.complaints.close()

    def _start(self) -> _Running:
        complaints = tempfile.TemporaryFile()  # noqa: SIM115 - `close` closes it
        processes: list[subprocess.Popen[bytes]] = []
        for command in self._commands:
            try:
                processes.append(_started(command, processes[-1:], complaints))
            except OSError as error:
                _end(processes)
                complaints.close()
                raise SetupError(f"Cannot be started: {error.strerror}.", place=command[0]) from error
        feed, answers = processes[0].stdin, processes[-1].stdout
        assert feed is not None
        assert answers is not None
        os.set_blocking(feed.fileno(), False)
        return _Running(tuple(processes), feed, answers, complaints)

    def _exchange(self, running: _Running, texts: Sequence[bytes]) -> list[bytes]:
        """Writes and reads by turns, so that neither side waits for ever on a full pipe."""
        unsent = memoryview(b"".join(text + _END for text in texts))
        received = bytearray()
        patience = self._patience + max(map(len, texts), default=0) / _BYTES_A_SECOND
        missing = len(texts)
        with selectors.DefaultSelector() as ready:
            ready.register(running.answers, selectors.EVENT_READ)
            ready.register(running.feed, selectors.EVENT_WRITE)
            while missing > 0:
                keys = [key for key, _ in ready.select(patience)]
                if not keys:
                    raise self._breakdown(running, f"said nothing for {patience:g} s")
                for key in keys:
                    if key.fileobj is running.feed:
                        unsent = unsent[self._write(running, unsent) :]
                        if not unsent:
                            ready.unregister(running.feed)
                    else:
                        received += (piece := self._read(running))
                        missing -= piece.count(_END)
        answers = bytes(received).split(_END)
        if len(answers) != len(texts) + 1 or answers[-1]:
            raise self._breakdown(running, "gave back another number of texts than it got")
        return answers[:-1]

    def _write(self, running: _Running, unsent: memoryview) -> int:
        try:
            return os.write(running.feed.fileno(), unsent)
        except BlockingIOError:
            return 0
        except BrokenPipeError as error:
            raise self._death(running) from error

    def _read(self, running: _Running) -> bytes:
        piece = os.read(running.answers.fileno(), _READ_AT_ONCE)
        if not piece:
            raise self._death(running)
        return piece

    def _death(self, running: _Running) -> SetupError:
        running.feed.close()
        for process in running.processes:  # the end of its output is seen before its status is known
            with suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE)
        return self._breakdown(running, "ended")

    def _breakdown(self, running: _Running, what: str) -> SetupError:
        """Names the program that died first, where one did: those before it follow by SIGPIPE."""
        name = " | ".join(Path(command[0]).name for command in self._commands)
        for process, command in zip(running.processes, self._commands, strict=True):
            if (process.poll() or 0) not in (0, -signal.SIGPIPE):
                name, what = Path(command[0]).name, f"ended with status {process.returncode}"
                break
        running.complaints.seek(0)
        lines = running.complaints.read().decode(errors="replace").split("\n")
        said = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return SetupError(f"{name} {what}{': ' if said else ''}{said}.")


def _started(
    command: Sequence[str], before: Sequence["subprocess.Popen[bytes]"], complaints: IO[bytes]
) -> "subprocess.Popen[bytes]":
    """A program that reads what the one before it writes, or else a pipe of ours."""
    source = before[0].stdout if before else subprocess.PIPE
    process = subprocess.Popen(
        command,
        bufsize=0,
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    if before and before[0].stdout is not None:
        before[0].stdout.close()  # or the program before would never learn that this one died
    return process


def _end(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        process.kill()
    for process in processes:
        process.wait()
