"""The parts on sound, with stand-ins: voices, word times, loudness, encoding, memory."""

from pathlib import Path

import pytest

from pipeline import equipment
from pipeline.bench import chosen_parts, encoding, loud, memory, ready, times, voices
from pipeline.bench.ear import decoded, heard
from pipeline.bench.subject import ARABIC, ENGLISH, Subject
from pipeline.engines.echo import Echo
from pipeline.engines.silence import Silence
from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.narrate.encode import ENCODINGS, encode
from pipeline.ports import SpeechEngine, Voice
from tests.bench.stand_ins import Hum, Shout, subject_in
from tests.narrate.sound import heard_as, noise


class Mute:
    """An engine without voices."""

    name = "mute"
    rank = 5

    def voices(self) -> tuple[Voice, ...]:
        return ()

    def default(self, lang: Lang) -> Voice | None:
        return None

    def remedy(self) -> str:
        return "Install it: pip install mute"

    def open(self, voice: Voice) -> Hum:
        raise AssertionError


ENGINES: tuple[SpeechEngine, ...] = (Hum(), Mute(), Silence())


@pytest.fixture
def harbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Subject:
    monkeypatch.setattr(equipment, "speech_engines", lambda *_, **__: ENGINES)
    monkeypatch.setattr(equipment, "translation_engines", lambda *_: (Shout(), Echo()))
    return subject_in(tmp_path, voices=ENGINES)


def test_the_article_is_spoken_where_it_can_be_translated_and_our_own_text_elsewhere(
    harbour: Subject,
) -> None:
    english, arabic = ready.ready(harbour, ENGLISH), ready.ready(harbour, ARABIC)
    assert (english.edition.article, english.of) == (harbour.article, "the article")
    assert (arabic.edition.lang, arabic.edition.article.lang, arabic.of) == (
        ARABIC,
        ARABIC,
        "a text of our own",
    )
    assert len(ready.shortened(english.edition, 2).segments) == 2


@pytest.mark.parametrize("lang", times.LANGUAGES, ids=str)
def test_our_own_text_has_several_sentences_in_each_language(lang: Lang, harbour: Subject) -> None:
    own = ready._own_text(lang)
    assert any(character.isdigit() for character in own)
    assert own.count(".") >= 5


def test_each_engine_in_english_and_arabic(harbour: Subject) -> None:
    rows = list(voices.voices(harbour))
    assert [row.what for row in rows] == [
        f"{name} alone, {lang}" for lang in ("en", "ar") for name in ("hum:hum", "mute")
    ]
    for row in rows:
        if row.what.startswith("mute"):
            assert "Install it: pip install mute" in row.value
        else:
            assert row.value.endswith(" x real time")
            assert row.against.startswith("the whole stage, to MP3, ")
            assert row.ratio is not None
            assert row.meaning == "of its time"


def test_words_of_a_voice_that_tells_no_times_are_none(harbour: Subject) -> None:
    rows = list(times.times(harbour))
    assert [row.what.rpartition(" ")[2] for row in rows] == ["en", "ar", "pt", "es", "fr"]
    assert all((row.value, row.ratio, row.meaning) == ("0", 0, "of it") for row in rows)


def test_loudness_of_every_format_before_and_after(harbour: Subject) -> None:
    rows = list(loud.loudness(harbour))
    assert [row.what for row in rows] == [
        f"loudness, {lang}, {kind}" for lang in ("en", "ar") for kind in ("mp3", "m4b", "opus")
    ]
    assert all("LUFS, true peak" in row.value and "as it is spoken" in row.against for row in rows)


def test_loudness_without_a_voice_says_why(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equipment, "speech_engines", lambda *_, **__: (Mute(),))
    english, _ = loud.loudness(harbour)
    assert "pip install mute" in english.value
    (row,) = encoding.encoding(harbour)
    assert "pip install mute" in row.value


def test_the_ear_hears_what_ffmpeg_hears() -> None:
    mp3 = ENCODINGS["mp3"]
    assert mp3
    samples, rate = decoded(encode([noise(22_050 * 3)], 22_050, mp3, {}))
    assert rate == 22_050
    assert len(samples) == 22_050 * 3
    assert heard(samples, rate) == pytest.approx(heard_as(samples.astype(float), rate), abs=0.01)


def test_seconds_of_each_format_against_what_it_may_take(
    harbour: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "SECONDS", 60)
    rows = list(encoding.encoding(harbour))
    assert [row.what for row in rows] == [f"{name} alone, one core" for name in ("mp3", "m4b", "opus")]
    assert all(row.value.endswith(" s for 1 minutes of sound") and row.ratio for row in rows)


def test_memory_is_measured_in_full_runs_and_by_name() -> None:
    assert "memory" not in chosen_parts([])
    assert "memory" in chosen_parts([], full=True)
    assert chosen_parts(["memory"]) == ("memory",)


def test_memory_grows_by_the_finished_file_and_hardly_more() -> None:
    """Six minutes against half an hour: 24 minutes of samples are 63 MB."""
    if not (found := memory.peak_and_file(0.1))[0]:
        pytest.skip("this system tells no peak")
    (small, small_file), (large, large_file) = found, memory.peak_and_file(0.5)
    assert large_file - small_file > 10_000_000
    assert large - small <= large_file - small_file + 15_000_000


def test_the_figure_of_memory_tells_what_is_the_file(
    harbour: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {1.0: (60_000_000, 30_000_000), 10.0: (350_000_000, 300_000_000)}
    monkeypatch.setattr(memory, "peak_and_file", told.__getitem__)
    (row,) = memory.memory(harbour)
    assert (row.value, row.against) == ("350 MB", "1 hours, 60 MB")
    assert row.note == "the file is 300 MB of it; all else grew by 20 MB"


def test_where_nothing_is_told_the_figure_says_so(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "peak_and_file", lambda hours: (0, 1))
    assert [row.value for row in memory.memory(harbour)] == ["this system does not tell it"]

    def broken(hours: float) -> tuple[int, int]:
        raise SetupError("No room.")

    monkeypatch.setattr(memory, "peak_and_file", broken)
    assert [row.value for row in memory.memory(harbour)] == ["No room."]


def test_a_program_that_breaks_down_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "AUDIO", "nonsense")
    with pytest.raises(SetupError, match=r"The narration ended with status 1: .*nonsense"):
        memory.peak_and_file(0.01)
