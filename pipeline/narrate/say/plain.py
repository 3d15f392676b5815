"""A display text as rules read it: audible characters only, each with the place that it came from."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_JOINERS = "\u200c\u200d"
"""Zero-width joiner and non-joiner: they change letters and emoji, unlike the other format characters."""
_TATWEEL = "\u0640"
"""Stretches Arabic words on the line; engines stumble over it."""
_DIGITS = {
    digit: ord("0") + value for zero in (0x660, 0x6F0) for value, digit in enumerate(range(zero, zero + 10))
}
"""Arabic-Indic and Persian digits: rules know one set."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Letters in NFC; white space as it was, for a narrow no-break space groups digits."""

    text: str
    at: Sequence[int]
    """The display position of each character of `text`."""

    def shown(self, begin: int, end: int) -> tuple[int, int]:
        """Display positions of a stretch that is not empty."""
        return self.at[begin], self.at[end - 1] + 1


def plain(text: str) -> Plain:
    """Control characters become spaces; format characters (bidi controls, soft hyphens) and lone surrogates go."""
    if text.isascii() and text.isprintable():
        return Plain(text, range(len(text)))
    kept = [(at, _spaced(char)) for at, char in enumerate(text) if _is_audible(char)]
    audible = "".join(char for _, char in kept).translate(_DIGITS)
    places = [at for at, _ in kept]
    if unicodedata.is_normalized("NFC", audible):
        return Plain(audible, places)
    return _composed(audible, places)


def _spaced(char: str) -> str:
    return " " if unicodedata.category(char) == "Cc" else char


def _is_audible(char: str) -> bool:
    return char in _JOINERS or (char != _TATWEEL and unicodedata.category(char) not in ("Cf", "Cs"))


def _composed(text: str, places: Sequence[int]) -> Plain:
    """Word by word in NFC: characters of a composed word may be some places off, but stay within the word."""
    composed, at = [], []
    for run in re.finditer(r"\s+|\S+", text):
        new = unicodedata.normalize("NFC", run.group())
        composed.append(new)
        at += [places[min(run.start() + step, run.end() - 1)] for step in range(len(new) - 1)]
        at.append(places[run.end() - 1])
    return Plain("".join(composed), at)
