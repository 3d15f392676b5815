"""A text as runs of digits and letters, and what its words can mean as numbers."""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.check.numerals import NUMERAL
from pipeline.check.plain import bare, key
from pipeline.check.words import Meaning, words_of

Table = Literal["meanings", "spans", "months"]


class Token(NamedTuple):
    """A run of digits or letters."""

    text: str
    is_figures: bool
    whole: str
    """The text that it stands in."""
    before: int
    """Where the token before ends."""
    begin: int
    end: int

    @property
    def gap(self) -> str:
        """What stands between the token before and this one."""
        return self.whole[self.before : self.begin]

    @property
    def rest(self) -> str:
        """What follows, as far as a unit could reach."""
        return self.whole[self.end : self.end + _REACH]

    @property
    def clings(self) -> bool:
        """Whether it can belong to one number with the token before."""
        return not self.gap.strip(" \u00a0\u202f+-\u2010\u2011$€£")


_LETTERS = re.compile(r"[^\W\d_½⅓⅔¼¾]+")
_TOKEN = re.compile(rf"{_LETTERS.pattern}|(?=[\d½⅓⅔¼¾])(?P<figures>{NUMERAL})")
_CLITICS = ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك")
_NO_NUMBERS = frozenset({"لست", "ولست", "فلست"})  # "I am not", not "for six"
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)")
_REACH = 24


def words_in(text: str) -> list[str]:
    """The words alone, as written."""
    return _LETTERS.findall(text)


def tokens_of(text: str) -> list[Token]:
    """The runs of a text in order; figures with their separators are one."""
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        begin, before = match.start(), end
        end = match.end()
        found.append(Token(text[begin:end], match.lastindex is not None, text, before, begin, end))
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


def meanings_of(word: str, base: str) -> tuple[Sequence[Meaning], bool]:
    """What a word of a bare text can mean as a number, and whether it begins with the Arabic "and"."""
    form, leads = _written(base, "meanings").get(word.casefold(), ("", False))
    return words_of(base).meanings.get(form, ()), leads


def span_of(word: str, base: str) -> Fraction | None:
    """How many smaller units a word such as "hour" has."""
    form, _ = _written(base, "spans").get(word.casefold(), ("", False))
    return words_of(base).spans.get(form)


def may_be_month(word: str, base: str) -> bool:
    """Whether a word of a bare text can begin the name of a month."""
    return word.casefold() in _written(base, "months")


@lru_cache(maxsize=64)
def vocabulary(base: str) -> frozenset[str]:
    """All words that numbers and months can begin with, as they may be written: most words are none."""
    return frozenset(_written(base, "meanings")) | frozenset(_written(base, "months"))


@lru_cache(maxsize=256)
def _written(base: str, table: Table) -> dict[str, tuple[str, bool]]:
    """The words of a table with all prefixes that may be written onto them -> the bare form, and whether
    the prefix is an "and". A form without a prefix comes before one with."""
    words = words_of(base)
    firsts = (bare(name).casefold().split()[0] for names in words.months.values() for name in names)
    forms = list(firsts) if table == "months" else list(words.spans if table == "spans" else words.meanings)
    found = {form: (form, False) for form in forms}
    for lead in ("", "و", "ف") if words.format.units_first else ():
        for clitic in _CLITICS:
            for form in forms:
                found.setdefault(lead + clitic + form, (form, lead == "و"))
    return {form: known for form, known in found.items() if form not in _NO_NUMBERS}


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
