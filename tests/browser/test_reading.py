"""Reading settings, the original beside a sentence, and how each was made, in Chromium."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pipeline.render import Render
from tests.browser.conftest import OpenPage, Serve, axe, keep, write
from tests.render.samples import AR, EN, PT, lighthouse

pytestmark = pytest.mark.browser

LANGS = ["ar", "pt"]
NARROW = {"width": 320, "height": 640}
SENTENCE = "s0000000009"
"""It has a link in it, and stands in a paragraph with others."""
ORIGINAL = "The keeper told the Harbour Post that it took two winters."

PLAYED = """
  window.played = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    window.played.push({ src: this.src, from: this.currentTime, media: this });
    return play.call(this);
  };
"""
WIDE = """[...document.querySelectorAll("body :not(.unseen, .skip)")].filter((each) => {
  const { left, right } = each.getBoundingClientRect();
  return right > innerWidth + 0.5 || left < -0.5;
}).map((each) => each.outerHTML.slice(0, 80))"""
STYLE = "([path, name]) => getComputedStyle(document.querySelector(path)).getPropertyValue(name)"


def edition(site: str, lang: str) -> str:
    return f"{site}/lighthouse/{lang}/index.html"


def style(page: Page, path: str, name: str) -> str:
    return str(page.evaluate(STYLE, [path, name]))


def pixels(page: Page, path: str, name: str) -> float:
    return float(style(page, path, name).removesuffix("px"))


def open_settings(page: Page) -> None:
    page.locator(".reading summary").click()


def everything(page: Page) -> None:
    """Every setting and everything that can be shown, at the largest size."""
    open_settings(page)
    page.locator("[data-setting=size][value='200']").check()
    page.locator("[data-setting=lines][value=widest]").check()
    for path in ("[data-setting=ease]", "[data-show=originals]", "[data-show=states]"):
        page.locator(path).check()


# Letters and lines


@pytest.mark.parametrize("lang", LANGS)
def test_size_and_lines_are_set_and_remembered_for_all_pages(
    site: str, open_page: OpenPage, lang: str
) -> None:
    page = open_page(edition(site, lang))
    text = f"#{SENTENCE}"
    size, line = pixels(page, text, "font-size"), pixels(page, ".body p", "line-height")
    open_settings(page)
    page.get_by_label("150").check()
    page.locator("[data-setting=lines][value=wide]").check()
    assert pixels(page, text, "font-size") == pytest.approx(1.5 * size, rel=0.01)
    assert pixels(page, ".body p", "line-height") > 1.7 * line
    page.goto(edition(site, "en"))
    assert pixels(page, "html", "font-size") > 25
    open_settings(page)
    assert page.locator("[data-setting=size]:checked").get_attribute("value") == "150"
    page.goto(f"{site}/index.html")
    assert pixels(page, "html", "font-size") > 25


@pytest.mark.parametrize(("lang", "apart"), [("ar", False), ("pt", True)])
def test_easier_letters_never_pull_a_joined_script_apart(
    site: str, open_page: OpenPage, lang: str, apart: bool
) -> None:
    page = open_page(edition(site, lang))
    wide = pixels(page, ".body", "inline-size")
    before = {name: style(page, f"#{SENTENCE}", name) for name in ("letter-spacing", "font-family")}
    ground = style(page, "html", "background-color")
    open_settings(page)
    page.locator("[data-setting=ease]").check()
    assert before["letter-spacing"] == "normal"
    assert (style(page, f"#{SENTENCE}", "letter-spacing") != "normal") is apart
    assert pixels(page, f"#{SENTENCE}", "word-spacing") > 1
    assert style(page, f"#{SENTENCE}", "font-family") != before["font-family"]
    assert pixels(page, ".body", "inline-size") < 0.9 * wide
    assert style(page, "html", "background-color") != ground
    slanted = "[...document.querySelectorAll('body :not(track)')].filter((each) => getComputedStyle(each).fontStyle !== 'normal').map((each) => each.outerHTML)"
    assert page.evaluate(slanted) == []
    page.locator("[data-show=originals]").check()
    assert style(page, ".original", "letter-spacing") == "normal", (
        "what has its own language has its own letters"
    )
    keep(page, f"reading-{lang}-ease", full_page=True)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_every_setting_on(
    site: str, open_page: OpenPage, lang: str, scheme: str
) -> None:
    page = open_page(edition(site, lang), color_scheme=scheme, viewport=NARROW, reduced_motion="reduce")
    everything(page)
    page.locator("[data-do=next]").click()
    bar = page.locator(".player").bounding_box()
    assert bar
    assert bar["height"] < 200, "it leaves room for the text"
    page.evaluate("scrollTo(0, 0)")  # where the bar lies on nothing
    assert axe(page) == []
    assert page.evaluate(WIDE) == []
    keep(page, f"reading-{lang}-{scheme}-everything", full_page=True)


@pytest.mark.parametrize("lang", LANGS)
def test_the_settings_are_reached_and_set_by_the_keyboard(site: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(edition(site, lang), viewport={"width": 700, "height": 900})
    page.locator(".reading summary").focus()
    page.keyboard.press("Enter")
    names: list[str] = []
    for _ in range(5):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate("document.activeElement.dataset.setting ?? document.activeElement.dataset.show")
        )
        shown = "(({ offsetHeight, offsetWidth }) => Math.min(offsetHeight, offsetWidth))(document.activeElement.closest('label'))"
        assert page.evaluate(shown) >= 24
        if names[-1] in {"size", "lines"}:  # the ring is drawn around the words of the step
            ring = "parseFloat(getComputedStyle(document.activeElement.nextElementSibling).outlineWidth)"
            assert page.evaluate(ring) >= 2
            page.keyboard.press("ArrowDown")
        else:
            page.keyboard.press("Space")
    assert names == ["size", "lines", "ease", "originals", "states"]
    root = page.evaluate("({ ...document.documentElement.dataset })")
    assert (root["setSize"], root["setLines"], root["setEase"]) == ("120", "wide", "on")
    assert page.locator(".comparison").count() > 5
    assert page.locator(".made").count() > 5


# The original


@pytest.mark.parametrize(("lang", "group"), [("ar", "النص الأصلي"), ("pt", "Original")])
def test_a_sentence_is_compared_where_it_stands(
    site: str, open_page: OpenPage, lang: str, group: str
) -> None:
    page = open_page(edition(site, lang), viewport={"width": 1000, "height": 800})
    button = page.locator("[data-do=compare]")
    assert button.get_attribute("aria-expanded") == "false"
    page.locator(f"#{SENTENCE}").evaluate("(sentence) => sentence.click()")
    page.locator("[data-do=toggle]").click()
    chosen = page.evaluate("document.querySelector('.seg[tabindex]').id")
    assert chosen == SENTENCE
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    box = page.get_by_role("group", name=group)
    words = box.locator(".original")
    assert words.inner_text() == ORIGINAL
    assert (words.get_attribute("lang"), words.get_attribute("dir")) == ("en", "ltr")
    assert box.evaluate("(box) => box.previousElementSibling.id") == SENTENCE, (
        "right after it in reading order"
    )
    assert page.evaluate("document.activeElement.className") == "original", "it is read out at once"
    keep(page, f"reading-{lang}-compare")
    page.evaluate("scrollTo(0, 0)")  # where the bar lies on nothing
    assert axe(page) == []
    stops = []
    for _ in range(4):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.dataset.hear ?? document.activeElement.localName"))
    assert stops == ["a", "original", "translation", "close"]
    page.keyboard.press("Enter")
    assert page.locator(".comparison").count() == 0
    assert page.evaluate("document.activeElement.id") == SENTENCE
    assert button.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("lang", LANGS)
def test_either_is_heard_alone(site: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(edition(site, lang))
    page.add_init_script(PLAYED)
    page.reload()
    page.locator("[data-do=toggle]").click()
    page.locator(".player[data-playing]").wait_for()
    open_settings(page)
    page.locator("[data-show=originals]").check()
    box = page.locator(f"[data-original-of={SENTENCE}]")
    box.locator("[data-hear=original]").click()
    page.locator(".player:not([data-playing])").wait_for()
    heard = page.evaluate("(({ src, from }) => [new URL(src).pathname, from])(window.played.at(-1))")
    assert heard[0] == "/lighthouse/en/narration.mp3"
    page.wait_for_function("() => window.played.at(-1).media.paused")
    begin, end = (9.8, 10.8)  # of the sentence in English
    assert heard[1] == begin
    assert end - 0.05 <= page.evaluate("window.played.at(-1).media.currentTime") < end + 1
    box.locator("[data-hear=translation]").click()
    page.locator(".player[data-playing]").wait_for()
    assert page.evaluate("document.querySelector('.seg[aria-current]').id") == SENTENCE
    page.locator(".player:not([data-playing])").wait_for()
    own = page.evaluate("(id) => document.getElementById(id).dataset.end / 1000", SENTENCE)
    assert own - 0.05 <= page.evaluate("document.querySelector('audio').currentTime") < own + 1
    assert page.evaluate("document.querySelector('.seg[aria-current]').id") == SENTENCE


@pytest.mark.parametrize(
    ("lang", "title"), [("ar", "المنارة القديمة تضيء من جديد"), ("pt", "O velho farol volta a brilhar")]
)
def test_every_sentence_can_have_its_original_and_its_state(
    site: str, open_page: OpenPage, lang: str, title: str
) -> None:
    page = open_page(edition(site, lang))
    open_settings(page)
    page.locator("[data-show=originals]").check()
    page.locator("[data-show=states]").check()
    translated = lighthouse(AR if lang == "ar" else PT).targets
    assert page.locator(".comparison").count() == sum(each.state != "untranslated" for each in translated)
    assert page.locator(".made").count() == len(translated)
    told = page.evaluate(
        "[...new Set([...document.querySelectorAll('.made')].map((each) => each.textContent))]"
    )
    assert told == (["منقّحة", "غير مترجمة"] if lang == "ar" else ["Tradução automática"])
    assert page.get_by_role("heading", name=title, exact=True).count() == 1, "a heading keeps its name"
    order = page.evaluate(
        """(id) => [...document.querySelectorAll(`#${id}, #${id} ~ .made, #${id} ~ .comparison`)]
      .slice(0, 3).map((each) => each.className)""",
        SENTENCE,
    )
    assert order == ["seg", "made", "comparison"]
    stops = page.evaluate(
        "[...document.querySelectorAll('.comparison button')].filter((each) => each.tabIndex === 0).length"
    )
    assert stops == 3, "only the buttons of the sentence that is chosen are Tab stops"
    assert page.locator(".body").aria_snapshot().count("button") > 10, "but a screen reader finds all of them"
    page.locator("[data-show=originals]").uncheck()
    page.locator("[data-show=states]").uncheck()
    assert page.locator(".comparison, .made").count() == 0


def test_the_source_has_nothing_to_compare(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "en"))
    open_settings(page)
    assert page.locator("[data-do=compare], [data-show], template").count() == 0


def test_without_the_sound_of_the_source_the_words_are_there(
    tree: Path, serve: Serve, open_page: OpenPage, tmp_path: Path
) -> None:
    shutil.copytree(tree, tmp_path / "tree")
    silent = Render()([lighthouse(EN).but(track=None), lighthouse(AR), lighthouse(PT).but(track=None)])
    write([file for each in silent for file in each.files if file.path.endswith(".html")], tmp_path / "tree")
    site = serve(tmp_path / "tree")
    page = open_page(edition(site, "ar"))
    open_settings(page)
    page.locator("[data-show=originals]").check()
    assert page.locator("[data-hear=original]").count() == 0
    assert page.locator("[data-hear=translation]").count() > 5
    page.goto(edition(site, "pt"))
    open_settings(page)
    page.locator("[data-show=originals]").check()
    assert page.locator(".original").first.inner_text() == "Coast"
    assert page.locator("[data-hear=original], [data-hear=translation]").count() == 0


def test_from_a_disk_too(tree: Path, open_page: OpenPage) -> None:
    page = open_page((tree / "lighthouse/ar/index.html").as_uri())
    page.add_init_script(PLAYED)
    page.reload()
    everything(page)
    page.locator(f"[data-original-of={SENTENCE}] [data-hear=original]").click()
    page.wait_for_function("() => window.played.at(-1)?.media.currentTime > 10")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.setSize") == "200"


# Colours and paper


def test_forced_colours_still_tell_what_is_set(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "pt"), forced_colors="active")
    open_settings(page)
    line = "(path) => getComputedStyle(document.querySelector(path)).borderBlockEndColor"
    chosen, other = (page.evaluate(line, f".steps [value='{size}'] + span") for size in (100, 120))
    assert chosen != other


@pytest.mark.parametrize("lang", LANGS)
def test_paper_has_what_was_shown_and_no_control(site: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(edition(site, lang))
    open_settings(page)
    page.locator("[data-show=originals]").check()
    page.emulate_media(media="print")
    for path in (".reading", "[data-hear=original]", ".player", ".keys"):
        assert not page.locator(path).first.is_visible(), path
    assert page.locator(".original").first.is_visible()
    address = page.evaluate(
        "getComputedStyle(document.querySelector('.body a[href^=http]'), '::after').content"
    )
    assert address.replace('" "', "").startswith('" \u2066<')
