"""`espeak`: libespeak-ng from the `espeakng-loader` wheel, more than a hundred languages without apt."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.engines.utterance import PITCH, RATE, plain, without_tail
from pipeline.engines.voices import credit, nearest
from pipeline.engines.worker import CAN_FORK, Isolation, Reply, Worker
from pipeline.errors import MissingEngineError, UsageError
from pipeline.language import Lang
from pipeline.model import Word
from pipeline.ports import Audio, Voice

SLOWEST, FASTEST = 80, 450
"""What libespeak-ng accepts, words a minute."""
LOWEST, HIGHEST = 0, 99
DEADLINE = 60.0
"""Seconds for one text; the longest takes about one on an idle machine."""
_LICENCE = "GPL-3.0-or-later"
_REMEDY = "Install it: pip install espeakng-loader"
_SAMPLE_BYTES = 2


@dataclass(frozen=True, slots=True)
class _Listing:
    """What the library says it has."""

    version: str
    voices: tuple[Voice, ...]
    identifiers: dict[str, str]
    """The library's own identifier ("gmw/en") by voice name ("en-gb")."""
    variants: Mapping[str, str]
    """Sex by the name of a way to sound ("f2"), which any voice can take; sorted."""


class Espeak:
    """The engine. Voices are named by language ("en-gb", "pt-br"), as `espeak-ng -v` takes them; those
    are men's. Women's and others are variants of them ("pt-br+f2").

    Speech happens in a helper process. What libespeak-ng utters depends on what it uttered before (by up
    to 17 samples of length), so each text is spoken by a child forked from an idle helper, or where there
    is no fork, by a new helper: the same text then always gives the same bytes.
    """

    name = "espeak"
    rank = 20

    def __init__(
        self,
        *,
        rate: int = RATE,
        pitch: int = PITCH,
        deadline: float = DEADLINE,
        isolation: Isolation | None = None,
    ) -> None:
        """`rate` in words a minute, 80 to 450; `pitch` 0 to 99; `deadline` in seconds for one text.

        Raises `UsageError`.
        """
        if not SLOWEST <= rate <= FASTEST:
            raise UsageError(f"espeak speaks {SLOWEST} to {FASTEST} words a minute, not {rate}.")
        if not LOWEST <= pitch <= HIGHEST:
            raise UsageError(f"espeak speaks at a pitch of {LOWEST} to {HIGHEST}, not {pitch}.")
        self._rate = rate
        self._pitch = pitch
        self._deadline = deadline
        self._isolation = isolation or ("fork" if CAN_FORK else "fresh")

    def voices(self) -> tuple[Voice, ...]:
        return self._listed().voices if find_spec("espeakng_loader") else ()

    def default(self, lang: Lang) -> Voice | None:
        """The nearest voice of the same language. Galician has none.

        No other voice stands in for it unasked: the Portuguese one misreads its ll and swallows its vowels,
        the Spanish one misreads its x ("sente" for xente).
        """
        return nearest(self.voices(), lang)

    def remedy(self) -> str:
        return _REMEDY

    def variants(self, voice: Voice) -> tuple[str, ...]:
        return tuple(self._listed().variants) if voice in self.voices() else ()

    def varied(self, voice: Voice, variant: str) -> Voice:
        return replace(voice, name=f"{voice.name}+{variant}", sex=self._listed().variants[variant])

    def open(self, voice: Voice) -> "EspeakNarrator":
        name, plus, variant = voice.name.partition("+")
        plain_voice = next((each for each in self.voices() if each.name == name), None)
        if plain_voice is None or (plus and variant not in self.variants(plain_voice)):
            raise MissingEngineError(f"espeak has no voice {voice.name}.", remedy=_REMEDY)
        listing = self._listed()
        return EspeakNarrator(
            self._worker(),
            identifier=f"{listing.identifiers[name]}{plus}{variant}",
            rate=self._rate,
            pitch=self._pitch,
            fingerprint=credit(f"espeak-ng {listing.version}{self._own_pitch()}", voice, self._rate),
        )

    def _own_pitch(self) -> str:
        return f", pitch {self._pitch}" if self._pitch != PITCH else ""

    def _listed(self) -> _Listing:
        return _listing_of(*_places())

    def _worker(self) -> Worker:
        return _worker(*_places(), self._isolation, self._deadline)


