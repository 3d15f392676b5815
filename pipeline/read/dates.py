"""A date, and perhaps a time, at the end of a line, in the words of the article's language."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from pipeline.language import Lang

MAX_LINE = 200
"""Characters; longer lines are not date lines, and the patterns need not be fast on them."""

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?"
_YEAR = r"(?P<year>\d{4})"
_TIME = (
    r"(?:(?:\s*[-–—|·,@]\s*|\s+|T)(?:(?:at|a\s+las|às|à)\s+)?"
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?P<zone>Z|(?:UTC|GMT)?[+-−]\d{1,2}(?::?\d{2})?|(?-i:[A-Z]{2,5}))?)?"
)
_ORDERS = (
    rf"{{month}}\s+{_DAY},?\s+{_YEAR}",
    rf"{_DAY}\s+(?:de\s+|of\s+)?{{month}},?\s+(?:de\s+|del\s+)?{_YEAR}",
    rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})",
    rf"{_YEAR}年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日",
)
_OFFSET = re.compile(r"(?:UTC|GMT)?(?:([+-−])(\d{1,2})(?::?(\d{2}))?)?|Z")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that ends a line."""

    before: str
    """What stands before it, without the weekday."""
    when: datetime
    """With a zone only where the line gives one as UTC, GMT or an offset."""
    has_time: bool
    zone_name: str
    """An abbreviation that could mean several zones ("IST"), or empty."""


def date_at_end(line: str, lang: Lang) -> Dated | None:
    """The date at the end of a short line, or None."""
    if len(line) > MAX_LINE:
        return None
    for pattern in _patterns(lang):
        if (match := pattern.search(line)) and (when := _when(match, _months(lang))):
            zone, zone_name = _zone(match["zone"] or "")
            before = _weekday(lang).sub("", line[: match.start()])
            return Dated(before, when.replace(tzinfo=zone), match["hour"] is not None, zone_name)
    return None


@lru_cache(maxsize=64)
def _patterns(lang: Lang) -> tuple[re.Pattern[str], ...]:
    names = sorted(_months(lang), key=len, reverse=True)
    month = rf"(?P<month>{'|'.join(map(re.escape, names))})\.?"
    orders = (order.replace("{month}", month) for order in _ORDERS)
    return tuple(re.compile(rf"(?<!\w){order}{_TIME}\s*[.)\]]?$", re.IGNORECASE) for order in orders)


@lru_cache(maxsize=64)
def _months(lang: Lang) -> dict[str, int]:
    """Month names of the language and of English, long and short, in lower case, with their numbers."""
    found = {"sept": 9}
    for tongue in (Lang.parse("en"), lang):
        for width in ("abbreviated", "wide"):
            found |= {_bare(name): number for number, name in tongue.locale.months["format"][width].items()}
    return {name: number for name, number in found.items() if not name.isdigit()}


@lru_cache(maxsize=64)
def _weekday(lang: Lang) -> re.Pattern[str]:
    names = {
        _bare(name)
        for tongue in (Lang.parse("en"), lang)
        for width in ("abbreviated", "wide")
        for name in tongue.locale.days["format"][width].values()
    }
    longest_first = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    return re.compile(rf"(?<!\w)(?:{longest_first})\.?[,،、]?\s*$", re.IGNORECASE)


def _bare(name: str) -> str:
    return name.casefold().rstrip(".")


def _when(match: re.Match[str], months: dict[str, int]) -> datetime | None:
    """The moment of a match; None for a 30th of February, or an hour 25."""
    month = match["month"].casefold()
    number = int(month) if month.isdigit() else months.get(month, 0)
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if half := (match["half"] or "").lower()[:1]:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return datetime(int(match["year"]), number, int(match["day"]), hour, minute, second)
    except ValueError:
        return None


def _zone(text: str) -> tuple[tzinfo | None, str]:
    """The zone of an offset, or the name of one that is not known for certain."""
    if not text:
        return None, ""
    if not (match := _OFFSET.fullmatch(text.upper())):
        return None, text
    sign = -1 if match[1] in {"-", "−"} else 1
    offset = sign * timedelta(hours=int(match[2] or 0), minutes=int(match[3] or 0))
    return (timezone(offset), "") if abs(offset) < timedelta(days=1) else (None, text)
