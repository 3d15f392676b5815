"""The audit's browser finds every defect that it is there for, in Arabic and in a left-to-right language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.verify.browser.axe import _of_page as axe_of_page
from pipeline.verify.browser.axe import prepare, run
from pipeline.verify.browser.looks import of_page
from pipeline.verify.browser.rules import RULES
from pipeline.verify.browser.session import Session, served
from tests.browser.sound import tone_mp3
from tests.verify.browser_canaries import CANARIES, Canary, clean, styled

PAIRS = [(name, lang) for name, canary in CANARIES.items() for lang in canary.langs]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    (made / "sound.mp3").write_bytes(tone_mp3(320_000, 16_000))
    (made / "index.html").write_text("<!DOCTYPE html><title>a tree</title>")
    (made / "manifest.json").write_text("{}")
    (made / "broken.mp3").write_bytes(b"no sound at all " * 99)
    return made


@pytest.fixture(scope="module")
def running(folder: Path, browser: Browser) -> Iterator[Session]:
    with served(folder) as address:
        yield Session(browser, address)


def found(running: Session, folder: Path, lang: str, page: str, tool: str) -> set[str]:
    """The codes that one tool finds on a page."""
    (folder / "page.html").write_text(page, "utf-8")
    direction = "rtl" if lang == "ar" else "ltr"
    if tool == "browser":
        return {fault.code for fault in of_page(running, "page.html", direction, lang)}
    with running.open("page.html", bypass_csp=True) as opened:
        prepare(opened.page)
        return {fault.code for fault in axe_of_page(opened.page, "page.html", direction)}


@pytest.mark.parametrize("tool", ["browser", "axe"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_nothing_is_wrong_with_a_good_page(running: Session, folder: Path, lang: str, tool: str) -> None:
    assert sorted(found(running, folder, lang, clean(lang), tool)) == []


@pytest.mark.parametrize(("name", "lang"), PAIRS)
def test_a_defect_is_found(running: Session, folder: Path, name: str, lang: str) -> None:
    canary: Canary = CANARIES[name]
    tool = canary.code.partition(".")[0]
    assert canary.code in found(running, folder, lang, canary.spoil(clean(lang)), tool)


def test_every_rule_has_its_canary() -> None:
    assert {canary.code for canary in CANARIES.values()} >= {rule.code for rule in RULES.values()}


def test_without_the_swap_of_letters_faint_arabic_would_escape(running: Session, folder: Path) -> None:
    """The reason for the swap: the day this fails, axe has learnt to read."""
    (folder / "page.html").write_text(styled(".body p { color: #ccc; }")(clean("ar")), "utf-8")
    plain = "(tags) => axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast']}}).then((each) => each.violations.length)"
    with running.open("page.html", bypass_csp=True) as opened:
        prepare(opened.page)
        assert opened.page.evaluate(plain) == 0
        assert {each["rule"] for each in run(opened.page)} == {"color-contrast"}
