"""A site of more than twenty editions: all articles of `seeds/`, long and short, with lists, quotations, figures, code and numbers,
one of them written in Arabic."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from pipeline.language import Lang
from pipeline.publish import publish, source_files
from pipeline.report import Report
from pipeline.verify import audit
from tests.catalogues import ROOT
from tests.sample.build import options_in

MADE = {
    "aleppo-last-goodbyes": {"en", "ar", "pt", "es"},
    "bread-at-home": {"en", "ar", "pt", "es"},
    "harbour-lamps": {"en", "pt", "es"},
    "lighthouse-keeper-interview": {"en", "ar", "pt", "es"},
    "old-port-ar": {"ar", "en"},
    "valley-in-numbers": {"en", "ar", "pt", "es"},
}


SITE = "https://news.example/"
WITH_CODE_AND_NUMBERS = ("bread-at-home.md", "valley-in-numbers.md")
"""What no voice says, and what is hard to say."""
QUICK = "tree,page,style,links,feeds,audio,epub,epubcheck,browser,axe"
"""All tools but the two that take minutes."""


@pytest.fixture(scope="module")
def site(catalogues: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    options = options_in(tmp_path_factory.mktemp("site"))
    to = tuple(map(Lang.parse, ("ar", "pt", "es", "en")))
    report = publish(source_files([ROOT / "seeds"]), replace(options, to=to, audio="none", site=SITE))
    return options.out, report


def editions(out: Path) -> Mapping[str, Mapping[str, Any]]:
    articles = json.loads((out / "report.json").read_bytes())["articles"]
    return {slug: article["editions"] for slug, article in articles.items()}


def test_twenty_one_editions_are_made_and_each_failure_is_one_clear_line(site: tuple[Path, Report]) -> None:
    out, report = site
    made = {
        slug: {tag for tag, each in found.items() if "failure" not in each}
        for slug, found in editions(out).items()
    }
    assert made == MADE
    assert sum(map(len, made.values())) == 21
    failures = list(report.failures())
    missing = (("harbour-lamps", "en", "ar"), ("old-port-ar", "ar", "pt"), ("old-port-ar", "ar", "es"))
    assert failures == [
        f"{name} ({to}): No installed engine translates {lang} to {to}. "
        f"Install one: editions models install translate-{lang}_{to}.argosmodel"
        for name, lang, to in missing
    ]
    assert report.exit_code == 1


def test_hand_made_translations_are_taken_whole(site: tuple[Path, Report]) -> None:
    found = editions(site[0])
    for slug, tag in (("lighthouse-keeper-interview", "ar"), ("old-port-ar", "en")):
        assert set(found[slug][tag]["states"]) == {"post-edited"}
    program = found["bread-at-home"]["ar"]["states"].pop("source")
    assert set(found["bread-at-home"]["ar"]["states"]) == {"post-edited"}
    assert program == 1
    figures = 5 * 4  # the cells of a table that are nothing but a number stay as they are
    assert found["valley-in-numbers"]["ar"]["states"] == {"post-edited": 47, "source": figures}


def test_memories_hold_nothing_that_their_article_does_not_say(site: tuple[Path, Report]) -> None:
    said = {}
    for slug, tag, edition in site[1].editions():
        if "failure" not in edition:
            record = json.loads((site[0] / slug / tag / "edition.json").read_bytes())
            name = site[1].articles[slug]["source"]
            said[f"{name}.{tag}.xlf"] = {segment["id"] for segment in record["segments"]}
    for memory in sorted((ROOT / "seeds").glob("*.xlf")):
        units = etree.parse(memory).iter("{*}trans-unit")
        assert {unit.get("id") for unit in units} - said[memory.name] == set()


def test_nothing_blocks_publication(site: tuple[Path, Report]) -> None:
    found = [
        (slug, tag, finding["code"], finding["place"])
        for slug, tag, edition in site[1].editions()
        for finding in edition.get("findings", ())
        if finding["severity"] == "blocking"
    ]
    assert found == []


@pytest.mark.parametrize(("tag", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_an_article_from_arabic(site: tuple[Path, Report], tag: str, direction: str) -> None:
    root = html.parse(site[0] / "old-port-ar" / tag / "index.html").getroot()
    assert (root.get("lang"), root.get("dir")) == (tag, direction)
    assert ("الميناء القديم" if tag == "ar" else "The old port") in root.text_content()


def test_the_audit_finds_nothing(site: tuple[Path, Report]) -> None:
    done = audit(site[0], only=("tree", "page", "style", "links", "feeds", "epub"))
    assert [f"{fault.place}: {fault.message} {fault.evidence}" for fault in done.faults] == []


def verified(out: Path, *flags: str) -> str:
    """What the command prints: it must end well and every tool must run.

    In a process of its own, since Playwright runs only once in one.
    """
    command = [str(Path(sys.executable).with_name("editions")), "verify", str(out), "--strict", *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "did not run" not in done.stdout, done.stdout
    return done.stdout


@pytest.mark.browser
def test_nor_does_it_find_anything_in_what_is_spoken(catalogues: None, tmp_path: Path) -> None:
    options = replace(options_in(tmp_path), to=(Lang.parse("ar"),), site=SITE)
    report = publish([ROOT / "seeds" / name for name in WITH_CODE_AND_NUMBERS], options)
    assert report.exit_code == 0
    told = verified(options.out, "--only", QUICK)
    assert "audio: nothing found in 4" in told
    assert "epubcheck: nothing found in 4" in told


@pytest.mark.nightly
def test_no_tool_finds_anything_in_the_whole_site_with_its_sound(catalogues: None, tmp_path: Path) -> None:
    options = replace(options_in(tmp_path), to=tuple(map(Lang.parse, ("ar", "pt", "es", "en"))), site=SITE)
    publish(source_files([ROOT / "seeds"]), replace(options, collection="All of it"))
    assert "audio: nothing found in 21" in verified(options.out)
