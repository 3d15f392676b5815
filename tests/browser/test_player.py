"""The player in Chromium: for a reader with only a keyboard, with only ears, and one who comes back."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from pipeline.language import Lang
from pipeline.model import Edition, WordTime
from pipeline.narrate.script import in_order
from pipeline.render import Render, site_files
from tests.browser.conftest import OpenPage, Serve, axe, keep, write
from tests.browser.sound import tone_mp3
from tests.render.samples import AR, EN, ES, PT, failed, lighthouse

pytestmark = pytest.mark.browser

LANGS = ["ar", "pt"]
EIGHTH = 150
"""Milliseconds between two words of a sentence."""
FIRST, SECOND, THIRD = "s0000000003", "s0000000004", "s0000000005"
LATE = "s000000000b"

LISTEN_IN = """
  window.answers = {};
  window.told = [];
  navigator.mediaSession.setActionHandler = (action, answer) => { window.answers[action] = answer; };
  navigator.mediaSession.setPositionState = (state) => window.told.push(state);
"""
NO_STORAGE = """
  Object.defineProperty(window, "localStorage", { get() { throw new DOMException("Blocked", "SecurityError"); } });
"""


def spoken(lang: Lang) -> Edition:
    """The sample with a sound, and a time for each word between two spaces."""
    edition = lighthouse(lang)
    track = edition.track
    assert track
    clips = tuple(
        replace(clip, words=tuple(_words(edition.shown[clip.segment_id][0], clip.begin, track.sample_rate)))
        for clip in track.clips
    )
    return edition.but(track=replace(track, clips=clips, data=tone_mp3(track.samples, track.sample_rate)))


def _words(text: str, begin: int, rate: int) -> list[WordTime]:
    words = text.split(" ")
    places = accumulate((len(word) + 1 for word in words), initial=0)
    step = rate * EIGHTH // 1000
    return [
        WordTime(place, place + len(word), begin + index * step, begin + (index + 1) * step)
        for index, (place, word) in enumerate(zip(places, words, strict=False))
    ]


@pytest.fixture(scope="module")
def talking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in three languages, with sound and the times of its words."""
    folder = tmp_path_factory.mktemp("talking")
    done = Render()([*map(spoken, (EN, AR, PT)), failed(ES)])
    write([file for edition in done for file in edition.files], folder)
    write(site_files(done), folder)
    return folder


@pytest.fixture(scope="module")
def talk(talking: Path, serve: Serve) -> str:
    return f"{serve(talking)}/lighthouse"


def opened(open_page: OpenPage, address: str, *scripts: str, **options: Any) -> Page:
    """A page, loaded again with scripts of the test before its own."""
    page = open_page(address, **options)
    for script in scripts:
        page.add_init_script(script)
    page.reload()
    return page


def at(page: Page, path: str = "[aria-current=true]") -> str:
    return str(page.evaluate("(path) => document.querySelector(path)?.id ?? ''", path))


def time_of(page: Page, name: str) -> float:
    return float(page.evaluate("(id) => document.getElementById(id).dataset.begin / 1000", name))


def now(page: Page) -> float:
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def paused(page: Page) -> bool:
    return bool(page.evaluate("document.querySelector('audio').paused"))


def forwards(page: Page, steps: int) -> None:
    for _ in range(steps):
        page.locator("[data-do=next]").click()


# Coming back


@pytest.mark.parametrize(("lang", "label"), [("ar", "تابِع من 0:09"), ("pt", "Continuar de 0:09")])
def test_a_reader_who_comes_back_goes_on_where_they_left(
    talk: str, open_page: OpenPage, lang: str, label: str
) -> None:
    page = open_page(f"{talk}/{lang}/index.html", viewport={"width": 1000, "height": 700})
    forwards(page, 9)
    left = at(page)
    page.goto(f"{talk}/en/index.html")
    page.goto(f"{talk}/{lang}/index.html")
    assert paused(page)
    assert at(page) == left
    assert page.evaluate("scrollY") == 0, "nothing jumps before it is asked to"
    button = page.get_by_role("button", name=label)
    keep(page, f"player-{lang}-continue")
    assert now(page) == time_of(page, left)
    button.click()
    page.locator(".player[data-playing]").wait_for()
    page.locator("[data-do=toggle]").click()
    assert now(page) >= time_of(page, left)
    assert not page.get_by_role("button", name=label).is_visible()


