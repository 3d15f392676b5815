"""Where prose changes its script, or holds figures that a right-to-left line would turn round.

A screen reader changes its voice at such a run, and the bidirectional algorithm must not mix the run
with its neighbours: `C++`, `-5` and `+1 202-555-0143` come out as `++C`, `5-` and `0143-555-202 1+`
in an Arabic line unless they are isolated.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from babel.core import get_global

from pipeline.language import Lang

_SCRIPTS = {
    "LATIN": "Latn", "ARABIC": "Arab", "HEBREW": "Hebr", "CYRILLIC": "Cyrl", "GREEK": "Grek",
    "CJK": "Hani", "HIRAGANA": "Hira", "KATAKANA": "Kana", "HANGUL": "Hang", "DEVANAGARI": "Deva",
    "BENGALI": "Beng", "THAI": "Thai", "TAMIL": "Taml", "TELUGU": "Telu", "GEORGIAN": "Geor",
    "ARMENIAN": "Armn", "ETHIOPIC": "Ethi", "SYRIAC": "Syrc", "THAANA": "Thaa",
}  # fmt: skip
"""First word of a letter's Unicode name -> ISO 15924; letters of other scripts count as nobody's."""

_FAMILIES = {
    "Jpan": {"Hani", "Hira", "Kana"}, "Kore": {"Hang", "Hani"}, "Hans": {"Hani"}, "Hant": {"Hani"},
}  # fmt: skip
_RIGHT_TO_LEFT = {"Arab", "Hebr", "Syrc", "Thaa"}

_SHAPE = re.compile(
    r"L+(?:[schtD]*+(?:L+|o[schtD]*+L+(?:[schtD]++L+)*[schtD]*+e|q[schtD]*+L+(?:[schtD]++L+)*[schtD]*+q))*D*t*"
)
"""A run over classes of characters (`_classes`): letters, what stands between them, brackets and
quotation marks only in pairs, digits and signs that end the last word (`C++`, `Yahoo!`)."""

# No possessive groups: Python 3.11.2, which Debian 12 has, matches them wrongly (cpython#106052).
_FIGURE = re.compile(
    r"""
        (?<!\w)\+\d+(?:[ .\-()]{1,2}\d+)*                      # +1 (202) 555-0143
      | (?<!\w)[-\u2212\u00b1]\d+(?:[.,:]\d+)*%?                # -5, -2.5%
      | (?<![\d.,+\-])\d+(?:-\d+){2,}                          # 2016-12-14, 202-555-0143
      | (?<![\d.,+\-])\d+(?:[.,]\d+)*[%\u2030]                 # 90%
      | [$\u20ac\u00a3\u00a5\u20b9]\s?\d+(?:[.,]\d+)*           # $5.50
    """,
    re.VERBOSE,
)
_OFFSET = re.compile(r"(?<=[^\W\d])[+\u2212-]\d\d?:\d\d")  # the +05:30 of a time zone, right after its name


@dataclass(frozen=True, slots=True)
class Run:
    """`text[begin:end]` stands apart from its line."""

    begin: int
    end: int
    lang: str
    """BCP 47: the source language's tag where the script is its own, else `und-` and the script.
    Empty for figures, which have no language."""
    direction: str


def runs(text: str, lang: Lang, source: Lang) -> tuple[Run, ...]:
    """The runs of a text in `lang` that are in other scripts, and in right-to-left languages the
    figures with signs: ordered, disjoint, not empty."""
    own = scripts(lang)
    foreign = sorted({script for char in text if (script := _script(char))} - own)
    found = [
        Run(begin, end, _tag(script, source), _direction(script))
        for script in foreign
        for begin, end in _stretches(text, script)
    ]
    if lang.direction == "rtl":
        found += _figures(text, found)
    return tuple(_apart(sorted(found, key=lambda run: run.begin)))


@lru_cache(maxsize=256)
def scripts(lang: Lang) -> frozenset[str]:
    """The scripts that a language is written in: {"Latn"} for "pt"."""
    likely = get_global("likely_subtags").get(lang.tag.replace("-", "_").split("_")[0], "")
    script = lang.locale.script or (likely.split("_")[1] if likely.count("_") == 2 else "Latn")
    return frozenset(_FAMILIES.get(script, {script}))


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The script of a letter or of punctuation that only one script has; empty for what all share."""
    first = unicodedata.name(char, "").split(" ")[0].split("-")[0]
    return _SCRIPTS.get(first, "") if unicodedata.category(char)[0] in "LM" or first == "ARABIC" else ""


def _stretches(text: str, script: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each run of a script, with the signs and digits that belong to its words."""
    classes = "".join(_class(char, script) for char in text)
    floor = 0
    for match in _SHAPE.finditer(classes):
        begin = match.start()
        while begin > floor and classes[begin - 1] in "htDc":
            begin -= 1
        begin += len(classes[begin : match.start()]) - len(classes[begin : match.start()].lstrip("c"))
        floor = match.end()
        if "://" in text[begin:floor] and text.startswith("/", floor):
            floor += 1
        yield begin, floor


def _class(char: str, script: str) -> str:
    """L letter of the script, X what ends a run, D digit, s space, o e brackets, q quotation mark,
    h sign that may begin a word, t sign that may end one, c other punctuation."""
    kind = unicodedata.category(char)
    if own := _script(char):
        return "L" if own == script else "X"
    if kind[0] == "C" or kind in {"Zl", "Zp"}:
        return "X"
    shapes = {"Nd": "D", "Zs": "s", "Ps": "o", "Pe": "e", "Pi": "q", "Pf": "q"}
    if char in "+#!?*":
        return "t"
    if char in "@$~._":
        return "h"
    return "q" if char == '"' else "c" if char == "\u2019" else shapes.get(kind, "c")


def _figures(text: str, taken: list[Run]) -> list[Run]:
    spans = [match.span() for shape in (_FIGURE, _OFFSET) for match in shape.finditer(text)]
    return [
        Run(begin, end, "", "ltr")
        for begin, end in spans
        if not any(run.begin < end and begin < run.end for run in taken)
    ]


def _apart(found: list[Run]) -> Iterator[Run]:
    """What two neighbours claim, as the digit between a Latin and a Hebrew letter, goes to the first."""
    floor = 0
    for run in found:
        yield replace(run, begin=max(run.begin, floor))
        floor = run.end


def _tag(script: str, source: Lang) -> str:
    return source.tag if script in scripts(source) else f"und-{script}"


def _direction(script: str) -> str:
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"
