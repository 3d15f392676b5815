"""When each word is spoken, from when each phoneme is."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.model import Word

MOST = 1_500
"""Phonemes. Beyond them comparing takes seconds, and no word is timed."""
_SILENT = frozenset(" ˈˌ.,;:!?")
"""Boundaries and stress: they differ between a word alone and in its sentence."""


def words_of(
    text: str, phonemes: Sequence[tuple[str, int]], alone: Sequence[Sequence[str]], samples: int
) -> tuple[Word, ...]:
    """The words that begin with a phoneme that could be found again, each up to the next one's begin.

    `phonemes` are those of the whole text with their first samples, `alone` those of each word by itself:
    a voice joins words and says numbers in several, so that they are found by comparing.
    """
    begun = list(_begun(text, phonemes, alone, samples))
    ends = [*(first for _, first in begun), samples][1:]
    return tuple(
        Word(token.start(), token.end(), first, last)
        for (token, first), last in zip(begun, ends, strict=False)
        if first < last
    )


def _begun(
    text: str, phonemes: Sequence[tuple[str, int]], alone: Sequence[Sequence[str]], samples: int
) -> Iterator[tuple[re.Match[str], int]]:
    told = [(phoneme, first) for phoneme, first in phonemes if phoneme not in _SILENT]
    expected = [
        (phoneme, word) for word, its in enumerate(alone) for phoneme in its if phoneme not in _SILENT
    ]
    if max(len(told), len(expected)) > MOST:
        return
    first_of: dict[int, int] = {}
    for at, like in _matched([phoneme for phoneme, _ in expected], [phoneme for phoneme, _ in told]):
        first_of.setdefault(expected[at][1], told[like][1])
    for word, token in enumerate(re.finditer(r"\S+", text)):
        if first_of.get(word, samples) < samples:
            yield token, first_of[word]


def _matched(expected: Sequence[str], told: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of places that say the same, ascending in both."""
    for block in SequenceMatcher(None, expected, told, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            yield block.a + step, block.b + step
