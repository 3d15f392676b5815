"""Units: "120 km/h", "6 ft 2 in", "2 h 30 min", "30 s"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.narrate.say.claims import LATIN, Rule, before, either, rule
from pipeline.narrate.say.letters import CAPITAL
from pipeline.narrate.say.numerals import Noun, Numerals

_END = r"(?![\w²³])"
_ADVERB = r"(?:in|of|for|to|on|from|and|or|by|per|a|an|the|as|with|at|under|over|worth|into|his|her|its|their|this|that)"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, and where its sign is one."""

    noun: Noun
    where: str = ""
    """Empty: behind any number. `apart`: behind a space or a fraction, for "90s" are years; `close`: with no space
    and no label before it ("40C", not "flat 4C"); `chain`: only behind a larger unit ("6 ft 2 in")."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What a language's file says of units."""

    units: Mapping[str, Unit]
    chains: Sequence[Sequence[str]] = ()
    """Units that follow one another, the largest first: hours, minutes, seconds."""
    then: str = " "
    """Between the parts of such a measure: "dos horas *y* treinta minutos"."""
    per: Mapping[str, str] = field(default_factory=dict)
    """What is written behind a stroke, "h" -> "per hour"."""
    per_word: str = ""
    """A form for any word in full behind a stroke: "por {}"; empty where there is none."""
    labels: Sequence[str] = ()
    """Words after which a letter behind a number is no unit: "flat 4C"."""
    attributive: Sequence[str] = ()
    """Articles after which an amount before a noun stays singular: "a $5 note"."""
    measured: Sequence[str] = ()
    """Nouns before which it does without one: "£3.2bn rescue *plan*"."""
    scaled: Sequence[tuple[str, str]] = ()
    """Scales as they are written, and the word after them: "millones", "de". A unit behind them is a word."""

    @property
    def rate(self) -> str:
        """A pattern for what may follow a unit or a sum: "/h"."""
        word = r"|[^\W\d_]{3,}" if self.per_word else ""
        return rf"(?:/(?P<per>{either(self.per)}{word}){_END})?"

    def rated(self, found: re.Match[str]) -> str:
        """What is said for it, with its space."""
        written = found["per"]
        return f" {self.per.get(written) or self.per_word.format(written)}" if written else ""


def chains(numerals: Numerals, measures: Measures) -> Sequence[Rule]:
    """Durations and lengths in several units. They come before times of day: "2 h 30 min" is none."""
    return [_chain(numerals, measures, signs) for signs in measures.chains]


def rules(numerals: Numerals, measures: Measures) -> Sequence[Rule]:
    amount = rf"(?P<amount>{numerals.amount})"

    def measure(found: re.Match[str]) -> str:
        return said(found, numerals, measures) + measures.rated(found)

    def close(found: re.Match[str]) -> str | None:
        label = re.search(r"([^\W\d_]+)\s$", before(found.string, found.start()))
        is_label = label and (label[1] in measures.labels or re.match(CAPITAL, label[1]))
        return None if is_label else said(found, numerals, measures)

    anywhere, apart = _signs(measures, ""), _signs(measures, "apart")
    return [
        rule(rf"{amount}(?P<gap>[\s-]?)(?P<unit>{either(anywhere)}){measures.rate}{_END}", measure),
        rule(
            rf"{amount}(?P<gap>\s|(?<=[.,]\d)|(?<=[.,]\d\d))(?P<unit>{either(apart)}){measures.rate}{_END}",
            measure,
        ),
        rule(rf"{amount}(?P<unit>{either(_signs(measures, 'close'))}){_END}", close),
        *(_behind_scale(measures, *each) for each in measures.scaled),
    ]


def said(found: re.Match[str], numerals: Numerals, measures: Measures) -> str:
    """An amount with its unit."""
    noun = measures.units[found["unit"]].noun
    gap = found.groupdict().get("gap")
    if gap == "-" or is_attributive(found, measures):
        return f"{numerals.amount_words(found['amount'], noun.how)}{gap or ' '}{noun.one}"
    return numerals.counted(found["amount"], noun)


def is_attributive(found: re.Match[str], measures: Measures) -> bool:
    """Whether an amount stands between an article and a noun, or before one that sums are said of."""
    words = before(found.string, found.start()).casefold().split()
    after = found.string[found.end() : found.end() + 40]
    if words and words[-1] in measures.attributive and re.match(r"-[a-z]|\s[a-z]{3}", after):
        return True
    return _measured(tuple(measures.measured)).match(after) is not None


@lru_cache(maxsize=8)
def _measured(nouns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s(?:(?!{_ADVERB}\s)[a-z-]+\s)?{either(nouns)}(?!\w)")


def _chain(numerals: Numerals, measures: Measures, signs: Sequence[str]) -> Rule:
    part = rf"(?<![{LATIN}.,:])({numerals.one})\s?({either(signs)})"
    more = rf"\s?({numerals.one})\s?({either(signs)})"
    parts = re.compile(rf"({numerals.pattern})\s?({either(signs)})")

    def words(found: re.Match[str]) -> str | None:
        pairs = parts.findall(found.group())
        ranks = [signs.index(sign) for _, sign in pairs]
        if ranks != sorted(set(ranks)):
            return None
        return measures.then.join(
            numerals.counted(number, measures.units[sign].noun) for number, sign in pairs
        )

    return rule(rf"{part}(?:{more}){{1,2}}{_END}", words)


def _behind_scale(measures: Measures, scale: str, of: str) -> Rule:
    """ "8,5 milhões de km²": the number is said by its own rule."""
    signs = [sign for sign in _signs(measures, "") if len(sign) > 1 and sign[0].isalpha()]
    between = "|".join(rf"{word}" if word.endswith("'") else rf"{word}\s" for word in of.split("/") if word)

    def words(found: re.Match[str]) -> str:
        return measures.units[found["unit"]].noun.many + measures.rated(found)

    start = rf"(?<!\w){re.escape(scale)}\s(?:{between})"
    return rule(rf"{start}(?P<it>(?P<unit>{either(signs)}){measures.rate}){_END}", words)


def _signs(measures: Measures, where: str) -> Sequence[str]:
    return [sign for sign, unit in measures.units.items() if unit.where == where]
