"""Rules claim stretches of a text and say what is spoken for them; the first rule to claim a stretch has it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """Characters `[begin, end)` are spoken as `words`; empty when they are not spoken."""

    begin: int
    end: int
    words: str


LATIN = r"\dA-Za-z\u00c0-\u024f"
"""A class of digits and Latin letters: after these no number begins. It may begin after Arabic ones ("and 5")."""
_NEAR = 60
"""Characters."""
Rule = Callable[[str], Iterator[Claim]]
"""Reads a whole text and claims what it knows how to say, in order."""


def rule(
    pattern: str, words: Callable[[re.Match[str]], str | None], *, flags: re.RegexFlag = re.NOFLAG
) -> Rule:
    """Claims each match of a pattern, or of its group `it` where it has one, unless `words` gives None."""
    compiled = re.compile(pattern, flags)
    group: str | int = "it" if "it" in compiled.groupindex else 0

    def claims(text: str) -> Iterator[Claim]:
        for found in compiled.finditer(text):
            said = words(found)
            if said is not None and found[group].strip():
                yield _claim(found, group, said)

    return claims


def _claim(found: re.Match[str], group: str | int, words: str) -> Claim:
    """White space around what was found stays where it is."""
    inside = found[group]
    begin = found.start(group) + len(inside) - len(inside.lstrip())
    return Claim(begin, begin + len(inside.strip()), words)


def settled(text: str, rules: Iterable[Rule]) -> Sequence[Claim]:
    """The claims that stand, in order and disjoint: earlier rules first."""
    standing: list[Claim] = []
    for claims in rules:
        for claim in claims(text):
            at = bisect_left(standing, claim)
            free_before = at == 0 or standing[at - 1].end <= claim.begin
            if free_before and (at == len(standing) or claim.end <= standing[at].begin):
                standing.insert(at, claim)
    return standing


def before(text: str, begin: int) -> str:
    """What stands shortly before a place: rules look back at a word or two, not over the whole of a long text."""
    return text[max(0, begin - _NEAR) : begin]


def either(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first. It never matches when there are none."""
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else "(?!)"
