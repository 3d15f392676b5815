"""Podcast, text feed and sitemap: valid, whole, and read back by other people's programs as they were meant."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime
from functools import lru_cache
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import podcastparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.cover import LARGE
from pipeline.language import Lang
from pipeline.render import Listing, listing, site_files
from pipeline.render.feeds.atom import atom
from pipeline.render.feeds.channel import MOST, dated, news, podcast, podcast_guid
from pipeline.render.feeds.markup import clean
from pipeline.render.feeds.rss import rss
from pipeline.render.feeds.sitemap import Place, sitemap
from tests.render.feeds import SITE, listings, many, tree
from tests.render.samples import AR, EN, PT, lighthouse
from tests.schemas import atom_schema, faults, sitemap_schema

NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}

GPODDER_KNOWS = "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
"""The podcast namespace's older name: podcastparser 0.6.11 has not learnt the present one."""


@lru_cache(maxsize=4)
def files(site: str = SITE) -> Mapping[str, bytes]:
    return {file.path: file.data for file in site_files(tree(), site=site)}


def found(data: bytes, path: str) -> list[Any]:
    document: Any = etree.fromstring(data)
    return list(document.xpath(path, namespaces=NAMES))


def read_guid(tag: str) -> str:
    return str(found(files()[f"feeds/{tag}.xml"], "//guid/text()")[0])


@pytest.mark.parametrize("name", ["feeds/ar.xml", "feeds/en.xml", "feeds/ar.atom.xml", "sitemap.xml"])
def test_golden(name: str, file_regression: FileRegressionFixture) -> None:
    text = files()[name].decode()
    file_regression.check(
        text, basename=name.replace("/", "-").removesuffix(".xml"), extension=".xml", encoding="utf-8"
    )


def test_which_files_there_are() -> None:
    """Portuguese has no sound and so no podcast, Spanish failed; robots look for their file at a host's top only."""
    here = {name for name in files() if not name.startswith(("index", "assets/editions", "assets/early"))}
    feeds = {"feeds/ar.xml", "feeds/en.xml", "feeds/ar.atom.xml", "feeds/en.atom.xml", "feeds/pt.atom.xml"}
    assert {*feeds, "sitemap.xml", "assets/cover-ltr.png", "assets/cover-rtl.png"} <= here
    assert {name for name in here if name.startswith("feeds/")} == feeds
    assert "robots.txt" not in here
    assert (
        files("https://a.example/")["robots.txt"]
        .decode()
        .endswith("Sitemap: https://a.example/sitemap.xml\n")
    )


def test_without_an_address_nothing_needs_one() -> None:
    made = files("")
    assert not [name for name in made if name.endswith((".xml", ".txt", "cover-ltr.png"))]
    assert not [name for name, data in made.items() if b"rss+xml" in data or b"canonical" in data]


@pytest.mark.parametrize("tag", ["ar", "en", "pt"])
def test_atom_and_sitemap_keep_their_schemas(tag: str) -> None:
    made = files()
    assert faults(atom_schema(), made[f"feeds/{tag}.atom.xml"]) == []
    assert faults(sitemap_schema(), made["sitemap.xml"]) == []
    entries = found(made[f"feeds/{tag}.atom.xml"], "//atom:entry")
    assert [len(entry.xpath("atom:link[@rel='alternate']", namespaces=NAMES)) for entry in entries] == [1]
    assert found(made[f"feeds/{tag}.atom.xml"], "/atom:feed/atom:link[@rel='self']/@href") == [
        f"{SITE}feeds/{tag}.atom.xml"
    ]


@pytest.mark.parametrize("lang", [AR, EN], ids=str)
def test_a_feed_reader_reads_the_podcast(lang: Lang) -> None:
    read = feedparser.parse(io.BytesIO(files()[f"feeds/{lang}.xml"]))
    assert (read.bozo, read.version, read.namespaces["podcast"]) == (False, "rss20", NAMES["podcast"])
    assert (read.feed.language, read.feed.link) == (lang.tag, f"{SITE}index.{lang}.html")
    assert (read.feed.author, read.feed.image.href) == (
        "Harbour Post",
        f"{SITE}assets/cover-{lang.direction}.png",
    )
    assert parsedate_to_datetime(read.feed.updated) == lighthouse(EN).article.published
    (item,) = read.entries
    edition = lighthouse(lang)
    assert edition.track
    folder = f"{SITE}lighthouse/{lang}"
    assert (item.title, item.link, item.guidislink) == (edition.title, f"{folder}/index.html", False)
    assert parsedate_to_datetime(item.published) == edition.article.published
    assert [(each.href, each.type, each.length) for each in item.enclosures] == [
        (f"{folder}/narration.mp3", "audio/mpeg", str(len(edition.track.data)))
    ]
    assert int(item.itunes_duration) == round(edition.track.samples / edition.track.sample_rate)
    for note in edition.notes:
        if note.kind == "notice":
            assert note.text in unescape(item.description)


