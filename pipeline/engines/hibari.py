"""`hibari`: small neural voices for English, one of them inside the package."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.engines.package import sha256_of
from pipeline.engines.utterance import RATE, plain, without_tail
from pipeline.engines.voices import credit, installed, nearest
from pipeline.engines.worker import Worker
from pipeline.errors import MissingEngineError, SetupError, UsageError
from pipeline.language import Lang
from pipeline.ports import Audio, Voice

SLOWEST, FASTEST = 80, 320
"""Words a minute: half and twice the pace that the voices were made for."""
DEADLINE = 120.0
"""Seconds for one text; the longest takes about ten on one core."""
SAMPLE_RATE = 24_000
_LICENCE = "Apache-2.0"
_REMEDY = "Install it: pip install 'editions[hibari]'"


class Hibari:
    """The engine. It is chosen only by name: an optional package must not change what a build sounds like.

    Its library would fetch the voices that are not inside the package; only those that lie in its
    cache folder already are listed, and their sha256 is compared before they are loaded.
    """

    name = "hibari"
    rank = 0

    def __init__(self, *, rate: int = RATE, deadline: float = DEADLINE) -> None:
        """`rate` in words a minute, 80 to 320: 160 is the voices' own pace. Raises `UsageError`."""
        if not SLOWEST <= rate <= FASTEST:
            raise UsageError(f"hibari speaks {SLOWEST} to {FASTEST} words a minute, not {rate}.")
        self._rate = rate
        self._deadline = deadline
        self._files: dict[Voice, tuple[str, str]] | None = None

    def voices(self) -> tuple[Voice, ...]:
        return tuple(self._listed())

    def default(self, lang: Lang) -> Voice | None:
        return nearest(self.voices(), lang)

    def remedy(self) -> str:
        return _REMEDY

    def open(self, voice: Voice) -> "HibariNarrator":
        """Raises `SetupError` for a damaged voice."""
        if voice not in self._listed():
            raise MissingEngineError(f"hibari has no voice {voice.name}.", remedy=_REMEDY)
        path, sha256 = self._listed()[voice]
        if sha256_of(Path(path)) != sha256:
            raise SetupError("This voice is damaged: its sha256 is wrong.", place=path, remedy=_REMEDY)
        settings = {"name": voice.name, "path": path, "pace": self._rate / RATE}
        return HibariNarrator(self._worker(), settings, credit(_engine(), voice, self._rate))

    def _listed(self) -> dict[Voice, tuple[str, str]]:
        """Path and sha256 of each voice's file."""
        if self._files is None:
            self._files = self._list() if installed("hibari-tts") else {}
        return self._files

    def _list(self) -> dict[Voice, tuple[str, str]]:
        worker = self._worker()
        try:
            rows = worker.ask("voices").head["voices"]
        finally:
            worker.close()
        found = {
            Voice("hibari", row["name"], row["lang"], row["sex"], _LICENCE, "neural"): (
                row["path"],
                row["sha256"],
            )
            for row in rows
        }
        return dict(sorted(found.items(), key=lambda item: (item[0].lang, item[0].name)))

    def _worker(self) -> Worker:
        return Worker("pipeline.engines.hibari_worker", (), isolation="shared", deadline=self._deadline)


def _engine() -> str:
    """With all that has a part in each sample: scipy, where it is here, is used instead of numpy."""
    others = [f"{name} {there}" for name in ("onnxruntime", "scipy") if (there := installed(name))]
    return f"hibari {installed('hibari-tts')} with {' and '.join(others)}"


class HibariNarrator:
    """One voice in a process of its own."""

    def __init__(self, worker: Worker, settings: dict[str, object], fingerprint: str) -> None:
        self._worker = worker
        self._settings = settings
        self._fingerprint = fingerprint

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        """Each sound without the silence at its tail and without word times; none of what is not English."""
        for text in texts:
            yield self._say(plain(text))

    def close(self) -> None:
        self._worker.close()

    def _say(self, text: str) -> Audio:
        if not text.strip():
            return Audio(b"", SAMPLE_RATE)
        reply = self._worker.ask("speak", text=text, **self._settings)
        return Audio(without_tail(reply.body), reply.head["rate"])
