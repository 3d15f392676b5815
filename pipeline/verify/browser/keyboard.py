"""A page as somebody with a keyboard meets it, stop by stop."""

from collections.abc import Iterator
from typing import Any

MOST = 400
"""Stops after which a page counts as a trap."""
_STOP = "() => window.editionsAudit.stop()"
OUTLINE = 2
"""CSS pixels."""


def keyboard(page: Any) -> Iterator[tuple[str, str, str]]:
    """What is wrong: the rule, the place, the evidence. Starts at the top of the page."""
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")
    stops = list(_stops(page))
    if len(stops) >= MOST:
        yield "trap", stops[-1]["place"], f"{MOST} stops and no end"
    for stop in stops:
        if not (stop["seen"] and stop["inside"]):
            yield "focus", stop["place"], "is not seen when it has the focus"
        elif stop["outline"] < OUTLINE:
            yield "focus", stop["place"], f"outline of {stop['outline']} px"
        if stop["covered"]:
            yield "covered", stop["place"], "something lies over it"
    yield from _skip(page, stops)


def _stops(page: Any) -> Iterator[dict[str, Any]]:
    """The stops of the Tab key, until it leaves the page."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            return
        yield stop


def _skip(page: Any, stops: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    if not stops or not stops[0]["skip"]:
        yield "skip", stops[0]["place"] if stops else "body", "the first stop is no link into the page"
        return
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")
    page.keyboard.press("Tab")
    target = page.evaluate("() => document.activeElement.hash?.slice(1) ?? ''")
    page.keyboard.press("Enter")
    if page.evaluate("() => document.activeElement.id") != target:
        yield "skip", stops[0]["place"], f"its target #{target} does not take the focus"