@pytest.mark.parametrize("lang", [AR, EN, PT], ids=str)
def test_a_feed_reader_reads_the_text_feed(lang: Lang) -> None:
    read = feedparser.parse(io.BytesIO(files()[f"feeds/{lang}.atom.xml"]))
    assert (read.bozo, read.version, read.feed.author) == (False, "atom10", "Harbour Post")
    (entry,) = read.entries
    edition, folder = lighthouse(lang), f"{SITE}lighthouse/{lang}"
    assert (entry.title, entry.title_detail.language) == (edition.title, lang.tag)
    assert (entry.link, entry.rights) == (f"{folder}/index.html", "Free to copy.")
    assert entry.updated == entry.published == "2024-05-03T09:05:00+05:30"
    assert (entry.author, entry.id.startswith("urn:uuid:")) == (listing(edition).byline, True)
    assert listing(edition).summary in entry.summary
    links = {(link.rel, link.hreflang): link.href for link in entry.links if link.rel != "enclosure"}
    others = {other for other in (AR, EN, PT) if other != lang}
    assert links == {
        ("alternate", lang.tag): f"{folder}/index.html",
        ("via", "en"): "https://example.org/lighthouse",
        **{("related", other.tag): f"{SITE}lighthouse/{other}/index.html" for other in others},
    }
    sounds = {"en": [".mp3", ".m4b", ".opus"], "ar": [".mp3"], "pt": []}[lang.tag]
    assert [each.href for each in entry.enclosures] == [f"{folder}/narration{suffix}" for suffix in sounds]


def test_a_podcast_client_reads_it() -> None:
    """gPodder's own parser, which trusts nothing that a feed says."""
    data = files()["feeds/en.xml"].replace(NAMES["podcast"].encode(), GPODDER_KNOWS.encode())
    read = podcastparser.parse(f"{SITE}feeds/en.xml", io.BytesIO(data))
    assert (read["title"], read["language"], read["type"]) == (
        "Articles read aloud: Harbour Post",
        "en",
        "episodic",
    )
    assert (read["cover_url"], read["explicit"]) == (f"{SITE}assets/cover-ltr.png", False)
    (episode,) = read["episodes"]
    folder = f"{SITE}lighthouse/en"
    assert episode["enclosures"] == [
        {"url": f"{folder}/narration.mp3", "file_size": len(b"not really sound"), "mime_type": "audio/mpeg"}
    ]
    assert (episode["total_time"], episode["link"]) == (22, f"{folder}/index.html")
    assert (episode["transcript_url"], episode["chapters_json_url"], episode["guid"]) == (
        f"{folder}/narration.vtt", f"{folder}/chapters.json", read_guid("en"),
    )  # fmt: skip
    assert episode["published"] == int(dated(listings()[0]).timestamp())


def test_other_formats_and_chapters_are_named_where_they_are() -> None:
    english, arabic = (files()[f"feeds/{tag}.xml"] for tag in ("en", "ar"))
    other = found(english, "//podcast:alternateEnclosure")
    assert [(each.get("type"), each.get("length"), each[0].get("uri")) for each in other] == [
        ("audio/mp4", "4", f"{SITE}lighthouse/en/narration.m4b"),
        ("audio/ogg", "4", f"{SITE}lighthouse/en/narration.opus"),
    ]
    assert not found(arabic, "//podcast:alternateEnclosure | //podcast:chapters")
    made = {file.path: file.data for edition in tree() for file in edition.files}
    chapters = json.loads(made["lighthouse/en/chapters.json"])
    begins = [(chapter["startTime"], chapter["title"]) for chapter in chapters["chapters"]]
    assert (chapters["version"], begins[0]) == ("1.2.0", (0.0, "The light"))
    assert begins[1] == (pytest.approx(11, abs=1), "What is new <and> old")
    assert "lighthouse/ar/chapters.json" not in made


def test_what_every_client_plays_goes_first() -> None:
    opus_first = [replace(each, sounds=each.sounds[::-1]) for each in listings()]
    made = podcast(opus_first, EN, SITE)
    assert made
    assert found(rss(made), "//enclosure/@type") == ["audio/mpeg"]


