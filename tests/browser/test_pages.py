"""The pages in Chromium: what a reader with eyes, ears, a keyboard or a screen reader meets."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from pipeline.narrate.script import in_order
from pipeline.render import site_files
from tests.browser.conftest import OpenPage, Serve, axe, keep, listen, write
from tests.render.samples import AR, family, lighthouse

pytestmark = pytest.mark.browser

LANGS = ["en", "ar", "pt"]
NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}
"""1280 by 1024 pixels at 400 %."""

CURRENT = "[aria-current=true]"
TEXT_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-block-end: 2em !important }"
)
"""The overrides of WCAG 1.4.12, put on by the test as a reader's browser would."""


def edition(site: str, lang: str) -> str:
    return f"{site}/lighthouse/{lang}/index.html"


def overflow(page: Page) -> int:
    """CSS pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def current(page: Page) -> str:
    return str(page.evaluate(f"document.querySelector('{CURRENT}')?.id ?? ''"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_a_sentence_marked(
    site: str, open_page: OpenPage, lang: str, scheme: str
) -> None:
    page = open_page(edition(site, lang), color_scheme=scheme, viewport={"width": 1000, "height": 900})
    assert axe(page) == []
    while not page.locator(f"{CURRENT} a").count():  # as far as a sentence with a link in it
        page.locator("[data-do=next]").click()
    assert axe(page) == []
    keep(page, f"sample-{lang}-{scheme}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_front_page(site: str, open_page: OpenPage, scheme: str) -> None:
    page = open_page(f"{site}/index.html", color_scheme=scheme)
    assert axe(page) == []
    keep(page, f"sample-front-{scheme}")


def test_axe_finds_nothing_without_the_script(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "ar"))
    page.route("**/player.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    assert page.locator("audio[controls]").count() == 1
    assert axe(page) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_audio_plays_and_the_highlight_moves(site: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(edition(site, lang))
    assert current(page) == ""
    assert listen(page) == ("s0000000003", "s0000000004")
    assert page.locator(CURRENT).count() == 1
    assert page.evaluate("document.querySelector('audio').paused")


def test_a_click_on_a_sentence_plays_from_it(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "pt"))
    page.locator("#s000000000b").click()
    page.locator(".player[data-playing]").wait_for()
    assert page.evaluate("document.querySelector('audio').currentTime") >= 13.4
    assert current(page) in {"s000000000b", "n4"}


def test_a_link_in_a_sentence_is_a_link(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "pt"))
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    page.locator(".seg a").click()
    assert page.evaluate("document.querySelector('audio').paused")


def test_the_keyboard_reaches_every_sentence(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "ar"))
    page.locator("[data-do=next]").focus()
    seen = []
    spoken = [part.id for part in in_order(lighthouse(AR))]
    for _ in spoken:
        page.keyboard.press("Enter")
        seen.append(current(page))
    assert seen == spoken
    page.locator("[data-do=previous]").focus()
    page.keyboard.press("Enter")
    assert current(page) == "s0000000010"
    assert page.evaluate("document.querySelector('audio').paused")


def test_arrows_seek_and_the_slider_tells_its_value_in_words(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "pt"))
    slider = page.locator("[data-position]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "0 minuto e 5 segundos"
    assert current(page) == "n2"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.querySelector('audio').currentTime") == 0


def test_the_speed_can_be_chosen(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "pt"))
    page.get_by_label("Velocidade").select_option("1,5×")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5


def test_a_reader_who_changes_language_stays_at_the_sentence(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "pt"))
    page.locator("#s000000000b").click()
    page.locator("[data-do=toggle]").click()
    at = current(page)
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url("**/ar/index.html#*")
    assert (page.evaluate("location.hash"), current(page)) == (f"#{at}", at)


@pytest.mark.parametrize("lang", LANGS)
def test_the_skip_link_is_the_first_stop_and_moves_the_focus(
    site: str, open_page: OpenPage, lang: str
) -> None:
    page = open_page(edition(site, lang))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


STOPS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    what: element.outerHTML.slice(0, 60),
    end: element === document.body,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    inText: element.closest(".seg, .absent") !== null,
    size: Math.min(box.width, box.height),
    seen: at !== null && (element.contains(at) || at.contains(element)),
  };
}"""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", [{"width": 1000, "height": 800}, NARROW], ids=["wide", "narrow"])
def test_every_tab_stop_is_seen_outlined_and_large_enough(
    site: str, open_page: OpenPage, lang: str, size: dict[str, int]
) -> None:
    page = open_page(edition(site, lang), viewport=size)
    stops: list[dict[str, Any]] = []
    while not stops or not stops[-1]["end"]:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOPS))
    assert len(stops) == (19 if lang == "en" else 21)
    assert sum(stop["what"].startswith("<span") for stop in stops) == 1, "the text is one stop"
    for stop in stops[:-1]:
        assert stop["outline"] >= 2, stop
        assert stop["seen"], stop
        assert stop["inText"] or stop["size"] >= 24, stop


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", [NARROW, ZOOMED], ids=["320px", "400%"])
def test_nothing_scrolls_sideways(site: str, open_page: OpenPage, lang: str, size: dict[str, int]) -> None:
    page = open_page(edition(site, lang), viewport=size)
    assert overflow(page) == 0
    page.evaluate(
        "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
        TEXT_SPACING,
    )
    assert overflow(page) == 0
    clipped = page.evaluate(
        "[...document.querySelectorAll('body *:not(.unseen, .unseen-when-narrow, .skip)')].filter((each) =>"
        " getComputedStyle(each).overflow !== 'visible' && each.scrollWidth > each.clientWidth + 1"
        " && each.localName !== 'input' && each.localName !== 'select').map((each) => each.outerHTML.slice(0, 80))"
    )
    assert clipped == []
    keep(page, f"sample-{lang}-{size['height']}")


