"""The sample article out to a translator, back in, and into pages: real engine, real files, no step left out."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.language import Lang
from pipeline.model import Edition, State
from pipeline.options import Options
from pipeline.review import Outcome, Taken, export, status, take_in
from pipeline.tmx import read as read_tmx
from pipeline.translate import Database
from pipeline.xliff import read
from tests.making import editions
from tests.review.harbour import EN, PT, SAMPLES
from tests.sample.build import SEED
from tests.schemas import faults, tmx_dtd, xliff_schema

SLUG = "aleppo-last-goodbyes"
FIRST = "Civilians in this Syrian city are tweeting heart-breaking pictures from the battle zone."
SECOND = "How it happened"
MENDED = {
    FIRST: "Civis nesta cidade síria tuítam imagens comoventes da zona de batalha.",
    SECOND: "Como tudo aconteceu",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample article, its sidecar and its Arabic memory."""
    for name in (SEED.name, f"{SEED.stem}.toml", f"{SEED.stem}.ar.xlf"):
        shutil.copy(SEED.parent / name, tmp_path / name)
    return tmp_path


def options(folder: Path, *to: Lang) -> Options:
    return Options(
        to=to or (PT,), out=folder / "out", cache=folder / "cache", models=folder / "models",
        memory_db=folder / "memory.sqlite", audio="none",
    )  # fmt: skip


def source(folder: Path) -> Path:
    return folder / SEED.name


def sent_out(folder: Path, *to: Lang) -> Path:
    """The folder that the translator is given."""
    done = export([source(folder)], options(folder, *to), folder / "review")
    assert done.failures == ()
    return folder / "review"


def mended(file: Path, changes: Mapping[str, str] = MENDED, state: str = "") -> Path:
    """What a translator does with a text editor: other words in some targets, and perhaps a state."""
    text = file.read_text("utf-8")
    for unit, words in changes.items():
        pattern = rf"(<source>{re.escape(unit)}</source>\s*<target)([^>]*)>[^<]*<"
        attributes = rf' state="{state}"' if state else r"\2"
        text, count = re.subn(pattern, rf"\1{attributes}>{words}<", text)
        assert count == 1, unit
    changed = file.parents[3] / "back.xlf"
    changed.write_text(text, "utf-8")
    return changed


def back(folder: Path, file: Path, reviewer: str | None = None) -> Taken:
    (taken,) = take_in([file], [source(folder)], options(folder), reviewer)
    return taken


def built(folder: Path, *to: Lang) -> Edition:
    edition = editions(source(folder), options(folder, *to))[1]
    assert not edition.failure
    return edition


def of_states(edition: Edition) -> dict[State, int]:
    return dict(Counter(target.state for target in edition.targets))


def test_what_is_exported_is_valid_and_comes_back_as_it_went(folder: Path) -> None:
    review = sent_out(folder, PT, Lang.parse("ar")) / SLUG
    for tag in ("pt", "ar"):
        assert faults(xliff_schema(), (review / tag / "review.xlf").read_bytes()) == []
        assert back(folder, review / tag / "review.xlf").outcome == Outcome(untouched=45)
    assert not (folder / f"{SEED.stem}.pt.xlf").exists()
    assert (folder / f"{SEED.stem}.ar.xlf").read_bytes() == (SEED.parent / f"{SEED.stem}.ar.xlf").read_bytes()


def test_the_memory_goes_along_as_tmx(folder: Path) -> None:
    path = sent_out(folder, Lang.parse("ar")) / "memory.en-ar.tmx"
    assert faults(tmx_dtd(), path.read_bytes()) == []
    assert len(read_tmx(path, EN, Lang.parse("ar")).units) == 45


def test_edits_are_shown_as_edits(folder: Path) -> None:
    taken = back(folder, mended(sent_out(folder) / SLUG / "pt" / "review.xlf"))
    assert (len(taken.outcome.accepted), taken.outcome.refused, taken.outcome.untouched) == (2, (), 43)
    edition = built(folder)
    assert of_states(edition)["edited"] == 2
    page = (folder / "out" / SLUG / "pt" / "index.html").read_text("utf-8")
    assert MENDED[FIRST] in page
    assert "A tradução de 2 frases foi editada por uma pessoa e não foi revisada." in page
    assert "revisada por" not in page


