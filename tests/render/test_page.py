"""The page of an edition: goldens in two directions, and what must hold in each."""

from dataclasses import replace
from itertools import pairwise

import pytest
from lxml.html import HtmlElement
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.language import Lang
from pipeline.model import Edition
from pipeline.render import Render
from pipeline.render.page import page
from tests.render.reading import document, one, texts
from tests.render.samples import AR, EN, ES, PT, failed, family, lighthouse

LANGS = [EN, AR, PT]
FOREIGN = {AR: "Latn", EN: "Arab", PT: "Arab"}


@pytest.fixture(params=LANGS, ids=str)
def edition(request: pytest.FixtureRequest) -> Edition:
    return lighthouse(request.param)


@pytest.fixture
def parsed(edition: Edition) -> HtmlElement:
    return document(written(edition))


def written(edition: Edition) -> bytes:
    return page(edition, [lighthouse(lang) for lang in LANGS], [failed(ES)])


@pytest.mark.parametrize("lang", [AR, PT], ids=str)
@pytest.mark.parametrize("name", ["index.html", "narration.vtt", "edition.json"])
def test_golden(lang: Lang, name: str, file_regression: FileRegressionFixture) -> None:
    done = Render()(family())[LANGS.index(lang)]
    data = next(file.data for file in done.files if file.path.endswith(name))
    stem, ending = name.split(".")
    file_regression.check(data.decode(), basename=f"{lang}-{stem}", extension=f".{ending}", encoding="utf-8")


def test_every_segment_is_there_once_with_its_text_state_and_time(
    edition: Edition, parsed: HtmlElement
) -> None:
    assert texts(parsed) == {target.segment_id: target.text for target in edition.targets}
    assert len(parsed.xpath("//span[@data-state]")) == len(edition.targets)
    states = {span.get("id"): span.get("data-state") for span in parsed.xpath("//span[@data-state]")}
    assert states == {target.segment_id: target.state for target in edition.targets}
    times = [
        (int(span.get("data-begin")), int(span.get("data-end")))
        for span in parsed.xpath("//span[@data-begin]")
    ]
    assert times[:2] == [(200, 1200), (1400, 2400)]


def test_a_block_reads_as_its_sentences(edition: Edition, parsed: HtmlElement) -> None:
    said = {target.segment_id: target.text for target in edition.targets}
    for index, block in enumerate(edition.article.blocks):
        own = [segment for segment in edition.segments if segment.block == index]
        parent = one(parsed, f"//span[@id='{own[0].id}']/..")
        words = (parent.text or "").strip() + "".join(
            span.text_content() + (span.tail or "") for span in parent
        )
        expected = "".join(said[segment.id] + segment.after for segment in own)
        assert words.startswith(expected), block.kind


def test_the_page_speaks_its_language(edition: Edition, parsed: HtmlElement) -> None:
    assert (parsed.get("lang"), parsed.get("dir")) == (edition.lang.tag, edition.lang.direction)
    assert edition.lang.autonym in one(parsed, "/html/head/title").text_content()
    assert one(parsed, "//meta[@name='viewport']").get("content") == "width=device-width, initial-scale=1"


def test_titles_differ_between_editions() -> None:
    titles = {one(document(written(lighthouse(lang))), "//title").text_content() for lang in LANGS}
    assert len(titles) == len(LANGS)


def test_one_first_heading_and_no_skipped_level(parsed: HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in parsed.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level - before <= 1 for before, level in pairwise(levels))


def test_landmarks_are_there_once_and_named(parsed: HtmlElement) -> None:
    for path in ("/html/body/header", "/html/body/main", "/html/body/footer", "//nav", "//section"):
        one(parsed, path)
    assert one(parsed, "//nav").get("aria-label")
    assert one(parsed, "//section").get("aria-label")


def test_a_translation_says_so_near_the_title_and_leads_to_the_original() -> None:
    parsed = document(written(lighthouse(PT)))
    note = one(parsed, "//header[.//h1]/*[@role='note']")
    assert note.get("aria-label") == "Sobre esta tradução"
    assert note.xpath(".//a/@href") == ["../en/index.html", "https://example.org/lighthouse"]
    assert document(written(lighthouse(EN))).xpath("//header/*[@role='note']") == []


def test_the_skip_link_comes_first_and_leads_to_main(parsed: HtmlElement) -> None:
    first = one(parsed, "(//a|//button|//input|//select|//audio)[1]")
    assert first.get("href") == "#main"
    assert one(parsed, "//main[@id='main']").get("tabindex") == "-1"


def test_ids_are_unique(parsed: HtmlElement) -> None:
    ids = parsed.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_nothing_inline_runs_and_nothing_is_fetched_from_elsewhere(parsed: HtmlElement) -> None:
    policy = one(parsed, "//meta[@http-equiv='Content-Security-Policy']").get("content", "")
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
    assert parsed.xpath("//style|//@style|//@*[starts-with(name(),'on')]|//img|//iframe|//base") == []
    assert parsed.xpath("//script[not(@src)]/@type") == ["application/ld+json"]  # data, not a program
    loaded = parsed.xpath("//@src|//link[not(@rel='alternate')]/@href")
    assert loaded
    assert not [address for address in loaded if ":" in address or address.startswith("/")]


