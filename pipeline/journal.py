"""What became of each source, noted while it happens: a run that dies leaves behind what it was at.

`.editions.journal` beside the manifest: a line of JSON an event, only ever added to; brought down to what still
matters when a run ends.
"""

import json
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipeline.errors import OutputError
from pipeline.store import digest_of, save

NAME = ".editions.journal"
CRASHES = 2
"""After so many an article is left alone, until it changes or a run is asked to try again."""
Event = Literal["begun", "done", "failed", "crashed", "stopped"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands."""

    digest: str
    """Of its bytes when it was last begun: a changed source has a clean record."""
    event: Event
    crashes: int = 0
    why: str = ""

    @property
    def is_quarantined(self) -> bool:
        return self.crashes >= CRASHES

    @property
    def is_suspect(self) -> bool:
        """Whether a process died while it worked on this one, or on others of its batch."""
        return self.event in {"begun", "crashed"} and not self.is_quarantined


class Journal:
    """The journal of one tree, whose lock is held. Used from any thread."""

    def __init__(self, out: Path) -> None:
        self._path = out / NAME
        self._lock = threading.Lock()
        self._standings = dict[str, Standing]()
        for line in self._lines():
            self._take(*line)

    def standing(self, source: Path) -> Standing | None:
        """None: nothing is held against it, or it has changed since."""
        found = self._standings.get(_name(source))
        return found if found and found.digest == digest_of(source) else None

    def begun(self, sources: Iterable[Path]) -> None:
        """Before anything is done with them."""
        for source in sources:
            self._note(source, "begun", digest_of(source))

    def ended(self, source: Path, event: Event, why: str = "") -> Standing:
        """`done`, `failed` and why, `crashed`, or `stopped`: it is none of its fault that nothing came of it."""
        return self._note(source, event, why)

    def forgive(self, source: Path) -> None:
        """Tries one again that was left alone."""
        self._note(source, "stopped", "")

    def close(self) -> None:
        """Keeps what the next run must know. A run that comes as far as this ended by itself: what it had begun and
        not finished is not suspect."""
        kept = {name: each for name, each in self._standings.items() if each.event in {"failed", "crashed"}}
        lines = [[name, each.event, each.digest, each.crashes, each.why] for name, each in kept.items()]
        with suppress(OSError, OutputError):  # then the longer form stays
            if lines:
                told = (json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
                save(self._path, "".join(told).encode())
            else:
                self._path.unlink(missing_ok=True)

    def failed(self) -> Mapping[str, Standing]:
        """The sources, by absolute path, of which the last run could not make everything."""
        return {
            name: each
            for name, each in self._standings.items()
            if each.event in {"failed", "crashed", "begun"}
        }

    def _note(self, source: Path, event: Event, told: str) -> Standing:
        name = _name(source)
        with self._lock:
            self._take(name, event, told)
            with suppress(OSError), self._path.open("ab") as file:  # what cannot be written stops no run
                file.write(json.dumps([name, event, told], ensure_ascii=False).encode() + b"\n")
            return self._standings[name]

    def _take(self, name: str, event: Event, told: str, crashes: int = -1, why: str = "") -> None:
        before = self._standings.get(name, Standing("", "stopped"))
        if crashes >= 0:  # a line of a journal that was brought down
            self._standings[name] = Standing(told, event, crashes, why)
        elif event == "begun":
            crashes = before.crashes if before.digest == told else 0
            self._standings[name] = Standing(told, "begun", crashes)
        elif event == "crashed":
            self._standings[name] = replace(before, event=event, crashes=before.crashes + 1, why=told)
        else:
            self._standings[name] = Standing(before.digest, event, why=told)

    def _lines(self) -> Iterable[tuple[str, Event, str, int, str]]:
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return
        for line in lines:
            with suppress(ValueError, TypeError):  # the last one may be half written
                name, event, told, crashes, why = [*json.loads(line), -1, ""][:5]
                yield str(name), event, str(told), int(crashes), str(why)


def _name(source: Path) -> str:
    return str(source.resolve())
