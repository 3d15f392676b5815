"""All numbers of a text as values, however they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from pipeline.check import numerals
from pipeline.check.months import months_in
from pipeline.check.numerals import Value
from pipeline.check.plain import bare
from pipeline.check.runs import Run, longest_run
from pipeline.check.tokens import Token, is_definite, meanings_of, space_grouped, tokens_of
from pipeline.check.words import Meaning, Words, words_of

Values = frozenset[Value]
Written = Literal["figures", "words", "hint"]
_LONE: tuple[str, ...] = ("implied", "decade")
"""Kinds of words that never go together with others."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number. Two say the same when they have a reading in common."""

    text: str
    readings: Values
    written: Written
    """In figures; as a cardinal in words; or as a hint: an ordinal, a month, "both", a Roman numeral."""
    parts: tuple[Values, ...] = ()
    """What it falls into, should nothing match it whole: `2:36` is also 2 and 36."""

    def said_by(self, values: Values) -> bool:
        """Whether the number, or each of its parts, is among some values."""
        return bool(self.readings & values) or (
            bool(self.parts) and all(part & values for part in self.parts)
        )

    @property
    def values(self) -> Values:
        return self.readings.union(*self.parts)


@lru_cache(maxsize=4096)
def numbers(text: str, base: str) -> tuple[Number, ...]:
    """The numbers of a text in the language of a code, in reading order; numbers of months at the end."""
    words = words_of(base)
    clean = words.percent.sub(" % ", bare(text))
    for several, one in words.format.rewrites.items():
        clean = re.sub(rf"\b{several}\b", one, clean, flags=re.IGNORECASE)
    months = (Number(name, frozenset({Fraction(month)}), "hint") for month, name in months_in(clean, base))
    return (*_scan(tokens_of(clean), base), *months)


def _scan(tokens: list[Token], base: str) -> Iterator[Number]:
    at = 0
    while at < len(tokens):
        look = _figures if tokens[at].is_figures else _words
        number, taken = look(tokens, at, base)
        if number:
            yield number
        at += taken


def _words(tokens: list[Token], at: int, base: str) -> tuple[Number | None, int]:
    """The number in words that begins at a token, if any, and how many tokens it takes."""
    word = tokens[at].text
    meanings, _ = meanings_of(word, base)
    if not meanings:
        roman = numerals.roman(word)
        return (Number(word, frozenset({Fraction(roman)}), "hint") if roman else None), 1
    hints = frozenset(value for kind, value in meanings if kind in _LONE)
    run = longest_run(tokens, at, base, [meaning for meaning in meanings if meaning[0] not in _LONE])
    if not run:
        return (Number(word, Values(hints), "hint") if hints else None), 1
    is_vague = meanings[0][0] == "scale" and run.taken == 1 and _lacks_article(tokens, at, base)
    is_plain = run.cardinal and not hints and not is_vague and not is_definite(word, base)
    written: Written = "words" if is_plain else "hint"
    return Number(run.text(tokens, at), run.values | hints, written, run.parts), run.taken


def _lacks_article(tokens: list[Token], at: int, base: str) -> bool:
    """Whether a scale stands alone in a language that would say "a hundred": "several hundred" is vague."""
    articles = words_of(base).format.articles
    return bool(articles) and (not at or tokens[at - 1].text.casefold() not in articles)


def _figures(tokens: list[Token], at: int, base: str) -> tuple[Number | None, int]:
    """The number in figures that begins at a token, with the scale words after it."""
    words = words_of(base)
    width = space_grouped(tokens, at) if words.format.space_groups else 1
    last = at + width - 1
    text = " ".join(token.text for token in tokens[at : last + 1])
    alone = _alone(tokens, at, words) if width == 1 else Values({Fraction(int(text.replace(" ", "")))})
    before = tokens[at - 1].text[-1] if at and not tokens[at - 1].is_figures else ""
    if before and (tokens[at].gap == "-" or (not tokens[at].gap and before.isascii())):  # "km2", "CoV-2"
        return Number(text, alone, "figures" if tokens[at].gap else "hint", _parts(text, alone)), width
    run = _scaled(tokens, last, base, alone)
    if run and run.taken > 1:
        return Number(run.text(tokens, at, width), run.values, "figures", run.parts), width - 1 + run.taken
    short = _short_scale(tokens, last, words)
    if short is None:
        return Number(text, alone, "figures", _parts(text, alone)), width
    letters, scale, is_sure = short
    scaled = Values(value * scale for value in alone if isinstance(value, Fraction))
    return Number(text + letters, scaled if is_sure else alone | scaled, "figures"), width


def _scaled(tokens: list[Token], at: int, base: str, alone: Values) -> Run | None:
    starts: list[Meaning] = [("value", value) for value in alone if isinstance(value, Fraction)]
    return longest_run(tokens, at, base, starts)


def _parts(figures: str, values: Values) -> tuple[Values, ...]:
    """The pieces of a time, of a date or of groups with spaces; the pieces of 17,500 mean nothing alone."""
    if not values or re.search("[ :hH/⁄]", figures) or any(isinstance(value, str) for value in values):
        return tuple(Values({Fraction(int(piece))}) for piece in numerals.pieces(figures))
    return ()


def _alone(tokens: list[Token], at: int, words: Words) -> Values:
    """What figures can mean by themselves: a number, a time, a decade, the end of a span of years."""
    token, is_whole = tokens[at], tokens[at].text.isdigit()
    if is_whole and len(token.text) in {2, 4} and numerals.DECADE.match(token.rest):
        return numerals.decade(int(token.text))
    found = numerals.readings(token.text, words.format)
    if numerals.PERCENT.match(token.rest):
        found |= {value / 100 for value in found if isinstance(value, Fraction)}
    if (
        at
        and token.gap in {"-", "–", "/"}
        and is_whole
        and (len(tokens[at - 1].text), len(token.text)) == (4, 2)
    ):
        found |= {Fraction(int(tokens[at - 1].text[:2] + token.text))}
    return found | numerals.time_of_day(token.text, token.rest)


def _short_scale(tokens: list[Token], at: int, words: Words) -> tuple[str, Fraction, bool] | None:
    """A short scale after figures, its value, and whether it surely is one.

    `2.8bn`, `£5m`; without a currency, `5m` may be metres.
    """
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.gap.strip(" \u00a0") or (following.gap and len(following.text) == 1):
        return None
    scale = words.short.get(following.text.casefold())
    is_sure = len(following.text) > 1 or tokens[at].gap.rstrip()[-1:] in set("$€£¥₹")
    return (following.text, scale, is_sure) if scale else None
