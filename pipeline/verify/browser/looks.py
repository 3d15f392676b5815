"""The project's own assertions on every page, in a real browser."""

from collections.abc import Iterator
from typing import Any

from pipeline.verify.browser import modes
from pipeline.verify.browser.keyboard import keyboard
from pipeline.verify.browser.names import fonts, names
from pipeline.verify.browser.player import player
from pipeline.verify.browser.rules import FONT, RULES
from pipeline.verify.browser.session import REMEDY, Session, available, script, session
from pipeline.verify.model import Fault, Published, value

Seen = tuple[str, str, str]
"""The rule, the place on the page, the evidence."""

_PROBES = (
    (modes.LIGHT, ("direction", "autoplay", "targets", "arabic", "bidi", "motion")),
    (modes.SMALL, ("overflow", "targets", "bidi")),
    (modes.ZOOMED, ("overflow",)),
    (modes.LARGE, ("clipped",)),
    (modes.SPACING, ("clipped",)),
    (modes.PRINT, ("print",)),
    (modes.LIGHT, ("marked",)),
)
_SHIFTS = """window.editionsShifts = []; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.editionsShifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });"""


class Looks:
    """Chromium, asked what no tool asks."""

    name = "browser"
    rules = (*RULES.values(), FONT)
    remedy = REMEDY

    def available(self) -> bool:
        return available()

    def version(self) -> str:
        from pipeline.verify import toolbox

        return toolbox.run([toolbox.chromium(), "--version", "--no-sandbox"], 30.0).stdout.decode().strip()

    def things(self, tree: Published) -> int:
        return len(tree.pages)

    def examine(self, tree: Published) -> Iterator[Fault]:
        with session(tree.out) as running:
            for path in tree.pages:
                root = tree.page(path).root
                yield from of_page(running, path, value(root, "/html/@dir"), value(root, "/html/@lang"))


def of_page(running: Session, path: str, direction: str, lang: str) -> Iterator[Fault]:
    """Everything that is wrong with one page."""
    seen = dict.fromkeys([*_in_modes(running, path, direction, lang), *_without_script(running, path)])
    for code, place, evidence in seen:
        rule = FONT if code == "font" else RULES[code]
        yield rule.fault(f"{path}: {place}", evidence=evidence)


def _in_modes(running: Session, path: str, direction: str, lang: str) -> Iterator[Seen]:
    with running.open(path, bypass_csp=True, reduced_motion="reduce") as opened:
        page = opened.page
        page.evaluate(script("probes.js"))
        page.evaluate(_SHIFTS)
        for mode, asked in _PROBES:
            mode.enter(page, direction)
            for which in asked:
                yield from _probed(page, which, which)
        modes.FORCED.enter(page, direction)
        yield from _probed(page, "marked", "forced")
        modes.LIGHT.enter(page, direction)
        yield from (("seek", *found) for found in page.evaluate("() => window.editionsAudit.seek()"))
        yield from names(page, lang)
        yield from fonts(page)
        yield from keyboard(page)
        yield from ((kind, "", told) for kind, told in opened.problems)
    with running.open(path, bypass_csp=True) as fresh:
        fresh.page.evaluate(script("probes.js"))
        fresh.page.evaluate(_SHIFTS)
        fresh.page.wait_for_function("() => document.fonts.status === 'loaded'")
        yield from _probed(fresh.page, "shift", "shift")
        yield from player(fresh.page)


def _without_script(running: Session, path: str) -> Iterator[Seen]:
    """Playwright can still ask a page whose own scripts do not run."""
    with running.open(path, bypass_csp=True, java_script_enabled=False) as opened:
        opened.page.evaluate(script("probes.js"))
        yield from _probed(opened.page, "plain", "plain")


def _probed(page: Any, which: str, code: str) -> Iterator[Seen]:
    for place, evidence in page.evaluate("(which) => window.editionsAudit.probe(which)", which):
        yield code, place, evidence
