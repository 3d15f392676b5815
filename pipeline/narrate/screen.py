"""What no voice should be given: letters it cannot read, words without an end, heaps of marks."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from babel import Locale
from babel.core import get_global

from pipeline.language import Lang
from pipeline.model import Finding, Severity

LONGEST_WORD = 200
"""Characters without white space. More is no word but data; 400,000 once made a sound of 423 MB."""
MOST_MARKS = 4
"""Combining marks on one letter: as many as pointed and accented Hebrew has."""
_NOTHING = " "
"""Stands for what is left out; texts keep their length, so that positions hold."""
_JOINED = "\u2060"
"""Word joiner: stands for what is left out inside a word; it makes no sound."""
_SEVERAL = {
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA"},
    "Kore": {"HANGUL", "CJK"},
    "Hans": {"CJK", "BOPOMOFO"},
    "Hant": {"CJK", "BOPOMOFO"},
    "Beng": {"BENGALI"},
    "Orya": {"ORIYA"},
    "Nkoo": {"NKO"},
    "Cans": {"CANADIAN"},
}
"""Scripts that CLDR names otherwise than Unicode names their letters."""
_PASSED_ON = frozenset(
    {
        "LATIN", "GREEK", "ARMENIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "TAMIL", "KANNADA",
        "MALAYALAM", "SINHALA", "GEORGIAN", "HANGUL",
    }
)  # fmt: skip
"""Scripts that every voice of espeak-ng 1.52 reads as words, by the rules of a language written in them. Of
the others it names each letter ("chinese letter, chinese letter") or says nothing: seen with its English, Arabic
and Portuguese voices and a word of every script."""
_WITHOUT_SPACES = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "YI"}
)
_ORDINALS = "ªº"
"""They belong to numbers ("1º"), and are no letters in another dress."""


@dataclass(frozen=True, slots=True)
class Screened:
    """A text for a voice."""

    text: str
    """As long as the text given, position for position; blank where something was left out."""
    reasons: tuple[str, ...] = ()
    """Why something was, a phrase each; empty when all can be spoken."""
    lost_words: bool = False
    """Whether the listener misses words by it."""

    @property
    def says_something(self) -> bool:
        """Whether a letter or a digit is left."""
        return _says_something(self.text)


def screen(text: str, lang: Lang) -> Screened:
    """What of a text a voice of a language can be given. Markup stays what it is for a reader: plain words.

    Letters that are the same in another dress (mathematical, full-width, Arabic presentation forms) become plain.
    """
    if text.isascii() and text.isprintable() and len(text) <= LONGEST_WORD:
        return Screened(text, () if _says_something(text) else (_silence(text),))
    kept, reasons = _without_junk(text)
    kept, endless = _without_endless(kept)
    kept, unread = _without_unread(kept, scripts_of(lang), lang)
    found = (*reasons, *endless, *unread)
    if not found and not _says_something(kept):
        found = (_silence(text),)
    return Screened(kept, found, lost_words=bool(endless or unread))


def skipped(segment_id: str, text: str, screened: Screened) -> Finding | None:
    """The finding for a segment of which something is not spoken."""
    if not screened.reasons:
        return None
    what = "Some of this is not spoken" if screened.says_something else "This is not spoken"
    severity: Severity = "warning" if screened.lost_words else "note"
    message = f"{what}: {'; '.join(screened.reasons)}."
    return Finding("narrate.skipped", severity, segment_id, message, _shown(text))


def skips(parts: Iterable[tuple[str, str, Lang]]) -> tuple[Finding, ...]:
    """The findings of all parts (id, text, language) of which something is not spoken, in their order.

    Parts that follow each other and are told the same have one, at the first of them: a heap of data is one thing to
    look at, however many segments it was cut into.
    """
    found = (skipped(name, text, screen(text, lang)) for name, text, lang in parts)
    runs = (list(alike) for _, alike in groupby(found, key=lambda each: each and each.message))
    return tuple(_one(first, len(rest)) for first, *rest in runs if first)


def _one(first: Finding, more: int) -> Finding:
    if not more:
        return first
    others = "the segment after it" if more == 1 else f"the {more:,} segments after it"
    return replace(first, message=f"{first.message} The same holds for {others}.")


@lru_cache(maxsize=64)
def scripts_of(lang: Lang) -> frozenset[str]:
    """The words that begin the Unicode names of letters which a voice of the language can read."""
    likely: list[str] = get_global("likely_subtags").get(lang.base, "").split("_")
    code = lang.locale.script or next((part for part in likely if len(part) == 4), "Latn")
    own = _SEVERAL.get(code) or {Locale("en").scripts.get(code, code).upper().split()[0]}
    return _PASSED_ON | own


def _without_junk(text: str) -> tuple[str, tuple[str, ...]]:
    """Without what is no text at all, and without heaps of marks."""
    plain = "".join(map(_plain, text))
    junk = sum(unicodedata.category(before) in _NO_TEXT and not before.isspace() for before in text)
    parts = [_few(list(group)) if marks else "".join(group) for marks, group in groupby(plain, _is_mark)]
    tamed = "".join(parts)
    reasons = []
    if junk:
        reasons.append(f"characters that are no text ({junk:,})")
    if tamed != plain:
        reasons.append(f"more than {MOST_MARKS} combining marks on one letter")
    return tamed, tuple(reasons)


_NO_TEXT = frozenset({"Cc", "Cs", "Cn", "Co"})
"""Control characters, lone surrogates, what Unicode has not assigned, and what is for private use."""


def _plain(char: str) -> str:
    if unicodedata.category(char) in _NO_TEXT:
        return _NOTHING
    if not char.isalpha() or char.isascii() or char in _ORDINALS:
        return char
    same = unicodedata.normalize("NFKC", char)
    return same if len(same) == 1 and not unicodedata.name(char, "").endswith("SYMBOL") else char


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def _few(marks: list[str]) -> str:
    return "".join(marks[:MOST_MARKS]) + _JOINED * (len(marks) - MOST_MARKS)


def _without_endless(text: str) -> tuple[str, tuple[str, ...]]:
    longest = 0
    for word in re.finditer(rf"\S{{{LONGEST_WORD + 1},}}", text):
        length = len(word[0]) - word[0].count(_JOINED)
        if length > LONGEST_WORD and _should_have_spaces(word[0]):
            text = text[: word.start()] + _NOTHING * len(word[0]) + text[word.end() :]
            longest = max(longest, length)
    return text, (f"{longest:,} characters without a space",) if longest else ()


def _should_have_spaces(word: str) -> bool:
    """Unless most of its letters are of a script without them; the first 2,000 characters tell."""
    letters = [char for char in word[:2_000] if char.isalpha()]
    return sum(_script(char) in _WITHOUT_SPACES for char in letters) * 2 <= len(letters)


def _without_unread(text: str, scripts: frozenset[str], lang: Lang) -> tuple[str, tuple[str, ...]]:
    """Without letters of other scripts, and without the marks on them."""
    if text.isascii():
        return text, ()
    left: list[str] = []
    unread: dict[str, int] = {}
    for script, group in groupby(text, _Scripts()):
        chars = "".join(group)
        known = not script or script in scripts
        left.append(chars if known else _NOTHING * len(chars))
        if not known:
            unread[script] = unread.get(script, 0) + sum(map(str.isalpha, chars))
    reasons = (
        f"a voice for {lang} cannot read {_named(script)} ({_letters(n)})" for script, n in unread.items()
    )
    return "".join(left), tuple(reasons)


class _Scripts:
    """The script of each character in turn: a mark's is its letter's. Empty for what has none."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, char: str) -> str:
        if not unicodedata.category(char).startswith("M"):
            self._last = _script(char) if char.isalpha() else ""
        return self._last


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The first word of a letter's name. Modifiers and letters that are signs by now belong to all scripts."""
    if unicodedata.category(char) == "Lm" or char in _ORDINALS:
        return ""
    first = unicodedata.name(char, "").partition(" ")[0]
    return "" if first in _SIGNS else first


_SIGNS = frozenset(
    {"MICRO", "OHM", "KELVIN", "ANGSTROM", "ALEF", "BET", "GIMEL", "DALET", "DOUBLE-STRUCK", "SCRIPT"}
)


def _letters(count: int) -> str:
    return "1 letter" if count == 1 else f"{count:,} letters"


def _named(script: str) -> str:
    return "Chinese characters" if script == "CJK" else script.capitalize()


def _says_something(text: str) -> bool:
    return any(unicodedata.category(char)[0] in "LN" for char in text)


def _silence(text: str) -> str:
    return "it has no letter and no digit" if text.strip() else "it is empty"


def _shown(text: str) -> str:
    """The begin of the text, safe to print."""
    shown = "".join(char if char.isprintable() else "\ufffd" for char in text[:60])
    return shown + "…" * (len(text) > 60)