def test_the_address_wins_and_each_edition_has_its_own_place(talk: str, open_page: OpenPage) -> None:
    page = open_page(f"{talk}/pt/index.html")
    forwards(page, 4)
    page.goto(f"{talk}/pt/index.html#{LATE}")
    page.reload()
    assert at(page) == LATE
    assert page.get_by_role("button", name="Ouvir", exact=True).is_visible()
    page.goto(f"{talk}/ar/index.html")
    assert at(page) == ""
    page.goto(f"{talk}/pt/index.html")
    assert at(page) not in {"", LATE}, "an address that was looked at is no place that was left"


def test_what_was_heard_to_its_end_is_forgotten(talk: str, open_page: OpenPage) -> None:
    page = open_page(f"{talk}/pt/index.html")
    forwards(page, 3)
    place = "localStorage.getItem(`editions ${location.pathname}`)"
    assert page.evaluate(place).split() == [THIRD, "0"]
    page.evaluate("document.querySelector('audio').currentTime = 22.8")
    page.locator("[data-do=toggle]").click()
    page.wait_for_function("() => document.querySelector('audio').ended")
    assert page.evaluate(place) is None
    page.reload()
    assert at(page) == ""


@pytest.mark.parametrize("place", ["s00000nothere 5", "", "s0000000004", "s0000000004 many", "{}"])
def test_a_place_that_is_no_place_does_no_harm(talk: str, open_page: OpenPage, place: str) -> None:
    page = open_page(f"{talk}/pt/index.html")
    page.evaluate("(place) => localStorage.setItem(`editions ${location.pathname}`, place)", place)
    page.evaluate("localStorage.setItem('editions', '[1')")
    page.reload()
    assert at(page) == (SECOND if place.startswith(SECOND) else "")
    assert page.evaluate("document.documentElement.hasAttribute('data-resume')") is place.startswith(SECOND)


def test_a_browser_that_keeps_nothing_plays_and_sets_all_the_same(talk: str, open_page: OpenPage) -> None:
    page = opened(open_page, f"{talk}/ar/index.html", NO_STORAGE)
    page.locator(f"#{LATE}").click()
    page.locator(".player[data-playing]").wait_for()
    page.locator("[data-do=toggle]").click()
    page.locator(".reading summary").click()
    before = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    page.locator("[data-setting=size][value='150']").check()
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 1.4 * before


# The keyboard


def test_the_text_is_one_tab_stop_that_tells_how_to_go_on_once(talk: str, open_page: OpenPage) -> None:
    page = open_page(f"{talk}/pt/index.html")
    assert page.locator(".seg[tabindex]").count() == 1
    page.locator(f"#{FIRST}").focus()
    told = page.locator("#keys").inner_text()
    assert told.startswith("Clique em uma frase")
    assert page.locator(f"#{FIRST}").get_attribute("aria-describedby") == "keys"
    page.keyboard.press("ArrowRight")
    assert at(page, ":focus") == SECOND
    assert page.locator(f"#{SECOND}").get_attribute("aria-describedby") is None
    assert page.locator(".seg[tabindex]").count() == 1
    assert paused(page)


