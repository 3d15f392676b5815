"""Dates: "14 December 2016", "14/12/2016" where it can be only one day, "2016-12-14"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.narrate.say.claims import LATIN, Rule, before, either, rule
from pipeline.narrate.say.counting import How
from pipeline.narrate.say.numerals import Numerals

_NUMERIC = rf"(?<![{LATIN}/.-])(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|(?<=/)\d\d)(?![\w/-])(?!\.\d)"
_PLURAL = r"(?!\s(?:people|(?!(?:was|is|has|as|this)\b)[a-z]+s)\b)"
"""Not "In May 20 rebels": a day is no count of things."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a language's file says of dates. Forms hold `{cardinal}`, `{ordinal}`, `{month}` or `{year}`."""

    months: Sequence[Sequence[str]]
    """Twelve, each with its name, then its abbreviations."""
    full: str
    """A whole date."""
    slash: str
    """Between the numbers of a date that could be two days."""
    day: str = ""
    """A day before its month; empty where that is said as any number."""
    days: str = ""
    """Two days before their month: `{first}`, `{last}` stand for both in their form."""
    month_day: str = ""
    """A day after its month."""
    first: str = ""
    """The first of a month before it."""
    between: str = ""
    """The word between day, month and year: "de"."""
    year: str = ""
    """A year after its month; empty where that is said as any number."""
    weekdays: Sequence[Sequence[str]] = ()
    """Seven, each with its name, then its abbreviations, which are said in full between two days only: "Mon-Fri"."""
    article: str = ""
    """Left out of `day` where it is written already, and before a month a sign that a day follows it: "the"."""


def rules(numerals: Numerals, calendar: Calendar) -> Sequence[Rule]:
    teller = _Teller(numerals, calendar)
    names = either(name for month in calendar.months for name in month)
    month = rf"{names}(?!\w)\.?"
    between = rf"\s(?:{calendar.between}\s)?" if calendar.between else r"\s"
    suffix = r"(?:st|nd|rd|th|º|°|\.º)?"
    days = [
        rule(rf"(?<![{LATIN}.,/:])(?P<it>(?P<a>\d\d?)[-\u2013](?P<b>\d\d?))(?={between}{month})", teller.days)
    ]
    found = [
        *(_span(each, numerals.to) for each in (calendar.weekdays, calendar.months)),
        *(days if calendar.days else ()),
        rule(r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?![\w-])", teller.iso),
        rule(_NUMERIC, teller.numeric),
        rule(rf"(?<!\w)(?P<it>{month})(?={between}?\s?\d)", teller.month),
        rule(rf"\d{suffix}{between}(?P<it>{month})", teller.month),
        rule(rf"(?<![{LATIN}.,/:])(?P<it>(?P<day>\d{{1,2}}){suffix})(?={between}{month})", teller.day),
    ]
    if calendar.month_day:
        after = rf"\s(?P<it>(?P<day>\d{{1,2}}){suffix})(?![\w%:/-])(?![.,]\d)"
        sure = rf"(?:(?<!\w){calendar.article}\s{month}|(?<!\w){names}\.)"
        found.append(rule(sure + after, teller.month_day))
        found.append(rule(rf"(?<!\w){month}{after}{_PLURAL}", teller.month_day))
    if calendar.year:
        found.append(rule(rf"(?<!\w){month}{between}(?P<it>[12]\d{{3}})(?![\w-])(?![.,]\d)", teller.year))
    return found


def _span(rows: Sequence[Sequence[str]], to: str) -> Rule:
    """ "Mon-Fri", "Jan-Feb"."""
    names = {name: row[0] for row in rows for name in row}
    one = rf"{either(names)}"

    def said(found: re.Match[str]) -> str:
        return f"{names[found['first']]}{to}{names[found['last']]}"

    return rule(rf"(?<![\w-])(?P<first>{one})\.?[-\u2013](?P<last>{one})(?![\w-])", said)


class _Teller:
    """Says the parts of a date."""

    def __init__(self, numerals: Numerals, calendar: Calendar) -> None:
        self._numerals = numerals
        self._calendar = calendar
        self._names = {name.casefold(): month[0] for month in calendar.months for name in month}

    def iso(self, found: re.Match[str]) -> str | None:
        year, month, day = map(int, found.groups())
        return self._full(year, month, day)

    def numeric(self, found: re.Match[str]) -> str | None:
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (first, second) if second <= 12 else (second, first)
        if found[2] == "." or len(found[4]) < 4:  # with full stops the day is first in every country
            day, month = first, second
        if len(found[4]) == 4 and month <= 12 and (day > 12 or day == month or found[2] == "."):
            return self._full(year, month, day)
        return f" {self._calendar.slash} ".join(
            self._numerals.words(str(int(found[part])), How()) for part in (1, 3, 4)
        )

    def month(self, found: re.Match[str]) -> str | None:
        """An abbreviated month in full; a month in full as it is written."""
        written = found["it"].rstrip(".")
        name = self._names.get(written.casefold(), written)
        shortened = len(written) < len(name) and name[0].casefold() == written[0].casefold()
        return name if shortened or found["it"].endswith(".") else None

    def day(self, found: re.Match[str]) -> str | None:
        number = int(found["day"])
        if number == 1 and self._calendar.first:
            return self._calendar.first
        said = self._day(number, self._calendar.day) if self._calendar.day else None
        article = f"{self._calendar.article} "
        if (
            said
            and self._calendar.article
            and before(found.string, found.start()).casefold().endswith(article)
        ):
            return said.removeprefix(article)
        return said

    def days(self, found: re.Match[str]) -> str:
        first, last = (self._day(int(found[part]), "{ordinal}") for part in ("a", "b"))
        return self._calendar.days.format(first=first, last=last)

    def month_day(self, found: re.Match[str]) -> str | None:
        return self._day(int(found["day"]), self._calendar.month_day)

    def year(self, found: re.Match[str]) -> str:
        return self._calendar.year.format(year=self._numerals.counting.year(int(found["it"]), How()))

    def _full(self, year: int, month: int, day: int) -> str | None:
        try:
            date(year, month, day)
        except ValueError:
            return None
        counting = self._numerals.counting
        return self._calendar.full.format(
            cardinal=self._calendar.first
            if day == 1 and self._calendar.first
            else counting.cardinal(day, How()),
            ordinal=counting.ordinal(day, How()),
            month=self._calendar.months[month - 1][0],
            year=self._numerals.words(str(year), How()),
        )

    def _day(self, day: int, form: str) -> str | None:
        if not 1 <= day <= 31:
            return None
        counting = self._numerals.counting
        return form.format(cardinal=counting.cardinal(day, How()), ordinal=counting.ordinal(day, How()))
