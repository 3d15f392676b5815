"""All numbers of a text as values, however they are written."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from pipeline.check import numerals
from pipeline.check.months import months_in
from pipeline.check.number import Found, Number, Values, Written
from pipeline.check.phrases import Sort
from pipeline.check.plain import bare
from pipeline.check.runs import Run, longest_run
from pipeline.check.spoken import joined, on_the_clock
from pipeline.check.tokens import (
    Token,
    is_definite,
    may_be_month,
    meanings_of,
    space_grouped,
    tokens_of,
    vocabulary,
    words_in,
)
from pipeline.check.words import Meaning, Words, signed, words_of

_LONE: tuple[str, ...] = ("implied", "decade")
"""Kinds of words that never go together with others."""
_FIGURE = re.compile("[\\d½⅓⅔¼¾]")
_CENTURY: Meaning = ("implied", Fraction(100))


@lru_cache(maxsize=4096)
def numbers(text: str, base: str) -> tuple[Number, ...]:
    """The numbers of a text in the language of a code, in reading order; numbers of months at the end."""
    words = words_of(base)
    clean = signed(bare(text), words)
    for several, one in words.format.rewrites.items():
        clean = re.sub(rf"\b{several}\b", one, clean, flags=re.IGNORECASE)
    if not _may_hold_numbers(clean, base):
        return ()
    tokens = tokens_of(clean)
    found = joined(list(_scan(tokens, base)), tokens, base)
    has_months = any(may_be_month(token.text, base) for token in tokens)
    months = months_in(clean, base) if has_months else ()
    return (*(one.number for one in found), *(_month(*month) for month in months))


def _month(month: int, name: str, is_sure: bool) -> Number:
    """Also a figure, as in dates such as 28/9."""
    sorts: frozenset[Sort] = frozenset({"month"} if is_sure else ())
    return Number(name, frozenset({Fraction(month), f"m{month}"}), "hint", sorts=sorts)


def _scan(tokens: list[Token], base: str) -> Iterator[Found]:
    at = 0
    while at < len(tokens):
        if not tokens[at].is_figures and _is_plain(tokens[at].text, base):
            at += 1
            continue
        look = _figures if tokens[at].is_figures else _words
        number, taken = look(tokens, at, base)
        if number:
            yield Found(replace(number, rest=tokens[at + taken - 1].rest), at, at + taken)
        at += taken


def _may_hold_numbers(clean: str, base: str) -> bool:
    """Whether a text has figures or a word of the tables: the quick look that spares most texts the scan."""
    if _FIGURE.search(clean):
        return True
    said = words_in(clean)
    return not vocabulary(base).isdisjoint(
        map(str.casefold, said)
    ) or not numerals.romans().keys().isdisjoint(said)


def _is_plain(word: str, base: str) -> bool:
    """Whether no number can begin with a word."""
    return word.casefold() not in vocabulary(base) and not numerals.roman(word)


def _words(tokens: list[Token], at: int, base: str) -> tuple[Number | None, int]:
    """The number in words that begins at a token, if any, and how many tokens it takes."""
    word = tokens[at].text
    meanings, _ = meanings_of(word, base)
    in_century = at > 0 and _CENTURY in meanings_of(tokens[at - 1].text, base)[0]
    if not meanings:
        return _roman(word, in_century), 1
    hints = frozenset(value for kind, value in meanings if kind in _LONE)
    run = longest_run(tokens, at, base, [meaning for meaning in meanings if meaning[0] not in _LONE])
    if not run:
        decade: frozenset[Sort] = frozenset({"decade"} if meanings[0][0] == "decade" else ())
        return (Number(word, Values(hints), "hint", sorts=decade) if hints else None), 1
    is_vague = meanings[0][0] == "scale" and run.taken == 1 and _lacks_article(tokens, at, base)
    definite = is_definite(word, base)
    written: Written = "words" if run.cardinal and not (hints or is_vague or definite) else "hint"
    sorts = frozenset[Sort]() if is_vague else _sorts(run, definite or in_century)
    times = on_the_clock(run.values) if "fraction" in run.sorts else Values()
    return Number(run.text(tokens, at), run.values | hints | times, written, run.parts, sorts), run.taken


def _roman(word: str, in_century: bool) -> Number | None:
    """A Roman numeral; as an ordinal only where it is surely one: "I" and "vi" are words."""
    value = numerals.roman(word)
    is_sure = in_century or (len(word) > 1 and word.isupper())
    sorts: frozenset[Sort] = frozenset({"ordinal"} if is_sure else ())
    return Number(word, frozenset({Fraction(value)}), "hint", sorts=sorts) if value else None


def _sorts(run: Run, is_ordinal: bool) -> frozenset[Sort]:
    """What a run can stand for: half a million also for a whole number, sixty also for the sixties."""
    amounts = [value for value in run.values if isinstance(value, Fraction)]
    more: set[Sort] = {"ordinal"} if is_ordinal else set()
    if max(amounts) >= 1 and run.sorts & {"fraction", "dozen"}:
        more.add("cardinal")
    if any(value % 10 == 0 and 20 <= value <= 90 for value in amounts):
        more.add("decade")
    return run.sorts | more


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
