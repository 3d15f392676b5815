"""The sample's editions in Chromium, as their readers meet them."""

import pytest

from tests.browser.conftest import OpenPage, Serve, axe, keep, listen
from tests.sample.build import LANGUAGES, Sample

pytestmark = pytest.mark.browser


def address(sample: Sample, serve: Serve, tag: str) -> str:
    return f"{serve(sample.out)}/aleppo-last-goodbyes/{tag}/index.html"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_an_edition_in_the_browser(sample: Sample, serve: Serve, open_page: OpenPage, tag: str) -> None:
    """axe is content, the sound plays and the highlight moves, nothing scrolls sideways on a phone."""
    page = open_page(address(sample, serve, tag), viewport={"width": 1100, "height": 1300})
    assert axe(page) == []
    keep(page, f"aleppo-{tag}")
    first, second = listen(page)
    assert first != second
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    keep(page, f"aleppo-{tag}-phone", full_page=True)


def test_the_front_page_in_the_browser(sample: Sample, serve: Serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve(sample.out)}/index.html")
    assert axe(page) == []
    page.locator("article a[hreflang=ar]").click()
    page.wait_for_url("**/ar/index.html")
    assert page.evaluate("document.documentElement.dir") == "rtl"
