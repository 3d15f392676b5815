"""Engines that stay open from one batch of articles to the next: loading a model takes longer than an article."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar

from pipeline.equipment import open_narrator, open_second, open_translator
from pipeline.language import Lang
from pipeline.model import Finding
from pipeline.narrate.foreign import remarks
from pipeline.options import Options
from pipeline.ports import Alternatives, Audio, Narrator, Translation, Translator
from pipeline.quality import Quality
from pipeline.recipe import Openers


class _Open(Protocol):
    def close(self) -> None: ...


T = TypeVar("T", bound=_Open)


class Shelf(Generic[T]):
    """Open engines of one kind. What nobody uses stands here until it is asked for again. Used from any thread."""

    def __init__(self) -> None:
        self._idle: dict[tuple[Lang, ...], list[T]] = {}
        self._lock = threading.Lock()

    def take(self, key: tuple[Lang, ...], opened: Callable[[], T]) -> T:
        """One that serves nobody else. Raises what `opened` raises."""
        with self._lock:
            idle = self._idle.setdefault(key, [])
            if idle:
                return idle.pop()
        return opened()

    def give(self, key: tuple[Lang, ...], engine: T) -> None:
        with self._lock:
            self._idle.setdefault(key, []).append(engine)

    def close(self) -> None:
        """Closes what nobody uses."""
        with self._lock:
            for engine in (engine for idle in self._idle.values() for engine in idle):
                engine.close()
            self._idle.clear()


class Kept:
    """The engines of a run; `close` ends them."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._translators: Shelf[Translator] = Shelf()
        self._seconds: Shelf[Translator] = Shelf()
        self._narrators: Shelf[Narrator] = Shelf()
        self.openers = Openers(self._translator, self._second, self._narrator, Quality(options))

    def close(self) -> None:
        for shelf in (self._translators, self._seconds, self._narrators):
            shelf.close()

    def _translator(self, *pair: Lang) -> Translator:
        engine = self._translators.take(pair, partial(open_translator, self._options, *pair))
        return _LentTranslator(engine, partial(self._translators.give, pair, engine))

    def _second(self, *pair: Lang) -> Translator:
        engine = self._seconds.take(pair, partial(open_second, self._options, *pair))
        return _LentTranslator(engine, partial(self._seconds.give, pair, engine))

    def _narrator(self, lang: Lang) -> Narrator:
        engine = self._narrators.take((lang,), partial(open_narrator, self._options, lang))
        return _LentNarrator(engine, partial(self._narrators.give, (lang,), engine))


@dataclass(slots=True)
class _LentTranslator:
    """Goes back to its shelf when it is closed."""

    inner: Translator
    give_back: Callable[[], None] | None

    @property
    def fingerprint(self) -> str:
        return self.inner.fingerprint

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        return self.inner.translate(texts)

    def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
        if not isinstance(self.inner, Alternatives):
            return [() for _ in texts]
        return self.inner.alternatives(texts, count)

    def close(self) -> None:
        if self.give_back:
            self.give_back()
        self.give_back = None


@dataclass(slots=True)
class _LentNarrator:
    """Goes back to its shelf when it is closed."""

    inner: Narrator
    give_back: Callable[[], None] | None

    @property
    def fingerprint(self) -> str:
        return self.inner.fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        return self.inner.speak(texts)

    def findings(self) -> tuple[Finding, ...]:
        return remarks(self.inner)

    def close(self) -> None:
        if self.give_back:
            self.give_back()
        self.give_back = None
