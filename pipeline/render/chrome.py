"""The words around an article as HTML, and the figures in them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from pipeline.language import Lang
from pipeline.messages import Words
from pipeline.render.inline import isolated
from pipeline.render.runs import scripts

_PLACEHOLDER = 0xE000
"""Private-use characters stand for elements while a message is filled in; no catalogue has them."""


@dataclass(frozen=True, slots=True)
class Chrome:
    """A catalogue that answers in HTML: escaped, with words in other scripts isolated.

    Call it with an English message; values are texts, or `Markup` that goes in as it is.
    """

    words: Words
    source: Lang
    """The language that words in foreign scripts most likely belong to: the article's."""

    @property
    def lang(self) -> Lang:
        """The language the words really are in."""
        return self.words.lang

    def __call__(self, message: str, **values: object) -> Markup:
        plain, elements = _masked(values)
        return self._filled(self.words(message, **plain), elements)

    def count(self, one: str, many: str, n: int, **values: object) -> Markup:
        """A message with a number in it, grouped as the language does."""
        plain, elements = _masked(values)
        message = self.words.catalogue.ngettext(one, many, n)
        return self._filled(message.format(n=self.number(n), **plain), elements)

    def plain(self, message: str, **values: object) -> str:
        """For attributes, where no element can stand."""
        return self.words(message, **values)

    def name(self, technical: str) -> Markup:
        """The name of an engine or a voice, which is written in Latin letters everywhere."""
        lang = "" if "Latn" in scripts(self.lang) else Markup(' lang="en"')
        return Markup('<bdi{} dir="ltr">{}</bdi>').format(lang, technical)

    def listed(self, items: Iterable[Markup]) -> Markup:
        """Elements as a list in words: "A, B and C"."""
        from babel.lists import format_list

        elements = {chr(_PLACEHOLDER + index): item for index, item in enumerate(items)}
        return self._filled(format_list(list(elements), locale=self.lang.locale), elements)

    def number(self, value: float) -> str:
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.lang.locale)

    def percent(self, hundredths: int) -> str:
        """A number of per cent with its sign: "87%", "87 %", "%87"."""
        from babel.numbers import format_percent

        return format_percent(hundredths / 100, locale=self.lang.locale)

    def moment(self, moment: datetime) -> str:
        """Date, time and zone: "Wednesday, December 14, 2016, 3:43 PM (India Standard Time)"."""
        from babel.dates import format_date, format_time

        locale = self.lang.locale
        date = format_date(moment, "full", locale=locale)
        time = format_time(moment, "short", tzinfo=moment.tzinfo, locale=locale)
        together: str = locale.datetime_formats["long"].replace("'", "")
        return together.format(f"{time} ({_zone(moment, self.lang)})", date)

    def date(self, moment: datetime) -> str:
        """The day alone: "December 14, 2016"."""
        from babel.dates import format_date

        return format_date(moment, "long", locale=self.lang.locale)

    def duration(self, milliseconds: int) -> str:
        """Hours, minutes and seconds in words; at least one second."""
        from babel.lists import format_list
        from babel.units import format_unit

        locale = self.lang.locale
        minutes, seconds = divmod(max(1, round(milliseconds / 1000)), 60)
        parts = {"hour": minutes // 60, "minute": minutes % 60, "second": seconds}
        said = [
            format_unit(amount, f"duration-{unit}", "long", locale=locale)
            for unit, amount in parts.items()
            if amount
        ]
        return format_list(said, locale=locale)  # the "unit" style doubles the last part in Arabic

    def size(self, octets: int) -> str:
        """The size of a file: "2.4 MB", "180 kB"."""
        from babel.units import format_unit

        unit, amount = ("megabyte", octets / 1e6) if octets >= 1e6 else ("kilobyte", octets / 1e3)
        rounded = round(amount, 1) if amount < 10 else round(amount)
        return format_unit(rounded, f"digital-{unit}", "short", locale=self.lang.locale)

    def _filled(self, message: str, elements: dict[str, Markup]) -> Markup:
        escaped = isolated(message, self.lang, self.source)
        for placeholder, element in elements.items():
            escaped = Markup(str(escaped).replace(placeholder, str(element)))
        return escaped


def _masked(values: dict[str, object]) -> tuple[dict[str, object], dict[str, Markup]]:
    """The values with a placeholder for each element, and the elements by placeholder."""
    plain: dict[str, object] = {}
    elements: dict[str, Markup] = {}
    for index, (name, value) in enumerate(values.items()):
        if isinstance(value, Markup):
            elements[chr(_PLACEHOLDER + index)] = value
            value = chr(_PLACEHOLDER + index)
        plain[name] = value
    return plain, elements


def _zone(moment: datetime, lang: Lang) -> str:
    """The zone's name in CLDR, else its distance from UTC.

    Babel looks names up by the zone's present spelling only ("Asia/Kolkata"), its table by the older one.
    """
    from babel.core import get_global
    from babel.dates import get_timezone_gmt

    key = getattr(moment.tzinfo, "key", "")
    spellings = [key, *(old for old, new in get_global("zone_aliases").items() if new == key)]
    zones = get_global("meta_zones")
    known = next((zones[spelling] for spelling in spellings if spelling in zones), "")
    names = lang.locale.meta_zones.get(known, {}).get("long", {})
    name = names.get("daylight" if moment.dst() else "standard")
    return str(name or get_timezone_gmt(moment, width="long", locale=lang.locale))