@pytest.mark.parametrize(
    ("address", "guid"),
    [
        ("https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("http://podnews.net/rss//", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    ],
)
def test_the_podcast_keeps_the_id_that_others_compute(address: str, guid: str) -> None:
    assert podcast_guid(address) == guid


def test_ids_are_one_an_edition_and_stay() -> None:
    ids = [
        found(data, "//guid/text() | //atom:entry/atom:id/text()")
        for name, data in files().items()
        if "feeds" in name
    ]
    assert len({each for of in ids for each in of}) == 3
    retold = [replace(each, title="Told anew", milliseconds=1) for each in listings()]
    after = {file.path: file.data for file in site_files(retold, site=SITE)}
    assert [
        found(data, "//guid/text() | //atom:entry/atom:id/text()")
        for name, data in after.items()
        if "feeds" in name
    ] == ids


def test_the_newest_come_first_and_old_ones_stay_in_the_sitemap() -> None:
    undated = replace(many(1)[0], slug="undated", published=None)
    all_of_them = [undated, *many(MOST + 5)[::-1]]
    channel, text = podcast(all_of_them, AR, SITE), news(all_of_them, AR, SITE)
    assert channel
    assert text
    assert [entry.slug for entry in channel.entries] == [f"a{n}" for n in range(MOST)]
    dates = [parsedate_to_datetime(date) for date in found(rss(channel), "//item/pubDate/text()")]
    assert dates == sorted(dates, reverse=True)
    assert found(atom(text, {}), "//atom:feed/atom:updated/text()") == ["2024-05-03T00:00:00+00:00"]
    places = {file.path: file.data for file in site_files(all_of_them, site=SITE)}["sitemap.xml"]
    pages = [loc for loc in found(places, "//map:loc/text()") if loc.endswith("/ar/index.html")]
    assert len(set(pages)) == len(pages) == MOST + 6


def test_what_tells_no_date_is_in_no_feed() -> None:
    undated = replace(many(1)[0], slug="undated", published=None)
    made = podcast([undated, *many(2)], AR, SITE)
    assert made
    assert [entry.slug for entry in made.entries] == ["a0", "a1"]
    assert news([undated], AR, SITE) is None


def test_every_page_names_its_sisters_and_they_name_it() -> None:
    urls = found(files()["sitemap.xml"], "//map:url")
    sisters = {
        url.findtext("map:loc", namespaces=NAMES): {
            (link.get("hreflang"), link.get("href")) for link in url.findall("xhtml:link", NAMES)
        }
        for url in urls
    }
    article = {loc: links for loc, links in sisters.items() if "lighthouse" in str(loc)}
    assert len(article) == 3
    assert len({frozenset(links) for links in article.values()}) == 1
    (links,) = {frozenset(links) for links in article.values()}
    assert ("x-default", f"{SITE}lighthouse/en/index.html") in links
    assert {href for _, href in links} == set(article)


def test_a_large_sitemap_is_split_under_an_index() -> None:
    pages = [Place(f"a{n}/ar/index.html", "2024-05-03T00:00:00+00:00") for n in range(250)]
    by_number = sitemap(pages, SITE, most=100)
    assert [file.path for file in by_number] == ["sitemap.xml", *(f"sitemap-{n}.xml" for n in (1, 2, 3))]
    assert found(by_number[0].data, "//map:sitemap/map:loc/text()") == [
        f"{SITE}sitemap-{n}.xml" for n in (1, 2, 3)
    ]
    by_size = sitemap(pages, SITE, largest=10_000)
    for files_of in (by_number[1:], by_size[1:]):
        locs = [loc for file in files_of for loc in found(file.data, "//map:loc/text()")]
        assert locs == [SITE + page.path for page in pages]
        assert [faults(sitemap_schema(), file.data) for file in files_of] == [[]] * len(files_of)
    assert max(len(file.data) for file in by_size) <= 10_000


def test_a_zone_with_seconds_becomes_one_that_feeds_can_write() -> None:
    old = lighthouse(EN).article.published
    assert old
    entry = Listing(
        slug="a", source=EN, lang=EN, published=old.replace(year=1890, tzinfo=ZoneInfo("Europe/Paris"))
    )
    assert dated(entry).isoformat().endswith("+00:00")
    assert dated(entry) == entry.published


def test_the_picture_is_as_large_as_directories_want() -> None:
    for name in ("assets/cover-ltr.png", "assets/cover-rtl.png"):
        header = files()[name][16:24]
        assert (int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")) == (LARGE, LARGE)
    assert 1400 <= LARGE <= 3000


ANY = st.text(st.characters(), min_size=1, max_size=40)
"""Control characters, lone surrogates, bidi controls and markup among them."""


@settings(deadline=None)
@given(title=ANY, said=ANY)
def test_any_words_make_a_well_formed_feed(title: str, said: str) -> None:
    hard = [
        replace(each, title=title, summary=said, byline=said, notice=(said,), publisher=title, rights=said)
        for each in listings()[1:2]
    ]
    heard, read = podcast(hard, AR, SITE), news(hard, AR, SITE)
    assert heard
    assert read
    as_rss, as_atom = rss(heard), atom(read, {})
    assert faults(atom_schema(), as_atom) == []
    assert [each.text for each in found(as_rss, "//item/title")] == [clean(title)]
    assert [each.text for each in found(as_atom, "//atom:entry/atom:title")] == [clean(title)]
    described = found(as_rss, "//item/description")[0].text
    assert unescape(described).count(unescape(clean(said))) >= 2
