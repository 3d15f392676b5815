"""piper: any voice of one file that lies in the folder of voices. The voices here are built by the tests."""

import json
from array import array
from pathlib import Path
from typing import Any

import pytest

from pipeline.engines.piper import Piper, voice_folders
from pipeline.engines.piper_times import MOST, words_of
from pipeline.engines.piper_worker import LOUDEST, cut
from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.options import Options
from pipeline.ports import Audio
from tests.engines.tiny_voice import FRAMES, HOP, RATE, write_voice

TEXT = "The keeper climbed two hundred of the steps."


def said(folder: Path, text: str = TEXT, *, rate: int = 160, speaker: str = "") -> Audio:
    piper = Piper([folder], rate=rate)
    voice = piper.voices()[0]
    narrator = piper.open(piper.varied(voice, speaker) if speaker else voice)
    (audio,) = narrator.speak([text])
    narrator.close()
    return audio


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_voice(tmp_path, "en_GB-tiny-medium", "en_GB", "en-us")
    return tmp_path


def seconds(audio: Audio) -> float:
    return len(audio.samples) / 2 / audio.sample_rate


def test_a_voice_tells_its_language_quality_and_licence(tmp_path: Path) -> None:
    write_voice(tmp_path, "a", "pt_BR", "pt-br", audio={"sample_rate": RATE, "quality": "x_low"})
    write_voice(tmp_path / "own", "b", "ar_JO", "ar")
    (tmp_path / "own" / "MODEL_CARD").write_text("# Voice\n\n* Language: ar_JO\n* License: CC-BY-4.0\n")
    write_voice(tmp_path, "c", "", "eo", licence="CC0-1.0", audio={"sample_rate": RATE})
    found = [(each.name, each.lang, each.quality, each.licence) for each in Piper([tmp_path]).voices()]
    assert found == [
        ("b", "ar-JO", "neural medium", "CC-BY-4.0"),
        ("c", "eo", "neural", "CC0-1.0"),
        ("a", "pt-BR", "neural x low", ""),
    ]


def test_an_unknown_licence_is_credited_as_unknown(folder: Path) -> None:
    piper = Piper([folder])
    assert "licence unknown" in piper.open(piper.voices()[0]).fingerprint


def test_the_first_folder_is_preferred(tmp_path: Path) -> None:
    write_voice(tmp_path / "first", "same", "es_ES", "es")
    write_voice(tmp_path / "second", "same", "es_MX", "es")
    write_voice(tmp_path / "second", "other", "es_MX", "es")
    found = Piper([tmp_path / "first", tmp_path / "second", tmp_path / "none"]).voices()
    assert [(each.name, each.lang) for each in found] == [("same", "es-ES"), ("other", "es-MX")]


def test_folders_come_from_the_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = Options(models=tmp_path / "models")
    assert voice_folders(options) == (tmp_path / "models" / "voices",)
    monkeypatch.setenv("EDITIONS_VOICES", str(tmp_path / "mine"))
    assert voice_folders(Options(models=tmp_path)) == (tmp_path / "mine", tmp_path / "voices")


@pytest.mark.parametrize(
    "config",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"audio": {}}',
        '{"audio": {"sample_rate": "x"}, "espeak": {"voice": "en"}}',
        None,
    ],
)
def test_a_voice_that_cannot_be_read_is_passed_over_with_a_line(
    folder: Path, config: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "bad.onnx").write_bytes(b"")
    if config is not None:
        (folder / "bad.onnx.json").write_text(config)
    assert [voice.name for voice in Piper([folder]).voices()] == ["en_GB-tiny-medium"]
    assert "bad.onnx is passed over" in caplog.text


@pytest.mark.parametrize("kind", ["pinyin", "japanese", "thai", "hebrew"])
def test_a_voice_that_would_fetch_a_model_is_passed_over(folder: Path, kind: str) -> None:
    write_voice(folder, "fetching", "zh_CN", "cmn", phoneme_type=kind)
    assert [voice.name for voice in Piper([folder]).voices()] == ["en_GB-tiny-medium"]


def test_a_voice_that_reads_letters_is_heard_and_timed(tmp_path: Path) -> None:
    write_voice(tmp_path, "letters", "en", "en-us", phoneme_type="text")
    audio = said(tmp_path, "two steps")
    assert [(word.begin, word.end) for word in audio.words] == [(0, 3), (4, 9)]
    assert seconds(audio) == pytest.approx((9 * 2 + 3) * FRAMES * HOP / RATE, rel=0.02)


def test_every_word_is_timed_where_its_first_phoneme_begins(folder: Path) -> None:
    audio = said(folder)
    assert [TEXT[word.begin : word.end] for word in audio.words] == TEXT.split()
    assert audio.words[0].first == 2 * FRAMES * HOP  # after what begins a sentence, and its padding
    assert {word.first % (FRAMES * HOP) for word in audio.words} == {0}
    assert audio.words[-1].last == len(audio.samples) // 2


def test_numbers_that_are_said_in_several_words_are_timed_once(folder: Path) -> None:
    audio = said(folder, "In 1871, we won")
    words = {"In 1871, we won"[word.begin : word.end]: word for word in audio.words}
    assert list(words) == ["In", "1871,", "we", "won"]
    assert words["1871,"].last - words["1871,"].first > 4 * (words["won"].last - words["won"].first)


def test_a_voice_that_tells_no_lengths_has_no_word_times(folder: Path) -> None:
    path = folder / "en_GB-tiny-medium.onnx"
    path.write_bytes(path.read_bytes().replace(b"Ceil", b"Relu"))
    audio = said(folder)
    assert audio.words == ()
    assert seconds(audio) > 2


