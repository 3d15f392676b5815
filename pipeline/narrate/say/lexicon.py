"""Words with a pronunciation of their own: a user's file over the one that ships.

A file is TOML: a table a language (`[en]`, `[pt-BR]`), in it `word = "what is spoken"`. What is spoken is text in
the language's own spelling, so that every engine can say it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pipeline.errors import UnknownLanguageError, UsageError
from pipeline.language import Lang
from pipeline.narrate.say.claims import Rule, either, rule

_REMEDY = 'Write a table a language, and in it lines such as "Aleppo" = "a leppo".'


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Spoken text by word (or words), by language tag. Words match as they are written, capitals included."""

    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, lang: Lang) -> Mapping[str, str]:
        """The entries for a language; those of a region ("pt-BR") over those of the language ("pt")."""
        return {**self.entries.get(lang.base, {}), **self.entries.get(lang.tag, {})}


def load_lexicon(path: Path) -> Lexicon:
    """Raises `UsageError` that names the file and the entry at fault."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"the lexicon cannot be read: {error}.", place=str(path), remedy=_REMEDY) from error
    checked = {tag: _entries(tag, table, path) for tag, table in tables.items()}
    return Lexicon({_tag(tag, path): table for tag, table in checked.items()})


@lru_cache(maxsize=1)
def starter() -> Lexicon:
    """The lexicon that ships: names of the news that voices get wrong."""
    text = files(__package__).joinpath("lexicon.toml").read_text("utf-8")
    return Lexicon(tomllib.loads(text))


def lexicon_rule(entries: Mapping[str, str]) -> Rule:
    """Claims words of the lexicon, the longest first; "Aleppo's" holds "Aleppo", "1,911" does not hold "911"."""
    pattern = rf"(?<!\w)(?<!\d[.,]){either(entries)}(?!\w)(?![.,]\d)"
    return rule(pattern, lambda found: entries[found.group()])


def _tag(tag: str, path: Path) -> str:
    try:
        return Lang.parse(tag).tag
    except UnknownLanguageError as error:
        raise UsageError(error.message, place=str(path), remedy=_REMEDY) from error


def _entries(tag: str, table: object, path: Path) -> Mapping[str, str]:
    if not isinstance(table, dict):
        raise UsageError(f"{tag} = {table!r} belongs to no language.", place=str(path), remedy=_REMEDY)
    for word, spoken in table.items():
        if not isinstance(spoken, str) or not word.strip():
            raise UsageError(f"[{tag}] {word!r} = {spoken!r} is not text.", place=str(path), remedy=_REMEDY)
    return table
