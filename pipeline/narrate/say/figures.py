"""Bare numbers: ordinals, decades, ranges, fractions, versions, years, cardinals."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.narrate.say.agreement import Agreement
from pipeline.narrate.say.claims import Rule, before, either, rule
from pipeline.narrate.say.counting import How
from pipeline.narrate.say.numerals import VOWELS, Numerals, joined

_ARTICLE = r"(?:(?<!\w)|(?<=(?<!\w)[وفبك])|(?<=(?<!\w)و[بك]))(?:ال|لل)\s?"
"""Arabic's before a number, behind a word of one letter or none; "خلال 5" only ends like it."""


_TO_THE = "لل"
"""The article behind "to"."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a language's file says of bare numbers."""

    ordinals: Mapping[str, str] = field(default_factory=dict)
    """What is written behind a number that is an ordinal -> its gender, or `short`."""
    small_ordinals: Mapping[str, str] = field(default_factory=dict)
    """The same in small letters only: "3a vez", but "3A"."""
    decades: Mapping[str, str] = field(default_factory=dict)
    """English: the ending of a year's last word -> its plural's. Elsewhere the "s" is not said."""
    fractions: Mapping[str, str] = field(default_factory=dict)
    """"½" and "1/2" -> words."""
    mixed: str = "{} {}"
    """A whole number and a fraction: "2½"."""
    over: str = ""
    """Between the numbers of any other fraction."""
    plus: str = "{}"
    """A number with "+" behind it."""
    between: Mapping[str, str] = field(default_factory=dict)
    """A word before a range -> what is said between its numbers: "between" -> " and "."""
    halves: Mapping[str, str] = field(default_factory=dict)
    """By gender, what follows a noun that is counted with a half: "dos tazas *y media*"."""
    years_after: Sequence[str] = ()
    """English: what stands before a number below 1100 that is a year: "in 1066"."""
    sections: Sequence[str] = ()
    """French: words after which a point is not said: "article 49.3"."""
    point: str = ""
    """Between the numbers of a version: "9.3.1"."""


def rules(numerals: Numerals, agreement: Agreement, figures: Figures) -> Sequence[Rule]:
    return [
        _ordinals(numerals, figures.ordinals, re.IGNORECASE),
        _ordinals(numerals, figures.small_ordinals),
        _decades(numerals, figures.decades),
        *_fractions(numerals, agreement, figures),
        rule(
            r"(?<![\w.,])\d+(?:\.\d+){2,}(?![.,]?\d)", lambda found: _version(found, numerals, figures.point)
        ),
        rule(
            r"(?<![\w.,-])\d(?:[-\u2013]\d){2,3}(?![\w%-])(?![.,]\d)",
            lambda found: numerals.digits(found.group()),
        ),
        *_millions(numerals, agreement),
        rule(
            rf"(?<!\w)(?i:{either(figures.years_after)})[\s(](?P<it>10\d\d)(?![\w%-])(?![.,]\d)",
            lambda found: _early_year(found, numerals, agreement),
        ),
        rule(
            rf"(?<!\w)(?i:{either(figures.sections)})\s(?P<it>\d+\.\d+)(?![\w%])(?![.,]\d)",
            lambda found: " ".join(numerals.words(number, How()) for number in found["it"].split(".")),
        ),
        _numbers(numerals, agreement, figures),
        rule(r"\d+", lambda found: numerals.words(found.group(), How())),
    ]


def _ordinals(numerals: Numerals, suffixes: Mapping[str, str], flags: re.RegexFlag = re.NOFLAG) -> Rule:
    def said(found: re.Match[str]) -> str:
        return numerals.counting.ordinal(int(found[1]), How(suffixes[found[2].casefold()]))

    return rule(rf"(?<![\w.,])(\d{{1,4}})\.?({either(suffixes)})(?!\w)", said, flags=flags)


def _decades(numerals: Numerals, plurals: Mapping[str, str]) -> Rule:
    """ "1990s", "'90s", "90s"; and "'90" where no letter stands before it."""

    def said(found: re.Match[str]) -> str | None:
        if not (found["apostrophe"] or found["s"]):
            return None
        year = numerals.words(found["year"], How())
        return _plural(year, plurals) if found["s"] else year

    years = r"(?P<year>[12]\d\d0|[1-9]0)(?P<s>['’]?s)?"
    return rule(rf"(?<![\w.,])(?P<apostrophe>['’‘])?{years}(?![\w%])(?![.,]\d)", said)


