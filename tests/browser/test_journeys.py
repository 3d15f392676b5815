"""Journeys with a keyboard alone, in Arabic and in Portuguese: no test here touches a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_regressions.file_regression import FileRegressionFixture

from tests.browser.conftest import OpenPage

LANGS = ("ar", "pt")
CURRENT = "document.querySelector('.seg[aria-current=true]')?.id ?? ''"
MOST = 120
"""Stops of the Tab key on any page here, and room for more."""


def focused(page: Page) -> str:
    """The name of what has the focus, as it is shown or told; a tag where it has none."""
    told: str = page.evaluate("""() => {
      const here = document.activeElement;
      if (!here || here === document.body) return "";
      const label = here.labels?.[0]?.textContent ?? "";
      const group = here.closest("fieldset")?.querySelector("legend")?.textContent;
      const name = here.getAttribute("aria-label") || label || here.textContent;
      return [here.localName, group, name.replace(/\\s+/g, " ").trim().slice(0, 60)].filter(Boolean).join(" | ");
    }""")
    return told


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until an element has the focus; the journey fails where the keyboard never gets there."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("(path) => document.activeElement.matches(path)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


@pytest.fixture
def edition(site: str, open_page: OpenPage) -> Callable[[str], Page]:
    return lambda lang: open_page(f"{site}/lighthouse/{lang}/index.html")


@pytest.mark.parametrize("lang", LANGS)
def test_to_the_article_by_the_skip_link(edition: Callable[[str], Page], lang: str) -> None:
    page = edition(lang)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(("lang", "other"), [("ar", "pt"), ("pt", "ar")])
def test_to_another_language_at_the_same_sentence(
    edition: Callable[[str], Page], lang: str, other: str
) -> None:
    page = edition(lang)
    tab_to(page, "[data-do=next]")
    for _ in range(3):
        page.keyboard.press("Enter")
    here = page.evaluate(CURRENT)
    page.keyboard.press("Control+Home")
    page.evaluate("document.activeElement.blur()")
    tab_to(page, f"nav a[hreflang={other}]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{other}/index.html#{here}")
    assert page.evaluate(CURRENT) == here


@pytest.mark.parametrize("lang", LANGS)
def test_play_pause_and_jump(edition: Callable[[str], Page], lang: str) -> None:
    page = edition(lang)
    tab_to(page, "[data-do=toggle]")
    page.keyboard.press("Space")
    page.locator(".player[data-playing]").wait_for()
    page.keyboard.press("Space")
    page.locator(".player:not([data-playing])").wait_for()
    tab_to(page, "[data-do=next]")
    before = page.evaluate(CURRENT)
    page.keyboard.press("Enter")
    after = page.evaluate(CURRENT)
    assert after != before
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(CURRENT) == after


@pytest.mark.parametrize("lang", LANGS)
def test_the_speed(edition: Callable[[str], Page], lang: str) -> None:
    page = edition(lang)
    tab_to(page, "[data-setting=speed]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5


SCROLLS = """() => {
  window.brought = 0;
  const scroll = Element.prototype.scrollIntoView;
  Element.prototype.scrollIntoView = function (how) { window.brought += 1; return scroll.call(this, how); };
}"""


def play_on(page: Page, sentences: int) -> int:
    """Plays until so many sentences have begun; how often the page was moved along meanwhile."""
    page.evaluate("() => { window.brought = 0; window.begun = new Set(); }")
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.press("Space")
    page.wait_for_function(
        f"(many) => {{ window.begun.add({CURRENT}); return window.begun.size > many; }}", arg=sentences
    )
    page.keyboard.press("Space")
    page.locator(".player:not([data-playing])").wait_for()
    return int(page.evaluate("window.brought"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_moves_along_only_while_it_is_asked_to(edition: Callable[[str], Page], lang: str) -> None:
    page = edition(lang)
    page.set_viewport_size({"width": 600, "height": 420})
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(SCROLLS)
    tab_to(page, "[data-setting=follow]")
    page.keyboard.press("Space")
    assert not page.locator("[data-setting=follow]").is_checked()
    to_the_button(page)
    assert play_on(page, 2) == 0
    tab_to(page, "[data-setting=follow]")
    page.keyboard.press("Space")
    assert page.locator("[data-setting=follow]").is_checked()
    to_the_button(page)
    assert play_on(page, 2) > 0


def to_the_button(page: Page) -> None:
    """Back to the one that plays."""
    for _ in range(MOST):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('[data-do=toggle]')"):
            return
    pytest.fail("the keyboard does not come back to the button")


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_beside_its_original_is_read_and_heard(edition: Callable[[str], Page], lang: str) -> None:
    page = edition(lang)
    tab_to(page, "[data-do=next]")
    for _ in range(2):
        page.keyboard.press("Enter")
    tab_to(page, "[data-do=compare]")
    page.keyboard.press("Enter")
    original = page.locator(".comparison .original")
    original.wait_for()
    assert original.get_attribute("lang") == "en"
    assert "After nine dark years" in original.inner_text()
    assert page.evaluate("document.activeElement.matches('.original')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.hear") == "original"
    page.keyboard.press("Enter")
    page.locator("[data-hear=close]").wait_for()
    tab_to(page, "[data-hear=close]")
    page.keyboard.press("Enter")
    assert page.locator(".comparison").count() == 0
    assert page.evaluate("document.activeElement !== document.body")


@pytest.mark.parametrize("lang", LANGS)
def test_how_each_sentence_was_made(edition: Callable[[str], Page], lang: str) -> None:
    page = edition(lang)
    tab_to(page, ".reading summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-show=states]")
    page.keyboard.press("Space")
    assert page.locator(".body .made").count() > 5


@pytest.mark.parametrize("lang", LANGS)
def test_the_size_of_the_text_is_kept(edition: Callable[[str], Page], lang: str) -> None:
    page = edition(lang)
    size = "parseFloat(getComputedStyle(document.querySelector('.body p')).fontSize)"
    before = page.evaluate(size)
    tab_to(page, ".reading summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-setting=size]:checked")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    larger = page.evaluate(size)
    assert larger > before * 1.3
    page.reload()
    assert page.evaluate(size) == larger


@pytest.mark.parametrize("lang", LANGS)
def test_the_narration_is_downloaded(edition: Callable[[str], Page], lang: str) -> None:
    page = edition(lang)
    tab_to(page, "a[download$='.mp3']")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == f"lighthouse.{lang}.mp3"


@pytest.mark.parametrize("lang", LANGS)
def test_from_the_front_page_and_back(site: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(f"{site}/index.html")
    tab_to(page, f"a[href='lighthouse/{lang}/index.html']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{lang}/index.html")
    tab_to(page, ".brand a")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address.startswith(f"{site}/index") or address == f"{site}/")


@pytest.mark.parametrize("lang", LANGS)
def test_the_stops_of_the_tab_key(
    edition: Callable[[str], Page], lang: str, file_regression: FileRegressionFixture
) -> None:
    """With the settings open. Read it as the way through the page: is each name clear by itself?"""
    page = edition(lang)
    page.evaluate("document.querySelector('.reading').open = true")
    stops = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if not (name := focused(page)):
            break
        stops.append(name)
    assert len(stops) < MOST
    file_regression.check(
        "\n".join(stops) + "\n", basename=f"stops-{lang}", extension=".txt", encoding="utf-8"
    )
