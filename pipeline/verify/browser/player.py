"""The page's own player: whether it is there once the script has run, and plays when it is asked to."""

from collections.abc import Iterator
from typing import Any

_PATIENCE = 10_000
"""Milliseconds in which a narration on the same machine has begun to sound, or has stopped, also where much else runs."""
_TOGGLE = "[data-do=toggle]"
_SOUNDS = """(wanted) => {
  const audio = document.querySelector("audio");
  return wanted ? !audio.paused && audio.currentTime > 0 : audio.paused;
}"""
"""Whether it is heard: it is no longer paused a moment before it begins, and before the page is told."""


def player(page: Any) -> Iterator[tuple[str, str, str]]:
    """What is wrong with it, on a page as a reader opens it. By the keyboard, so that nothing can lie in the way."""
    if not page.locator("audio").count():
        return
    button = page.locator(_TOGGLE).first
    if not page.locator(".controls").first.is_visible() or not button.is_visible():
        yield "player", ".controls", "does not show"
        return
    button.press("Enter")
    if not _comes(page, sounds=True):
        yield "player", _TOGGLE, "does not play"
        return
    for place, evidence in page.evaluate("() => window.editionsAudit.probe('live')"):
        yield "live", place, evidence
    button.press("Enter")
    if not _comes(page, sounds=False):
        yield "player", _TOGGLE, "does not pause"


def _comes(page: Any, *, sounds: bool) -> bool:
    from playwright.sync_api import TimeoutError as TooLateError

    try:
        page.wait_for_function(_SOUNDS, arg=sounds, timeout=_PATIENCE)
    except TooLateError:
        return False
    return True
