"""Books of what is rare: endless and deep texts, odd links, words across marks, texts that no voice read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.annotate import annotate
from pipeline.language import Lang
from pipeline.model import Article, Block, Edition, Mark, Segment, Sound, Target, WordTime
from pipeline.narrate.encode import ENCODINGS, encode
from pipeline.narrate.script import in_order
from pipeline.options import Options
from pipeline.publish import write
from pipeline.render import Render
from pipeline.render.epub import book, issue_files
from pipeline.render.epub.links import book_address
from pipeline.render.epub.words import XHTML, mark_words
from pipeline.render.inline import inline
from pipeline.store import Tree
from tests.browser.sound import tone_mp3
from tests.render.samples import AR, EN, PT, lighthouse, track
from tests.render.test_epub import opened, sounding, with_words, xpath

LINKS = {
    "https://example.org/a b": "https://example.org/a%20b",
    "https://example.org/[x]?q=[y]#[z]": "https://example.org/%5Bx%5D?q=%5By%5D#%5Bz%5D",
    "https://example.org/100%": "https://example.org/100%25",
    "https://example.org/%D8%B5?a=1&b=2#c": "https://example.org/%D8%B5?a=1&b=2#c",
    "https://مثال.إختبار/صفحة": "https://مثال.إختبار/صفحة",
    "http://[::1]:80/": "http://[::1]:80/",
    "mailto:a b@example.org?body=50%": "mailto:a%20b@example.org?body=50%25",
    "https://example.org/\u202ea": "https://example.org/%E2%80%AEa",
    "#part": "", "http://": "", "https:///x": "", "http://exa mple.org": "", "https://a:99999/": "", "https://a@b.org/": "",
    "https://example..org/": "", "https://.org": "", "mailto:": "", "http://[x/": "",
}  # fmt: skip


def paragraph(text: str, *marks: Mark) -> tuple[Block, tuple[Mark, ...]]:
    return Block("paragraph", text), marks


def edition_of(said: Sequence[tuple[Block, tuple[Mark, ...]]], lang: Lang = EN) -> Edition:
    """A source edition, a sentence a block, its sound silent: a title, then what is given."""
    blocks = [(Block("title", "A title"), ()), *said]
    article = Article("odd", "odd", lang, tuple(block for block, _ in blocks))
    segments = tuple(
        Segment(f"s{index}", index, block.text, "", marks) for index, (block, marks) in enumerate(blocks)
    )
    targets = tuple(Target(each.id, each.text, "source", lang, marks=each.marks) for each in segments)
    (edition,) = annotate([Edition(article, lang, segments, targets)])
    return edition.but(track=track([part.id for part in in_order(edition)], b"not really sound"))


def words_of(text: str, *places: tuple[int, int]) -> tuple[WordTime, ...]:
    return tuple(WordTime(begin, end, number, number + 1) for number, (begin, end) in enumerate(places))


def sentence_of(text: str, *marks: Mark) -> etree._Element:
    inside = inline(text, marks, lang=EN, source=EN)
    return etree.fromstring(f'<span xmlns="{XHTML}" id="s">{inside}</span>')


def lit(sentence: etree._Element) -> list[str]:
    """What the elements of the words hold."""
    return [str(xpath(word, "string()")) for word in xpath(sentence, ".//h:span[contains(@id, '-w')]")]


def test_a_text_without_an_end_is_whole() -> None:
    """Longer than the 10 MB of one text after which readers of HTML stop without a word."""
    edition = edition_of([paragraph("word " * 2_400_000 + "end"), paragraph("After it.")])
    document = opened(book(edition)).read("EPUB/article.xhtml")
    assert b"word end<" in document
    assert b"After it." in document


def test_marks_in_marks_without_an_end_are_whole() -> None:
    """Deeper than the 255 elements at which readers of HTML stop; and no word of them is lost on the way."""
    depth = 400
    text = "x " * depth + "inner" + " y" * depth
    marks = [Mark("strong", 2 * at, len(text) - 2 * at) for at in range(depth)]
    edition = edition_of([paragraph(text, *marks), paragraph("After it.")])
    for words in (False, True):
        document = etree.fromstring(
            opened(book(with_words(edition), words=words)).read("EPUB/article.xhtml"),
            etree.XMLParser(huge_tree=True),
        )
        assert text in str(xpath(document, "string(//h:body)"))
        assert "After it." in str(xpath(document, "string(//h:body)"))


@pytest.mark.parametrize(("href", "address"), LINKS.items())
def test_an_address_is_mended_or_left_out(href: str, address: str) -> None:
    assert book_address(href) == address
    assert book_address(address) == address


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_address_holds_what_none_may(path: str) -> None:
    for href in (f"https://example.org/{path}", f"http://{path}", f"mailto:{path}", path):
        address = book_address(href)
        assert book_address(address) == address
        assert not set(address) & set(' "<>\\^`{|}\n\t\u2028\u202e')


def test_a_link_that_leads_nowhere_keeps_its_words() -> None:
    edition = edition_of([paragraph("Go there now.", Mark("link", 3, 8, "#part"))])
    document = etree.fromstring(opened(book(edition)).read("EPUB/article.xhtml"))
    assert xpath(document, "//h:a") == []
    assert "Go there now." in str(xpath(document, "string(//h:body)"))


def test_a_word_may_hold_marks_and_what_has_no_time_is_lit_with_the_word_before() -> None:
    text = "unbelievable 5 things (90%) end"
    sentence = sentence_of(text, Mark("emphasis", 2, 7), Mark("strong", 13, 21))
    assert mark_words(sentence, "s", words_of(text, (0, 12), (28, 31)))
    assert lit(sentence) == ["unbelievable 5 things (90", "end"]
    sentence = sentence_of(text)
    assert mark_words(sentence, "s", words_of(text, (13, 14), (15, 21), (22, 27), (28, 31)))
    assert lit(sentence) == ["unbelievable 5", "things", "(90%)", "end"]


def test_the_vowel_sign_of_a_letter_stays_with_it() -> None:
    sentence = sentence_of("قال مصباحَ")
    assert mark_words(sentence, "s", words_of("", (0, 3)))
    assert lit(sentence) == ["قال مصباحَ"]


def test_a_sentence_in_which_a_word_would_cross_a_mark_is_read_as_a_whole() -> None:
    text = "two unbelievable things"
    edition = edition_of([paragraph(text, Mark("emphasis", 0, 6))])
    assert edition.track
    words = words_of(text, (0, 3), (4, 16), (17, 23))
    clips = []
    for clip in edition.track.clips:
        firsts = [clip.begin + 2000 * number for number in range(3)]
        timed = tuple(replace(word, first=first) for word, first in zip(words, firsts, strict=True))
        clips.append(replace(clip, words=timed) if clip.segment_id == "s1" else clip)
    archive = opened(book(edition.but(track=replace(edition.track, clips=tuple(clips))), words=True))
    smil = etree.fromstring(archive.read("EPUB/article.smil"))
    assert "article.xhtml#s1" in xpath(smil, "//s:par/s:text/@src")
    assert b"-w1" not in archive.read("EPUB/article.xhtml")


def test_words_shorter_than_a_millisecond_are_not_told_one_by_one() -> None:
    """A reading system refuses a clip that ends where it begins."""
    edition = edition_of([paragraph("one two")])
    assert edition.track
    clips = [
        replace(clip, words=(WordTime(0, 3, clip.begin, clip.begin + 1), WordTime(4, 7, clip.begin + 1, clip.end)))
        for clip in edition.track.clips
    ]  # fmt: skip
    archive = opened(book(edition.but(track=replace(edition.track, clips=tuple(clips))), words=True))
    smil = etree.fromstring(archive.read("EPUB/article.smil"))
    times = xpath(smil, "//s:audio")
    assert all(audio.get("clipBegin") != audio.get("clipEnd") for audio in times)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark], tuple[WordTime, ...]]:
    """A text, marks that nest or are disjoint, and words that do not overlap."""
    text = draw(st.text("ab1 .َب", min_size=1, max_size=12))
    at = st.integers(0, len(text))
    marks: list[Mark] = []
    for begin, end in draw(st.lists(st.tuples(at, at), max_size=4)):
        if begin < end and not any(other.begin < begin < other.end < end or begin < other.begin < end < other.end for other in marks):  # fmt: skip
            marks.append(Mark("strong", begin, end))
    edges = sorted(draw(st.sets(at, max_size=8)))
    return text, marks, words_of(text, *zip(edges[::2], edges[1::2], strict=False))


@given(marked())
def test_marking_words_keeps_the_text_and_lights_all_of_it_or_nothing(
    given_: tuple[str, list[Mark], tuple[WordTime, ...]],
) -> None:
    text, marks, words = given_
    sentence = sentence_of(text, *marks)
    before = etree.tostring(sentence)
    done = mark_words(sentence, "s", words)
    assert xpath(sentence, "string()") == text
    if not done:
        assert etree.tostring(sentence) == before
        return
    ids = [str(name) for name in xpath(sentence, ".//h:span[contains(@id, '-w')]/@id")]
    assert ids == [f"s-w{number}" for number in range(1, len(words) + 1)]
    dark = xpath(sentence, ".//text()[not(ancestor::h:span[contains(@id, '-w')])]")
    assert not any(map(str.isalnum, "".join(map(str, dark))))


def test_a_heading_is_isolated_in_the_contents_as_in_the_article() -> None:
    edition = edition_of([(Block("heading", "شركة Google الآن", level=2), ())], AR)
    nav = etree.fromstring(opened(book(edition)).read("EPUB/nav.xhtml"))
    assert xpath(nav, "string(//h:ol/h:li/h:ol//h:bdi[@dir='ltr'])") == "Google"
    assert xpath(nav, "count(//h:*[@lang and not(@xml:lang = @lang)])") == 0


def test_the_package_tells_what_is_not_in_the_language_of_the_book() -> None:
    package = opened(book(lighthouse(AR, untranslated=14))).read("EPUB/package.opf").decode()
    assert '<dc:title xml:lang="en" dir="ltr">' not in package
    assert '<dc:rights xml:lang="en" dir="ltr">Free to copy.</dc:rights>' in package
    package = opened(book(lighthouse(AR, untranslated=17))).read("EPUB/package.opf").decode()
    assert '<dc:title xml:lang="en" dir="ltr">The old lighthouse is lit again</dc:title>' in package


@pytest.mark.parametrize("lang", [AR, PT])
def test_a_book_that_is_heard_in_part_claims_no_more(lang: Lang) -> None:
    whole = sounding(lang)
    silent = lighthouse(lang).but(track=None, article=replace(whole.article, slug="other"))
    assert whole.track
    shorter = whole.but(track=replace(whole.track, clips=whole.track.clips[:-1]))
    for data in (issue_files([whole, silent], "Both")[0].data, book(shorter)):
        package = opened(data).read("EPUB/package.opf").decode()
        assert '"schema:accessMode">auditory<' in package
        assert '"schema:accessModeSufficient">auditory<' not in package
        assert {AR: "يُقرأ جزء من النص", PT: "Parte do texto é lida"}[lang] in package


def test_a_title_of_an_issue_is_one_line_of_text_or_there_is_no_issue() -> None:
    assert issue_files([lighthouse(PT)], " \n") == []
    (issue,) = issue_files([lighthouse(PT)], " Spring\x01 \n issue ")
    assert "<dc:title>Spring\ufffd issue</dc:title>" in opened(issue.data).read("EPUB/package.opf").decode()


def test_an_issue_stays_when_another_article_is_built_later(tmp_path: Path) -> None:
    with Tree(tmp_path) as tree:
        write(tree, Render()([sounding(PT)]), Options(out=tmp_path, collection="Spring"))
    other = sounding(PT).but(article=replace(lighthouse(PT).article, name="other", slug="other"))
    with Tree(tmp_path) as tree:
        write(tree, Render()([other]), Options(out=tmp_path))
        assert "issues/spring.pt.epub" in tree.load("manifest.json")["files"]
    assert (tmp_path / "issues/spring.pt.epub").is_file()


def in_format(edition: Edition, name: str) -> Edition:
    """The edition with its sound in another format."""
    encoding = ENCODINGS[name]
    assert edition.track
    assert encoding
    made = Sound(
        encode([bytes(2 * edition.track.samples)], edition.track.sample_rate, encoding, {}),
        encoding.suffix,
        encoding.media_type,
    )
    return edition.but(
        track=replace(edition.track, data=made.data, suffix=made.suffix, media_type=made.media_type)
    )


def odd_books() -> dict[str, bytes]:
    """For EPUBCheck."""
    links = edition_of([paragraph("Go there now.", Mark("link", 3, 8, href)) for href in LINKS])
    assert links.track
    sound = tone_mp3(links.track.samples, links.track.sample_rate)
    silent = lighthouse(PT).but(track=None, article=replace(lighthouse(PT).article, slug="other"))
    return {
        "links": book(links.but(track=replace(links.track, data=sound))),
        "m4b": book(in_format(sounding(AR), "m4b")),
        "opus": book(in_format(sounding(AR), "opus")),
        "part": issue_files([sounding(PT), silent], "C++ & عدد الربيع <b>")[0].data,
        "untranslated": book(lighthouse(AR, untranslated=17).but(track=None)),
    }
