"""Rows of words and figures that make one number: `two hundred and five`, `3 آلاف و500`."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.check.numerals import Value, readings
from pipeline.check.phrases import Phrase, Sort
from pipeline.check.plain import key
from pipeline.check.tokens import Token, meanings_of, scale_at
from pipeline.check.words import Meaning, words_of


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens that make one number."""

    values: frozenset[Value]
    taken: int
    """How many tokens."""
    cardinal: bool
    """Whether it is a plain number: no ordinal, no fraction, no dozen."""
    sorts: frozenset[Sort] = frozenset()
    """What it is, in each of its readings: `quarto` is a quarter and the fourth."""
    parts: tuple[frozenset[Value], ...] = ()
    """What it falls into at a joining word after a scale: a million and 200 thousand may be two numbers."""

    def text(self, tokens: Sequence[Token], at: int, width: int = 1) -> str:
        """The words of the run that begins at a token with figures of a width."""
        return " ".join(token.text for token in tokens[at : at + width - 1 + self.taken])


def longest_run(tokens: Sequence[Token], at: int, base: str, firsts: Sequence[Meaning]) -> Run | None:
    """The longest number that begins with any of the meanings of a token, with all its readings."""
    runs = [run for first in firsts if (run := _run(tokens, at, base, first))]
    if not runs:
        return None
    taken = max(run.taken for run in runs)
    longest = [run for run in runs if run.taken == taken]
    values = frozenset[Value]().union(*(run.values for run in longest))
    sorts = frozenset[Sort]().union(*(run.sorts for run in longest))
    return Run(values, taken, longest[0].cardinal, sorts, longest[0].parts)


def _run(tokens: Sequence[Token], at: int, base: str, first: Meaning) -> Run | None:
    phrase = Phrase(words_of(base).format, in_figures=tokens[at].is_figures)
    if not phrase.take(first, joined=False, next_scale=scale_at(tokens, at + 1, base)):
        return None
    sums, end = [Fraction(0)], at + 1
    while True:
        before = phrase.total if phrase.group is None else Fraction(0)
        went = _go_on(phrase, tokens, end, base)
        if went is None:
            break
        end, joined = went
        if joined and before:
            sums.append(before)
    sums.append(phrase.value)
    parts = tuple(frozenset[Value]({high - low}) for low, high in pairwise(sums))
    parts = parts if len(parts) > 1 else ()
    return Run(frozenset({phrase.value}), end - at, phrase.cardinal, frozenset({phrase.sort}), parts)


def _go_on(phrase: Phrase, tokens: Sequence[Token], at: int, base: str) -> tuple[int, bool] | None:
    """Takes the next word into a phrase: where it goes on, and whether a joining word stood before."""
    form, joined = words_of(base).format, False
    while at < len(tokens) and tokens[at].clings:
        token = tokens[at]
        word = key(token.text)
        following = scale_at(tokens, at + 1, base)
        meanings, leads = meanings_of(token.text, base)
        if token.is_figures:
            meanings = _whole(token, base) if phrase.group is None and (joined or following) else ()
            phrase.in_figures = True
        if any(phrase.take(meaning, joined or leads, following) for meaning in meanings):
            return at + 1, joined or leads
        if word in form.joins and not joined:
            joined = True
        elif not (word in form.articles and (joined or phrase.broken)) and not (
            word in form.of and phrase.broken
        ):
            return None
        at += 1
    return None


def _whole(token: Token, base: str) -> list[Meaning]:
    found = readings(token.text, words_of(base).format)
    return [("value", value) for value in found if isinstance(value, Fraction)]
