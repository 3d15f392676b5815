"""An engine that dies, hangs or goes missing half-way ends its own edition with one clear line; the others are made."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from pipeline.engines.echo import EchoTranslator
from pipeline.engines.null_flush import Chain
from pipeline.engines.silence import SilenceNarrator
from pipeline.engines.worker import Worker
from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.options import Options
from pipeline.ports import Audio, Narrator, Translation, Translator
from pipeline.publish import publish
from pipeline.report import Report

ARTICLE = "Rain in Porto\n\nIt rained on Monday. The streets were full of water.\n"
RECIPE = import_module("pipeline.kept")
"""Where the stages are given what they open engines with."""
DEADLINE = 0.3
"""Seconds."""


class HelpedNarrator:
    """Silence, and from its third text on a real helper process that does what it is told."""

    fingerprint = "helped"

    def __init__(self, do: str) -> None:
        self._do = do
        self._worker = Worker("tests.engines.helper_for_tests", [], isolation="fork", deadline=DEADLINE)

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        for index, text in enumerate(texts):
            if index >= 2:
                self._worker.ask(self._do)
            yield from SilenceNarrator().speak([text])

    def close(self) -> None:
        self._worker.close()


class GoneNarrator(HelpedNarrator):
    """A voice that is uninstalled while it speaks."""

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        yield from SilenceNarrator().speak(texts[:2])
        raise MissingEngineError("The voice is no longer here.", remedy="Install it again.")


class PipedTranslator:
    """An echo by a real program that does what it is told."""

    fingerprint = "piped"

    def __init__(self, program: str) -> None:
        self._chain = Chain([[sys.executable, "-c", program]], patience=DEADLINE)

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        return [Translation(answer.decode()) for answer in self._chain.through([t.encode() for t in texts])]

    def close(self) -> None:
        self._chain.close()


def narrator(do: str, lang: Lang) -> Narrator:
    if lang.tag != "pt":
        return SilenceNarrator()
    return GoneNarrator(do) if do == "gone" else HelpedNarrator(do)


def translator(program: str, _source: Lang, target: Lang) -> Translator:
    return PipedTranslator(program) if target.tag == "pt" else EchoTranslator()


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> partial[Report]:
    """Builds Arabic, Portuguese and the original in a place of its own."""
    monkeypatch.setattr("pipeline.engines.worker.GRACE", 0.0)
    (tmp_path / "rain.txt").write_text(ARTICLE)
    options = Options(
        to=(Lang.parse("ar"), Lang.parse("pt")),
        engine="echo",
        voice=dict.fromkeys(("ar", "en", "pt"), "silence"),
        out=tmp_path / "out",
        cache=tmp_path / "cache",
        jobs=2,
    )
    return partial(publish, [tmp_path / "rain.txt"], options)


def alone(report: Report, tmp_path: Path, told: str) -> None:
    """Portuguese failed with one line; the two others are whole."""
    (line,) = report.failures()
    assert line.startswith("rain (pt): ")
    assert told in line
    assert report.exit_code == 1
    assert sorted(path.name for path in (tmp_path / "out" / "rain").iterdir()) == ["ar", "en"]
    assert (tmp_path / "out" / "rain" / "ar" / "narration.mp3").is_file()


@pytest.mark.parametrize(
    ("do", "told"),
    [
        ("crash", "ended with status -11"),
        ("hang", "did not answer within 0.3 s"),
        ("leave", "ended with status 3"),
        ("gone", "The voice is no longer here. Install it again."),
    ],
)
def test_a_voice(
    do: str, told: str, built: partial[Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RECIPE, "open_narrator", lambda options, lang: narrator(do, lang))
    alone(built(), tmp_path, told)


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("import sys; sys.exit(5)", "ended with status 5"),
        ("import sys; sys.stdin.read()", "said nothing for"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "ended with status -11"),
    ],
    ids=["ends", "hangs", "crashes"],
)
def test_a_translator_of_piped_programs(
    program: str, told: str, built: partial[Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RECIPE, "open_translator", lambda options, *pair: translator(program, *pair))
    alone(built(), tmp_path, told)


def test_a_model_that_cannot_be_opened(
    built: partial[Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(_options: Options, _source: Lang, target: Lang) -> Translator:
        if target.tag == "pt":
            raise SetupError("model.bin has changed since the model was installed (sha256).")
        return EchoTranslator()

    monkeypatch.setattr(RECIPE, "open_translator", opened)
    alone(built(), tmp_path, "has changed since the model was installed")


def test_a_source_that_vanishes_between_listing_and_reading(built: partial[Report], tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"
    report = publish([gone, *built.args[0]], built.args[1])
    assert [line for line in report.failures() if "gone.txt" in line]
    assert report.exit_code == 1
    assert (tmp_path / "out" / "rain" / "pt" / "index.html").is_file()
