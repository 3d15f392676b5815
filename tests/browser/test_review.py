"""The review page in Chromium: readable, in both directions, on paper, and without a script."""

import pytest
from playwright.sync_api import Page

from pipeline.language import Lang
from pipeline.model import File
from pipeline.render.bilingual import bilingual_page
from tests.browser.conftest import OpenPage, axe, keep, write
from tests.render.test_bilingual import OFFERS, with_findings

pytestmark = pytest.mark.browser

LANGS = ["ar", "pt"]


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the folder with the pages of both languages, on the disk: they come by mail."""
    folder = tmp_path_factory.mktemp("reviews")
    pages = [
        File(f"{tag}/review.html", bilingual_page(with_findings(Lang.parse(tag)), OFFERS)) for tag in LANGS
    ]
    write(pages, folder)
    return folder.as_uri()


def shown(page: Page) -> int:
    return page.locator(".row:visible").count()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(reviews: str, open_page: OpenPage, lang: str, scheme: str) -> None:
    page = open_page(
        f"{reviews}/{lang}/review.html", color_scheme=scheme, viewport={"width": 1100, "height": 900}
    )
    assert axe(page) == []
    keep(page, f"review-{lang}-{scheme}", full_page=True)


@pytest.mark.parametrize("lang", LANGS)
def test_a_choice_shows_some_sentences_without_a_script(reviews: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(f"{reviews}/{lang}/review.html", java_script_enabled=False)
    every = shown(page)
    page.locator("#show-found").check()
    assert shown(page) == 2
    assert page.locator("section:visible").count() == 1
    page.locator("#show-open").check()
    assert shown(page) == every - 1
    page.locator("#show-all").check()
    assert shown(page) == every


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, {"width": 320, "height": 256}])
def test_nothing_scrolls_sideways(reviews: str, open_page: OpenPage, lang: str, size: dict[str, int]) -> None:
    page = open_page(f"{reviews}/{lang}/review.html", viewport=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    keep(page, f"review-{lang}-phone")


def test_source_and_target_stand_side_by_side_each_from_its_side(reviews: str, open_page: OpenPage) -> None:
    page = open_page(f"{reviews}/ar/review.html", viewport={"width": 1100, "height": 900})
    boxes = [each.bounding_box() for each in page.locator("#s0000000004 .texts dd").all()]
    source, target = boxes
    assert source
    assert target
    assert source["x"] > target["x"], "the first column of an Arabic page is on the right"
    assert abs(source["y"] - target["y"]) < 2
    directions = page.evaluate(
        "[...document.querySelectorAll('#s0000000004 .texts dd')].map((each) => getComputedStyle(each).direction)"
    )
    assert directions == ["ltr", "rtl"]


def test_every_tab_stop_is_seen_and_large_enough(reviews: str, open_page: OpenPage) -> None:
    page = open_page(f"{reviews}/pt/review.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "show-all"
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    heights = page.evaluate("[...document.querySelectorAll('nav a, label')].map((each) => each.offsetHeight)")
    assert min(heights) >= 44


def test_print_has_all_sentences_and_no_choice(reviews: str, open_page: OpenPage) -> None:
    page = open_page(f"{reviews}/ar/review.html")
    page.emulate_media(media="print")
    assert shown(page) == 17
    assert not page.locator(".choice").is_visible()
    assert not page.locator("nav").is_visible()


def test_its_own_rules_of_style_are_allowed(reviews: str, open_page: OpenPage) -> None:
    """The policy of the page names the hash of its style; a wrong one would leave it bare."""
    page = open_page(f"{reviews}/ar/review.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.texts')).display") == "grid"
