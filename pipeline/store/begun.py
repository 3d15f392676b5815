"""The files that a run has begun to write and no manifest knows yet: if it is killed, they are ours all the same."""

import json
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from pipeline.stopping import unbroken
from pipeline.store.writing import append, sync_folder, told

NAME = "begun.jsonl"


class Begun:
    """A list a line in the staging folder; it is only ever added to, and removed when a manifest is written."""

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self._names: set[str] | None = None

    def names(self) -> Collection[str]:
        """What this run and killed ones began. Only the holder of the tree's lock adds to it: it is read once."""
        if self._names is None:
            self._names = set(self._read())
        return self._names

    def note(self, new: Collection[str]) -> None:
        """Before the first of them is written. Raises `OutputError`."""
        names = sorted({*new} - {*self.names()})
        if not names:
            return
        with told(self._staging), unbroken():
            self._staging.mkdir(mode=0o700, exist_ok=True)
            append(self._staging / NAME, json.dumps(names).encode() + b"\n")
            sync_folder(self._staging)
            sync_folder(self._staging.parent)
        self._names = {*self.names(), *names}

    def forget(self) -> None:
        """The manifest knows all of them now. Raises `OutputError`."""
        with told(self._staging):
            (self._staging / NAME).unlink(missing_ok=True)
        self._names = set()

    def _read(self) -> list[str]:
        try:
            handle = os.open(self._staging / NAME, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(handle, "rb") as file:
                lines = file.read().splitlines()
        except OSError:
            return []
        found: list[str] = []
        for line in lines:
            with suppress(ValueError):  # the last one, half written: nothing of it was begun
                found += [name for name in json.loads(line) if isinstance(name, str)]
        return found
