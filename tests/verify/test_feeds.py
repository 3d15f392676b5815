"""The audit finds each fault of a feed or sitemap, and nothing where there is none."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.verify.feeds import feed_findings
from pipeline.verify.feeds.rules import RULES
from tests.verify.tree import SITE, build_tree, seal

PODCAST, NEWS, MAP = "feeds/{lang}.xml", "feeds/{lang}.atom.xml", "sitemap.xml"
Change = Callable[[str], str]


def put(old: str, new: str) -> Change:
    """Replaces the first match; a pattern that matches nothing is a mistake of the test."""

    def change(text: str) -> str:
        changed, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert count, old
        return changed

    return change


def twice(tag: str) -> Change:
    return put(rf"(<{tag}>.*?</{tag}>)", r"\1\1")


DEFECTS = [
    ("xml", PODCAST, put("</channel>", "")),
    ("xml", MAP, put("</loc>", "&nbsp;</loc>")),
    ("required", PODCAST, put("<itunes:author>Harbour Post</itunes:author>", "")),
    ("required", PODCAST, put("<pubDate>.*?</pubDate>", "<pubDate/>")),
    ("required", NEWS, put("<author>.*?</author>", "")),
    ("required", NEWS, put("<entry>.*</entry>", "")),
    ("required", MAP, put("<url>.*</url>", "")),
    ("address", PODCAST, put(f'transcript url="{SITE}', 'transcript url="/read/')),
    ("address", NEWS, put(f'rel="related"([^>]*)href="{SITE}', r'rel="related"\1href="../')),
    ("address", NEWS, put('rel="via"([^>]*)href="[^"]*', r'rel="via"\1href="ftp://a b')),
    ("self", PODCAST, put('rel="self"([^>]*)href="https', r'rel="self"\1href="http')),
    ("self", NEWS, put('rel="self"([^>]*)href="https', r'rel="self"\1href="http')),
    ("file", PODCAST, put(r"narration\.vtt", "captions.vtt")),
    ("file", NEWS, put(r'narration\.mp3"', 'narration.wav"')),
    ("size", PODCAST, put(r'(<enclosure [^>]*length=")\d+', r"\g<1>1")),
    ("size", NEWS, put(r'(rel="enclosure"[^>]*length=")\d+', r"\g<1>1")),
    ("type", PODCAST, put('(<enclosure [^>]*type=")audio/mpeg', r"\1audio/mp4")),
    ("duration", PODCAST, put(r"<itunes:duration>\d+", "<itunes:duration>90")),
    ("duration", PODCAST, put(r"<itunes:duration>\d+", "<itunes:duration>00:00:24")),
    ("language", PODCAST, put("<language>..", "<language>fr")),
    ("language", PODCAST, put('(<podcast:transcript[^>]*language=")..', r"\1fr")),
    ("language", NEWS, put('xml:lang="..', 'xml:lang="fr')),
    ("id", PODCAST, twice("item")),
    ("id", NEWS, twice("entry")),
    ("id", PODCAST, put("(<guid[^>]*>urn:uuid:)........", r"\g<1>00000000")),
    ("id", PODCAST, put("(<podcast:guid>)........", r"\g<1>00000000")),
    ("id", NEWS, put("(<entry>.*?<id>urn:uuid:)........", r"\g<1>00000000")),
    ("id", NEWS, put("(<id>urn:uuid:)........", r"\g<1>00000000")),
    ("title", PODCAST, put("(<item>.*?<title>)[^<]*", r"\g<1>Zodiac")),
    ("title", NEWS, put("(<entry>.*?<title[^>]*>)[^<]*", r"\g<1>Zodiac")),
    ("date", PODCAST, put("<pubDate>[^<]*", "<pubDate>yesterday")),
    ("date", NEWS, put(r"(<entry>.*?<updated>[^<]*)\+05:30", r"\1")),
    ("date", MAP, put("<lastmod>[^<]*", "<lastmod>May 3")),
    ("notice", PODCAST, put('(</title>.*?<item>.*?)<description>.*?</description>', r"\1<description>Listen!</description>")),
    ("notice", NEWS, put("<summary.*?</summary>", "")),
    ("whole", MAP, put(r"<url>\s*<loc>[^<]*index\.html</loc>(?:(?!</url>).)*</url>\s*(?=<url>\s*<loc>[^<]*index\.ar)", "")),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["ar", "pt"])
@pytest.mark.parametrize(
    ("code", "name", "change"), DEFECTS, ids=[f"{code} {name}" for code, name, _ in DEFECTS]
)
def test_a_defect_is_found(
    code: str, name: str, change: Change, lang: str, sound_tree: Path, tmp_path: Path
) -> None:
    tree = copied(sound_tree, tmp_path)
    path = tree / name.format(lang=lang)
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    found = {fault.code for fault in feed_findings(tree)}
    assert f"feeds.{code}" in found
    assert len(found) == 1 or code in {"required", "whole"}, found


def copied(sound_tree: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound_tree, tmp_path / "tree"))


def test_a_sound_tree_has_no_fault(sound_tree: Path) -> None:
    assert feed_findings(sound_tree) == []


def test_nor_has_one_without_an_address(tmp_path: Path) -> None:
    assert feed_findings(build_tree(tmp_path / "tree", site="")) == []


@pytest.mark.parametrize("name", ["feeds/ar.xml", "feeds/pt.atom.xml", MAP])
def test_a_feed_that_is_gone_is_missed(name: str, sound_tree: Path, tmp_path: Path) -> None:
    tree = copied(sound_tree, tmp_path)
    (tree / name).unlink()
    assert ("feeds.whole", name) in {(fault.code, fault.place) for fault in feed_findings(tree)}


def test_feeds_of_a_tree_that_lost_its_address_linger(sound_tree: Path, tmp_path: Path) -> None:
    tree = copied(sound_tree, tmp_path)
    manifest = json.loads((tree / "manifest.json").read_bytes())
    (tree / "manifest.json").write_text(json.dumps({**manifest, "site": ""}))
    assert {fault.place for fault in feed_findings(tree) if fault.code == "feeds.whole"} >= {
        "feeds/ar.xml",
        MAP,
    }


def test_a_small_picture_a_lone_sister_and_too_many_addresses_are_found(
    sound_tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = copied(sound_tree, tmp_path)
    shutil.copy(tree / "assets/icon.svg", tree / "assets/cover-rtl.png")
    (tree / MAP).write_text(
        put(r"<xhtml:link [^>]*lighthouse/ar[^>]*>\s*", "")((tree / MAP).read_text("utf-8")), "utf-8"
    )
    seal(tree)
    monkeypatch.setattr("pipeline.verify.feeds.places.MOST", 3)
    assert {fault.code for fault in feed_findings(tree)} == {"feeds.picture", "feeds.sisters", "feeds.limits"}


def test_every_rule_is_tried() -> None:
    others = {"picture", "sisters", "limits"}
    assert {rule.code for rule in RULES} == {
        f"feeds.{code}" for code in {*others, *(each[0] for each in DEFECTS)}
    }
