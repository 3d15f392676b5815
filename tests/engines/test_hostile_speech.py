"""Texts that were written to break a voice, given to every engine: spoken or refused, and nothing is started."""

import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engines.utterance import LONGEST_TEXT
from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.ports import Audio, Narrator, SpeechEngine
from tests.engines.speakers import NAMES, engine_called

HARMLESS = "Nobody."
PROGRAMS = ("sox", "sh", "bash", "ffmpeg", "play", "aplay", "espeak", "espeak-ng", "mbrola")
HOSTILE = {
    "nul": "before\0after",
    "controls": "".join(map(chr, range(32))) + "\x7f\x80\x9f",
    "bidi": "\u202eabc\u202c \u2066\u2067\u2068 \u200f\u200e\u061c",
    "ssml": "<speak><audio src='note.wav'/><break time='9000s'/><mark name='x'/></speak>",
    "ssml declared": "<?xml version='1.0'?><speak version='1.0'>one</speak>",
    "sapi": "<rate speed='10'/><pitch middle='10'/>\\rate=400\\",
    "phonemes": "[[h@l'oU]] [[[[ ]] [x](/y/) [[",
    "apple": "[[slnc 90000]] [[rate 500]]",
    "format": "%s%s%n {0} {} $(reboot) `reboot` ; reboot & | > x",
    "option": "--stdin -f /etc/passwd -w x.wav",
    "no space": "x" * 1_500,
    "no space in Arabic": "ب" * 1_500,
    "digits": "7" * 500,
    "digits only": "0123456789 20 3.14 ٣٤ ๙",
    "punctuation": "…?!¿¡«»—()[]{}.,;:" * 99,
    "full stops": "." * 1_500,
    "emoji": "\U0001f469\u200d\U0001f680\u2764\ufe0f\U0001f1f5\U0001f1f9",
    "Cherokee": "ᎠᎹ ᏂᎦᎵᏍᏔ ᏗᎦᏙᎵ",
    "Chinese": "你好世界。" * 50,
    "unassigned": "\u0378\u0379\uffff\U0010ffff\ue000",
    "joiners": "\u200d\u200c" * 2_000,
    "combining": "a" + "\u0301" * 1_000 + " b",
    "combining alone": "\u0300" * LONGEST_TEXT,
    "surrogates": "\ud800 \udc00\ud800 a",
    "old writing": "𓀀𓁐 𐎠𐎡 ⠓⠑⠇⠇⠕ 𝐇𝐢 ＡＢＣ",
    "white space": " \t\n\u00a0\u3000\u2028\u2029" * 300,
    "lines": "a\n\n\nb\r\nc",
    "variables": "%PATH% ${HOME} ~ ../../etc \\\\server\\x",
}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file with a line for each program that was started, where every one in the path is a recorder."""
    folder = tmp_path_factory.mktemp("path")
    log = tmp_path_factory.mktemp("log") / "started"
    for program in PROGRAMS:
        (folder / program).write_text(f"#!/bin/sh\necho {program} >> '{log}'\n")
        (folder / program).chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(folder))
        subprocess.run(["sox"], check=True)
        assert log.read_text() == "sox\n"  # a recorder that records nothing would prove nothing
        log.unlink()
        yield log


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SpeechEngine:
    return engine_called(request.param, tmp_path_factory.mktemp("voices"))


@pytest.fixture(scope="module")
def narrators(engine: SpeechEngine, started: Path) -> Iterator[list[Narrator]]:
    """Of an English voice and an Arabic one, each with its language's harmless word spoken first."""
    voices = [engine.default(Lang.parse(tag)) for tag in ("en", "ar")]
    opened = [engine.open(voice) for voice in voices if voice]
    yield opened
    for narrator in opened:
        narrator.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_spoken_or_refused_and_the_next_text_is_spoken(
    narrators: list[Narrator], started: Path, name: str
) -> None:
    for narrator in narrators:
        for audio in said(narrator, HOSTILE[name]):
            assert len(audio.samples) % 2 == 0
            assert len(audio.samples) // 2 < 2_000 * audio.sample_rate
        assert next(narrator.speak([HARMLESS])).samples
    assert not started.exists()


@pytest.mark.parametrize("content", ["sound", "junk"])
def test_a_file_named_in_markup_is_neither_read_nor_converted(
    narrators: list[Narrator], started: Path, tmp_path: Path, content: str
) -> None:
    """In a text that it takes for SSML, libespeak-ng plays such a file, breaks down over it, or (in some builds)
    runs sox on it."""
    path = tmp_path / "note.wav"
    text = f"<speak>one <audio src='{path}'>note</audio> <p>word</p></speak>"
    for narrator in narrators:
        write(path, content)
        there = said(narrator, text)
        path.unlink()
        assert said(narrator, text) == there
        assert there
    assert not started.exists()


def write(path: Path, content: str) -> None:
    """A sound that libespeak-ng can play as it is, or what is none."""
    if content == "junk":
        path.write_bytes(b"no sound at all " * 99)
        return
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes(b"\x00\x10" * 22_050)


def said(narrator: Narrator, text: str) -> list[Audio]:
    """The sound; none where the engine refuses the text with a line that a user can read."""
    try:
        return list(narrator.speak([text]))
    except SetupError as refusal:
        line = str(refusal)
    assert not any(breakdown in line for breakdown in ("\n", "did not answer", "ended with status"))
    return []
