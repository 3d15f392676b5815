"""axe-core on every page in every mode, with the contrast of Arabic text, which it cannot see by itself.

axe takes joined Arabic letters for an icon font and drops them from every list. So the contrast is measured while
Hebrew letters stand in for them; all other rules run on the page as it is.
"""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.verify import toolbox
from pipeline.verify.browser import modes
from pipeline.verify.browser.session import REMEDY, available, script, session
from pipeline.verify.model import Fault, Published, Rule, value

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""`target-size` runs only where the tag `wcag22aa` is passed explicitly."""
RULE = Rule(
    "axe.*",
    "axe finds no violation, in no mode and no state",
    "WCAG 2.2 A and AA",
    "Mend what the message names.",
)
COLOURED = (modes.LIGHT, modes.DARK)
"""Where contrast is measured: size does not change it, and in forced colours axe would hold the author's text against
the system's background."""
_MARK = "() => window.editionsAudit.markOne()"


class Axe:
    """Deque's engine, run in Chromium."""

    name = "axe"
    rules = (RULE,)
    remedy = REMEDY

    def available(self) -> bool:
        return available() and axe_file() is not None

    def version(self) -> str:
        path = axe_file()
        head = path.read_text("utf-8")[:200] if path else ""
        return f"axe-core {head.partition('axe v')[2].split()[0]}" if "axe v" in head else "axe-core"

    def things(self, tree: Published) -> int:
        return len(tree.pages)

    def examine(self, tree: Published) -> Iterator[Fault]:
        with session(tree.out) as running:
            for path in tree.pages:
                direction = value(tree.page(path).root, "/html/@dir")
                with running.open(path, bypass_csp=True) as opened:
                    prepare(opened.page)
                    yield from _of_page(opened.page, path, direction)


def _of_page(page: Any, path: str, direction: str) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for mode in modes.ALL:
        mode.enter(page, direction)
        yield from _faults(page, f"{path}: {mode.name}", seen, contrast=mode in COLOURED)
    for mode in (modes.LIGHT, modes.DARK):
        mode.enter(page, direction)
        if page.evaluate(_MARK):
            yield from _faults(page, f"{path}: {mode.name}, a sentence marked", seen)


def _faults(page: Any, place: str, seen: set[tuple[str, str]], *, contrast: bool = True) -> Iterator[Fault]:
    """What was not seen in another mode."""
    for found in run(page, contrast=contrast):
        if (found["rule"], found["target"]) in seen:
            continue
        seen.add((found["rule"], found["target"]))
        severe = found["impact"] in ("critical", "serious")
        told = f"{place}, {found['target']}"
        yield Fault(
            f"axe.{found['rule']}",
            "error" if severe else "warning",
            told,
            found["message"],
            RULE.remedy,
            found["html"],
        )


def prepare(page: Any) -> None:
    """Puts axe and the audit's helpers into an opened page."""
    path = axe_file()
    assert path is not None
    page.evaluate(path.read_text("utf-8"))
    page.evaluate(script("probes.js"))


def run(page: Any, *, contrast: bool = True) -> list[dict[str, str]]:
    """What axe finds on a prepared page as it stands, an entry a node; contrast that it cannot judge counts too."""
    ask = "(asked) => window.editionsAudit.axe(asked)"
    found: list[dict[str, str]] = json.loads(page.evaluate(ask, [TAGS, contrast]))
    return found


def axe_file() -> Path | None:
    """axe's script: of the Python package that carries it, or of npm's."""
    spec = find_spec("axe_playwright_python")
    carried = Path(spec.origin).with_name("axe.min.js") if spec and spec.origin else None
    return next(
        (path for path in (toolbox.npm_file("axe-core", "axe.min.js"), carried) if path and path.is_file()),
        None,
    )