def test_a_reviewer_is_named_in_page_and_record(folder: Path) -> None:
    back(folder, mended(sent_out(folder) / SLUG / "pt" / "review.xlf", state="translated"), "Ana Lima")
    edition = built(folder)
    assert of_states(edition)["reviewed"] == 2
    tree = folder / "out" / SLUG / "pt"
    page = html.parse(str(tree / "index.html"))
    marked = page.xpath("//*[@data-state='reviewed']")
    assert [span.text_content() for span in marked] == list(MENDED.values())
    (notice,) = page.xpath("//*[@class='notice']")
    assert "A tradução de 2 frases foi revisada por Ana Lima." in notice.text_content()
    record = json.loads((tree / "edition.json").read_text("utf-8"))
    signed = [each for each in record["segments"] if each["state"] == "reviewed"]
    assert {each["reviewer"] for each in signed} == {"Ana Lima"}
    assert [each["target"] for each in signed] == list(MENDED.values())
    again = read(tree / "review.xlf").units
    assert Counter(unit.approved for unit in again) == {False: 43, True: 2}
    assert faults(xliff_schema(), (tree / "review.xlf").read_bytes()) == []


def test_only_what_changed_is_built_again(folder: Path) -> None:
    first = built(folder, PT, Lang.parse("ar"))
    out = folder / "out"
    before = {
        path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.rglob("*") if path.is_file()
    }
    back(folder, mended(out / SLUG / "pt" / "review.xlf"), "Ana Lima")
    second = built(folder, PT, Lang.parse("ar"))
    after = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.rglob("*") if path.is_file()}
    written = {str(path.relative_to(out)) for path in after if after[path] != before.get(path)}
    assert written - {".editions.lock"} == {
        f"{SLUG}/pt/index.html", f"{SLUG}/pt/edition.json", f"{SLUG}/pt/review.xlf", f"{SLUG}/pt/edition.epub",
        "index.pt.html", "report.json", "manifest.json",
    }  # fmt: skip
    pairs = zip(first.targets, second.targets, strict=True)
    assert sum(one.text != other.text for one, other in pairs) == 2


def test_a_changed_source_voids_a_sign_off_and_is_told(folder: Path) -> None:
    file = mended(sent_out(folder) / SLUG / "pt" / "review.xlf")
    back(folder, file, "Ana Lima")
    text = source(folder).read_text("utf-8")
    source(folder).write_text(text.replace("Civilians in this", "People in this"), "utf-8")
    assert of_states(built(folder))["reviewed"] == 1
    (standing,) = status([source(folder)], options(folder)).standings
    assert [change.reason for change in standing.changes] == [
        "the article no longer holds the sentence that was reviewed by Ana Lima"
    ]
    taken = back(folder, file, "Ana Lima")
    assert [(each.id, each.reason) for each in taken.outcome.refused] == [
        ("s10d3079785", "its source has changed since the file was exported")
    ]
    assert len(taken.outcome.accepted) == 1


def test_a_changed_target_voids_a_sign_off_and_is_told(folder: Path) -> None:
    back(folder, mended(sent_out(folder) / SLUG / "pt" / "review.xlf"), "Ana Lima")
    beside = folder / f"{SEED.stem}.pt.xlf"
    beside.write_text(beside.read_text("utf-8").replace("Como tudo", "Como isso"), "utf-8")
    (standing,) = status([source(folder)], options(folder)).standings
    row = standing.as_row()
    assert (row["reviewed"], row["post-edited"], row["changed"]) == (1, 1, 1)
    assert [change.reason for change in standing.changes] == [
        "its words have changed since it was reviewed by Ana Lima; it counts as post-edited"
    ]


def test_what_was_reviewed_once_serves_another_article(folder: Path) -> None:
    back(folder, mended(sent_out(folder) / SLUG / "pt" / "review.xlf"), "Ana Lima")
    other = folder / "other" / "other.txt"
    other.parent.mkdir()
    other.write_text(f"Another day\n\n{FIRST} Nobody sleeps.\n")
    targets = editions(other, replace(options(folder), to=(PT,)))[1].targets
    (found,) = [target for target in targets if target.text == MENDED[FIRST]]
    assert (found.state, found.reviewer, found.engine) == ("edited", "", "memory.sqlite")


