"""What is heard of a page by somebody who does not see it. Read a changed golden as they would hear it."""

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tests.browser.conftest import OpenPage
from tests.browser.screen_reader import controls, spoken

LANGS = ("en", "ar", "pt")
CONTROLS = ("[data-player]", ".narration", ".reading")


def lines(found: list[str]) -> str:
    return "\n".join(found) + "\n"


@pytest.mark.parametrize("lang", LANGS)
def test_an_edition_from_top_to_end(
    site: str, open_page: OpenPage, lang: str, file_regression: FileRegressionFixture
) -> None:
    page = open_page(f"{site}/lighthouse/{lang}/index.html", bypass_csp=True)
    found = spoken(page)
    assert found[-1] == "end of document"
    file_regression.check(lines(found), basename=f"edition-{lang}", extension=".txt", encoding="utf-8")


def test_the_front_page_from_top_to_end(
    site: str, open_page: OpenPage, file_regression: FileRegressionFixture
) -> None:
    found = spoken(open_page(f"{site}/index.html", bypass_csp=True))
    assert found[-1] == "end of document"
    file_regression.check(lines(found), basename="front", extension=".txt", encoding="utf-8")


@pytest.mark.parametrize("lang", ["ar", "pt"])
def test_the_controls(
    site: str, open_page: OpenPage, lang: str, file_regression: FileRegressionFixture
) -> None:
    """Player, settings of the narration with its download, and settings of reading, with their states."""
    page = open_page(f"{site}/lighthouse/{lang}/index.html")
    page.locator(".reading summary").press("Enter")
    before = [line for part in CONTROLS for line in (f"-- {part} --", *controls(page, part))]
    page.locator("[data-setting=follow]").uncheck()
    page.locator("[data-setting=speed]").select_option("1.5")
    page.locator("[data-do=toggle]").click()
    page.locator(".player[data-playing]").wait_for()
    playing = controls(page, "[data-player] [data-do=toggle]")
    page.locator("[data-do=toggle]").click()
    changed = controls(page, ".narration")
    file_regression.check(
        lines([*before, "-- playing --", *playing, "-- faster, and not followed --", *changed]),
        basename=f"controls-{lang}",
        extension=".txt",
        encoding="utf-8",
    )


@pytest.mark.parametrize("lang", ["ar", "pt"])
def test_the_choice_of_words_is_told_where_the_voice_tells_their_times(
    site: str, open_page: OpenPage, lang: str
) -> None:
    """It is hidden in the sample, whose voice tells none: shown, it is a checkbox with a name and a state."""
    page = open_page(f"{site}/lighthouse/{lang}/index.html")
    page.evaluate("document.querySelector('.by-word').hidden = false")
    name = {"ar": "إبراز كل كلمة", "pt": "Destacar cada palavra"}[lang]
    assert f'checkbox "{name}"' in map(str.strip, controls(page, ".narration"))
    page.locator("[data-setting=words]").check()
    assert f'checkbox "{name}" checked=true' in map(str.strip, controls(page, ".narration"))


def test_the_machine_is_told_before_the_article(site: str, open_page: OpenPage) -> None:
    for lang, notice in (("pt", "traduzido automaticamente"), ("ar", "بمساعدة آلية")):
        found = spoken(open_page(f"{site}/lighthouse/{lang}/index.html", bypass_csp=True))
        title = next(
            index
            for index, phrase in enumerate(found)
            if phrase.startswith("heading") and "level 1" in phrase
        )
        told = next(index for index, phrase in enumerate(found) if notice in phrase)
        body = next(index for index, phrase in enumerate(found) if "+1 202-555-0143" in phrase)
        assert title < told < body
