"""A table and lines of a program on a small window: the table scrolls by itself, the lines wrap, the page stays."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize

from pipeline.language import Lang
from pipeline.publish import publish
from tests.browser.conftest import OpenPage, Serve, axe, keep
from tests.catalogues import ROOT
from tests.sample.build import options_in

pytestmark = pytest.mark.browser

NARROW: ViewportSize = {"width": 320, "height": 640}
ROOMY: ViewportSize = {"width": 1000, "height": 800}
WIDE_PARTS = {"bread-at-home": "pre", "valley-in-numbers": ".table"}
"""Article -> what in it may be wider than a phone."""
UNSURE = "partially obscured by another element"
"""What axe says of the contrast of cells that the edge of their own scrolling box cuts; it is measured with more room."""


@pytest.fixture(scope="module")
def pages(catalogues: None, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Both articles in Arabic and English, without sound."""
    options = replace(options_in(tmp_path_factory.mktemp("wide")), to=(Lang.parse("ar"),), audio="none")
    sources: list[Path] = [ROOT / "seeds" / f"{name}.md" for name in WIDE_PARTS]
    assert publish(sources, options).exit_code == 0
    return serve(options.out)


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", WIDE_PARTS)
def test_axe_finds_nothing_at_320_pixels(
    pages: str, open_page: OpenPage, name: str, scheme: str, lang: str
) -> None:
    page = open_page(f"{pages}/{name}/{lang}/index.html", viewport=ROOMY, color_scheme=scheme)
    assert page.locator(f".body {WIDE_PARTS[name]}").count()
    assert axe(page) == []
    page.set_viewport_size(NARROW)
    assert [line for line in axe(page) if not line.endswith(UNSURE)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    keep(page, f"wide-{name}-{lang}-{scheme}", full_page=True)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_keyboard_scrolls_a_table(pages: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(f"{pages}/valley-in-numbers/{lang}/index.html", viewport=NARROW, reduced_motion="reduce")
    table = page.locator(".body .table").first
    assert table.evaluate("(each) => each.scrollWidth > each.clientWidth"), "else there is nothing to try"
    table.focus()
    page.keyboard.press("ArrowLeft" if lang == "ar" else "ArrowRight")
    page.wait_for_function("(each) => each.scrollLeft !== 0", arg=table.element_handle())
    assert page.evaluate("scrollX") == 0


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_lines_of_a_program_stay_in_the_window(pages: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(f"{pages}/bread-at-home/{lang}/index.html", viewport=NARROW)
    program = page.locator(".body pre").first
    assert program.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    assert program.evaluate("(each) => getComputedStyle(each).direction") == "ltr"