@pytest.mark.parametrize(
    ("lang", "onwards", "back"), [("ar", "ArrowLeft", "ArrowRight"), ("pt", "ArrowRight", "ArrowLeft")]
)
def test_arrows_go_the_way_of_reading_and_enter_plays(
    talk: str, open_page: OpenPage, lang: str, onwards: str, back: str
) -> None:
    page = open_page(f"{talk}/{lang}/index.html")
    page.locator(f"#{FIRST}").focus()
    for _ in range(4):
        page.keyboard.press(onwards)
    page.keyboard.press(back)
    asked = at(page, ":focus")
    assert asked == "n1"
    outline = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
    assert page.evaluate(outline) >= 2
    page.keyboard.press("Enter")
    page.locator(".player[data-playing]").wait_for()
    page.locator(f".seg[aria-current]:not(#{asked})").wait_for()
    assert at(page, ":focus") == asked, "the focus does not move while it plays"
    assert page.evaluate(outline) >= 2
    page.locator("[data-do=toggle]").focus()
    assert at(page, ".seg[tabindex]") not in {"", asked}, "Tab comes back to what is being read"


def test_space_and_the_page_keys_scroll_and_no_letter_does_anything(talk: str, open_page: OpenPage) -> None:
    page = open_page(f"{talk}/pt/index.html", viewport={"width": 700, "height": 500}, reduced_motion="reduce")
    page.locator(f"#{FIRST}").focus()
    for key in ("Space", "PageDown", "ArrowDown"):
        before = page.evaluate("scrollY")
        page.keyboard.press(key)
        page.wait_for_function("(before) => scrollY > before", arg=before)
    for key in "abcdefghijklmnopqrstuvwxyz0123456789":
        page.keyboard.press(key)
    assert paused(page)
    assert at(page) == ""
    page.locator("[data-do=toggle]").focus()
    page.keyboard.press("Space")
    page.locator(".player[data-playing]").wait_for()


def test_a_chord_of_the_browser_is_left_to_it(talk: str, open_page: OpenPage) -> None:
    page = open_page(f"{talk}/pt/index.html")
    page.locator(f"#{FIRST}").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+Enter")
    assert at(page, ":focus") == FIRST
    assert paused(page)


# The system's own controls


@pytest.mark.parametrize(
    ("lang", "title"), [("ar", "المنارة القديمة تضيء من جديد"), ("pt", "O velho farol volta a brilhar")]
)
def test_the_system_knows_what_plays_and_can_steer_it(
    talk: str, open_page: OpenPage, lang: str, title: str
) -> None:
    page = opened(open_page, f"{talk}/{lang}/index.html", LISTEN_IN)
    shown = page.evaluate("(({ title, artist }) => [title, artist])(navigator.mediaSession.metadata)")
    assert shown == [title, "Harbour Post"]
    end = 24.2 if lang == "ar" else 23.0
    asked: Sequence[tuple[str, dict[str, float], float]] = (
        ("seekto", {"seekTime": 12}, 12), ("seekforward", {}, 22), ("seekbackward", {"seekOffset": 4}, 18),
        ("seekbackward", {}, 8), ("previoustrack", {}, 6.2), ("nexttrack", {}, 7.4), ("seekto", {"seekTime": 99}, end),
    )  # fmt: skip
    for action, details, expected in asked:
        page.evaluate("([action, details]) => window.answers[action](details)", [action, details])
        assert now(page) == pytest.approx(expected, abs=0.03), action
    page.wait_for_function("(end) => Math.abs(window.told.at(-1).position - end) < 0.1", arg=end)
    state = page.evaluate("window.told.at(-1)")
    assert state == {
        "duration": pytest.approx(end, abs=0.1), "playbackRate": 1, "position": pytest.approx(end, abs=0.1),
    }  # fmt: skip
    page.evaluate("window.answers.seekto({ seekTime: 3 })")
    page.evaluate("window.answers.play()")
    page.locator(".player[data-playing]").wait_for()
    assert page.evaluate("navigator.mediaSession.playbackState") == "playing"
    page.evaluate("window.answers.pause()")
    page.locator(".player:not([data-playing])").wait_for()
    assert page.evaluate("navigator.mediaSession.playbackState") == "paused"


# Words


