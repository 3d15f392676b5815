"""The source file: its bytes from the disk, and what its reader is given."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ArticleError, UsageError
from pipeline.language import Lang
from pipeline.model import Finding, Severity

MAX_BYTES = 32 * 1024 * 1024
"""No article is this long; a larger file is a mistake, and would take minutes in every later stage."""


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded source file."""

    name: str
    """File name with suffix; stands in the places of findings."""
    text: str
    lang: Lang
    """What is known of its language before reading it."""

    def place(self, line: int) -> str:
        """File name and 1-based line."""
        return f"{self.name}:{line}"

    def finding(
        self, code: str, line: int, message: str, evidence: object = "", severity: Severity = "note"
    ) -> Finding:
        """What was repaired, guessed or lost on a line; `evidence` is what was seen there."""
        return Finding(f"read.{code}", severity, self.place(line), message, str(evidence))


def load(path: Path) -> bytes:
    """A regular file's bytes. Raises `UsageError` when there is none, `ArticleError` when it cannot be read."""
    try:
        _refuse_irregular(path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UsageError(_reason(error), place=str(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise ArticleError(_reason(error), place=str(path)) from error
    if len(data) > MAX_BYTES:
        raise ArticleError(f"the file is larger than {MAX_BYTES >> 20} MiB.", place=str(path))
    return data


def _refuse_irregular(path: Path) -> None:
    """Before opening: to open a pipe would wait for ever."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise UsageError("this is a folder, not an article.", place=str(path))
    if not stat.S_ISREG(mode):
        raise UsageError("this is not a regular file.", place=str(path))


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return f"cannot be read: {os.strerror(error.errno)} (errno {error.errno})."
    return f"cannot be read: {error}."
