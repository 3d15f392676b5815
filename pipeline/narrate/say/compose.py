"""Puts a spoken text together from a plain text and what was claimed in it."""

import re
from collections.abc import Iterator, Sequence

from pipeline.narrate.say.claims import Claim
from pipeline.narrate.say.plain import Plain
from pipeline.narrate.say.spoken import Piece, Spoken

_PROCLITIC = re.compile(r"(?:^|[^\w])[وف]?[بلك]?$")
"""Arabic words of one letter are written onto the next word, a number too."""


def composed(plain: Plain, claims: Sequence[Claim]) -> Spoken:
    """Words that no rule claimed are spoken as they stand."""
    said = ""
    pieces = []
    for begin, end, inside in _groups(plain.text, claims):
        words = _words(plain.text, begin, end, inside)
        if said and words and (not inside or re.search(r"\w", words)):
            said += " "
        pieces.append(Piece(*plain.shown(begin, end), len(said), len(said) + len(words)))
        said += words
    return Spoken(said, tuple(pieces))


def _groups(text: str, claims: Sequence[Claim]) -> Iterator[tuple[int, int, Sequence[Claim]]]:
    """Displayed words, those that a claim joins as one, each with the claims inside it."""
    upcoming = iter(claims)
    claim = next(upcoming, None)
    tokens = re.finditer(r"\S+", text)
    for token in tokens:
        begin, end = token.span()
        inside = []
        while claim and claim.begin < end:
            inside.append(claim)
            while end < claim.end:
                end = next(tokens).end()
            claim = next(upcoming, None)
        yield begin, end, inside


def _words(text: str, begin: int, end: int, claims: Sequence[Claim]) -> str:
    said, apart = "", True
    for claim in claims:
        said = _joined(said, text[begin : claim.begin]) if apart else said + text[begin : claim.begin]
        said = _joined(said, claim.words)
        begin, apart = claim.end, bool(claim.words)
    rest = text[begin:end]
    return " ".join((_joined(said, rest) if apart else said + rest).split())


def _joined(said: str, more: str) -> str:
    """With a space where two words would run into one: "G20" is "G twenty"."""
    if said and more and said[-1].isalnum() and more[0].isalnum() and not _PROCLITIC.search(said):
        return f"{said} {more}"
    return said + more
