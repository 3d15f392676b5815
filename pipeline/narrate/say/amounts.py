"""Money, percentages, and numbers cut short: "$5.50", "R$ 3 milhões", "90%", "5bn"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.narrate.say import measures
from pipeline.narrate.say.claims import LATIN, Rule, either, rule
from pipeline.narrate.say.counting import How
from pipeline.narrate.say.measures import Measures
from pipeline.narrate.say.numerals import DASH, Noun, Numerals, joined


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
    short_before: Sequence[str] = ()
    """What is written for it before `of` only: "2,3 M d'abonnés", but "3M"."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a language's file says of sums and measures."""

    currencies: Mapping[str, Currency]
    scales: Sequence[Scale]
    measures: Measures
    cents: str
    """A sum with its cents: `{coins}`, `{cents}`."""
    joints: Sequence[str] = ()
    """Words between two numbers of which only the last has its noun: "2m *and* 3m people"."""


def rules(numerals: Numerals, amounts: Amounts) -> Sequence[Rule]:
    money = _Money(numerals, amounts)
    one, symbols = numerals.one, either(amounts.currencies)
    scale = rf"(?:[\s-]?(?P<scale>{either(word for each in amounts.scales for word in each.written)})(?!\w))?"
    sum_before = rf"(?P<amount>{one}(?:{DASH}{symbols}?\s?{one})?)"
    percent = either(unit for unit in amounts.measures.units if unit in "%٪‰")
    rate = amounts.measures.rate
    return [
        rule(
            rf"(?:(?<![\w)\]%])(?P<sign>[-\u2212]))?(?<![{LATIN}])(?P<symbol>{symbols})\s?{sum_before}{scale}{rate}",
            money.said,
        ),
        rule(rf"(?P<amount>{numerals.amount}){scale}\s?(?P<symbol>{symbols}){rate}(?!\w)", money.said),
        rule(
            rf"(?<![{LATIN}])(?P<unit>{percent})\s?(?P<amount>{numerals.amount})",
            lambda found: measures.said(found, numerals, amounts.measures),
        ),
        *(_short(each, numerals, amounts.joints) for each in amounts.scales),
        *(_inflected(each, numerals) for each in amounts.scales if each.noun.few),
        *measures.rules(numerals, amounts.measures),
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
        noun = Noun(one, one) if measures.is_attributive(found, self._amounts.measures) else currency.noun
        return self._sum(found, amount, noun, currency.cent) + self._amounts.measures.rated(found)

    def _sum(self, found: re.Match[str], amount: str, noun: Noun, cent: Noun | None) -> str:
        if found["scale"]:
            return self._scaled(amount, self._scales[found["scale"].casefold()], noun)
        return self._with_cents(amount, noun, cent) or self._numerals.counted(amount, noun)

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


def _short(scale: Scale, numerals: Numerals, joints: Sequence[str]) -> Rule:
    joined_to = rf"(?:(?:[-\u2013]|\s{either(joints)}\s)\d[\d.,]*m)?"
    behind = (
        rf"\s?(?:{either(scale.short)}(?!\w)|m(?={joined_to}\s{either(scale.before)}(?!\w))"
        rf"|{either(scale.short_before)}(?=\s(?:de\s|d['’])))"
    )
    return rule(
        rf"(?P<amount>{numerals.amount}){behind}", lambda found: numerals.counted(found["amount"], scale.noun)
    )


def _inflected(scale: Scale, numerals: Numerals) -> Rule:
    """Arabic "3 مليون": three to ten take the plural, whatever is written. Other numbers agree by themselves."""

    def said(found: re.Match[str]) -> str | None:
        last = numerals.last_value(found["amount"])
        if last is None or not 3 <= last % 100 <= 10:
            return None
        return numerals.counted(found["amount"], scale.noun)

    return rule(rf"(?P<amount>{numerals.amount})\s{either(scale.written)}(?!\w)", said)
