"""`piper`: neural voices of one file each, that a person has put into the folder of voices."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.engines.package import ModelFile, sha256_of, sha256_of_files
from pipeline.engines.piper_times import words_of
from pipeline.engines.utterance import RATE, plain, without_tail
from pipeline.engines.voices import credit, installed, nearest
from pipeline.engines.worker import Worker
from pipeline.errors import MissingEngineError, UnknownLanguageError
from pipeline.language import Lang
from pipeline.options import Options
from pipeline.ports import Audio, Voice

log = logging.getLogger(__name__)

DEADLINE = 300.0
"""Seconds for one text; the longest takes about 100 on one core."""
READABLE = frozenset({"espeak", "text"})
"""What a voice may be fed with. Others need libraries or models that are fetched while they speak."""
_SAMPLE_BYTES = 2


@dataclass(frozen=True, slots=True)
class _Found:
    """A voice, and what its configuration tells."""

    path: Path
    voice: Voice
    speakers: Mapping[str, int] = field(hash=False)
    """By name, sorted; empty for a voice of one speaker."""
    sample_rate: int


class Piper:
    """The engine. It is chosen only by name: it speaks many languages in better voices than the others, but
    whoever installs a voice should say so where the article is made, or the same article would sound
    different elsewhere.

    A voice is `NAME.onnx` with `NAME.onnx.json` beside it, and may lie in a folder of its own. Voices of
    several speakers are told apart by name: `NAME+SPEAKER`.
    """

    name = "piper"
    rank = 0

    def __init__(self, folders: Sequence[Path], *, rate: int = RATE, deadline: float = DEADLINE) -> None:
        """`folders` need not exist. `rate` in words a minute: 160 is each voice's own pace."""
        self._folders = tuple(folders)
        self._rate = rate
        self._deadline = deadline
        self._found: dict[str, _Found] | None = None

    def voices(self) -> tuple[Voice, ...]:
        return tuple(found.voice for found in self._listed().values())

    def default(self, lang: Lang) -> Voice | None:
        return nearest(self.voices(), lang)

    def remedy(self) -> str:
        if not installed("piper-tts"):
            return "Install it: pip install 'editions[piper]'"
        return f"Put a piper voice (NAME.onnx and NAME.onnx.json) into {self._folders[0]}"

    def variants(self, voice: Voice) -> tuple[str, ...]:
        found = self._listed().get(voice.name)
        return tuple(found.speakers) if found else ()

    def varied(self, voice: Voice, variant: str) -> Voice:
        return replace(voice, name=f"{voice.name}+{variant}")

    def open(self, voice: Voice) -> "PiperNarrator":
        name, _, speaker = voice.name.partition("+")
        found = self._listed().get(name)
        if found is None or (speaker and speaker not in found.speakers):
            raise MissingEngineError(f"piper has no voice {voice.name}.", remedy=self.remedy())
        settings = {"pace": self._rate / RATE, "speaker": found.speakers.get(speaker)}
        engine = f"piper {installed('piper-tts')} with onnxruntime {installed('onnxruntime')}"
        files = [found.path, Path(f"{found.path}.json")]
        sha256 = sha256_of_files(ModelFile(path.name, sha256_of(path), 0) for path in files)
        worker = Worker(
            "pipeline.engines.piper_worker", [str(found.path)], isolation="shared", deadline=self._deadline
        )
        return PiperNarrator(
            worker,
            settings=settings,
            sample_rate=found.sample_rate,
            fingerprint=f"{credit(engine, voice, self._rate)}, sha256 {sha256[:12]}",
        )

    def _listed(self) -> dict[str, _Found]:
        if self._found is None:
            found = self._find() if installed("piper-tts") else {}
            ordered = sorted(found.values(), key=lambda each: (each.voice.lang, each.voice.name))
            self._found = {each.voice.name: each for each in ordered}
        return self._found

    def _find(self) -> dict[str, _Found]:
        """Every voice that can be used, by name; of two with one name the first folder's is taken."""
        found: dict[str, _Found] = {}
        for folder in self._folders:
            for path in sorted([*folder.glob("*.onnx"), *folder.glob("*/*.onnx")]):
                one = _read(path)
                if one is not None:
                    found.setdefault(one.voice.name, one)
        return found


def voice_folders(options: Options) -> tuple[Path, ...]:
    """Where voices are looked for, in that order."""
    return (*([options.voices] if options.voices else []), options.models / "voices")


def _read(path: Path) -> _Found | None:
    """What a voice's configuration tells; None, with a line in the log, for one that cannot be used."""
    try:
        told = json.loads(Path(f"{path}.json").read_text("utf-8"))
        return _described(path, told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("The voice %s is passed over: %s", path, error)
        return None


def _described(path: Path, told: dict[str, Any]) -> _Found:
    """Raises `ValueError`, `KeyError`, `TypeError` or `AttributeError` for a garbled configuration."""
    kind = told.get("phoneme_type", "espeak")
    if kind not in READABLE:
        raise ValueError(f"it reads {kind}, which needs more than is installed with it")
    quality = f"neural {told['audio'].get('quality', '')}".strip().replace("_", " ")
    voice = Voice(
        "piper", path.name.removesuffix(".onnx"), _language(told), "", _licence(path, told), quality
    )
    if "+" in voice.name:
        raise ValueError("a plus in a voice's name stands before a speaker's")
    speakers = {str(name): int(number) for name, number in sorted(told.get("speaker_id_map", {}).items())}
    return _Found(path, voice, speakers, int(told["audio"]["sample_rate"]))


def _language(told: dict[str, Any]) -> str:
    """The tag of the region that the voice names, else what espeak-ng would take for it."""
    tag = str(told.get("language", {}).get("code") or told["espeak"]["voice"])
    try:
        return Lang.parse(tag).tag
    except UnknownLanguageError:
        return tag.replace("_", "-")


def _licence(path: Path, told: dict[str, Any]) -> str:
    """What the configuration says, or the model card beside a voice that has a folder to itself."""
    own = str(told.get("license") or told.get("licence") or "")
    card = path.parent / "MODEL_CARD"
    if own or not card.is_file() or len(list(path.parent.glob("*.onnx"))) > 1:
        return own
    lines = (line.lstrip("*- \t").partition(":") for line in card.read_text("utf-8", "replace").splitlines())
    return next((value.strip() for key, _, value in lines if key.strip().casefold() in _LICENCES), "")


_LICENCES = ("license", "licence")


class PiperNarrator:
    """One voice in a process of its own."""

    def __init__(
        self, worker: Worker, *, settings: Mapping[str, object], sample_rate: int, fingerprint: str
    ) -> None:
        self._worker = worker
        self._settings = settings
        self._sample_rate = sample_rate
        self._fingerprint = fingerprint

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        """Each sound without the silence at its tail; word times where the voice tells phonemes' lengths."""
        for text in texts:
            yield self._say(_unmarked(plain(text)))

    def close(self) -> None:
        self._worker.close()

    def _say(self, text: str) -> Audio:
        if not text.strip():
            return Audio(b"", self._sample_rate)
        reply = self._worker.ask("speak", text=text, **self._settings)
        samples = without_tail(reply.body)
        phonemes, alone = reply.head.get("phonemes", ()), reply.head.get("alone", ())
        words = words_of(text, phonemes, alone, len(samples) // _SAMPLE_BYTES)
        return Audio(samples, reply.head["rate"], words)


def _unmarked(text: str) -> str:
    """Two brackets would begin phonemes; as long as the text given."""
    return text.replace("[[", "[ ")
