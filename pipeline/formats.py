"""Figures, dates and lists as a language writes them, through CLDR: plain text, for pages and voices alike."""

from collections.abc import Iterable
from datetime import datetime

from pipeline.language import Lang


def number(value: float, lang: Lang) -> str:
    """Grouped and pointed as the language does."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=lang.locale)


def percent(hundredths: int, lang: Lang) -> str:
    """A number of per cent with its sign: "87%", "87 %", "%87"."""
    from babel.numbers import format_percent

    return format_percent(hundredths / 100, locale=lang.locale)


def listed(items: Iterable[str], lang: Lang) -> str:
    """A list in words: "A, B and C"."""
    from babel.lists import format_list

    return format_list(list(items), locale=lang.locale)


def moment(at: datetime, lang: Lang) -> str:
    """Date, time and zone: "Wednesday, December 14, 2016, 3:43 PM (India Standard Time)"."""
    from babel.dates import format_date, format_time

    day = format_date(at, "full", locale=lang.locale)
    time = format_time(at, "short", tzinfo=at.tzinfo, locale=lang.locale)
    together: str = lang.locale.datetime_formats["long"].replace("'", "")
    return together.format(f"{time} ({_zone(at, lang)})", day)


def date(at: datetime, lang: Lang) -> str:
    """The day alone: "December 14, 2016"."""
    from babel.dates import format_date

    return format_date(at, "long", locale=lang.locale)


def year(at: datetime, lang: Lang) -> str:
    """The year alone, never grouped: "2016"."""
    from babel.dates import format_date

    return format_date(at, "y", locale=lang.locale)


def duration(milliseconds: int, lang: Lang) -> str:
    """Hours, minutes and seconds in words; at least one second."""
    from babel.units import format_unit

    minutes, seconds = divmod(max(1, round(milliseconds / 1000)), 60)
    parts = {"hour": minutes // 60, "minute": minutes % 60, "second": seconds}
    said = [
        format_unit(amount, f"duration-{unit}", "long", locale=lang.locale)
        for unit, amount in parts.items()
        if amount
    ]
    return listed(said, lang)  # the "unit" style doubles the last part in Arabic


def size(octets: int, lang: Lang) -> str:
    """The size of a file: "2.4 MB", "180 kB"."""
    from babel.units import format_unit

    unit, amount = ("megabyte", octets / 1e6) if octets >= 1e6 else ("kilobyte", octets / 1e3)
    rounded = round(amount, 1) if amount < 10 else round(amount)
    return format_unit(rounded, f"digital-{unit}", "short", locale=lang.locale)


def _zone(at: datetime, lang: Lang) -> str:
    """The zone's name in CLDR, else its distance from UTC.

    Babel looks names up by the zone's present spelling only ("Asia/Kolkata"), its table by the older one.
    """
    from babel.core import get_global
    from babel.dates import get_timezone_gmt

    key = getattr(at.tzinfo, "key", "")
    spellings = [key, *(old for old, new in get_global("zone_aliases").items() if new == key)]
    zones = get_global("meta_zones")
    known = next((zones[spelling] for spelling in spellings if spelling in zones), "")
    names = lang.locale.meta_zones.get(known, {}).get("long", {})
    name = names.get("daylight" if at.dst() else "standard")
    return str(name or get_timezone_gmt(at, width="long", locale=lang.locale))
