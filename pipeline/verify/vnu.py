"""The Nu HTML Checker on all pages, style sheets and drawings of a tree, in one Java machine."""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import SetupError
from pipeline.verify import toolbox
from pipeline.verify.model import Fault, Published, Rule

_AT_ONCE = 500
"""Files in one command line."""
_FIRST, _EACH = 60.0, 2.0
_MISTAKEN = (
    ("Resource violates Content Security Policy", ""),  # pages from a disk have no origin: none is 'self'
    ("Inline script violates Content Security Policy", 'type="application/'),  # data, which nothing runs
    ("CSS: Parse Error.", ":highlight("),  # of the CSS Custom Highlight API, which its parser does not know
)
"""What it objects to wrongly: how the message begins, and what the extract holds. The `browser` tool reports what a
browser really blocks."""
_CHECKED = (".html", ".css", ".svg")
RULE = Rule(
    "vnu.*", "the Nu HTML Checker has no error and no warning", "HTML, CSS", "Mend what the message names."
)


class Vnu:
    """The validator of the HTML standard."""

    name = "vnu"
    rules = (RULE,)

    @property
    def remedy(self) -> str:
        return f"Install Java, and: {toolbox.npm_command('vnu-jar')}"

    def available(self) -> bool:
        return bool(_command())

    def version(self) -> str:
        told = toolbox.run([*_command(), "--version"], _FIRST).stdout.decode("ascii", "replace").strip()
        return f"Nu HTML Checker {told}"

    def things(self, tree: Published) -> int:
        return len(_files(tree))

    def examine(self, tree: Published) -> Iterator[Fault]:
        files = _files(tree)
        for begin in range(0, len(files), _AT_ONCE):
            for message in _messages([str(tree.path(path)) for path in files[begin : begin + _AT_ONCE]]):
                if not _is_mistaken(message):
                    yield _fault(tree, message)


def _files(tree: Published) -> list[str]:
    return [path for path in tree.files if path.endswith(_CHECKED)]


def _command() -> list[str]:
    jar = toolbox.npm_file("vnu-jar", "build/dist/vnu.jar")
    if toolbox.java() and jar.is_file():
        return [toolbox.java(), *toolbox.JAVA_OPTIONS, "-jar", str(jar)]
    installed = shutil.which("vnu")
    return [installed] if installed else []


def _messages(paths: Sequence[str]) -> list[dict[str, Any]]:
    flags = ("--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg")
    done = toolbox.run([*_command(), *flags, *paths], _FIRST + _EACH * len(paths))
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    except (ValueError, KeyError) as error:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise SetupError(f"the Nu HTML Checker broke down: {last}") from error
    return found


def _is_mistaken(message: dict[str, Any]) -> bool:
    text, extract = str(message.get("message", "")), str(message.get("extract", ""))
    return any(text.startswith(begin) and part in extract for begin, part in _MISTAKEN)


def _fault(tree: Published, message: dict[str, Any]) -> Fault:
    path = Path(str(message.get("url", "")).removeprefix("file:"))
    place = (
        path.relative_to(tree.out.resolve()).as_posix()
        if path.is_relative_to(tree.out.resolve())
        else str(path)
    )
    severe = message.get("type") == "error"
    line = message.get("lastLine", "")
    evidence = " ".join(str(message.get("extract", "")).split())[:200]
    code = "vnu.error" if severe else "vnu.warning"
    return Fault(
        code,
        "error" if severe else "warning",
        f"{place}: line {line}",
        str(message.get("message")),
        RULE.remedy,
        evidence,
    )