LIT = "[...(CSS.highlights.get('word') ?? [])].map(String)"


@pytest.mark.parametrize("lang", LANGS)
def test_each_word_lights_up_at_its_time(talk: str, open_page: OpenPage, lang: str) -> None:
    page = opened(open_page, f"{talk}/{lang}/index.html", LISTEN_IN)
    name = "s000000000a"  # with emphasis, a figure and a foreign word in it
    begin, said = time_of(page, name), page.locator(f"#{name}").inner_text()

    def lit(seconds: float) -> list[str]:
        page.evaluate("(time) => window.answers.seekto({ seekTime: time })", seconds)
        return list(page.evaluate(LIT))

    assert lit(begin + 0.01) == [], "not before it is asked for"
    page.locator("[data-setting=words]").check()
    words = said.split(" ")[:6]
    assert [lit(begin + (index * EIGHTH + 20) / 1000) for index in range(6)] == [[word] for word in words]
    assert lit(begin + 1.1) == [], "nothing in the pause after the sentence"
    lit(begin + 0.2)
    assert axe(page) == []
    keep(page, f"player-{lang}-word")
    page.reload()
    assert page.locator("[data-setting=words]").is_checked()


def test_without_highlights_of_its_own_a_browser_marks_the_sentence(talk: str, open_page: OpenPage) -> None:
    page = opened(
        open_page, f"{talk}/ar/index.html", "delete CSS.highlights; delete CSS.__proto__.highlights;"
    )
    if page.evaluate("'highlights' in CSS"):
        pytest.skip("this browser does not let go of its highlights")
    assert not page.locator("[data-setting=words]").is_visible()
    forwards(page, 2)
    assert at(page) == SECOND


# Nothing moves


SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(sum))));
})"""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", [{"width": 1000, "height": 1600}, {"width": 320, "height": 1600}])
def test_nothing_moves_when_the_script_takes_over(
    talk: str, open_page: OpenPage, lang: str, size: dict[str, int]
) -> None:
    page = open_page(f"{talk}/{lang}/index.html", viewport=size)
    assert page.evaluate(SHIFTS) < 0.01
    page.evaluate("""() => {
      localStorage.setItem("editions", JSON.stringify({ size: "150", lines: "wide", ease: "on", words: "on", speed: "1.5" }));
      localStorage.setItem(`editions ${location.pathname}`, "s0000000007 300");
    }""")
    page.reload()
    assert page.locator(".continue").is_visible()
    assert page.evaluate(SHIFTS) < 0.01
    page.evaluate(
        "document.querySelector('h1').before(Object.assign(document.createElement('p'), { textContent: 'x' }))"
    )
    assert page.evaluate(SHIFTS) > 0.01, "the measure sees what does move"


def test_a_script_that_does_not_come_leaves_the_browser_s_own_controls(talk: str, browser: Browser) -> None:
    for lost in ("player", "reading", "early"):
        context = browser.new_context()
        page = context.new_page()
        page.route(f"**/{lost}.js", lambda route: route.abort())
        page.goto(f"{talk}/ar/index.html")
        assert page.locator("audio[controls]").is_visible(), lost
        assert not page.locator(".controls").is_visible(), lost
        assert page.locator(".reading").is_visible() is (lost == "player"), lost
        context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_keyboard_reaches_every_sentence_from_the_text(talk: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(f"{talk}/{lang}/index.html")
    every = page.evaluate("[...document.querySelectorAll('.seg[data-begin]')].map((each) => each.id)")
    assert len(every) == len(in_order(lighthouse(AR if lang == "ar" else PT)))
    page.locator(f"#{FIRST}").focus()
    seen = [at(page, ":focus")]
    for _ in every:
        page.keyboard.press("ArrowLeft" if lang == "ar" else "ArrowRight")
        seen.append(at(page, ":focus"))
    assert seen == [*every, every[-1]], "it ends at the last one, and nothing is caught there"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.seg') === null")
