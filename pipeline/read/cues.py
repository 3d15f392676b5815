"""The cue words of plain text, from `cues.toml`, as compiled patterns."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipeline.language import Lang
from pipeline.model import Announced


@dataclass(frozen=True, slots=True)
class AnnouncementCue:
    """A sentence that announces something; `above`: the thing stands before it."""

    pattern: re.Pattern[str]
    kind: Announced
    above: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """One language's cues; `cues.toml` says what each means."""

    credit: re.Pattern[str]
    byline: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    sections: frozenset[str]
    before_date: frozenset[str]
    announced: tuple[AnnouncementCue, ...]
    camel_case: frozenset[str]
    """The same for all languages."""


@lru_cache(maxsize=64)
def cues(lang: Lang) -> Cues:
    """The cues of a language, English ones where it has none."""
    tables = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    table = tables.get(lang.base, tables["en"])
    announced = (
        AnnouncementCue(re.compile(cue["pattern"], re.IGNORECASE), cue["kind"], cue.get("above", False))
        for cue in table["announced"]
    )
    return Cues(
        credit=re.compile(table["credit"]),
        byline=re.compile(table["byline"]),
        published=re.compile(rf"(?:{table['published']})\s*$", re.IGNORECASE),
        updated=re.compile(rf"(?:{table['updated']})\s*$", re.IGNORECASE),
        sections=frozenset(table["sections"]),
        before_date=frozenset(table["before_date"]),
        announced=tuple(announced),
        camel_case=frozenset(tables["names"]["camel_case"]),
    )
