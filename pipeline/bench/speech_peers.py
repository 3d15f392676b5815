"""Other programs that speak an article into a WAV file."""

import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from pipeline.engines.utterance import RATE
from pipeline.engines.worker import Worker
from pipeline.errors import SetupError
from pipeline.language import Lang

DEADLINE = 300.0
"""Seconds for one article."""
NO_COMMAND = "espeak-ng is not in PATH: apt-get install espeak-ng"
NO_LOOP = "pyttsx3 is not installed: pip install pyttsx3"


class Speaker(Protocol):
    """A program that speaks at `RATE` words a minute."""

    @property
    def name(self) -> str: ...

    def speak(self, texts: Sequence[str], lang: Lang, wav: Path) -> None:
        """Speaks sentences into one file. Raises `SetupError` when it breaks down."""

    def close(self) -> None: ...


def speakers() -> Iterator[Speaker | str]:
    """Each one, or the line that says what is missing; the fastest first."""
    yield EspeakCommand() if shutil.which("espeak-ng") else NO_COMMAND
    yield Pyttsx3Loop() if find_spec("pyttsx3") else NO_LOOP


class EspeakCommand:
    """`espeak-ng`, called once for the whole text: the fastest way to use it."""

    name = "espeak-ng, one call"

    def speak(self, texts: Sequence[str], lang: Lang, wav: Path) -> None:
        command = ["espeak-ng", "-v", lang.tag.lower(), "-s", str(RATE), "-w", str(wav), "--stdin"]
        run(command, "\n".join(texts))

    def close(self) -> None:
        """Nothing stays open."""


class Pyttsx3Loop:
    """`save_to_file` and `runAndWait` for each sentence, in a process that stays open: of several in one loop
    pyttsx3 would write only the last."""

    def __init__(self) -> None:
        self.name = f"pyttsx3 {version('pyttsx3')}, a loop a sentence"
        self._worker = Worker("pipeline.bench.pyttsx3_peer", (), isolation="shared", deadline=DEADLINE)

    def speak(self, texts: Sequence[str], lang: Lang, wav: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            reply = self._worker.ask("speak", texts=list(texts), lang=lang.tag, rate=RATE, folder=folder)
            _join([Path(path) for path in reply.head["files"]], wav)

    def close(self) -> None:
        self._worker.close()


def run(command: Sequence[str], given: str = "") -> None:
    """A command of a peer to its end. Raises `SetupError` with the last line that it says."""
    try:
        subprocess.run(command, input=given.encode(), capture_output=True, check=True, timeout=DEADLINE)
    except subprocess.TimeoutExpired as error:
        raise SetupError(f"{command[0]} did not end within {DEADLINE:g} s.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines() or [""]
        raise SetupError(f"{command[0]} ended with status {error.returncode}. {said[-1]}") from error


def seconds_of(wav: Path) -> float:
    """How long a WAV file sounds, from its size: a program that writes to a pipe knows no length."""
    with wave.open(str(wav)) as sound:
        return float(sound.getnframes() / sound.getframerate())


def _join(parts: Sequence[Path], wav: Path) -> None:
    """One file of several in the same form. Raises `SetupError` where nothing was spoken."""
    spoken = [path for path in parts if path.is_file() and path.stat().st_size]
    if not spoken:
        raise SetupError("pyttsx3 wrote no sound.")
    with wave.open(str(wav), "wb") as joined:
        for number, path in enumerate(spoken):
            with wave.open(str(path)) as part:
                if number == 0:
                    joined.setparams(part.getparams())
                joined.writeframes(part.readframes(part.getnframes()))