def test_lengths_that_do_not_make_up_the_sound_are_not_believed(folder: Path) -> None:
    path = folder / "en_GB-tiny-medium.onnx.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "hop_length": HOP * 2}))
    assert said(folder).words == ()


def test_it_says_the_same_each_time_although_its_voice_hisses(folder: Path) -> None:
    assert said(folder) == said(folder)


def test_the_peak_leaves_room(folder: Path) -> None:
    assert max(map(abs, array("h", said(folder).samples))) == round(LOUDEST * 32_767)


def test_the_rate_is_a_share_of_the_voice_s_own_pace(folder: Path) -> None:
    assert seconds(said(folder, rate=80)) == pytest.approx(5 / 3 * seconds(said(folder)), rel=0.01)


def test_speakers_are_told_apart(tmp_path: Path) -> None:
    write_voice(tmp_path, "two", "en_US", "en-us", num_speakers=2, speaker_id_map={"bo": 1, "ada": 0})
    piper = Piper([tmp_path])
    assert piper.variants(piper.voices()[0]) == ("ada", "bo")
    first, second = said(tmp_path, speaker="ada"), said(tmp_path, speaker="bo")
    assert said(tmp_path) == first != second
    assert len(first.samples) == pytest.approx(len(second.samples), abs=64)


def test_text_in_brackets_is_read_as_text(folder: Path) -> None:
    """Two brackets would begin phonemes: an article could make the voice say anything."""
    assert seconds(said(folder, "[[h@l'oU]]")) > 0
    assert said(folder, "a [[b]]").samples == said(folder, "a [ b]]").samples


def test_arabic_is_spoken_as_it_is_vowelled(tmp_path: Path) -> None:
    """The package would put its own vowels into the first: the second's."""
    write_voice(tmp_path, "ar", "ar_JO", "ar")
    assert said(tmp_path, "كتب").samples != said(tmp_path, "كُتُب").samples


@pytest.mark.parametrize("damage", [b"", b"no model", None])
def test_a_file_that_is_no_voice_is_refused_by_name(folder: Path, damage: bytes | None) -> None:
    path = folder / "en_GB-tiny-medium.onnx"
    path.write_bytes(path.read_bytes()[:-900] if damage is None else damage)
    with pytest.raises(SetupError, match=r"en_GB-tiny-medium\.onnx: This voice cannot be loaded: "):
        said(folder)


def test_a_voice_for_a_language_that_espeak_does_not_know_is_refused(tmp_path: Path) -> None:
    write_voice(tmp_path, "odd", "en", "no-such-language")
    with pytest.raises(SetupError, match=r"odd\.onnx: This voice refuses a text: Failed to set voice"):
        said(tmp_path)


def test_the_fingerprint_changes_with_either_file(folder: Path) -> None:
    def fingerprint() -> str:
        piper = Piper([folder])
        return piper.open(piper.voices()[0]).fingerprint

    before = fingerprint()
    config = folder / "en_GB-tiny-medium.onnx.json"
    config.write_text(config.read_text() + "\n")
    after = fingerprint()
    (folder / "en_GB-tiny-medium.onnx").write_bytes(b"another")
    assert len({before, after, fingerprint()}) == 3


def test_without_package_or_voice_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Piper([tmp_path]).remedy() == f"Put a piper voice (NAME.onnx and NAME.onnx.json) into {tmp_path}"
    monkeypatch.setattr("pipeline.engines.piper.installed", lambda package: "")
    write_voice(tmp_path, "en", "en", "en-us")
    assert Piper([tmp_path]).voices() == ()
    assert Piper([tmp_path]).default(Lang.parse("en")) is None
    assert Piper([tmp_path]).remedy() == "Install it: pip install 'editions[piper]'"
    with pytest.raises(MissingEngineError):
        said_by_name(tmp_path)


def said_by_name(folder: Path) -> Any:
    from pipeline.ports import Voice

    return Piper([folder]).open(Voice("piper", "en", "en"))


@pytest.mark.parametrize(
    ("phonemes", "most", "pieces"),
    [("", 3, []), ("abc", 3, ["abc"]), ("ab cd", 3, ["ab ", "cd"]), ("abcdefg", 3, ["abc", "def", "g"])],
)
def test_long_sentences_are_cut_between_words(phonemes: str, most: int, pieces: list[str]) -> None:
    assert ["".join(piece) for piece in cut(list(phonemes), most)] == pieces


@pytest.mark.parametrize(
    ("told", "alone", "expected"),
    [
        ("ˈab kd", ["ab", "kd"], [(0, 2, 1, 4), (3, 5, 4, 60)]),
        ("abkd", ["ab", "kd"], [(0, 2, 0, 2), (3, 5, 2, 60)]),  # two words joined
        ("zzab kd", ["ab", "kd"], [(0, 2, 2, 5), (3, 5, 5, 60)]),  # something before them
        ("ab xyz kd", ["ab", "kd"], [(0, 2, 0, 7), (3, 5, 7, 60)]),  # something between them
        ("ab", ["ab", "kd"], [(0, 2, 0, 60)]),  # the second not found
        ("", ["ab", "kd"], []),
    ],
)
def test_words_are_found_again_by_their_phonemes(
    told: str, alone: list[str], expected: list[tuple[int, int, int, int]]
) -> None:
    words = words_of("ab kd", [(phoneme, at) for at, phoneme in enumerate(told)], alone, 60)
    assert [(word.begin, word.end, word.first, word.last) for word in words] == expected


def test_a_sentence_of_too_many_phonemes_is_not_timed() -> None:
    phonemes = [("a", at) for at in range(MOST + 1)]
    assert words_of("a", phonemes[:-1], ["a"], MOST) == words_of("a", [("a", 0)], ["a"], MOST)
    assert words_of("a", phonemes, ["a"], MOST) == ()
