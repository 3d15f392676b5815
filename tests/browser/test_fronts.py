"""The front pages in Chromium, in both directions: axe is content, a phone's window holds them, the way to an article is short."""

from pathlib import Path

import pytest

from pipeline.render import site_files
from tests.browser.conftest import OpenPage, Serve, axe, keep, write
from tests.render.feeds import SITE, many
from tests.render.samples import AR, EN

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The front pages of four hundred articles of two years in two languages."""
    folder: Path = tmp_path_factory.mktemp("large")
    write(site_files([*many(400, EN), *many(400, AR)], site=SITE), folder)
    return serve(folder)


@pytest.mark.parametrize(("name", "scheme"), [("index", "dark"), ("index.ar", "dark"), ("index.ar", "light"), ("index.en.8", "light")])  # fmt: skip
def test_a_front_page_in_the_browser(large: str, open_page: OpenPage, name: str, scheme: str) -> None:
    page = open_page(f"{large}/{name}.html", color_scheme=scheme, viewport={"width": 1000, "height": 1100})
    assert axe(page) == []
    keep(page, f"front-{name}-{scheme}")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    keep(page, f"front-{name}-{scheme}-phone")
    small = [
        box for link in page.locator("nav a").all() if (box := link.bounding_box()) and box["height"] < 44
    ]
    assert small == []


def test_a_year_is_one_key_away(large: str, open_page: OpenPage) -> None:
    page = open_page(f"{large}/index.ar.html")
    page.locator(".years a").last.press("Enter")
    page.wait_for_url("**/index.ar.*.html#y*")
    assert page.locator("h2.year:target").is_visible()


def test_an_arabic_page_leads_to_arabic_pages(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/lighthouse/ar/index.html")
    page.locator(".brand a").click()
    page.wait_for_url("**/index.ar.html")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    page.locator(".entry a").click()
    page.wait_for_url("**/lighthouse/ar/index.html")
