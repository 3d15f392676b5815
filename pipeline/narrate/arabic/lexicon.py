"""The words that are known one by one: names, and words spelled otherwise than spoken."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.narrate.arabic.letters import Letter, letters, skeleton

_FILE = Path(__file__).with_name("lexicon.toml")
_PROCLITICS = re.compile("[وف]?[بكل]?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the lexicon, with its signs."""

    word: tuple[Letter, ...]
    is_diptote: bool = False
    """Whether it never takes tanween or kasra."""


Found = tuple[int, Entry]
"""Where in a word the entry begins, and the entry."""


def known(word: Sequence[Letter]) -> Found | None:
    """The entry for a word, or for what is left of it behind "and", "so", "in", "as" or "to"."""
    return _find(word, _entries(), shortest=3)


def respelling(word: Sequence[Letter]) -> Found | None:
    """The entry for a word that is spelled otherwise than spoken, likewise."""
    return _find(word, _spellings(), shortest=2)


def _find(word: Sequence[Letter], entries: Mapping[str, Entry], *, shortest: int) -> Found | None:
    """`shortest` is the least length of an entry behind a proclitic: shorter ones are in too many words."""
    whole = skeleton(word)
    if len(whole) != len(word):
        return None
    if whole in entries:
        return 0, entries[whole]
    for begin in (1, 2):
        entry = entries.get(whole[begin:])
        if entry and len(entry.word) >= shortest and _PROCLITICS.fullmatch(whole[:begin]):
            return begin, entry
    return None


@cache
def _table() -> Mapping[str, str]:
    table: dict[str, str] = tomllib.loads(_FILE.read_text("utf-8"))
    return table


@cache
def _entries() -> Mapping[str, Entry]:
    return {
        skeleton(word): Entry(word, is_diptote=kind == "diptotes")
        for kind in ("fixed", "names", "diptotes")
        for word in _words(kind)
    }


@cache
def _spellings() -> Mapping[str, Entry]:
    return {skeleton(word): Entry(word) for word in _words("spellings")}


def _words(kind: str) -> Sequence[tuple[Letter, ...]]:
    return [tuple(letters(word)) for word in _table()[kind].split()]
