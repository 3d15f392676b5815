"""Arabic letters and the signs on them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FATHA, DAMMA, KASRA = "\u064e", "\u064f", "\u0650"
FATHATAN, DAMMATAN, KASRATAN = "\u064b", "\u064c", "\u064d"
SHADDA, SUKUN, DAGGER = "\u0651", "\u0652", "\u0670"
SILENT = "\u06df"
"""The small high zero of Quranic spelling: the letter below it is not spoken."""
SMALL_WAW = "\u06e5"
"""The small waw of Quranic spelling: the u before it is long."""
TATWEEL = "\u0640"

SHORT = frozenset({FATHA, DAMMA, KASRA})
TANWEEN = {FATHATAN: FATHA, DAMMATAN: DAMMA, KASRATAN: KASRA}
"""The doubled signs of indefinite endings, and the single ones they double."""
VOWELS = SHORT | TANWEEN.keys() | {SUKUN}
"""At most one of these stands on a letter; no vowel (sukun) counts as one of them."""
SPELLING = frozenset({DAGGER, SILENT, SMALL_WAW})
"""Signs that tell spelling from sound."""
SIGNS = VOWELS | {SHADDA} | SPELLING

RUN = re.compile(r"[\u0621-\u063a\u0640-\u0652\u0670\u06df\u06e5]+")
"""A word: letters of the standard language, their signs, and the stroke that only stretches a word."""
SUN = frozenset("تثدذرزسشصضطظلن")
"""Letters that the l of the article becomes alike."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One character that is not a sign, with the signs that follow it."""

    base: str
    signs: frozenset[str] = frozenset()

    @property
    def vowel(self) -> str:
        """The one of `VOWELS` it bears, or an empty text."""
        return next((sign for sign in sorted(self.signs) if sign in VOWELS), "")

    @property
    def is_letter(self) -> bool:
        return "\u0621" <= self.base <= "\u064a" and self.base != TATWEEL

    def bearing(self, vowel: str) -> "Letter":
        """The letter with this vowel in the place of its own."""
        return Letter(self.base, (self.signs - VOWELS) | frozenset(vowel))

    def __str__(self) -> str:
        """The signs in canonical order: the vowel before the shadda."""
        return self.base + "".join(sorted(self.signs))


def letters(text: str) -> list[Letter]:
    """A text as letters; `joined` makes it again, signs in canonical order and none twice on one letter.

    Signs that no character goes before stand on an empty one.
    """
    found: list[tuple[str, set[str]]] = []
    for character in text:
        if character not in SIGNS:
            found.append((character, set()))
        elif found:
            found[-1][1].add(character)
        else:
            found.append(("", {character}))
    return [Letter(base, frozenset(signs)) for base, signs in found]


def joined(word: Iterable[Letter]) -> str:
    return "".join(map(str, word))


def bare(text: str) -> str:
    """A text without signs; all else as it is."""
    return "".join(character for character in text if character not in SIGNS)


def skeleton(word: Sequence[Letter]) -> str:
    """The letters alone: no signs and no stretching."""
    return "".join(letter.base for letter in word if letter.base != TATWEEL)
