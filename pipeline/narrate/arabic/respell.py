"""Vowelled Arabic -> the spelling that libespeak-ng reads as it is meant. A function of the text alone.

Its rules take letters together that do not belong together, and lose vowels of the usual order of signs.
So words are spelled here by their sounds: every vowel written, shadda before the vowel, articles as they
sound, a stroke (tatweel, which is silent) wherever a half-vowel would be drawn into a long vowel.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.narrate.arabic.letters import SHADDA, SUKUN, TATWEEL, joined, skeleton
from pipeline.narrate.arabic.sounds import CONSONANTS, LONG
from pipeline.narrate.arabic.speech import LONGEST, Word, words_of

_LETTERS = {sound: letter for letter, sound in CONSONANTS.items()}
_SIGNS = {"a": "\u064e", "i": "\u0650", "u": "\u064f", "ā": "\u064eا", "ī": "\u0650ي", "ū": "\u064fو"}
_INITIAL_HAMZA = {"a": "أ", "i": "إ", "u": "أ", "ī": "إ", "ū": "أ"}
_SAID = {"%": " بِالْمِئَةِ", "٪": " بِالْمِئَةِ", "/": "،"}
"""Characters that the Arabic voice leaves out, or names in English."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, and what the engine is given for it."""

    begin: int
    end: int
    said: str


def respelled(text: str) -> tuple[Piece, ...]:
    """The text as the engine should get it: the pieces' `said`, joined. Pieces tile the text in order.

    A word is one piece, and any other character another. Words without vowel signs stay as they are, for
    the engine knows some by heart.
    """
    return tuple(_pieces(text))


def spelled(heard: str) -> str:
    """A word's sounds in letters and signs."""
    return "".join(_spell(heard, index) for index in range(len(heard)))


def _pieces(text: str) -> Iterator[Piece]:
    done = 0
    for word in words_of(text):
        yield from _between(text, done, word.begin)
        yield Piece(word.begin, word.end, spelled(word.heard) if word.heard else _as_it_is(word))
        done = word.end
    yield from _between(text, done, len(text))


def _as_it_is(word: Word) -> str:
    """A word that the voice has to make out itself."""
    return skeleton(word.letters) if len(word.letters) > LONGEST else joined(word.letters)


def _between(text: str, begin: int, end: int) -> Iterator[Piece]:
    for index in range(begin, end):
        said = _SAID.get(text[index], text[index])
        yield Piece(
            index, index + 1, "".join(piece.said for piece in respelled(said)) if len(said) > 1 else said
        )


def _spell(heard: str, index: int) -> str:
    sound = heard[index]
    before, after = heard[index - 1 : index], heard[index + 1 : index + 2]
    if sound in _SIGNS:
        return "" if heard[: index + 1] == "ʔā" else _SIGNS[sound]
    if sound in "wy":
        return _half_vowel(sound, before, after)
    if sound == before:
        return SHADDA + _end(after)
    if sound == "ʔ" and index == 0:
        return "آ" if after == "ā" else _INITIAL_HAMZA.get(after, "ء")
    return _LETTERS[sound] + ("" if after == sound else _end(after))


def _half_vowel(sound: str, before: str, after: str) -> str:
    """w and y are kept apart from a short vowel before them, and y from the vowel after it."""
    is_vowel_after = bool(after) and after in _SIGNS
    apart = TATWEEL if before and before in LONG and (is_vowel_after or after == sound) else ""
    loose = SUKUN + TATWEEL if sound == "y" and is_vowel_after else ""
    return apart + _LETTERS[sound] + loose + _end(after)


def _end(after: str) -> str:
    """The sign of a consonant that no vowel follows."""
    return "" if after and after in _SIGNS else SUKUN
