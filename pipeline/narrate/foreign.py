"""Foreign words in Latin letters inside a text of another script, spoken by a voice of their own language."""

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.errors import MissingEngineError
from pipeline.language import Lang
from pipeline.model import Finding
from pipeline.narrate.join import joined
from pipeline.ports import Audio, Narrator, Remarks

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_WORD = rf"\d*[{_LATIN}](?:[{_LATIN}\d'’&.+-]*[{_LATIN}\d])?"
_RUN = re.compile(rf"{_WORD}(?:\s+{_WORD})*")
"""Latin words that follow each other, digits and signs within them included ("B-52", "AT&T")."""


def parts(text: str, lang: Lang, foreign: Lang) -> tuple[tuple[Lang, str], ...]:
    """A text cut where the script changes, each part with the language that speaks it; joined, it is the text.

    `foreign` speaks runs of Latin letters. A text in a language that is written in Latin letters is one
    part, and so is one without them; nothing but spaces and punctuation is never a part of its own.
    """
    if not text or is_latin(lang):
        return ((lang, text),) if text else ()
    found: list[tuple[Lang, str]] = []
    done = 0
    for run in _RUN.finditer(text):
        _add(found, lang, text[done : run.start()])
        _add(found, foreign, run[0])
        done = run.end()
    _add(found, lang, text[done:])
    return tuple(found)


def is_latin(lang: Lang) -> bool:
    """Whether a language is written in Latin letters, by CLDR's likely subtags."""
    from babel.core import get_global

    if lang.locale.script:
        return bool(lang.locale.script == "Latn")
    return "_Latn_" in get_global("likely_subtags").get(lang.base, "_Latn_")


def _add(found: list[tuple[Lang, str]], lang: Lang, text: str) -> None:
    """One part more, or more of the last one where it would say nothing itself."""
    if not text:
        return
    if found and (lang == found[-1][0] or not any(map(str.isalnum, text))):
        found[-1] = (found[-1][0], found[-1][1] + text)
    elif found and not any(map(str.isalnum, found[-1][1])):
        found[-1] = (lang, found[-1][1] + text)
    else:
        found.append((lang, text))


class MixedNarrator:
    """Speaks a language's own words through its voice, and Latin ones among them through a foreign voice.

    A text is still one sound, joined without a pause, and every word keeps its time. Where no voice speaks
    the foreign language, the language's own voice makes of it what it can.
    """

    def __init__(
        self, own: Narrator, lang: Lang, foreign: Lang, open_foreign: Callable[[], Narrator]
    ) -> None:
        """`open_foreign` is called for the first foreign words; it may raise `MissingEngineError`."""
        self._own = own
        self._lang = lang
        self._foreign = foreign
        self._open_foreign = open_foreign
        self._opened: Narrator | None = None

    @property
    def fingerprint(self) -> str:
        return self._own.fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        cut = [parts(text, self._lang, self._foreign) for text in texts]
        foreign_texts = [text for pieces in cut for lang, text in pieces if lang != self._lang]
        if not foreign_texts or not self._can_speak():
            yield from self._own.speak(texts)
            return
        own_texts = [text for pieces in cut for lang, text in pieces if lang == self._lang]
        own = iter(self._own.speak(own_texts))
        foreign = iter(self._opened.speak(foreign_texts)) if self._opened else iter(())
        for pieces in cut:
            yield _in_turn(pieces, self._lang, own, foreign)

    def findings(self) -> tuple[Finding, ...]:
        """What the voices had to tell since they were last asked."""
        opened = (self._own, self._opened) if self._opened else (self._own,)
        return tuple(finding for voice in opened for finding in remarks(voice))

    def close(self) -> None:
        self._own.close()
        if self._opened:
            self._opened.close()

    def _can_speak(self) -> bool:
        if self._opened is None:
            try:
                self._opened = self._open_foreign()
            except MissingEngineError:
                return False
        return True


def remarks(narrator: Narrator) -> tuple[Finding, ...]:
    """What a narrator has to tell of what it spoke, if it tells such things."""
    if isinstance(narrator, Remarks):
        return narrator.findings()
    return ()


def _in_turn(
    pieces: Sequence[tuple[Lang, str]], lang: Lang, own: Iterator[Audio], foreign: Iterator[Audio]
) -> Audio:
    sounds = [next(own if piece_lang == lang else foreign) for piece_lang, _ in pieces]
    offsets = [0]
    for _, text in pieces:
        offsets.append(offsets[-1] + len(text))
    return joined(sounds, offsets[:-1])
