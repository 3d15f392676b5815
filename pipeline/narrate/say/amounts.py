"""Money, percentages, units, and numbers cut short: "$5.50", "R$ 3 milhões", "90%", "5bn", "120 km/h"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.narrate.say.claims import LATIN, Rule, before, either, rule
from pipeline.narrate.say.counting import How
from pipeline.narrate.say.numerals import DASH, Noun, Numerals

_VOWELS = "aeiouyhâàéèêîôû"


@dataclass(frozen=True, slots=True)
class Currency:
    """A coin and its hundredth."""

    noun: Noun
    cent: Noun | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A power of ten beside a sum: "bn", "milhões"."""

    written: Sequence[str]
    noun: Noun
    of: str = ""
    """Between it and what is counted: "milhões *de* reais"."""
    short: Sequence[str] = ()
    """What is written for it behind any number, money or not: "5bn", "50k"."""
    before: Sequence[str] = ()
    """Behind a number that counts one of these, an "m" is this scale: "5m people"."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a language's file says of sums and measures."""

    currencies: Mapping[str, Currency]
    scales: Sequence[Scale]
    units: Mapping[str, Noun]
    cents: str
    """A sum with its cents: `{coins}`, `{cents}`."""
    attributive: Sequence[str] = ()
    """Articles after which a sum before a noun stays singular: "a $5 note"."""


def rules(numerals: Numerals, amounts: Amounts) -> Sequence[Rule]:
    money = _Money(numerals, amounts)
    one, symbols = numerals.one, either(amounts.currencies)
    scale = rf"(?:[\s-]?(?P<scale>{either(word for each in amounts.scales for word in each.written)})(?!\w))?"
    sum_before = rf"(?P<amount>{one}(?:{DASH}{symbols}?\s?{one})?)"
    percent = either(unit for unit in amounts.units if unit in "%٪‰")
    return [
        rule(
            rf"(?:(?<![\w)\]%])(?P<sign>[-\u2212]))?(?<![{LATIN}])(?P<symbol>{symbols})\s?{sum_before}{scale}",
            money.said,
        ),
        rule(rf"(?P<amount>{numerals.amount}){scale}\s?(?P<symbol>{symbols})(?!\w)", money.said),
        rule(
            rf"(?<![{LATIN}])(?P<unit>{percent})\s?(?P<amount>{numerals.amount})",
            lambda found: _measure(found, numerals, amounts),
        ),
        *(_short(each, numerals) for each in amounts.scales if each.short or each.before),
        rule(
            rf"(?P<amount>{numerals.amount})(?P<gap>[\s-]?)(?P<unit>{either(amounts.units)})(?![\w²³])",
            lambda found: _measure(found, numerals, amounts),
        ),
    ]


class _Money:
    """Says a sum that a pattern found."""

    def __init__(self, numerals: Numerals, amounts: Amounts) -> None:
        self._numerals = numerals
        self._amounts = amounts
        self._scales = {word.casefold(): each for each in amounts.scales for word in each.written}

    def said(self, found: re.Match[str]) -> str:
        sign = "-" if found.groupdict().get("sign") else ""
        amount = sign + re.sub(either(self._amounts.currencies) + r"\s?", "", found["amount"])
        currency = self._amounts.currencies[found["symbol"]]
        one = currency.noun.one
        noun = Noun(one, one) if _is_attributive(found, self._amounts) else currency.noun
        if found["scale"]:
            return self._scaled(amount, self._scales[found["scale"].casefold()], noun)
        return self._with_cents(amount, noun, currency.cent) or self._numerals.counted(amount, noun)

    def _scaled(self, amount: str, scale: Scale, noun: Noun) -> str:
        how = How(noun.gender, counted=True) if not scale.of else How(counted=True)
        return (
            f"{self._numerals.counted(amount, scale.noun, how)} {joined(scale.of, noun.hundred or noun.many)}"
        )

    def _with_cents(self, amount: str, noun: Noun, cent: Noun | None) -> str | None:
        """None for a sum without exactly two figures behind the point."""
        found = re.fullmatch(r"([-\u2212]?.+)[.,](\d\d)", amount)
        if not found or not cent or re.search(DASH, found[1][1:]):
            return None
        coins, cents = found[1], found[2].lstrip("0")
        if not cents:
            return self._numerals.counted(coins, noun)
        if coins == "0":
            return self._numerals.counted(cents, cent)
        both = self._numerals.counted(coins, noun), self._numerals.counted(cents, cent)
        return self._amounts.cents.format(coins=both[0], cents=both[1])


def joined(preposition: str, noun: str) -> str:
    """ "de reais", "d'euros"."""
    if preposition == "de/d'":
        return f"d'{noun}" if noun[0] in _VOWELS else f"de {noun}"
    return f"{preposition} {noun}".strip()


def _is_attributive(found: re.Match[str], amounts: Amounts) -> bool:
    """Whether an amount stands between an article and a noun."""
    words = before(found.string, found.start()).casefold().split()
    after = found.string[found.end() : found.end() + 4]
    return (
        bool(words) and words[-1] in amounts.attributive and re.match(r"-[a-z]|\s[a-z]{3}", after) is not None
    )


def _measure(found: re.Match[str], numerals: Numerals, amounts: Amounts) -> str:
    noun = amounts.units[found["unit"]]
    gap = found.groupdict().get("gap")
    if gap == "-" or _is_attributive(found, amounts):
        return f"{numerals.amount_words(found['amount'], noun.how)}{gap or ' '}{noun.one}"
    return numerals.counted(found["amount"], noun)


def _short(scale: Scale, numerals: Numerals) -> Rule:
    behind = rf"\s?(?:{either(scale.short)}(?!\w)|m(?=\s{either(scale.before)}(?!\w)))"
    return rule(
        rf"(?P<amount>{numerals.amount}){behind}", lambda found: numerals.counted(found["amount"], scale.noun)
    )
