"""What a reader can have shown beside a sentence: the original, how it was made, and never a finding."""

from dataclasses import replace

import pytest
from lxml.html import HtmlElement

from pipeline.language import Lang
from pipeline.model import Edition, Finding
from pipeline.render.page import page
from tests.render.reading import document, one
from tests.render.samples import AR, EN, ES, PT, failed, lighthouse

TRANSLATED = [AR, PT]


def parsed(edition: Edition, source: Edition | None = None) -> HtmlElement:
    return document(page(edition, [source or lighthouse(EN), edition], [failed(ES)]))


@pytest.mark.parametrize("lang", TRANSLATED, ids=str)
def test_the_originals_wait_in_a_template_in_their_own_language(lang: Lang) -> None:
    edition = lighthouse(lang)
    shelf = one(parsed(edition), "//template[@data-originals]")
    assert (shelf.get("lang"), shelf.get("dir")) == ("en", "ltr")
    assert shelf.get("data-audio") == "../en/narration.mp3"
    told = {each.get("data-of"): each.text_content() for each in shelf.xpath("./span")}
    pairs = zip(edition.segments, edition.targets, strict=True)
    assert told == {segment.id: segment.text for segment, target in pairs if target.state != "untranslated"}


@pytest.mark.parametrize("lang", TRANSLATED, ids=str)
def test_an_original_sounds_when_the_source_edition_says_it(lang: Lang) -> None:
    source = lighthouse(EN)
    assert source.track
    at = source.track.milliseconds
    clips = {clip.segment_id: (at(clip.begin), at(clip.end)) for clip in source.track.clips}
    spans = one(parsed(lighthouse(lang), source), "//template[@data-originals]").xpath("./span")
    timed = {
        each.get("data-of"): (int(each.get("data-begin")), int(each.get("data-end")))
        for each in spans
        if each.get("data-begin")
    }
    assert timed == {name: clips[name] for name in timed}
    assert len(timed) > 10
    silent = one(parsed(lighthouse(lang), source.but(track=None)), "//template[@data-originals]")
    assert (silent.get("data-audio"), silent.xpath("./span/@data-begin")) == ("", [])


def test_the_original_page_has_nothing_to_compare() -> None:
    assert parsed(lighthouse(EN)).xpath("//template|//*[@data-show]|//*[@data-do='compare']") == []


def test_an_original_from_right_to_left_keeps_its_side() -> None:
    arabic = lighthouse(AR, untranslated=0)
    article = replace(arabic.article, lang=AR)
    said = {target.segment_id: target for target in lighthouse(EN).targets}
    segments = tuple(
        replace(segment, text=target.text, marks=target.marks)
        for segment, target in zip(arabic.segments, arabic.targets, strict=True)
    )
    targets = tuple(replace(said[segment.id], state="machine", engine="echo") for segment in segments)
    edition = replace(arabic, article=article, lang=EN, segments=segments, targets=targets, track=None)
    shelf = one(document(page(edition, [edition], [])), "//template[@data-originals]")
    assert (shelf.get("lang"), shelf.get("dir")) == ("ar", "rtl")
    number = one(shelf, ".//*[@data-of='s000000000b']//bdi")
    assert (number.text, number.get("dir")) == ("+1 202-555-0143", "ltr")


@pytest.mark.parametrize(
    ("lang", "labels"),
    [(AR, {"untranslated": "غير مترجمة", "post-edited": "منقّحة"}), (PT, {"machine": "Tradução automática"})],
    ids=str,
)
def test_each_state_that_occurs_has_a_label_in_the_language_of_the_page(
    lang: Lang, labels: dict[str, str]
) -> None:
    shelf = one(parsed(lighthouse(lang)), "//template[@data-shelf]")
    told = {each.get("data-made"): each.text_content() for each in shelf.xpath("./span[@data-made]")}
    assert told == labels
    assert set(shelf.xpath(".//@lang")) == {str(lang), "en"}


@pytest.mark.parametrize("lang", [EN, *TRANSLATED], ids=str)
def test_findings_are_never_shown_to_readers(lang: Lang) -> None:
    edition = lighthouse(lang)
    findings = (
        Finding(
            "check.secret-code", "blocking", edition.segments[3].id, "A secret message.", "secret evidence"
        ),
        Finding("read.secret-code", "warning", "lighthouse.txt:3", "A secret message.", "secret evidence"),
    )
    article = replace(edition.article, findings=findings)
    told = page(edition.but(article=article, findings=findings), [lighthouse(EN), edition], [])
    assert b"secret" not in told
