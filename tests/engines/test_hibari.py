"""hibari: the voice that comes inside its package, and those that lie in its cache folder."""

import shutil
from array import array
from pathlib import Path

import pytest

from pipeline.engines.hibari import Hibari
from pipeline.engines.hibari_worker import LONGEST_WORD, readable
from pipeline.errors import MissingEngineError, SetupError, UsageError
from pipeline.language import Lang
from pipeline.ports import Audio, Voice

EN = Lang.parse("en")
TEXT = "The keeper climbed two hundred steps."
HEART = Voice("hibari", "heart", "en-US", "F", "Apache-2.0", "neural")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path))
    return tmp_path


def said(text: str = TEXT, *, rate: int = 160) -> Audio:
    narrator = Hibari(rate=rate).open(HEART)
    (audio,) = narrator.speak([text])
    narrator.close()
    return audio


def seconds(audio: Audio) -> float:
    return len(audio.samples) / 2 / audio.sample_rate


def test_only_voices_that_are_here_are_listed() -> None:
    """The library would fetch the others."""
    assert Hibari().voices() == (HEART,)
    assert Hibari().default(Lang.parse("en-GB")) == HEART
    assert Hibari().default(Lang.parse("es")) is None


def test_a_voice_in_the_cache_folder_is_checked_before_it_is_loaded(cache: Path) -> None:
    (cache / "bf_emma.int8.onnx").write_bytes(b"no model")
    engine = Hibari()
    emma = engine.default(Lang.parse("en-GB"))
    assert emma is not None
    assert (emma.name, emma.sex) == ("emma", "F")
    with pytest.raises(SetupError, match=r"bf_emma\.int8\.onnx: This voice is damaged: its sha256 is wrong"):
        engine.open(emma)


def test_it_is_speech_of_the_right_length_and_level() -> None:
    audio = said()
    peak = max(map(abs, array("h", audio.samples)))
    assert seconds(audio) == pytest.approx(2.4, rel=0.2)
    assert 2_000 < peak < 32_767
    assert audio.words == ()


def test_the_rate_is_kept() -> None:
    assert seconds(said(rate=320)) == pytest.approx(seconds(said()) / 2, rel=0.15)


@pytest.mark.parametrize("rate", [79, 321])
def test_a_rate_out_of_range_is_refused(rate: int) -> None:
    with pytest.raises(UsageError, match="80 to 320 words a minute"):
        Hibari(rate=rate)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("in 1871 and 123456789012345", "in 1871 and 123456789012345"),
        ("1234567890123456", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6"),
        ("[x](/y/)", " x (/y/)"),
        ("w" * LONGEST_WORD, "w" * LONGEST_WORD),
        ("w" * (LONGEST_WORD + 1), "w" * LONGEST_WORD + " w"),
    ],
)
def test_what_the_library_would_stumble_over_is_respelled(text: str, given: str) -> None:
    assert readable(text) == given


def test_a_pronunciation_in_brackets_is_not_obeyed() -> None:
    """An article could make the voice say anything."""
    assert said("Say [night](/dˈA/).") != said("Say [day](/dˈA/).")


def test_what_is_not_english_gives_no_sound() -> None:
    assert said("مرحبا").samples == b""


def test_it_credits_what_has_a_part_in_the_sound() -> None:
    fingerprint = Hibari().open(HEART).fingerprint
    assert fingerprint.startswith("hibari 0.")
    assert "with onnxruntime 1." in fingerprint
    assert fingerprint.endswith("voice heart, 160 words a minute, Apache-2.0")


def test_without_the_package_there_are_no_voices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.engines.hibari.installed", lambda package: "")
    assert Hibari().voices() == ()
    assert Hibari().remedy() == "Install it: pip install 'editions[hibari]'"
    with pytest.raises(MissingEngineError, match="has no voice heart"):
        Hibari().open(HEART)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Hibari()
    path, _ = engine._listed()[HEART]
    copy = Path(shutil.copy(path, tmp_path / "heart.onnx"))
    engine._listed()[HEART] = (str(copy), engine._listed()[HEART][1])
    narrator = engine.open(HEART)
    copy.write_bytes(b"swapped after it was looked at")
    with pytest.raises(SetupError, match=r"heart\.onnx: This voice cannot be loaded: "):
        list(narrator.speak([TEXT]))
    narrator.close()
