"""Language tags as an auditor sees them: well formed or not, in which scripts and direction.

Written apart from the renderer, so that a mistake of one is seen by the other.
"""

import re
import unicodedata
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from pipeline.errors import UnknownLanguageError
from pipeline.language import Lang

_SHAPE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(-x(-[A-Za-z0-9]{1,8})+)?"
)
"""BCP 47's langtag, without extlangs and extensions, which no edition has."""
_NO_LANGUAGE = {"und", "mul", "zxx"}
_LETTERS = {
    "Latn": {"LATIN"}, "Arab": {"ARABIC"}, "Hebr": {"HEBREW"}, "Cyrl": {"CYRILLIC"}, "Grek": {"GREEK"},
    "Hans": {"CJK"}, "Hant": {"CJK"}, "Hani": {"CJK"}, "Jpan": {"CJK", "HIRAGANA", "KATAKANA"},
    "Kore": {"HANGUL", "CJK"}, "Hang": {"HANGUL"}, "Hira": {"HIRAGANA"}, "Kana": {"KATAKANA"},
    "Deva": {"DEVANAGARI"}, "Beng": {"BENGALI"}, "Thai": {"THAI"}, "Taml": {"TAMIL"}, "Telu": {"TELUGU"},
    "Geor": {"GEORGIAN"}, "Armn": {"ARMENIAN"}, "Ethi": {"ETHIOPIC"}, "Syrc": {"SYRIAC"}, "Thaa": {"THAANA"},
}  # fmt: skip
"""ISO 15924 -> the first word of the Unicode names of its letters."""
_ALL = frozenset(name for names in _LETTERS.values() for name in names)
_RIGHT_TO_LEFT = {"Arab", "Hebr", "Syrc", "Thaa"}


@lru_cache(maxsize=512)
def is_tag(tag: str) -> bool:
    """Whether it is a well-formed BCP 47 tag of a language that CLDR knows, or of none (`und-Latn`)."""
    base = tag.split("-")[0].lower()
    return bool(_SHAPE.fullmatch(tag)) and (base in _NO_LANGUAGE or base in _known())


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(str(name).split("_")[0] for name in Locale("en").languages)


@lru_cache(maxsize=512)
def script(tag: str) -> str:
    """The script a tag tells or its language is most often written in; empty where nobody knows."""
    told = next((part.title() for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), "")
    likely = get_global("likely_subtags").get(tag.split("-")[0].lower(), "").split("_")
    return told or (likely[1] if len(likely) == 3 else "")


@lru_cache(maxsize=512)
def direction(tag: str) -> str:
    """`rtl` or `ltr`."""
    try:
        return Lang.parse(tag).direction
    except UnknownLanguageError:
        return "rtl" if script(tag) in _RIGHT_TO_LEFT else "ltr"


def foreign(text: str, tag: str) -> str:
    """The letters of a text that belong to no script of its language, with spaces between those apart."""
    own = _LETTERS.get(script(tag))
    if own is None:
        return ""
    return "".join(char if _letter_of(char) in _ALL - own else " " for char in text).strip()


@lru_cache(maxsize=8192)
def _letter_of(char: str) -> str:
    if unicodedata.category(char)[0] != "L":
        return ""
    return unicodedata.name(char, "").split(" ")[0].split("-")[0]
