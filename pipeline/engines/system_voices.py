"""`pyttsx3`: the voices that macOS and Windows bring along; on Linux espeak-ng once more."""

import locale
import platform
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from pipeline.engines.utterance import RATE, plain, without_tail
from pipeline.engines.voices import credit, nearest
from pipeline.engines.worker import Isolation, Worker
from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.ports import Audio, Voice

DEADLINE = 120.0
"""Seconds for one text."""
ATTEMPTS = 4
"""How often a text with words is asked for. On a busy machine pyttsx3's espeak driver gave an empty sound for 3
texts in 2,800: always the whole sound or nothing."""
_NOTHING = Audio(b"", 22_050)
_ON_LINUX = sys.platform.startswith("linux")
_REMEDY = "Install it: pip install pyttsx3"
_TERMS = {
    "Linux": ("GPL-3.0-or-later", "formant"),
    "Darwin": ("Apple: personal, non-commercial use only", ""),  # the licence of macOS, on its system voices
    "Windows": ("Microsoft: the terms of Windows", ""),
}
"""Licence and quality of a system's own voices, by the name that Python gives the system."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_WINDOWS_NUMBER = re.compile(r"(?:0x)?(?=[A-Fa-f]*[0-9])([0-9A-Fa-f]{3,4})(?:;.*)?")


class SystemVoices:
    """The engine. It has sentence times only: pyttsx3 tells no time of its words.

    On Linux each text is spoken by a process of its own, because espeak-ng speaks behind it. The voices of
    macOS and Windows cannot be forked; all texts go to one process.
    """

    name = "pyttsx3"
    rank = 5 if _ON_LINUX else 30

    def __init__(self, *, rate: int = RATE, deadline: float = DEADLINE, folder: Path | None = None) -> None:
        """`rate` in words a minute, which not every voice keeps to; `folder` takes the sound files, which are deleted once they are read."""
        self._rate = rate
        self._deadline = deadline
        self._folder = folder
        self._identifiers: dict[Voice, str] | None = None

    def voices(self) -> tuple[Voice, ...]:
        return tuple(self._listed())

    def default(self, lang: Lang) -> Voice | None:
        return nearest(self.voices(), lang)

    def remedy(self) -> str:
        return _REMEDY

    def open(self, voice: Voice) -> "SystemNarrator":
        identifier = self._listed().get(voice)
        if identifier is None:
            raise MissingEngineError(f"pyttsx3 has no voice {voice.name}.", remedy=_REMEDY)
        settings: dict[str, object] = {"identifier": identifier, "rate": self._rate}
        fingerprint = credit(f"pyttsx3 {version('pyttsx3')}{_host()}", voice, self._rate)
        return SystemNarrator(self._worker(), settings, fingerprint, self._folder)

    def _listed(self) -> dict[Voice, str]:
        if self._identifiers is None:
            self._identifiers = self._list() if find_spec("pyttsx3") else {}
        return self._identifiers

    def _list(self) -> dict[Voice, str]:
        worker = self._worker()
        try:
            rows = worker.ask("voices").head["voices"]
        except SetupError:
            return {}  # no speech on this system
        finally:
            worker.close()
        found = {_voice(row): row["identifier"] for row in rows}
        return dict(sorted(found.items(), key=lambda item: (item[0].lang, item[0].name)))

    def _worker(self) -> Worker:
        isolation: Isolation = "fork" if _ON_LINUX else "shared"
        module = "pipeline.engines.system_voices_worker"
        return Worker(module, (), isolation=isolation, deadline=self._deadline)


def _voice(row: Mapping[str, str]) -> Voice:
    licence, quality = _TERMS.get(platform.system(), ("", ""))
    return Voice("pyttsx3", row["name"], tag_of(row["lang"]), row["sex"], licence, quality)


def tag_of(told: str) -> str:
    """A language tag from what a system calls a language: "en_GB", "en-gb", or Windows' number "809".

    "und" where it cannot be known: such a voice is taken only by its name.
    """
    number = _WINDOWS_NUMBER.fullmatch(told.strip())
    tag = locale.windows_locale.get(int(number[1], 16), "und") if number else told.strip()
    tag = tag.partition(".")[0].replace("_", "-")
    return tag if _TAG.fullmatch(tag) else "und"


def _host() -> str:
    """The system whose voices these are: they change with its updates."""
    return "" if _ON_LINUX else f" on {platform.system()} {platform.version()}"


class SystemNarrator:
    """One of the system's voices."""

    def __init__(
        self, worker: Worker, settings: dict[str, object], fingerprint: str, folder: Path | None
    ) -> None:
        self._worker = worker
        self._settings = settings
        self._fingerprint = fingerprint
        self._folder = folder

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        """Each sound without the silence at its tail, without word times."""
        for text in texts:
            yield self._heard(plain(text)) if plain(text).strip() else _NOTHING

    def _heard(self, text: str) -> Audio:
        audio = self._say(text)
        for _ in range(ATTEMPTS - 1 if any(map(str.isalnum, text)) else 0):
            if audio.samples:
                break
            audio = self._say(text)
        return audio

    def close(self) -> None:
        self._worker.close()

    def _say(self, text: str) -> Audio:
        try:
            with tempfile.TemporaryDirectory(dir=self._folder) as folder:
                path = Path(folder, "speech.wav")
                self._worker.ask("save", text=text, path=str(path), **self._settings)
                return read_sound(path)
        except OSError as error:
            raise SetupError(
                f"pyttsx3's sound cannot be kept: {error.strerror}.", place=str(self._folder or "")
            ) from error


def read_sound(path: Path) -> Audio:
    """A sound file as 16-bit mono: WAV from Linux and Windows, AIFF from macOS whatever the file is called."""
    import av

    if not path.exists():
        raise SetupError("pyttsx3 wrote no sound file.", place=str(path))
    try:
        with av.open(str(path)) as container:
            sample_rate = container.streams.audio[0].rate
            to_mono = av.AudioResampler(format="s16", layout="mono")
            samples = b"".join(
                bytes(part.planes[0])[: part.samples * 2]
                for frame in container.decode(audio=0)
                for part in to_mono.resample(frame)
            )
    except (av.FFmpegError, IndexError) as error:
        raise SetupError(f"pyttsx3 wrote no sound: {error}.", place=str(path)) from error
    return Audio(without_tail(samples), sample_rate)