def _places() -> tuple[str, str]:
    """The library, and the folder that holds its data."""
    import espeakng_loader

    return espeakng_loader.get_library_path(), str(Path(espeakng_loader.get_data_path()).parent)


def _worker(library: str, data: str, isolation: Isolation, deadline: float) -> Worker:
    return Worker("pipeline.engines.espeak_worker", [library, data], isolation=isolation, deadline=deadline)


@lru_cache(maxsize=4)
def _listing_of(library: str, data: str) -> _Listing:
    """Asked once a process: a helper takes a tenth of a second to start."""
    worker = _worker(library, data, "shared", DEADLINE)
    try:
        head = worker.ask("voices").head
    finally:
        worker.close()
    return _listing(head["version"], head["voices"], head["variants"])


def _listing(version: str, rows: Sequence[dict[str, str]], variants: Sequence[dict[str, str]]) -> _Listing:
    """Names each voice by its language, or where that is taken by the stem of its file."""
    identifiers: dict[str, str] = {}
    voices = []
    for row in rows:
        name = row["lang"]
        if name in identifiers:
            name = row["identifier"].rpartition("/")[2]
        identifiers[name] = row["identifier"]
        voices.append(Voice("espeak", name, row["lang"], row["sex"], _LICENCE, "formant"))
    voices.sort(key=lambda voice: (voice.lang, voice.name))
    ways = {row["name"]: row["sex"] for row in sorted(variants, key=lambda row: row["name"])}
    return _Listing(version, tuple(voices), identifiers, ways)


class EspeakNarrator:
    """One voice. A text's bytes depend on nothing but the text, the voice, the rate and the pitch."""

    def __init__(self, worker: Worker, *, identifier: str, rate: int, pitch: int, fingerprint: str) -> None:
        self._worker = worker
        self._settings = {"identifier": identifier, "rate": rate, "pitch": pitch}
        self._fingerprint = fingerprint

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        """The head of each sound is kept as the library makes it, the silence at its tail is cut off."""
        for text in texts:
            yield self._say(plain(text))

    def phonemes(self, text: str) -> str:
        """How the voice pronounces a text, in the International Phonetic Alphabet, a line a clause."""
        return str(self._ask("phonemes", plain(text)).head["phonemes"])

    def close(self) -> None:
        self._worker.close()

    def _say(self, text: str) -> Audio:
        reply = self._ask("speak", text)
        samples = without_tail(reply.body)
        words = words_of(text, reply.head["words"], len(samples) // _SAMPLE_BYTES)
        return Audio(samples, reply.head["rate"], words)

    def _ask(self, do: str, text: str) -> Reply:
        return self._worker.ask(do, text=text, **self._settings)


def words_of(text: str, events: Sequence[tuple[int, int]], samples: int) -> tuple[Word, ...]:
    """The words that have an event of their own, each up to the next one's begin.

    An event holds a 1-based character and a sample. The library reports several per token ("2016,"
    has one for each of its spoken words), some from the middle of it: the first event within a token counts.
    """
    begun = list(_begun(text, events, samples))
    ends = [*(first for _, first in begun), samples][1:]
    return tuple(
        Word(token.start(), token.end(), first, last)
        for (token, first), last in zip(begun, ends, strict=False)
        if first < last
    )


def _begun(text: str, events: Sequence[tuple[int, int]], samples: int) -> Iterator[tuple[re.Match[str], int]]:
    """Tokens that have an event, in order, each with its first event's sample."""
    upcoming = re.finditer(r"\S+", text)
    token = next(upcoming, None)
    reached = 0
    for position, sample in events:
        while token and token.end() < position:
            token = next(upcoming, None)
        if token and token.start() < position and reached <= sample < samples:
            yield token, sample
            reached = sample
            token = next(upcoming, None)
