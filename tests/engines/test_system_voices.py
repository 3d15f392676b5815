"""pyttsx3: the system's voices, tamed. On Linux espeak-ng speaks behind it, which lets sounds be compared."""

import wave
from pathlib import Path
from typing import cast

import av
import pytest

from pipeline.engines.espeak import Espeak
from pipeline.engines.system_voices import SystemNarrator, SystemVoices, read_sound, tag_of
from pipeline.engines.system_voices_worker import _language, _sex
from pipeline.engines.worker import Worker
from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.ports import Narrator, SpeechEngine, Voice

EN = Lang.parse("en")
TEXT = "The keeper climbed two hundred steps."


def narrator_of(engine: SpeechEngine) -> Narrator:
    voice = engine.default(EN)
    assert voice is not None
    return engine.open(voice)


def test_every_sound_is_whole_and_at_the_rate_that_was_set() -> None:
    """Left to itself, pyttsx3 speaks one text in six at 200 words a minute."""
    texts = [f"Step {number}, said the keeper, and went on." for number in range(30)]
    ours = narrator_of(Espeak(rate=120))
    theirs = narrator_of(SystemVoices(rate=120))
    for ours_said, theirs_said in zip(ours.speak(texts), theirs.speak(texts), strict=True):
        assert len(theirs_said.samples) == pytest.approx(len(ours_said.samples), rel=0.01)
    ours.close()
    theirs.close()


def test_it_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    narrator = narrator_of(SystemVoices())
    assert next(narrator.speak([TEXT])).samples
    narrator.close()
    assert capfd.readouterr() == ("", "")


def test_no_file_is_left(tmp_path: Path) -> None:
    narrator = narrator_of(SystemVoices(folder=tmp_path))
    assert next(narrator.speak([TEXT])).samples
    narrator.close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    for name, why in (("taken", "Not a directory"), ("missing", "No such file or directory")):
        narrator = narrator_of(SystemVoices(folder=tmp_path / name))
        with pytest.raises(SetupError, match=f"{name}: pyttsx3's sound cannot be kept: {why}"):
            list(narrator.speak([TEXT]))
        narrator.close()


def test_a_voice_of_another_engine_cannot_be_opened() -> None:
    with pytest.raises(MissingEngineError, match="pyttsx3 has no voice en-gb"):
        SystemVoices().open(Voice("espeak", "en-gb", "en-gb"))


def test_without_the_package_there_are_no_voices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.engines.system_voices.find_spec", lambda name: None)
    assert SystemVoices().voices() == ()
    assert SystemVoices().remedy() == "Install it: pip install pyttsx3"


@pytest.mark.parametrize(
    ("told", "tag"),
    [
        ("en-gb", "en-gb"),
        ("en_GB", "en-GB"),
        ("pt_BR.UTF-8", "pt-BR"),
        ("809", "en-GB"),
        ("0x0401", "ar-SA"),
        ("416;9", "pt-BR"),
        ("yue-Latn-jyutping", "yue-Latn-jyutping"),
        ("ace", "ace"),
        ("Unknown", "und"),
        ("Unknown Locale: 1170", "und"),
        ("", "und"),
        ("0xFFF9", "und"),
    ],
)
def test_what_systems_call_a_language(told: str, tag: str) -> None:
    assert tag_of(told) == tag


@pytest.mark.parametrize(
    ("gender", "sex"),
    [("Female", "F"), ("male", "M"), ("VoiceGenderFemale", "F"), ("VoiceGenderNeuter", ""), ("None", "")],
)
def test_what_systems_call_a_sex(gender: str, sex: str) -> None:
    assert _sex(gender) == sex


def test_a_language_in_bytes_loses_its_priority() -> None:
    assert _language(b"\x05en-gb\x00") == "en-gb"
    assert _language("en_GB") == "en_GB"


@pytest.mark.parametrize(
    ("system", "licence"),
    [("Darwin", "personal, non-commercial use only"), ("Windows", "Windows"), ("Linux", "GPL")],
)
def test_the_voices_of_a_system_have_its_terms(
    system: str, licence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.system", lambda: system)
    assert all(licence in voice.licence for voice in SystemVoices().voices())


@pytest.mark.parametrize(("container", "codec"), [("wav", "pcm_s16le"), ("aiff", "pcm_s16be")])
@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_wav_and_aiff_are_read_whatever_the_file_is_called(
    tmp_path: Path, container: str, codec: str, layout: str
) -> None:
    path = tmp_path / "speech.wav"
    write_level(path, container, codec, layout)
    sound = read_sound(path)
    assert sound.sample_rate == 22_050
    assert len(sound.samples) // 2 == 2_205


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not a sound at all" * 99])
def test_a_file_without_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "speech.wav"
    path.write_bytes(content)
    with pytest.raises(SetupError, match=r"speech\.wav: pyttsx3 wrote no sound"):
        read_sound(path)


def test_a_file_that_never_came_is_missed(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="pyttsx3 wrote no sound file"):
        read_sound(tmp_path / "speech.wav")


def write_level(path: Path, container: str, codec: str, layout: str) -> None:
    """0.1 s of a constant level."""
    frame = av.AudioFrame(format="s16", layout=layout, samples=2_205)
    frame.sample_rate = 22_050
    frame.planes[0].update(b"\x00\x10" * (2_205 * frame.layout.nb_channels))
    with av.open(str(path), "w", format=container) as file:
        stream = file.add_stream(codec, rate=22_050)
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.layout = av.AudioLayout(layout)
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))


class Forgetful:
    """A helper process that loses the first sounds, as pyttsx3 does on a busy machine."""

    def __init__(self, lost: int) -> None:
        self.lost = lost
        self.asked = 0

    def ask(self, do: str, *, path: str, **_: object) -> None:
        self.asked += 1
        write_wav(Path(path), b"" if self.asked <= self.lost else b"\x00\x10" * 99)


@pytest.mark.parametrize(
    ("text", "lost", "asked"), [("one", 0, 1), ("one", 2, 3), ("one", 9, 4), ("...", 9, 1)]
)
def test_a_lost_sound_is_asked_for_again_where_there_are_words(text: str, lost: int, asked: int) -> None:
    worker = Forgetful(lost)
    narrator = SystemNarrator(cast("Worker", worker), {}, "", None)
    assert bool(next(narrator.speak([text])).samples) == (worker.asked > lost)
    assert worker.asked == asked


def write_wav(path: Path, samples: bytes) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes(samples)