def test_like_sentences_are_offered_and_not_published(folder: Path) -> None:
    back(folder, mended(sent_out(folder) / SLUG / "pt" / "review.xlf"), "Ana Lima")
    other = folder / "other" / "other.txt"
    other.parent.mkdir()
    other.write_text(f"Another day\n\n{FIRST.replace('Syrian', 'Libyan')}\n")
    export([other], options(folder), folder / "next")
    text = (folder / "next" / "other" / "pt" / "review.xlf").read_text("utf-8")
    assert f'<alt-trans match-quality="96%" origin="tm">\n          <source>{FIRST}</source>' in text
    page = (folder / "next" / "other" / "pt" / "review.html").read_text("utf-8")
    assert MENDED[FIRST] in page
    assert all(target.text != MENDED[FIRST] for target in editions(other, options(folder))[1].targets)


def test_a_tmx_file_goes_into_the_memory(folder: Path) -> None:
    path = sent_out(folder, Lang.parse("ar")) / "memory.en-ar.tmx"
    (taken,) = take_in([path], [], options(folder, Lang.parse("ar")))
    assert (taken.lang, len(taken.outcome.accepted), taken.failure) == ("ar", 45, "")
    assert len(Database(folder / "memory.sqlite", EN, Lang.parse("ar")).units()) == 45


def test_a_memory_that_cannot_be_written_is_a_warning(folder: Path) -> None:
    file = mended(sent_out(folder) / SLUG / "pt" / "review.xlf")
    (folder / "memory.sqlite").mkdir()
    (taken,) = take_in([file], [source(folder)], replace(options(folder), memory_db=folder / SEED.name / "m"))
    assert "cannot be written" in taken.warning
    assert len(taken.outcome.accepted) == 2
    assert (folder / f"{SEED.stem}.pt.xlf").exists()


def test_a_file_of_another_article_is_told(folder: Path) -> None:
    (taken,) = take_in([SAMPLES / "weblate.xlf"], [source(folder)], options(folder))
    assert "belongs to none of the articles given" in taken.failure
    assert list(folder.glob("*.pt.xlf")) == []


def test_a_region_is_taken_for_the_edition_that_is_asked_for(folder: Path) -> None:
    article = folder / "harbour.md"
    shutil.copy(SAMPLES / "harbour.md", article)
    (taken,) = take_in([SAMPLES / "weblate.xlf"], [article], options(folder, PT))
    assert (taken.lang, taken.into) == ("pt", folder / "harbour.pt.xlf")


def test_the_file_beside_the_source(folder: Path, file_regression: FileRegressionFixture) -> None:
    article = folder / "harbour.md"
    shutil.copy(SAMPLES / "harbour.md", article)
    take_in([SAMPLES / "omegat.xlf"], [article], options(folder))
    take_in([SAMPLES / "weblate.xlf"], [article], options(folder), "Ana Lima")
    text = (folder / "harbour.pt.xlf").read_text("utf-8")
    file_regression.check(text, extension=".xlf", encoding="utf-8")
    assert faults(xliff_schema(), text.encode()) == []


def test_a_table_of_figures_goes_out_and_comes_back(tmp_path: Path) -> None:
    """Cells that are nothing but a number stay as they are, in every list that names a sentence's state."""
    for name in ("valley-in-numbers.md", "valley-in-numbers.ar.xlf"):
        shutil.copy(SEED.parent / name, tmp_path / name)
    article = tmp_path / "valley-in-numbers.md"
    arabic = options(tmp_path, Lang.parse("ar"))
    done = export([article], arabic, tmp_path / "review")
    assert done.failures == ()
    sent = tmp_path / "review" / "valley-in-numbers" / "ar"
    page = html.parse(sent / "review.html").getroot()
    assert "210,000" in page.text_content()
    (taken,) = take_in([sent / "review.xlf"], [article], arabic)
    assert (taken.failure, list(taken.refusals())) == ("", [])
