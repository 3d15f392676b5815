"""A language's rules, made once from its file."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pipeline.language import Lang
from pipeline.narrate.say import (
    abbreviations,
    amounts,
    clock,
    dates,
    figures,
    letters,
    measures,
    pairs,
    phones,
    romans,
    symbols,
    web,
)
from pipeline.narrate.say.abbreviations import Abbreviations
from pipeline.narrate.say.agreement import Agreement
from pipeline.narrate.say.amounts import Amounts, Currency, Scale
from pipeline.narrate.say.arabic_counting import ArabicCounting
from pipeline.narrate.say.claims import Rule
from pipeline.narrate.say.clock import Clock
from pipeline.narrate.say.counting import CldrCounting, Counting
from pipeline.narrate.say.dates import Calendar
from pipeline.narrate.say.figures import Figures
from pipeline.narrate.say.letters import Letters
from pipeline.narrate.say.measures import Measures, Unit
from pipeline.narrate.say.numerals import Noun, Numerals
from pipeline.narrate.say.phones import Phones
from pipeline.narrate.say.romans import Romans
from pipeline.narrate.say.web import Web

TONGUES = ("ar", "en", "es", "fr", "pt")
"""Languages with a file in `languages/`. The others are spoken as they are written: engines have rules of their own."""


@lru_cache(maxsize=32)
def rules_of(lang: Lang) -> Sequence[Rule]:
    """The rules in the order in which they claim: what stays as it is, then what is longest and surest."""
    if lang.base not in TONGUES:
        return ()
    table = _table(lang)
    numerals = Numerals(table["numerals"], _counting(table.get("counting")))
    agreement = Agreement(**table["agreement"])
    alphabet = Letters(**table["letters"])
    sums = _amounts(table)
    return (
        *symbols.kept(table.get("kept", ())),
        *symbols.rules(table.get("first", {})),
        *web.rules(numerals, alphabet, Web(**table["web"])),
        *phones.rules(numerals, Phones(**table["phones"])),
        *dates.rules(numerals, Calendar(**table["calendar"])),
        *measures.chains(numerals, sums.measures),
        *clock.rules(numerals, Clock(**table["clock"])),
        *amounts.rules(numerals, sums),
        *romans.rules(numerals, Romans(**table["romans"])),
        *pairs.rules(agreement),
        *figures.rules(numerals, agreement, Figures(**table["figures"])),
        *abbreviations.rules(Abbreviations(**table["abbreviations"])),
        *letters.rules(alphabet),
        *symbols.rules(table["symbols"]),
    )


def _table(lang: Lang) -> dict[str, Any]:
    """The language's file, changed by its region's part."""
    text = files(__package__).joinpath("languages", f"{lang.base}.toml").read_text("utf-8")
    table = tomllib.loads(text)
    regions = table.pop("regions", {})
    return _merged(table, regions.get(lang.locale.territory, {}))


def _merged(table: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(table)
    for key, value in over.items():
        both[key] = _merged(both.get(key, {}), value) if isinstance(value, dict) else value
    return both


def _counting(table: Mapping[str, Any] | None) -> Counting:
    """Arabic, which has its own, has no table."""
    return CldrCounting(**table) if table else ArabicCounting()


def _amounts(table: Mapping[str, Any]) -> Amounts:
    sums = table["amounts"]
    scales = [Scale(**{**row, "noun": Noun(**row["noun"])}) for row in sums["scales"]]
    return Amounts(
        currencies={
            sign: Currency(Noun(**row["noun"]), Noun(**row["cent"]) if "cent" in row else None)
            for sign, row in sums["currencies"].items()
        },
        scales=scales,
        measures=_measures(table["measures"], scales),
        cents=sums["cents"],
        joints=sums.get("joints", ()),
    )


def _measures(table: Mapping[str, Any], scales: Sequence[Scale]) -> Measures:
    units = {sign: _unit(**row) for sign, row in table["units"].items()}
    scaled = [(word, scale.of) for scale in scales for word in scale.written]
    return Measures(**{**table, "units": units, "scaled": scaled})


def _unit(where: str = "", **noun: Any) -> Unit:
    return Unit(Noun(**noun), where)
