"""An article without a change is not even read; whatever decides its files is looked at."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline import unchanged
from pipeline.language import Lang
from pipeline.options import Options
from pipeline.publish import publish
from pipeline.recipe import read_each
from pipeline.selection import Selection
from tests.line.test_line import contents


@dataclass(frozen=True, slots=True)
class Desk:
    """A publisher's folder."""

    source: Path
    options: Options

    def unchanged(self, **changes: object) -> int:
        """Of two articles, how many were left alone."""
        report = publish([self.source, self.source.with_name("wind.txt")], replace(self.options, **changes))  # type: ignore[arg-type]  # names are checked
        assert list(report.failures()) == []
        return report.counts.unchanged


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Everything has been made once."""
    folder = tmp_path / "src"
    folder.mkdir()
    for name in ("rain", "wind"):
        (folder / f"{name}.txt").write_text(f"News of {name}\n\nIt rained on Monday.\n")
    (tmp_path / "models").mkdir()
    options = Options(
        to=(Lang.parse("pt"),), engine="echo", voice={"en": "silence", "pt": "silence"}, jobs=1,
        out=tmp_path / "out", cache=tmp_path / "cache", models=tmp_path / "models",
        memory_db=tmp_path / "memory.sqlite",
    )  # fmt: skip
    made = Desk(folder / "rain.txt", options)
    assert made.unchanged() == 0
    return made


def test_nothing_is_made_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(desk.options.out)
    monkeypatch.setattr("pipeline.recipe.read", lambda *_, **__: pytest.fail("it is read"))
    assert desk.unchanged() == 2
    assert contents(desk.options.out) == before


CHANGES: dict[str, Callable[[Desk], object]] = {
    "the source": lambda desk: desk.source.write_text("News of rain\n\nIt rained on Tuesday.\n"),
    "its sidecar": lambda desk: desk.source.with_suffix(".toml").write_text('publisher = "The Rain"\n'),
    "a page of it": lambda desk: (desk.options.out / "rain/pt/index.html").write_text("edited"),
    "its sound is gone": lambda desk: (desk.options.out / "rain/en/narration.mp3").unlink(),
    "its folder is gone": lambda desk: shutil.rmtree(desk.options.out / "rain"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_one_article_is_made_again(what: str, desk: Desk) -> None:
    before = contents(desk.options.out)
    CHANGES[what](desk)
    assert desk.unchanged() == 1
    assert desk.unchanged() == 2
    if what not in {"the source", "its sidecar"}:
        assert contents(desk.options.out) == before


def test_a_finished_translation_beside_it(desk: Desk) -> None:
    memory = desk.options.out / "rain/pt/review.xlf"
    shutil.copy(memory, desk.source.with_name("rain.pt.xlf"))
    assert desk.unchanged() == 1


ALL: dict[str, Callable[[Desk], dict[str, object]]] = {
    "another voice": lambda desk: {"rate": {"en": 120}, "voice": {"pt": "silence"}},
    "no sound": lambda desk: {"audio": "none"},
    "another format": lambda desk: {"audio": "mp3,opus"},
    "captions a word": lambda desk: {"words": True},
    "no books": lambda desk: {"epub": False},
    "another language": lambda desk: {"to": (Lang.parse("pt"), Lang.parse("eo")), "voice": {"en": "silence"}},
    "another pause": lambda desk: {"pauses": {"sentence": 300}},
    "an address": lambda desk: {"site": "https://example.org/"},
    "another folder": lambda desk: {"out": desk.options.out.with_name("other")},
    "a glossary": lambda desk: {
        "glossary": (
            touched(desk, "terms.tsv", "source\ttarget\tvariants\ttype\tcase\tnote\nrain\tchuva\t\t\t\t\n"),
        )
    },
    "a lexicon": lambda desk: {"lexicon": touched(desk, "words.toml", '[en]\nrain = "rayn"\n')},
}


def touched(desk: Desk, name: str, text: str) -> Path:
    path = desk.source.with_name(name)
    path.write_text(text)
    return path


@pytest.mark.parametrize("what", ALL)
def test_all_are_made_again(what: str, desk: Desk) -> None:
    changes = ALL[what](desk)
    assert desk.unchanged(**changes) == 0
    assert desk.unchanged(**changes) == 2


@pytest.mark.parametrize("name", ["terms.tsv", "words.toml"])
def test_the_content_of_named_files_counts(name: str, desk: Desk) -> None:
    which = {"terms.tsv": "a glossary", "words.toml": "a lexicon"}[name]
    changes = ALL[which](desk)
    desk.unchanged(**changes)
    touched(desk, name, (desk.source.with_name(name)).read_text().replace("rain", "wind"))
    assert desk.unchanged(**changes) == 0


def test_a_model_that_comes_or_changes(desk: Desk) -> None:
    model = desk.options.models / "en_pt" / "model.bin"
    model.parent.mkdir()
    model.write_bytes(b"one")
    assert desk.unchanged() == 0
    assert desk.unchanged() == 2
    os.utime(model, (1, 1))
    assert desk.unchanged() == 0


def test_a_package_of_another_version(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "site-packages"
    (place / "numpy-9.9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(place))
    assert desk.unchanged() == 0


def test_another_version_of_the_program(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = tmp_path / "pipeline"
    (copied / "read").mkdir(parents=True)
    (copied / "read" / "text.py").write_text("changed = True\n")
    monkeypatch.setattr(unchanged, "_PACKAGE", copied)
    assert desk.unchanged() == 0


@pytest.mark.parametrize("changes", [{"jobs": 3}, {"deadline": 9}], ids=str)
def test_what_decides_nothing(changes: dict[str, object], desk: Desk) -> None:
    assert desk.unchanged(**changes) == 2


def test_without_a_cache_everything_is_made(desk: Desk) -> None:
    assert desk.unchanged(cache_size=0) == 0


def test_an_edition_that_fails_is_tried_again(desk: Desk) -> None:
    options = replace(desk.options, engine=None, to=(Lang.parse("zu"),))
    for _ in range(2):
        report = publish([desk.source], options)
        assert (report.exit_code, report.counts.unchanged) == (1, 0)


def test_a_book_of_all_articles_needs_all_of_them(desk: Desk) -> None:
    assert desk.unchanged(collection="Weather") == 0
    assert list((desk.options.out / "issues").glob("*.epub"))


def test_anew(desk: Desk) -> None:
    report = publish([desk.source], desk.options, selection=Selection(anew=True))
    assert report.counts.unchanged == 0


def test_a_change_during_the_build_is_not_taken_for_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = read_each

    def slow(sources: Sequence[Path], options: Options) -> object:
        found = list(real(sources, options))
        desk.source.write_text("News of rain\n\nIt rained on Thursday.\n")
        return found

    desk.source.write_text("News of rain\n\nIt rained on Wednesday.\n")
    monkeypatch.setattr("pipeline.workshop.read_each", slow)
    assert desk.unchanged() == 1
    monkeypatch.setattr("pipeline.workshop.read_each", real)
    assert desk.unchanged() == 1
    assert "Thursday" in (desk.options.out / "rain/en/index.html").read_text()


def test_files_of_an_edition_are_what_counts() -> None:
    """The key holds every option but those that are told not to matter: a new one counts by itself."""
    names = {name for name in Options.__dataclass_fields__ if name not in unchanged._NOT_ABOUT_FILES}
    assert names >= {"to", "source", "engine", "voice", "audio", "words", "epub", "site", "strict", "lexicon"}
