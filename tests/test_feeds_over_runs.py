"""A tree grows run by run: feeds hold what older runs made, and go when their language or the tree's address does."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.model import Edition
from pipeline.options import Options
from pipeline.publish import write
from pipeline.render import Render
from pipeline.report import Report, articles_json
from pipeline.store import MANIFEST, PackedMapping, Tree
from pipeline.verify.feeds import feed_findings
from tests.render.feeds import in_formats
from tests.render.samples import AR, EN, PT, lighthouse

SITE = "https://editions.example/"


def run(out: Path, editions: Sequence[Edition], site: str = SITE) -> set[str]:
    """One build; gives the files that the tree then has."""
    with Tree(out) as tree:
        write(tree, Render(site=site, epub=False)(editions), Options(out=out, site=site))
    listed = set(json.loads((out / MANIFEST).read_bytes())["files"])
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert listed == {name for name in there if name != MANIFEST and not name.startswith(".")}
    return listed


def older(edition: Edition, days: int) -> Edition:
    article = edition.article
    assert article.published
    named = replace(article, name="older", slug="older", published=article.published - timedelta(days=days))
    return edition.but(article=named)


def test_feeds_hold_what_older_runs_made_as_if_it_were_new(tmp_path: Path) -> None:
    """A second run knows of the first one's articles by its report alone."""
    at_once, by_turns = tmp_path / "at-once", tmp_path / "by-turns"
    old = [older(in_formats(lighthouse(lang)), 400) for lang in (EN, AR)]
    new = [lighthouse(EN), lighthouse(AR)]
    shared = {name for name in run(at_once, [*new, *old]) if name.startswith("feeds/") or "/" not in name}
    run(by_turns, old)
    run(by_turns, new)
    for name in shared:
        assert (by_turns / name).read_bytes() == (at_once / name).read_bytes(), name
    assert feed_findings(by_turns) == []
    arabic = (by_turns / "feeds/ar.xml").read_text("utf-8")
    counts = [
        arabic.count(f"<{name}") for name in ("item>", "podcast:chapters", "podcast:alternateEnclosure")
    ]
    assert counts == [2, 1, 2]


def test_a_language_that_is_gone_takes_its_feeds_and_its_page_with_it(tmp_path: Path) -> None:
    before = run(tmp_path, [lighthouse(EN), lighthouse(AR), lighthouse(PT)])
    after = run(tmp_path, [lighthouse(EN), lighthouse(PT)])
    arabic = {"feeds/ar.xml", "feeds/ar.atom.xml", "index.ar.html", "assets/cover-rtl.png"}
    assert {name for name in before - after if not name.startswith("lighthouse/")} == arabic
    assert feed_findings(tmp_path) == []


def test_a_run_without_address_takes_all_of_them_away(tmp_path: Path) -> None:
    before = run(tmp_path, [lighthouse(EN)])
    after = run(tmp_path, [lighthouse(EN)], site="")
    assert before - after == {
        "feeds/en.xml", "feeds/en.atom.xml", "sitemap.xml", "robots.txt", "assets/cover-ltr.png",
    }  # fmt: skip


def test_a_report_of_an_earlier_version_still_makes_a_front_page(tmp_path: Path) -> None:
    """Without the sizes of its sounds no podcast can hold an edition; its text can be followed."""
    run(tmp_path, [lighthouse(EN)])
    path = tmp_path / "report.json"
    report = json.loads(path.read_bytes())
    for name in ("publisher", "rights", "url"):
        del report["articles"]["lighthouse"][name]
    for name in ("summary", "byline", "notice", "sounds", "chapters"):
        del report["articles"]["lighthouse"]["editions"]["en"][name]
    path.write_text(json.dumps(report))
    assert {"feeds/en.atom.xml", "feeds/ar.xml"} <= run(tmp_path, [older(lighthouse(AR), 1)])
    assert not (tmp_path / "feeds/en.xml").exists()


def test_the_command_says_why_there_are_no_feeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rain.txt").write_text("Rain in Porto\n\nIt rained on Monday. The streets were full.\n")
    build = ["build", str(tmp_path / "rain.txt"), "--audio", "none", "--out", str(tmp_path / "out")]
    assert main(build) == 0
    assert "note: no feeds and no sitemap: the address of the tree is not known." in capsys.readouterr().out
    assert main([*build, "--site", "https://editions.example"]) == 0
    told = capsys.readouterr().out
    assert "no feeds and no sitemap" not in told
    assert "note: rain: tells no date, so that no feed holds it." in told
    assert "https://editions.example/rain/en/index.html" in (tmp_path / "out/sitemap.xml").read_text()


def test_what_tells_its_date_is_told_nothing() -> None:
    assert list(Report(PackedMapping.of(articles_json((lighthouse(EN),))), {}, {}, SITE).notes()) == []
