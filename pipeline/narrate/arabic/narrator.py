"""A narrator around an Arabic voice: it vowels what is to be said, and spells it as the voice reads it."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from pipeline.language import Lang
from pipeline.model import Finding, Word
from pipeline.narrate.arabic.letters import SIGNS
from pipeline.narrate.arabic.respell import Piece, respelled
from pipeline.narrate.arabic.vowel import Vowelled, vowelled
from pipeline.narrate.join import joined
from pipeline.ports import Audio, Diacritizer, Narrator

LONGEST = 5_000
"""Characters that a narrator takes at once; a vowelled text has twice those of a bare one."""
_SPELLING = "1"
"""Counts up with every change of the spelling, so that what was spoken before is spoken again."""


class VowelledNarrator:
    """Speaks Arabic through a voice that takes its vowels from the text.

    Times are those of the words as they were given. Without a diacritizer only the words that a person
    vowelled are spelled for the voice; the rest is left bare. That, and every text that stayed bare though
    there is one, is told by `findings`.
    """

    def __init__(
        self, inner: Narrator, diacritizer: Diacritizer | None, lang: Lang, remedy: str = ""
    ) -> None:
        """`remedy` is how to install a diacritizer, told where there is none."""
        self._inner = inner
        self._diacritizer = diacritizer
        self._lang = lang
        self._remedy = remedy
        self._findings: dict[Finding, None] = {}

    @property
    def fingerprint(self) -> str:
        by = self._diacritizer.fingerprint if self._diacritizer else "nobody"
        return f"{self._inner.fingerprint}, vowelled by {by}, spelling {_SPELLING}"

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        results = zip(texts, self._vowelled(texts), strict=True)
        cut = [_chunks(_in_given(text, vowels.text)) for text, vowels in results]
        sounds = iter(self._inner.speak([_said(chunk) for chunks in cut for chunk in chunks]))
        for chunks in cut:
            spoken = islice(sounds, len(chunks))
            yield joined([_as_given(audio, chunk) for audio, chunk in zip(spoken, chunks, strict=True)])

    def findings(self) -> tuple[Finding, ...]:
        """What was told since the last time it was asked."""
        told = tuple(self._findings)
        self._findings.clear()
        return told

    def close(self) -> None:
        self._inner.close()
        if self._diacritizer:
            self._diacritizer.close()

    def _vowelled(self, texts: Sequence[str]) -> Sequence[Vowelled]:
        if self._diacritizer is None:
            self._tell("Arabic is spoken without its vowels.", self._remedy)
            return [Vowelled(text) for text in texts]
        results = vowelled(texts, self._diacritizer)
        for result in results:
            if result.flaw:
                self._tell("Some Arabic is spoken without its vowels.", result.flaw)
        return results

    def _tell(self, message: str, more: str) -> None:
        told = Finding("narrate.vowels", "warning", self._lang.tag, f"{message} {more}".strip())
        self._findings[told] = None


def _in_given(given: str, its_vowelled: str) -> Sequence[Piece]:
    """What is said, with places in the text that was given: both texts differ in their signs alone."""
    begins = [index for index, character in enumerate(given) if character not in SIGNS]
    begins.append(len(given))
    before = [0, *accumulate(character not in SIGNS for character in its_vowelled)]
    return [
        Piece(begins[before[piece.begin]], begins[before[piece.end]], piece.said)
        for piece in respelled(its_vowelled)
    ]


def _said(pieces: Sequence[Piece]) -> str:
    return "".join(piece.said for piece in pieces)


def _chunks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces in lists that are not too long for a narrator, cut after a space where there is one."""
    chunks: list[list[Piece]] = [[]]
    length = 0
    for piece in pieces:
        length += len(piece.said)
        if length > LONGEST:
            rest = _after_last_space(chunks[-1])
            chunks.append(rest)
            length = len(_said(rest)) + len(piece.said)
        chunks[-1].append(piece)
    return chunks


def _after_last_space(pieces: list[Piece]) -> list[Piece]:
    """Takes what follows the last space out of a list; nothing when it has none."""
    last = max((index for index, piece in enumerate(pieces) if piece.said.isspace()), default=None)
    if last is None:
        return []
    rest = pieces[last + 1 :]
    del pieces[last + 1 :]
    return rest


def _as_given(audio: Audio, pieces: Sequence[Piece]) -> Audio:
    """A sound with its words' positions in the text that was given, not in the one that was said."""
    ends = list(accumulate(len(piece.said) for piece in pieces))
    words = [_placed(word, pieces, ends) for word in audio.words]
    return Audio(audio.samples, audio.sample_rate, tuple(word for word in words if word))


def _placed(word: Word, pieces: Sequence[Piece], ends: Sequence[int]) -> Word | None:
    spoken = [
        piece
        for piece, end in zip(pieces, ends, strict=True)
        if end - len(piece.said) < word.end and end > word.begin and not piece.said.isspace()
    ]
    return Word(spoken[0].begin, spoken[-1].end, word.first, word.last) if spoken else None
