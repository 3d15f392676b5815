"""What search engines and social networks are told: JSON-LD, Open Graph, addresses."""

import json
from typing import Any

import pytest
from lxml.html import HtmlElement

from pipeline.language import Lang
from pipeline.render.metadata import _locale
from pipeline.render.page import page
from tests.render.reading import document, one
from tests.render.samples import AR, EN, ES, PT, failed, lighthouse

LANGS = (EN, AR, PT)
SITE = "https://news.example.org/stories/"


def parsed(lang: Lang, site: str = SITE, **changes: Any) -> HtmlElement:
    edition = lighthouse(lang).but(**changes)
    others = [edition if other == lang else lighthouse(other) for other in LANGS]
    return document(page(edition, others, [failed(ES)], site))


def linked(head: HtmlElement) -> dict[str, Any]:
    return dict(json.loads(one(head, "//script[@type='application/ld+json']").text or ""))


def card(head: HtmlElement) -> dict[str, list[str]]:
    """Open Graph: the contents of each property."""
    told: dict[str, list[str]] = {}
    for meta in head.xpath("/html/head/meta[@property]"):
        told.setdefault(meta.get("property"), []).append(meta.get("content"))
    return told


@pytest.mark.parametrize("lang", LANGS, ids=str)
def test_with_an_address_the_page_has_one_of_its_own_and_links_to_all_by_theirs(lang: Lang) -> None:
    head = parsed(lang)
    own = f"{SITE}lighthouse/{lang}/index.html"
    assert one(head, "//link[@rel='canonical']").get("href") == own
    alternates = {
        link.get("hreflang"): link.get("href") for link in head.xpath("/html/head/link[@rel='alternate']")
    }
    assert alternates == {
        **{str(other): f"{SITE}lighthouse/{other}/index.html" for other in LANGS},
        "x-default": f"{SITE}lighthouse/en/index.html",
    }
    assert card(head)["og:url"] == [own]
    assert linked(head)["url"] == own
    assert [link.get("href") for link in head.xpath("//nav//a")] == [
        f"../{other}/index.html" for other in LANGS
    ], "what a reader follows works anywhere"


@pytest.mark.parametrize("lang", LANGS, ids=str)
def test_without_an_address_none_is_made_up(lang: Lang) -> None:
    head = parsed(lang, site="")
    assert head.xpath("//link[@rel='canonical']") == []
    assert not {"og:url", "og:audio", "og:image"} & set(card(head))
    assert not {"url", "image"} & set(linked(head))
    assert "x-default" in head.xpath("/html/head/link[@rel='alternate']/@hreflang")
    assert not [href for href in head.xpath("/html/head/link/@href") if ":" in href]


def test_the_card_of_a_translation() -> None:
    assert card(parsed(AR)) == {
        "og:type": ["article"],
        "og:title": ["المنارة القديمة تضيء من جديد"],
        "og:description": ["بعد تسع سنوات من الظلام يدور مصباح رأس ألدرا مرة أخرى."],
        "og:site_name": ["Harbour Post"],
        "og:locale": ["ar_EG"],
        "og:locale:alternate": ["en_US", "pt_BR"],
        "og:url": [f"{SITE}lighthouse/ar/index.html"],
        "og:audio": [f"{SITE}lighthouse/ar/narration.mp3"],
        "og:audio:type": ["audio/mpeg"],
        "og:image": [f"{SITE}assets/cover-rtl.png"],
        "article:published_time": ["2024-05-03T09:05:00+05:30"],
    }


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("pt-PT", "pt_PT"), ("pt", "pt_BR"), ("gl", "gl_ES"), ("eo", "eo"), ("zh-Hant-TW", "zh_TW")],
)
def test_a_locale_has_a_territory_where_there_is_one(tag: str, locale: str) -> None:
    assert _locale(Lang.parse(tag)) == locale


def test_linked_data_leads_from_the_original_to_its_translations_and_back() -> None:
    original, translation = linked(parsed(EN)), linked(parsed(PT))
    assert [each["inLanguage"] for each in original["workTranslation"]] == ["ar", "pt"]
    assert translation["translationOfWork"]["url"] == original["url"]
    assert "translationOfWork" not in original
    assert "workTranslation" not in translation


def test_linked_data_tells_the_sound_and_where_its_words_are() -> None:
    sound = linked(parsed(PT))["audio"]
    assert sound["contentUrl"] == f"{SITE}lighthouse/pt/narration.mp3"
    assert sound["transcript"] == f"{SITE}lighthouse/pt/index.html#main"
    silent = parsed(PT, track=None)
    assert "audio" not in linked(silent)
    assert not {"og:audio", "og:image"} & set(card(silent))


def test_linked_data_claims_nothing_that_only_the_publisher_knows() -> None:
    told = json.dumps(linked(parsed(PT)))
    for word in ("isAccessibleForFree", "translator", "conformsTo"):
        assert word not in told


def test_what_can_be_spoken_alone_is_on_the_page() -> None:
    head = parsed(PT)
    assert linked(head)["speakable"]["cssSelector"] == ["h1", ".standfirst"]
    one(head, "//h1")
    one(head, "//*[@class='standfirst']")


def test_the_lock_screen_has_a_picture_where_the_tree_has_one() -> None:
    picture = {bool(site): one(parsed(AR, site=site), "//section").get("data-artwork") for site in (SITE, "")}
    assert picture == {True: "../../assets/cover-rtl.png", False: None}