def test_the_switcher_leads_to_every_edition_and_tells_what_is_missing(
    edition: Edition, parsed: HtmlElement
) -> None:
    links = parsed.xpath("//nav//a")
    assert [
        (link.get("href"), link.get("hreflang"), link.get("lang"), link.get("dir")) for link in links
    ] == [(f"../{lang}/index.html", lang.tag, lang.tag, lang.direction) for lang in LANGS]
    assert [link.text for link in links] == ["English", "العربية", "Português"]
    assert [link.get("hreflang") for link in links if link.get("aria-current") == "page"] == [
        edition.lang.tag
    ]
    missing = one(parsed, "//*[@class='missing']")
    assert missing.text_content().endswith("Español")
    assert one(missing, ".//span").get("lang") == "es"


def test_alternates_are_reciprocal_and_have_a_default(parsed: HtmlElement) -> None:
    links = {
        link.get("hreflang"): link.get("href") for link in parsed.xpath("/html/head/link[@rel='alternate']")
    }
    assert links == {
        "en": "../en/index.html", "ar": "../ar/index.html", "pt": "../pt/index.html",
        "x-default": "../en/index.html",
    }  # fmt: skip


def test_the_date_is_told_to_people_and_machines(parsed: HtmlElement) -> None:
    assert one(parsed, "//time").get("datetime") == "2024-05-03T09:05:00+05:30"
    assert "2024" in one(parsed, "//time").text_content()


def test_untranslated_words_carry_their_language() -> None:
    parsed = document(written(lighthouse(AR)))
    span = one(parsed, "//span[@data-state='untranslated']")
    assert (span.get("lang"), span.get("dir")) == ("en", "ltr")
    assert (one(span, "..").get("lang"), one(span, "..").get("dir")) == ("en", "ltr")


def test_every_foreign_word_stands_in_an_element_with_its_language(
    edition: Edition, parsed: HtmlElement
) -> None:
    for element in one(parsed, "//body").iter():
        own = element.xpath("ancestor-or-self::*[@lang][1]/@lang")[0] if isinstance(element.tag, str) else ""
        texts = [element.text or "", *(child.tail or "" for child in element)] if own else []
        if own == "ar":
            assert not [text for text in texts if any("a" <= char.lower() <= "z" for char in text)], (
                element.tag
            )
        elif own:
            assert not [text for text in texts if any("\u0621" <= char <= "\u064a" for char in text)], (
                element.tag
            )


def test_links_of_the_text_are_kept(parsed: HtmlElement) -> None:
    link = one(parsed, "//article//span[@data-state]/descendant-or-self::a")
    assert link.get("href") == "https://example.org/post?a=1&b=2"
    assert link.text_content() == "Harbour Post"


def test_lists_quotations_and_figures(parsed: HtmlElement) -> None:
    assert len(parsed.xpath("//div[@class='body']/ul/li")) == 2
    assert len(parsed.xpath("//div[@class='body']/ul/li/ul/li")) == 1
    one(parsed, "//blockquote/p")
    figure = one(parsed, "//figure")
    assert one(figure, ".//a").get("href") == "https://example.org/lamp.jpg"
    assert len(figure.xpath("./figcaption/p")) == 2


def test_what_was_announced_is_told_after_its_block(parsed: HtmlElement) -> None:
    note = one(parsed, "//p[@role='note']")
    before = note.getprevious()
    assert before is not None
    assert "+1 202-555-0143" in before.text_content()


def test_the_player_works_without_its_script(edition: Edition, parsed: HtmlElement) -> None:
    audio = one(parsed, "//audio")
    assert audio.get("controls") is not None
    assert audio.get("autoplay") is None
    assert (audio.get("src"), audio.get("preload")) == ("narration.mp3", "metadata")
    assert one(parsed, "//track").get("srclang") == edition.lang.tag
    assert parsed.xpath("//*[@hidden]//button") != []
    assert one(parsed, "//a[@download]").get("download") == f"lighthouse.{edition.lang}.mp3"


def test_an_edition_without_sound_has_no_player(edition: Edition) -> None:
    parsed = document(written(edition.but(track=None)))
    assert parsed.xpath("//audio|//section|//@data-do|//body//span[@data-state]/@data-begin") == []
    assert [src.rpartition("/")[2] for src in parsed.xpath("//script/@src")] == ["early.js", "reading.js"]
    assert texts(parsed) == {target.segment_id: target.text for target in edition.targets}


def test_words_around_an_article_without_a_catalogue_are_marked_as_english() -> None:
    finnish = Lang.parse("fi")
    edition = lighthouse(PT)
    edition = edition.but(
        lang=finnish, targets=tuple(replace(each, lang=finnish) for each in edition.targets)
    )
    parsed = document(page(edition, [edition], []))
    assert parsed.get("lang") == "fi"
    for path in ("//a[@class='skip']", "//section", "//*[@class='dateline']", "//*[@class='announced']"):
        assert one(parsed, path).get("lang") == "en"


def test_an_article_without_a_title_is_headed_by_its_name() -> None:
    edition = lighthouse(EN)
    blocks = tuple(
        replace(block, kind="standfirst") if block.kind == "title" else block
        for block in edition.article.blocks
    )
    parsed = document(page(edition.but(article=replace(edition.article, blocks=blocks)), [edition], []))
    assert one(parsed, "//h1").text_content() == "lighthouse"


def test_hostile_words_stay_words() -> None:
    edition = lighthouse(EN)
    evil = "</script></title><script>alert(1)</script>\"'--><img src=x onerror=alert(1)>"
    targets = tuple(replace(target, text=evil, marks=()) for target in edition.targets)
    article = replace(edition.article, publisher=evil, rights=evil, url="javascript:alert(1)")
    parsed = document(page(edition.but(targets=targets, article=article), [edition], []))
    assert len(parsed.xpath("//script")) == 6
    assert parsed.xpath("//img|//@onerror|//a[starts-with(@href,'javascript')]") == []
    assert set(texts(parsed).values()) == {evil}
