"""Times of day, and the zones behind them: "2.36pm IST", "14h30", "15:43"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.narrate.say.claims import LATIN, Rule, either, rule
from pipeline.narrate.say.counting import How
from pipeline.narrate.say.letters import ends_text
from pipeline.narrate.say.numerals import Numerals

_HALVES = r"(?P<half>[ap])(?:\.\s?m\.?|\s?m)(?!\w)"
_HOUR = r"(?P<hour>[01]?\d|2[0-3])"
_MINUTE = r"(?P<minute>[0-5]\d)"
_UNCOUNTED = r"(?!\s[^\W\d_]{4,}s(?!\w))"
"""Not "las 20.45 toneladas": no plural follows."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What a language's file says of times. Forms hold `{hour}` and `{minute}`."""

    on_hour: str
    late_hour: str
    """On the hour, from 13."""
    minutes: str
    few_minutes: str
    """One to nine."""
    halves: Mapping[str, Sequence[tuple[int, str]]]
    """For `a` and `p`: from which hour of twelve, counted from 0, what is said."""
    zones: Mapping[str, str] = field(default_factory=dict)
    gender: str = "m"
    """Of the hours."""
    minute_gender: str = ""
    """Of the minutes; empty where they are said as a bare number."""
    ordinal: bool = False
    """Whether hours are ordinals."""
    said_hours: Mapping[str, str] = field(default_factory=dict)
    """Hours with a form of their own."""
    singular: Mapping[str, str] = field(default_factory=dict)
    """The word for hours -> the word at nought and at one."""
    said_minutes: Mapping[str, str] = field(default_factory=dict)
    """Minutes with a form of their own: "30" -> "and a half"."""
    many_minutes: str = ""
    """Above ten, where the word for minutes changes."""
    half_on_hour: str = "{hour}"
    """On the hour, with its half of the day behind it."""
    before: Sequence[str] = ()
    """Words after which a bare number is an hour."""
    behind: Sequence[str] = ()
    """Words before which it is one."""
    dotted_after: Sequence[str] = ()
    """Words after which "20.45" is a time."""
    sign: bool = False
    """Whether "14h30" and "14 h" are times."""


def rules(numerals: Numerals, clock: Clock) -> Sequence[Rule]:
    teller = _Teller(numerals, clock)
    begin = rf"(?<![{LATIN}.,:])"
    twelve = r"(?P<hour>1[0-2]|0?[1-9])(?:[:.]" + _MINUTE + ")?"
    hours = r"(?:\s?(?:h(?:rs|s)?(?:\.(?!\w))?|horas?|heures?)(?!\w))"
    found = [
        rule(rf"{begin}{twelve}\s?{_HALVES}", teller.time, flags=re.IGNORECASE),
        rule(rf"{begin}{_HOUR}:{_MINUTE}(?::[0-5]\d)?(?![\w:]*\d){hours}?", teller.time),
        rule(rf"{begin}{_HOUR}\.{_MINUTE}{hours}", teller.time),
        rule(
            rf"(?<!\w)(?i:{either(clock.dotted_after)})\s(?P<it>{_HOUR}\.{_MINUTE})(?![\w.,]*\d){_UNCOUNTED}",
            teller.time,
        ),
        _zones(clock.zones),
    ]
    if clock.behind or clock.before:
        found.append(rule(rf"{begin}{_HOUR}(?=\s{either(clock.behind)}(?!\w))", teller.hours))
        found += [
            rule(rf"(?<!\w){word}\s(?P<it>{_HOUR})(?![\w:]*\d)(?![.,]\d)", teller.hours)
            for word in clock.before
        ]
    if clock.sign:
        found.append(rule(rf"{begin}{_HOUR}\s?[hH]\s?{_MINUTE}(?!\w)", teller.time))
        found.append(rule(rf"{begin}(?<!\d[-\u2013]){_HOUR}\s?[hH](?:r?s)?(?![\w.]*\w)", teller.hours))
    return found


class _Teller:
    """Says a time that a pattern found."""

    def __init__(self, numerals: Numerals, clock: Clock) -> None:
        self._counting = numerals.counting
        self._clock = clock

    def time(self, found: re.Match[str]) -> str:
        parts = found.groupdict()
        hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
        half = (parts.get("half") or "").lower()
        form = self._clock.half_on_hour if half and not minute else self._form(hour, minute)
        said = self._filled(form, hour, minute)
        closes = "." if found.group().endswith(".") and ends_text(found) else ""
        return (f"{said} {self._half(half, hour)}" if half else said) + closes

    def hours(self, found: re.Match[str]) -> str:
        return self._filled(self._clock.late_hour, int(found["hour"]), 0)

    def _filled(self, form: str, hour: int, minute: int) -> str:
        for plural, singular in self._clock.singular.items() if hour < 2 else ():
            form = form.replace(plural, singular)
        return form.format(hour=self._hour(hour), minute=self._minute(minute))

    def _form(self, hour: int, minute: int) -> str:
        clock = self._clock
        if str(minute) in clock.said_minutes:
            return f"{{hour}} {clock.said_minutes[str(minute)]}"
        if not minute:
            return clock.late_hour if hour > 12 or hour == 0 else clock.on_hour
        if clock.many_minutes and minute > 10:
            return clock.many_minutes
        return clock.few_minutes if minute < 10 else clock.minutes

    def _hour(self, hour: int) -> str:
        if str(hour) in self._clock.said_hours:
            return self._clock.said_hours[str(hour)]
        if self._clock.ordinal and hour:
            return self._counting.ordinal(hour, How(self._clock.gender))
        return self._counting.cardinal(hour, How(self._clock.gender, counted=True))

    def _minute(self, minute: int) -> str:
        gender = self._clock.minute_gender
        return self._counting.cardinal(minute, How(gender, counted=True) if gender else How())

    def _half(self, half: str, hour: int) -> str:
        return [said for since, said in self._clock.halves[half] if since <= hour % 12][-1]


def _zones(zones: Mapping[str, str]) -> Rule:
    after = rf"(?:\d|{_HALVES}|\dh(?:rs)?)\s?\(?(?P<it>{either(zones)})(?!\w)"
    return rule(after, lambda found: zones[found["it"]])
