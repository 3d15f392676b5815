"""Bare Arabic -> vowelled Arabic. Letters, digits and punctuation stay; so do the signs that a person wrote."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.narrate.arabic.letters import (
    FATHATAN,
    RUN,
    SHADDA,
    SIGNS,
    TATWEEL,
    Letter,
    bare,
    joined,
    letters,
)
from pipeline.narrate.arabic.mend import mended
from pipeline.ports import Diacritizer

_STRETCH = re.compile(r"[\u0600-\u065f\u066a-\u06ef\u06fa-\u06ff\W]+")
"""Words of Arabic script with the spaces and punctuation around them: neither digits nor other scripts."""


@dataclass(frozen=True, slots=True)
class Vowelled:
    """What came of one text."""

    text: str
    flaw: str = ""
    """Why some of it stayed bare; empty when all went well."""


def vowelled(texts: Sequence[str], diacritizer: Diacritizer) -> tuple[Vowelled, ...]:
    """One result a text, in order. Each text should be one sentence.

    Without its signs a result is the text without its signs, character for character, and every sign of
    the text stands where it stood. A stretch for which the diacritizer gives other letters stays as it is,
    and the result's `flaw` tells it.
    """
    cut = [_stretches(text) for text in texts]
    asked = [_plain(stretch) for stretches in cut for stretch in stretches if _has_words(stretch)]
    said = iter(diacritizer.vowel(asked)) if asked else iter(())
    return tuple(
        _put_together(
            [_vowel(piece, next(said)) if _has_words(piece) else Vowelled(piece) for piece in pieces]
        )
        for pieces in cut
    )


def _put_together(pieces: Sequence[Vowelled]) -> Vowelled:
    flaws = dict.fromkeys(piece.flaw for piece in pieces if piece.flaw)
    return Vowelled("".join(piece.text for piece in pieces), " ".join(flaws))


def _stretches(text: str) -> list[str]:
    """The text cut where Arabic begins and ends; joined, it is the text again."""
    ends = [0, *(edge for found in _STRETCH.finditer(text) for edge in found.span()), len(text)]
    return [text[begin:end] for begin, end in pairwise(ends)]


def _has_words(stretch: str) -> bool:
    return any(letter.is_letter for letter in letters(stretch))


def _plain(stretch: str) -> str:
    """What a model is given: no signs, no stretching, nothing that it would leave out."""
    return "".join(letter.base for letter in letters(stretch) if _is_seen(letter))


def _is_seen(letter: Letter) -> bool:
    base = letter.base
    return base not in ("", TATWEEL) and unicodedata.category(base) not in ("Mn", "So")


def _vowel(stretch: str, said: str) -> Vowelled:
    """A stretch with the signs of what a model said for it, where both have the same letters."""
    own = letters(stretch)
    its = letters(unicodedata.normalize("NFC", said))
    if [_skeletal(letter) for letter in own if _is_seen(letter)] != [_skeletal(letter) for letter in its]:
        return Vowelled(stretch, f"The diacritizer gave other letters for {bare(stretch).strip()!r}.")
    supply = iter(its)
    told = [_aligned(letter, next(supply)) if _is_seen(letter) else letter for letter in own]
    return Vowelled(joined(_merged(own, told)))


def _skeletal(letter: Letter) -> str:
    """A letter without hamza and madda: models read those as signs, and leave them out or put them in."""
    return unicodedata.normalize("NFD", letter.base)[:1]


def _aligned(own: Letter, said: Letter) -> Letter:
    """The text's own letter with the signs of the model, and what a person wrote that tells of others: a
    shadda, and tanween on the alif.
    """
    kept = own.signs & ({SHADDA, FATHATAN} if own.base == "ا" else {SHADDA})
    return Letter(own.base, kept | frozenset(sign for sign in said.signs if sign in (SHADDA, said.vowel)))


def _merged(own: Sequence[Letter], told: Sequence[Letter]) -> Iterator[Letter]:
    """Word by word: mended, and then with every sign of the text in its place."""
    spelled = "".join(letter.base or " " for letter in own)
    words = [found.span() for found in RUN.finditer(spelled)]
    done = 0
    for before, (begin, end), after in zip([(0, 0), *words], words, [*words[1:], (0, 0)], strict=False):
        yield from own[done:begin]
        word = mended(
            told[begin:end],
            spelled[slice(*after)] if spelled[end : after[0]].isspace() else "",
            spelled[slice(*before)] if spelled[before[1] : begin].isspace() else "",
        )
        yield from (_kept(mine, its) for mine, its in zip(own[begin:end], word, strict=True))
        done = end
    yield from own[done:]


def _kept(own: Letter, said: Letter) -> Letter:
    """What a person wrote stands; a model only adds to it."""
    if own.vowel:
        doubled = said.signs & {SHADDA} if said.vowel == own.vowel else frozenset()
        return Letter(own.base, own.signs | doubled)
    if own.signs - {SHADDA}:
        return own
    return Letter(own.base, own.signs | (said.signs & SIGNS))
