"""The sample article built again: without a change nothing is done, after one sentence no more than it asks for."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline import equipment
from pipeline.engines import find_translator as find_translator_of_all
from pipeline.narrate import production
from pipeline.narrate.encode import encoded
from pipeline.ports import Alternatives, Audio, Narrator, Translation, Translator, Voice
from pipeline.publish import publish
from tests.sample.build import SEED, Sample, options_in

CHANGED = ("fearing they may not live", "fearing they might not live")


class AskedError(AssertionError):
    """An engine was asked although nothing had changed."""


class Watched:
    """Around every engine of a run: notes what they are asked, or raises."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, raises: bool) -> None:
        self.raises = raises
        self.translated: list[str] = []
        self.spoken: list[str] = []
        self.encoded: list[str] = []
        find_translator, voice_of = find_translator_of_all, equipment.voice_of
        monkeypatch.setattr(
            equipment, "find_translator", lambda *given: watching(find_translator(*given), self)
        )
        monkeypatch.setattr(
            equipment,
            "voice_of",
            lambda *given: (WatchedEngine(voice_of(*given)[0], self), voice_of(*given)[1]),
        )
        monkeypatch.setattr(production, "encoded", self._encoding(encoded))

    def note(self, into: list[str], what: str) -> None:
        if self.raises:
            raise AskedError(what)
        into.append(what)

    def _encoding(self, encoded: Callable[..., Any]) -> Callable[..., Any]:
        def watched(sound: Any, samples: int, rate: int, encodings: Sequence[Any], label: Any) -> Any:
            self.note(self.encoded, label.tags["language"])
            return encoded(sound, samples, rate, encodings, label)

        return watched


class WatchedTranslator:
    def __init__(self, inner: Translator, watched: Watched) -> None:
        self._inner = inner
        self._watched = watched

    @property
    def fingerprint(self) -> str:
        return self._inner.fingerprint

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        for text in texts:
            self._watched.note(self._watched.translated, text)
        return self._inner.translate(texts)

    def close(self) -> None:
        self._inner.close()


class WatchedAlternatives(WatchedTranslator):
    """Around an engine that has other answers too."""

    def __init__(self, inner: Any, watched: Watched) -> None:
        super().__init__(inner, watched)
        self._more = inner

    def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
        for text in texts:
            self._watched.note(self._watched.translated, f"{text} ({count} answers)")
        found: Sequence[Sequence[Translation]] = self._more.alternatives(texts, count)
        return found


def watching(inner: Translator, watched: Watched) -> Translator:
    kind = WatchedAlternatives if isinstance(inner, Alternatives) else WatchedTranslator
    return kind(inner, watched)


class WatchedEngine:
    """Opens watched voices."""

    def __init__(self, inner: Any, watched: Watched) -> None:
        self.name = inner.name
        self._inner = inner
        self._watched = watched

    def open(self, voice: Voice) -> "WatchedNarrator":
        return WatchedNarrator(self._inner.open(voice), self._watched)


class WatchedNarrator:
    def __init__(self, inner: Narrator, watched: Watched) -> None:
        self._inner = inner
        self._watched = watched

    @property
    def fingerprint(self) -> str:
        return self._inner.fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        for text in texts:
            self._watched.note(self._watched.spoken, text)
            yield from self._inner.speak([text])

    def close(self) -> None:
        self._inner.close()


@pytest.fixture
def again(sample: Sample, tmp_path: Path) -> Path:
    """The sample's source, tree and cache in a place of their own; the memory of the Arabic lies beside the source."""
    shutil.copytree(sample.out, tmp_path / "out")
    shutil.copytree(sample.out.parent / "cache", tmp_path / "cache")
    for path in SEED.parent.glob(f"{SEED.stem}.*"):
        shutil.copy(path, tmp_path)
    return tmp_path / SEED.name


def looks(folder: Path) -> dict[str, tuple[int, int, int]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns, path.stat().st_ctime_ns)
        for path in (folder, *sorted(folder.rglob("*")))
    }


def build(source: Path) -> None:
    # One after the other: two editions that say the same sentence at once may both ask for it.
    report = publish([source], replace(options_in(source.parent), jobs=1))
    assert report.exit_code == 0


def test_nothing_is_asked_and_nothing_is_touched(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Watched(monkeypatch, raises=True)
    build(again)  # the tree was copied: its lock is new
    before = looks(again.parent / "out")
    build(again)
    assert looks(again.parent / "out") == before


def test_one_sentence_costs_one_sentence(
    again: Path, monkeypatch: pytest.MonkeyPatch, file_regression: FileRegressionFixture
) -> None:
    """In each language it is translated and spoken, the track is encoded, and the files that hold it are written."""
    before = looks(again.parent / "out")
    text = again.read_text("utf-8")
    assert CHANGED[0] in text
    again.write_text(text.replace(*CHANGED, 1), "utf-8")
    watched = Watched(monkeypatch, raises=False)
    build(again)
    after = looks(again.parent / "out")
    files = [name for name in after if (again.parent / "out" / name).is_file()]
    changed = [name for name in files if after[name][:2] != before.get(name, (0, 0))[:2]]
    told = [
        *(f"translated  {text}" for text in sorted(watched.translated)),
        *(f"spoken      {text}" for text in sorted(watched.spoken)),
        *(f"encoded     {lang}" for lang in sorted(watched.encoded)),
        *(f"written     {name}" for name in changed),
    ]
    file_regression.check("\n".join(told) + "\n", extension=".txt", encoding="utf-8")