def test_the_bar_stays_in_view_where_there_is_room_and_only_there(site: str, open_page: OpenPage) -> None:
    for height, stays in ((800, True), (400, False)):
        page = open_page(edition(site, "ar"), viewport={"width": 800, "height": height})
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        box = page.locator(".player").bounding_box()
        assert box
        assert (box["y"] >= 0) is stays, height


def test_forced_colours_still_tell_the_current_sentence(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "pt"), forced_colors="active", reduced_motion="reduce")
    page.locator("[data-do=next]").click()
    selected = page.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.setProperty("forced-color-adjust", "none");
      probe.style.setProperty("background-color", "Highlight");
      return getComputedStyle(probe).backgroundColor;
    }""")
    look = "(path) => getComputedStyle(document.querySelector(path)).backgroundColor"
    assert page.evaluate(look, CURRENT) == selected
    assert page.evaluate(look, "#s0000000009") != selected


def test_the_current_sentence_is_told_by_more_than_colour(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "ar"))
    page.locator("[data-do=next]").click()
    assert (
        page.evaluate(f"getComputedStyle(document.querySelector('{CURRENT}')).textDecorationLine")
        == "underline"
    )


@pytest.mark.parametrize(("motion", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_scrolling_respects_reduced_motion(
    site: str, open_page: OpenPage, motion: str, behaviour: str
) -> None:
    page = open_page(edition(site, "pt"), reduced_motion=motion, viewport={"width": 600, "height": 500})
    page.evaluate("() => { Element.prototype.scrollIntoView = (how) => { window.asked = how.behavior; }; }")
    page.locator("[data-position]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("window.asked") == behaviour


def test_print_has_the_whole_text_and_no_player(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "ar"))
    page.emulate_media(media="print")
    for path in (".player", ".narration", ".skip", ".languages"):
        assert not page.locator(path).first.is_visible(), path
    assert page.locator(".seg").filter(visible=True).count() == len(lighthouse(AR).shown)
    assert page.locator(".notice").is_visible()


def test_without_the_script_the_text_and_the_controls_of_the_browser_are_there(
    site: str, open_page: OpenPage
) -> None:
    page = open_page(edition(site, "ar"), java_script_enabled=False)
    assert page.locator("audio[controls]").is_visible()
    assert not page.locator(".controls").is_visible()
    assert page.locator(".seg").filter(visible=True).count() == len(lighthouse(AR).shown)


def test_a_tree_opened_from_a_disk_works(tree: Path, open_page: OpenPage) -> None:
    page = open_page((tree / "index.html").as_uri())
    page.get_by_role("link", name="المنارة القديمة تضيء من جديد").click()
    assert listen(page) == ("s0000000003", "s0000000004")
    page.get_by_role("link", name="English").click()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("getComputedStyle(document.body).display") == "grid"


@pytest.mark.parametrize("lang", LANGS)
def test_the_direction_is_the_language_s(site: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(edition(site, lang))
    expected = "rtl" if lang == "ar" else "ltr"
    assert page.evaluate("getComputedStyle(document.body).direction") == expected


ORDER = """(part) => {
  const nodes = document.createTreeWalker(document.querySelector(".body"), NodeFilter.SHOW_TEXT);
  for (let node; (node = nodes.nextNode()); ) {
    const begin = node.data.indexOf(part);
    if (begin < 0) continue;
    const at = [...part].map((char, index) => {
      const range = document.createRange();
      range.setStart(node, begin + index);
      range.setEnd(node, begin + index + 1);
      return [range.getBoundingClientRect().x, char];
    });
    return at.sort((one, other) => one[0] - other[0]).map((each) => each[1]).join("");
  }
}"""


@pytest.mark.parametrize("part", ["+1 202-555-0143", "C++", "-5", "90%", "Harbour Post", "Tom Reed"])
def test_foreign_runs_and_figures_keep_their_order_in_arabic(
    site: str, open_page: OpenPage, part: str
) -> None:
    page = open_page(edition(site, "ar"))
    assert page.evaluate(ORDER, part) == part


def test_arabic_is_neither_slanted_nor_spaced(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "ar"))
    look = "(path) => { const s = getComputedStyle(document.querySelector(path)); return [s.fontStyle, s.letterSpacing, s.textAlign]; }"
    assert page.evaluate(look, ".seg em") == ["normal", "normal", "start"]
    line = page.evaluate(
        "(() => { const s = getComputedStyle(document.querySelector('.body p')); return parseFloat(s.lineHeight) / parseFloat(s.fontSize); })()"
    )
    assert 1.7 <= line <= 1.9


@pytest.mark.parametrize("lang", LANGS)
def test_the_browser_reads_the_captions(site: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(edition(site, lang))
    cues = page.evaluate("""() => new Promise((done) => {
      const element = document.querySelector("track");
      element.addEventListener("load", () => done([...element.track.cues].map((cue) => [cue.id, cue.startTime, cue.endTime])));
      element.track.mode = "hidden";
    })""")
    spans = page.evaluate(
        "[...document.querySelectorAll('.seg[data-begin]')].map((each) => [each.id, each.dataset.begin / 1000, each.dataset.end / 1000])"
    )
    assert cues == spans
    assert cues[-1][2] <= page.evaluate("document.querySelector('audio').duration")


def test_the_player_is_in_the_accessibility_tree_in_the_language_of_the_page(
    site: str, open_page: OpenPage
) -> None:
    page = open_page(edition(site, "ar"))
    snapshot = page.locator("body").aria_snapshot()
    for line in (
        "link \"انتقل إلى المقال\"", "navigation \"اللغات\"", "region \"استمع إلى هذا المقال\"",
        "button \"الجملة السابقة\"", "button \"استمع\"", "button \"الجملة التالية\"", "slider \"موضع التشغيل\"",
        "combobox \"السرعة\"", "checkbox \"تتبّع النص\"", "note \"عن هذه الترجمة\"",
    ):  # fmt: skip
        assert line in snapshot, snapshot


def test_a_publisher_s_font_is_the_one_that_is_drawn(
    tree: Path, serve: Serve, open_page: OpenPage, tmp_path: Path
) -> None:
    font = Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Bold.ttf")
    if not font.exists():
        pytest.skip("a font to try is not installed: apt-get install fonts-noto-core")
    shutil.copytree(tree, tmp_path / "tree")
    write(site_files(family(), fonts={"ar": font}), tmp_path / "tree")
    page = open_page(edition(serve(tmp_path / "tree"), "ar"))
    page.evaluate("document.fonts.ready.then(() => true)")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "#s000000000f"})["nodeId"]
    drawn = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [each["isCustomFont"] for each in drawn] == [True], json.dumps(drawn)


def test_bad_contrast_in_arabic_does_not_escape(site: str, open_page: OpenPage) -> None:
    page = open_page(edition(site, "ar"))
    page.evaluate("document.querySelector('#s000000000f').style.setProperty('color', '#aaa')")
    assert [line.split(":")[0] for line in axe(page)] == ["color-contrast"]
