"""The pictures of the README, from a real build of the sample: `python -m tests.browser.pictures docs/images`.

Each shows the top of a page in one of the ways in which it is read, in Arabic and in Portuguese.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from pipeline.verify import toolbox
from pipeline.verify.browser.session import FLAGS, served
from tests.catalogues import compile_all
from tests.sample.build import build_sample

LANGS = ("ar", "pt")
LARGEST = 120_000
"""Octets of a picture: a README is fetched whole."""
A4 = (794, 1000)
"""The width of the paper in CSS pixels, and less than its height."""

_WHOLE = """(most) => Math.max(...[...document.querySelectorAll("h1, .notice, .player, .narration, .body p")]
  .map((each) => Math.ceil(each.getBoundingClientRect().bottom) + 12).filter((bottom) => bottom <= most))"""
"""Where the last whole part of the page ends, with some room below it."""


@dataclass(frozen=True, slots=True)
class View:
    """A way in which a page is read."""

    width: int
    height: int
    """At most: a picture ends below the last line that is whole."""
    media: Mapping[str, Any] = field(default_factory=dict)
    """Playwright's media emulation."""


VIEWS: Mapping[str, View] = {
    "light": View(1000, 860),
    "dark": View(1000, 860, {"color_scheme": "dark"}),
    "phone": View(390, 900),
    "print": View(*A4, {"media": "print"}),
}


def take(browser: Browser, address: str, folder: Path) -> Iterator[Path]:
    """One picture a way and a language."""
    for lang in LANGS:
        for name, view in VIEWS.items():
            context = browser.new_context(
                viewport={"width": view.width, "height": view.height}, reduced_motion="reduce"
            )
            page = context.new_page()
            page.emulate_media(**view.media)
            page.goto(f"{address}/aleppo-last-goodbyes/{lang}/index.html")
            page.evaluate("document.fonts.ready.then(() => true)")
            path = folder / f"aleppo-{lang}-{name}.png"
            room = {"x": 0, "y": 0, "width": view.width, "height": page.evaluate(_WHOLE, view.height)}
            page.screenshot(path=path, clip=room)  # type: ignore[arg-type]  # a TypedDict
            context.close()
            yield path


def main(folder: Path) -> None:
    """Builds the sample and takes all pictures of it."""
    compile_all()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as built, sync_playwright() as playwright:
        sample = build_sample(Path(built))
        browser = playwright.chromium.launch(executable_path=toolbox.chromium(), args=list(FLAGS))
        with served(sample.out) as address:
            sizes = {path.name: path.stat().st_size for path in take(browser, address, folder)}
        browser.close()
    large = [name for name, size in sizes.items() if size > LARGEST]
    if large:
        raise SystemExit(f"larger than {LARGEST} octets: {', '.join(large)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
