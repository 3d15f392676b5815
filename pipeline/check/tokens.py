"""A text as runs of digits and letters, and what its words can mean as numbers."""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from pipeline.check.numerals import NUMERAL
from pipeline.check.plain import key
from pipeline.check.words import Meaning, words_of


class Token(NamedTuple):
    """A run of digits or letters."""

    text: str
    is_figures: bool
    gap: str
    """What stands between the token before and this one."""
    rest: str
    """What follows, as far as a unit could reach."""

    @property
    def clings(self) -> bool:
        """Whether it can belong to one number with the token before."""
        return not self.gap.strip(" \u00a0\u202f+-\u2010\u2011$€£")


_TOKEN = re.compile(rf"(?P<figures>{NUMERAL})|[^\W\d_]+")
_CLITICS = ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك")
_NO_NUMBERS = frozenset({"لست", "ولست", "فلست"})  # "I am not", not "for six"
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)")
_REACH = 12


def tokens_of(text: str) -> list[Token]:
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        rest = text[match.end() : match.end() + _REACH]
        found.append(Token(match.group(), bool(match["figures"]), text[end : match.start()], rest))
        end = match.end()
    return found


def space_grouped(tokens: Sequence[Token], at: int) -> int:
    """How many tokens make one number such as `17 500`."""
    if not 1 <= len(tokens[at].text) <= 3 or not tokens[at].text.isdigit() or tokens[at].text[0] == "0":
        return 1
    width = 1
    for token in tokens[at + 1 :]:
        if token.gap != " " or len(token.text) != 3 or not token.text.isdigit():
            break
        width += 1
    return width


@lru_cache(maxsize=16384)
def meanings_of(word: str, base: str) -> tuple[Sequence[Meaning], bool]:
    """What a word can mean as a number, and whether it begins with the Arabic "and"."""
    words, whole = words_of(base), key(word)
    if whole in words.meanings or not words.format.units_first or whole in _NO_NUMBERS:
        return words.meanings.get(whole, ()), False
    for lead in ("", "و", "ف"):
        for clitic in _CLITICS if whole.startswith(lead) else ():
            stem = whole.removeprefix(lead + clitic)
            if whole.startswith(lead + clitic) and stem in words.meanings:
                return words.meanings[stem], lead == "و"
    return (), False


def is_definite(word: str, base: str) -> bool:
    """Whether a number word carries the Arabic article: "القرن العشرين" is the twentieth century."""
    words, whole = words_of(base), key(word)
    return words.format.units_first and whole not in words.meanings and bool(_ARTICLE.match(whole))


def scale_at(tokens: Sequence[Token], at: int, base: str) -> Fraction | None:
    """The scale that a token means, if it goes on where the one before ends."""
    if at >= len(tokens) or tokens[at].is_figures or not tokens[at].clings:
        return None
    meanings, leads = meanings_of(tokens[at].text, base)
    return next((value for kind, value in meanings if kind in {"scale", "plural"} and not leads), None)
