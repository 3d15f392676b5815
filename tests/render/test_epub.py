"""Books: what is in them, that all of it is spoken in its order, that validators agree."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.language import Lang
from pipeline.model import Edition, WordTime
from pipeline.narrate.script import in_order
from pipeline.render.epub import book, issue_files
from tests.browser.sound import tone_mp3
from tests.render.samples import AR, EN, PT, failed, lighthouse

NAMES = {
    "s": "http://www.w3.org/ns/SMIL",
    "o": "http://www.idpf.org/2007/opf",
    "h": "http://www.w3.org/1999/xhtml",
}


def xpath(node: etree._Element, path: str) -> Any:
    """A list, or a number."""
    return node.xpath(path, namespaces=NAMES)


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def sounding(lang: Lang, *, words: bool = False) -> Edition:
    edition = lighthouse(lang)
    assert edition.track
    sound = tone_mp3(edition.track.samples, edition.track.sample_rate)
    edition = lighthouse(lang, sound=sound)
    return with_words(edition) if words else edition


def with_words(edition: Edition) -> Edition:
    """Each clip has two words of equal length in time, however long."""
    from dataclasses import replace

    assert edition.track
    clips = []
    for clip in edition.track.clips:
        text = edition.shown[clip.segment_id][0]
        cut, middle = text.find(" "), (clip.begin + clip.end) // 2
        halves = ((0, cut, clip.begin, middle), (cut + 1, len(text), middle, clip.end)) if cut > 0 else ()
        clips.append(replace(clip, words=tuple(WordTime(*half) for half in halves)))
    return edition.but(track=replace(edition.track, clips=tuple(clips)))


@pytest.mark.parametrize("lang", [AR, PT])
@pytest.mark.parametrize("name", ["package.opf", "nav.xhtml", "nav.smil", "article.xhtml", "article.smil"])
def test_golden(lang: Lang, name: str, file_regression: FileRegressionFixture) -> None:
    text = opened(book(lighthouse(lang))).read(f"EPUB/{name}").decode()
    file_regression.check(
        text, basename=f"{lang}-{Path(name).stem}", extension=Path(name).suffix, encoding="utf-8"
    )


@pytest.mark.parametrize("lang", [EN, AR, PT])
@pytest.mark.parametrize("words", [False, True])
def test_all_that_is_shown_is_spoken_once_in_its_order(lang: Lang, words: bool) -> None:
    edition = sounding(lang, words=words)
    archive = opened(book(edition, words=words))
    smil = etree.fromstring(archive.read("EPUB/article.smil"))
    spoken = [str(src).partition("#")[2] for src in xpath(smil, "//s:text/@src | //s:seq/@*")]
    sentences = [name for name in spoken if "-w" not in name]
    assert sentences == [part.id for part in in_order(edition)]
    document = etree.fromstring(archive.read("EPUB/article.xhtml"))
    loose = xpath(document, "//h:body//text()[normalize-space() and not(ancestor::h:span[@class='seg'])]")
    assert loose == []
    ids = [str(name) for name in xpath(document, "//@id")]
    assert [name for name in ids if name in set(spoken)] == [name for name in spoken if name in set(ids)]


@pytest.mark.parametrize("lang", [EN, AR, PT])
def test_the_contents_are_spoken_in_their_order(lang: Lang) -> None:
    archive = opened(book(sounding(lang)))
    nav, smil = (etree.fromstring(archive.read(f"EPUB/nav.{ending}")) for ending in ("xhtml", "smil"))
    shown = "//h:nav[not(@hidden)]//h:a"
    spoken = [str(src).partition("#")[2] for src in xpath(smil, "//s:text/@src")]
    assert [str(name) for name in xpath(nav, f"{shown}//@id")] == spoken
    assert xpath(nav, f"{shown}//text()[normalize-space() and not(ancestor::h:span[@id])]") == []


@pytest.mark.parametrize("words", [False, True])
def test_durations_add_up(words: bool) -> None:
    archive = opened(book(sounding(PT, words=words), words=words))
    package = etree.fromstring(archive.read("EPUB/package.opf"))
    told = {
        meta.get("refines"): float(meta.text[:-1])
        for meta in xpath(package, "//o:meta[@property='media:duration']")
    }
    assert told.pop(None) == pytest.approx(sum(told.values()))
    for name, item in (("nav", "#nav-overlay"), ("article", "#article-1-overlay")):
        smil = etree.fromstring(archive.read(f"EPUB/{name}.smil"))
        clips = [
            float(audio.attrib["clipEnd"][:-1]) - float(audio.attrib["clipBegin"][:-1])
            for audio in smil.iter("{*}audio")
        ]
        assert told[item] == pytest.approx(sum(clips))


def test_words_keep_the_text_and_cross_nothing() -> None:
    for lang in (EN, AR):
        plain, marked = (etree.fromstring(opened(book(sounding(lang, words=words), words=words)).read("EPUB/article.xhtml")) for words in (False, True))  # fmt: skip
        assert xpath(plain, "string()") == xpath(marked, "string()")
        assert xpath(marked, "count(//h:span[contains(@id, '-w')])") > 10


def test_the_same_edition_gives_the_same_bytes_and_mimetype_comes_first() -> None:
    data = book(lighthouse(AR))
    assert data == book(lighthouse(AR))
    first = opened(data).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_without_sound_there_is_no_overlay() -> None:
    archive = opened(book(lighthouse(PT).but(track=None)))
    assert not [name for name in archive.namelist() if name.endswith(".smil")]
    package = archive.read("EPUB/package.opf").decode()
    assert "auditory" not in package
    assert "media:" not in package


def test_an_issue_holds_all_articles_of_a_language() -> None:
    from dataclasses import replace

    other = sounding(PT).but(article=replace(lighthouse(PT).article, slug="other"))
    files = issue_files([sounding(EN), sounding(PT), other, failed(AR)], "Revista nº 7")
    assert [file.path for file in files] == ["issues/revista-no-7.en.epub", "issues/revista-no-7.pt.epub"]
    names = opened(files[1].data).namelist()
    assert {"EPUB/lighthouse/article.xhtml", "EPUB/other/article.xhtml", "EPUB/other/narration.mp3"} <= set(
        names
    )
    assert issue_files([sounding(EN)], "") == []


def test_nothing_claims_conformance() -> None:
    for lang in (AR, PT):
        assert b"conformsTo" not in opened(book(lighthouse(lang))).read("EPUB/package.opf")
