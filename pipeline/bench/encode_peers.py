"""Other ways from a WAV file to an MP3 of the bit rate and the quality that ours has."""

import shutil
import wave
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pipeline.bench.speech_peers import run
from pipeline.narrate.mp3 import KBPS, QUALITY

COMMANDS = {
    "lame": f"lame --quiet -m m -b {KBPS} -q {QUALITY} {{wav}} {{mp3}}",
    "ffmpeg": f"ffmpeg -loglevel error -y -i {{wav}} -ac 1 -b:a {KBPS}k -compression_level {QUALITY} {{mp3}}",
}
Encoder = Callable[[Path, Path], None]
"""From a WAV file to an MP3 file. Raises `SetupError` when it breaks down."""


def encoder() -> tuple[str, Encoder]:
    """The first of the commands that is in PATH, else the library that we use too; with its name."""
    for name in COMMANDS:
        if shutil.which(name):
            return f"the command {name}", partial(_command, name)
    return "lameenc", _library


def _command(name: str, wav: Path, mp3: Path) -> None:
    run([part.format(wav=wav, mp3=mp3) for part in COMMANDS[name].split()])


def _library(wav: Path, mp3: Path) -> None:
    import lameenc

    with wave.open(str(wav)) as sound:
        encode = lameenc.Encoder()
        encode.set_bit_rate(KBPS)
        encode.set_quality(QUALITY)
        encode.set_channels(sound.getnchannels())
        encode.set_in_sample_rate(sound.getframerate())
        encode.silence()
        samples = sound.readframes(sound.getnframes())
    mp3.write_bytes(bytes(encode.encode(samples)) + bytes(encode.flush()))