def _plural(words: str, plurals: Mapping[str, str]) -> str:
    for ending, plural in plurals.items():
        if words.endswith(ending):
            return words.removesuffix(ending) + plural
    return words


def _fractions(numerals: Numerals, agreement: Agreement, figures: Figures) -> Sequence[Rule]:
    signs = "".join(name for name in figures.fractions if len(name) == 1) or "(?!)"

    def mixed(found: re.Match[str]) -> str:
        fraction = figures.fractions[found[2]]
        return figures.mixed.format(numerals.words(found[1], How()), fraction) if found[1] else fraction

    def slashed(found: re.Match[str]) -> str:
        named = figures.fractions.get(found.group())
        return named or f"{numerals.words(found[1], How())} {figures.over} {numerals.words(found[2], How())}"

    def halved(found: re.Match[str]) -> str | None:
        """ "2½ tazas"."""
        how = agreement.of(found.string, found.start(), found.start("noun") - 1)
        if not how.counted or not figures.halves:
            return None
        return f"{numerals.words(found['whole'], how)} {found['noun']} {figures.halves[how.gender]}"

    return [
        rule(r"(?P<whole>\d+)\s?½(?=\s)\s(?P<noun>[^\W\d_]+)", halved),
        rule(rf"(\d+)?[\s\u2009]?([{signs}])", mixed),
        rule(r"(?<![\w.,/])(\d{1,3})[/⁄](\d{1,3})(?![\w/])(?![.,]\d)", slashed),
    ]


def _version(found: re.Match[str], numerals: Numerals, point: str) -> str | None:
    if re.fullmatch(numerals.one, found.group()):
        return None
    return f" {point} ".join(numerals.words(number, How()) for number in found.group().split("."))


def _early_year(found: re.Match[str], numerals: Numerals, agreement: Agreement) -> str | None:
    is_counted = agreement.of(found.string, *found.span("it")).counted
    return None if is_counted else numerals.counting.year(int(found["it"]), How())


def _millions(numerals: Numerals, agreement: Agreement) -> Sequence[Rule]:
    """ "1.000.000 *de* personas". Before a vowel French ties the preposition to the noun."""

    def said(found: re.Match[str]) -> str | None:
        noun = found["noun"]
        if not numerals.is_round(found["number"]) or agreement.noun(*_behind(found)) != noun.casefold():
            return None
        words = numerals.amount_words(found["number"], How(counted=True))
        of = joined(numerals.of, noun)
        return (
            f"{words} {of}"
            if found.end() == found.end("noun")
            else f"{words} {of.removesuffix(noun)}".rstrip()
        )

    number, noun = rf"(?P<number>{numerals.amount})", r"(?P<noun>[^\W\d_]+)(?![\w'’])"
    tied = rf"{number}\s(?=(?i:[{VOWELS}])){noun}"
    loose = rf"(?P<it>{number})(?=\s{noun})"
    return [
        *([rule(tied, said)] if "'" in numerals.of else []),
        *([rule(loose, said)] if numerals.of else []),
    ]


def _behind(found: re.Match[str]) -> tuple[str, int]:
    return found.string, found.end("number")


def _numbers(numerals: Numerals, agreement: Agreement, figures: Figures) -> Rule:
    """With the hyphen or the Arabic article that ties a number to a word: "Covid-19" is "Covid nineteen"."""
    article = _ARTICLE if agreement.article else "(?!)"

    def said(found: re.Match[str]) -> str:
        how = agreement.of(found.string, found.start("number"), found.end())
        ahead = re.search(r"([^\W\d_]+)\s$", before(found.string, found.start()))
        joint = figures.between.get(ahead[1].casefold()) if ahead else None
        words = numerals.amount_words(found["number"], how, joint)
        if found.group().startswith(_TO_THE) and words.startswith(agreement.article):
            words = _TO_THE + words.removeprefix(agreement.article)
        return figures.plus.format(words) if found["plus"] else words

    hyphen = r"(?:(?<=[^\W\d_])[-\u2013])?"
    return rule(rf"(?:{article}|{hyphen})(?P<number>{numerals.amount})(?P<plus>\+(?!\w))?", said)
