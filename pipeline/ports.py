"""The protocols between stages and engines. Engines implement them; stages know nothing else of engines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pipeline.language import Lang
from pipeline.model import Edition, Finding, Word

Stage = Callable[[Sequence[Edition]], Sequence[Edition]]
"""Takes a batch of editions, gives them back in the same order with one more thing filled in. Idempotent."""


@dataclass(frozen=True, slots=True)
class Link:
    """One alignment link: source characters `[source_begin, source_end)` said by target characters."""

    source_begin: int
    source_end: int
    target_begin: int
    target_end: int


@dataclass(frozen=True, slots=True)
class Translation:
    """What an engine says for one text."""

    text: str
    score: float | None = None
    """Mean natural-log probability per target token (<= 0); None when the engine has none."""
    links: tuple[Link, ...] = ()
    """Ordered by target; empty when the engine gives no alignment."""
    unknown: tuple[str, ...] = ()
    """Words of the source that the engine says it does not know, and left as they are."""


UNKNOWN_WORD = "translate.unknown"
"""The code of the finding by which the translation tells the checks a word of `Translation.unknown`, its evidence."""
DRAFT = "machine draft"
"""Part of a translator's fingerprint when its model is known to need a person more than most."""


class Translator(Protocol):
    """An open engine for one language pair. Used from one thread at a time."""

    @property
    def fingerprint(self) -> str:
        """Engine, model and version: two translators with the same fingerprint say the same."""

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        """One result a text, in order. A text's result does not depend on its neighbours.

        Raises `SetupError` when the engine breaks down.
        """

    def close(self) -> None:
        """Frees memory and ends processes; idempotent."""


@runtime_checkable
class Alternatives(Protocol):
    """What a translator may have too: other answers, found with more effort."""

    def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
        """Up to `count` answers a text, the likeliest first, found with a beam of that width; the
        same three of the model's words never follow each other twice. None where it cannot tell any. A
        text's answers do not depend on its neighbours.

        Raises `SetupError` when the engine breaks down.
        """


class TranslationEngine(Protocol):
    """A family of translators. Asking what is here never loads a model."""

    @property
    def name(self) -> str: ...

    @property
    def rank(self) -> int:
        """Engines with a higher rank are preferred where several have a pair."""

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Installed (source, target) pairs, as language bases: ("en", "pt")."""

    def remedy(self, source: Lang, target: Lang) -> str:
        """The command that would install this pair, or an empty text when there is none."""

    def open(self, source: Lang, target: Lang) -> Translator:
        """Loads the pair. Raises `MissingEngineError` when it is not installed."""


@dataclass(frozen=True, slots=True)
class Audio:
    """Speech: 16-bit native-endian mono samples as bytes, and word times where the engine has them."""

    samples: bytes
    sample_rate: int
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """Something that can speak one language."""

    engine: str
    name: str
    lang: str
    """BCP 47 tag as the engine gives it."""
    sex: str = ""
    """`F`, `M` or empty when unknown."""
    licence: str = ""
    """Of the voice; empty when nobody tells it."""
    quality: str = ""
    """How its sound is made: `formant`, `neural`, `neural medium`; empty when unknown."""

    @property
    def key(self) -> str:
        """What `--voice LANG=` takes: `engine:name`."""
        return f"{self.engine}:{self.name}"


class Narrator(Protocol):
    """An open voice. Used from one thread at a time."""

    @property
    def fingerprint(self) -> str:
        """Engine, voice and version."""

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        """One sound a text, in order, lazily. A text's samples do not depend on its neighbours.

        Texts are plain (never SSML), not empty, at most 5,000 characters. Raises `SetupError`.
        """

    def close(self) -> None:
        """Ends processes; idempotent."""


@runtime_checkable
class Remarks(Protocol):
    """What a narrator may have too: something to tell of what it spoke."""

    def findings(self) -> tuple[Finding, ...]:
        """What went less than well since it was last asked."""


class Diacritizer(Protocol):
    """An open engine that tells the vowels of bare Arabic. Used from one thread at a time."""

    @property
    def fingerprint(self) -> str:
        """Engine, model and version."""

    def vowel(self, texts: Sequence[str]) -> Sequence[str]:
        """One text a text, in order, each at most one sentence. A text's result does not depend on its
        neighbours.

        Texts are words of Arabic script without vowel signs, with spaces and punctuation. That only signs are
        added is for the caller to check. Raises `SetupError` when the engine breaks down.
        """

    def close(self) -> None:
        """Frees memory; idempotent."""


class SpeechEngine(Protocol):
    """A family of voices. Asking what is here never speaks."""

    @property
    def name(self) -> str: ...

    @property
    def rank(self) -> int: ...

    def voices(self) -> tuple[Voice, ...]:
        """Installed voices, sorted; empty when the engine is not here."""

    def default(self, lang: Lang) -> Voice | None:
        """The voice this engine speaks a language with, unless told otherwise."""

    def remedy(self) -> str:
        """How to install the engine, or an empty text."""

    def open(self, voice: Voice) -> Narrator:
        """Raises `MissingEngineError` when the voice is not installed."""


@runtime_checkable
class Variants(Protocol):
    """What a speech engine may have too: other ways for a voice to sound, named after it: `pt-br+f2`."""

    def variants(self, voice: Voice) -> tuple[str, ...]:
        """What may stand after the plus, sorted; empty when the voice knows one way only."""

    def varied(self, voice: Voice, variant: str) -> Voice:
        """The voice in another way; its name holds both. `variant` is one of `variants`."""


class Keeper(Protocol):
    """A cache: bytes by key. What cannot be read again is simply not there."""

    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, payload: bytes) -> None: ...


class KeyMaker(Protocol):
    """Makes one key of several parts, no two lists of parts the same one."""

    def __call__(self, *parts: str | bytes) -> str: ...


class Progress(Protocol):
    """Told what is going on; never asked."""

    def begin(self, stage: str, total: int) -> None: ...
    def advance(self, steps: int = 1, *, failed: int = 0) -> None: ...
    def end(self) -> None: ...


class NoProgress:
    """The null form."""

    def begin(self, stage: str, total: int) -> None: ...
    def advance(self, steps: int = 1, *, failed: int = 0) -> None: ...
    def end(self) -> None: ...
