"""Ace by DAISY on each book. Its axe takes joined Arabic letters for icons, so it sees no contrast of Arabic text."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import SetupError
from pipeline.verify import toolbox
from pipeline.verify.model import Fault, Published, Rule

_DEADLINE = 300.0
"""Seconds for one book."""
_PACKAGES = ("@daisy/ace-cli", "@daisy/ace-axe-runner-puppeteer")
RULE = Rule(
    "ace.*",
    "Ace finds no violation",
    "EPUB Accessibility 1.1",
    "Mend what the message names, and build again.",
)


class Ace:
    """The accessibility checker of books."""

    name = "ace"
    rules = (RULE,)

    @property
    def remedy(self) -> str:
        return f"Install Node.js and Chromium, and: {toolbox.npm_command(*_PACKAGES)}"

    def available(self) -> bool:
        return bool(toolbox.node() and toolbox.chromium() and _script().is_file())

    def version(self) -> str:
        package = json.loads(_script().parents[1].joinpath("package.json").read_text("utf-8"))
        return f"Ace by DAISY {package['version']}"

    def things(self, tree: Published) -> int:
        return len(tree.epubs)

    def examine(self, tree: Published) -> Iterator[Fault]:
        for path in tree.epubs:
            for document in _report(tree.path(path)).get("assertions", ()):
                for assertion in document.get("assertions", ()):
                    yield _fault(path, document, assertion)


def _script() -> Path:
    return toolbox.npm_file("@daisy/ace-cli", "bin/ace.js")


def _report(book: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        command = [
            toolbox.node(),
            str(_script()),
            "--silent",
            "--force",
            "--outdir",
            folder,
            str(book.resolve()),
        ]
        done = toolbox.run(command, _DEADLINE, {"PUPPETEER_EXECUTABLE_PATH": toolbox.chromium()})
        try:
            found: dict[str, Any] = json.loads(Path(folder, "report.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            last = (done.stderr or done.stdout).decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise SetupError(f"Ace broke down on {book.name}: {last}") from error
        return found


def _fault(path: str, document: dict[str, Any], assertion: dict[str, Any]) -> Fault:
    test, result = assertion.get("earl:test", {}), assertion.get("earl:result", {})
    place = f"{path}: {document.get('earl:testSubject', {}).get('url', '')}"
    severe = test.get("earl:impact") in ("critical", "serious")
    message = str(result.get("dct:description", test.get("dct:description", ""))).strip().splitlines()
    evidence = " ".join(str(result.get("html", "")).split())[:200]
    code = f"ace.{test.get('dct:title', 'violation')}"
    return Fault(
        code, "error" if severe else "warning", place, " ".join(message)[:300], RULE.remedy, evidence
    )
