"""Names of countries and capitals in two languages, from CLDR through Babel."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.language import Lang
from pipeline.translate.glossary import Kind, Term

_NO_COUNTRIES = frozenset({"QO", "XA", "XB", "ZZ"})
"""Codes that CLDR names beside countries: the rest of Oceania, two made-up languages, the unknown."""
_ORGANISATIONS = frozenset({"EU", "EZ", "UN"})
_QUALIFIED = re.compile(r"(.+?) \((.+)\)")

CAPITALS = """
    Africa/Accra Africa/Addis_Ababa Africa/Algiers Africa/Asmera Africa/Bamako Africa/Bangui Africa/Brazzaville
    Africa/Bujumbura Africa/Cairo Africa/Conakry Africa/Dakar Africa/Djibouti Africa/Freetown Africa/Gaborone
    Africa/Harare Africa/Juba Africa/Kampala Africa/Khartoum Africa/Kigali Africa/Kinshasa Africa/Libreville
    Africa/Lome Africa/Luanda Africa/Lusaka Africa/Malabo Africa/Maputo Africa/Maseru Africa/Mbabane
    Africa/Mogadishu Africa/Monrovia Africa/Nairobi Africa/Ndjamena Africa/Niamey Africa/Nouakchott
    Africa/Ouagadougou Africa/Porto-Novo Africa/Tripoli Africa/Tunis Africa/Windhoek
    America/Asuncion America/Bogota America/Buenos_Aires America/Caracas America/Cayenne America/Havana
    America/La_Paz America/Lima America/Managua America/Mexico_City America/Montevideo America/Nassau
    America/Paramaribo America/Port-au-Prince America/Port_of_Spain America/Santiago America/Santo_Domingo
    America/Tegucigalpa
    Asia/Amman Asia/Ashgabat Asia/Baghdad Asia/Baku Asia/Bangkok Asia/Beirut Asia/Bishkek Asia/Damascus
    Asia/Dhaka Asia/Dili Asia/Dushanbe Asia/Jakarta Asia/Jerusalem Asia/Kabul Asia/Katmandu Asia/Kuala_Lumpur
    Asia/Manila Asia/Muscat Asia/Nicosia Asia/Phnom_Penh Asia/Pyongyang Asia/Riyadh Asia/Seoul Asia/Singapore
    Asia/Taipei Asia/Tashkent Asia/Tbilisi Asia/Tehran Asia/Thimphu Asia/Tokyo Asia/Ulaanbaatar Asia/Vientiane
    Asia/Yerevan Atlantic/Reykjavik
    Europe/Amsterdam Europe/Athens Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Bucharest
    Europe/Budapest Europe/Chisinau Europe/Copenhagen Europe/Dublin Europe/Helsinki Europe/Kiev Europe/Lisbon
    Europe/Ljubljana Europe/London Europe/Luxembourg Europe/Madrid Europe/Minsk Europe/Monaco Europe/Moscow
    Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Riga Europe/Rome Europe/Sarajevo Europe/Skopje
    Europe/Sofia Europe/Stockholm Europe/Tallinn Europe/Vaduz Europe/Vienna Europe/Vilnius
    Europe/Warsaw Europe/Zagreb Indian/Antananarivo Pacific/Apia Pacific/Port_Moresby
"""
"""The time zones that are named after a capital, as CLDR spells them; it has the city's name in each language."""


@lru_cache(maxsize=64)
def countries_and_capitals(source: Lang, target: Lang) -> tuple[Term, ...]:
    """Entries for all countries and capitals that CLDR names in both languages."""
    return (*_countries(source, target), *_capitals(source, target))


def _countries(source: Lang, target: Lang) -> Iterator[Term]:
    theirs = target.locale.territories
    for code, name in sorted(source.locale.territories.items()):
        if code.isalpha() and code not in _NO_COUNTRIES and code in theirs:
            own, said = _names(name), _names(theirs[code])
            if len(own) == len(said):
                kind: Kind = "org" if code in _ORGANISATIONS else "place"
                yield from (Term(one, said[0], tuple(said[1:]), kind, alone=_is_one_word(one)) for one in own)


def _names(name: str) -> list[str]:
    """Myanmar (Burma) has two; "Congo - Kinshasa" is what no text says, and St. Martin is many things."""
    if " - " in name or "." in name:
        return []
    qualified = _QUALIFIED.fullmatch(name)
    return [qualified[1], qualified[2]] if qualified else [name]


def _capitals(source: Lang, target: Lang) -> Iterator[Term]:
    for zone in CAPITALS.split():
        own, said = _city(zone, source), _city(zone, target)
        if own and said:
            yield Term(own, said, (), "place", alone=_is_one_word(own))


def _is_one_word(name: str) -> bool:
    return len(name.split()) == 1


def _city(zone: str, lang: Lang) -> str:
    """A city's name; where CLDR has none, the zone's own, in languages written as English is."""
    found = lang.locale.time_zones.get(zone, {}).get("city", "")
    plain = zone.rpartition("/")[2].replace("_", " ")
    return str(found) or (plain if lang.base == "en" else "")
