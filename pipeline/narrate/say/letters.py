"""Initials and acronyms: spelt, said as a word, or said in full."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.narrate.say.claims import Rule, either, rule

CAPITAL = "[A-ZÀ-ÖØ-ÞŒŠŽŁŚŻĆČĐĞŞİ]"
"""In Latin script: other scripts have no acronyms, or no capitals."""
_VOWELS = frozenset("AEIOUYÁÉÍÓÚÂÊÔÃÕÀÈ")
_LONGEST_SPELT = 3
"""Longer ones with a vowel are said as words, unless listed: NATO, UNICEF."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What a language's file says of letters and acronyms."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Letters that a voice would take for a word -> their name: in English "A" alone is the article."""
    said: Mapping[str, str] = field(default_factory=dict)
    """Acronyms -> the word or the words that they are said as."""
    spelt: Sequence[str] = ()
    """Acronyms that are spelt though they look like a word."""

    def spell(self, letters: str) -> str:
        """Letter by letter. A last letter needs no name: nothing follows that it could be an article to."""
        named = [self.names.get(letter.upper(), letter) for letter in letters]
        return " ".join(named)


def rules(letters: Letters) -> Sequence[Rule]:
    edge = r"(?<![^\W\d_])(?<![&@#])"

    def dotted(found: re.Match[str]) -> str:
        spelt = letters.spell(re.sub(r"[\W_]", "", found.group()))
        return spelt + ("." if ends_text(found) else "")

    def word(found: re.Match[str]) -> str | None:
        said = letters.said[found.group()]
        is_same = said.casefold() == found.group().casefold()
        return None if is_same and _is_shouted(found.string) else said

    def acronym(found: re.Match[str]) -> str | None:
        word, plural = found[1], found[2]
        if _is_shouted(found.string) and word not in letters.spelt:
            return None
        if not is_spelt(word, letters):
            return None
        return letters.spell(word) + ("'s" if plural else "")

    return [
        rule(rf"(?<!\w){either(letters.said)}(?!\w)", word),
        rule(rf"(?<![\w.]){CAPITAL}\.(?:-?{CAPITAL}\.)+(?!\w)", dotted),
        rule(
            rf"(?:^|(?<!\w){CAPITAL}[\w'’-]*\s|{CAPITAL}\.\s?|\W)(?P<it>{CAPITAL}\.)(?=\s?{CAPITAL}(?:\.|[\w'’-]{{3}}))",
            lambda found: letters.spell(found["it"][0]),
        ),
        rule(rf"{edge}(?P<it>{either(letters.names)})(?=-?\d)", lambda found: letters.names[found["it"]]),
        rule(rf"{edge}({CAPITAL}{{2,5}})(s?)(?![^\W\d_])", acronym),
    ]


def ends_text(found: re.Match[str]) -> bool:
    """Whether the full stop of what was found ends the sentence too."""
    return not re.search(r"\w", found.string[found.end() :])


def is_spelt(word: str, letters: Letters) -> bool:
    """Whether capitals are read one by one."""
    if word in letters.spelt or len(word) <= _LONGEST_SPELT:
        return True
    return _VOWELS.isdisjoint(word)


@lru_cache(maxsize=16)
def _is_shouted(text: str) -> bool:
    """A headline in capitals holds words, not acronyms."""
    return not any(map(str.islower, text)) and len(re.findall(r"[^\W\d_]{2,}", text)) > 2
