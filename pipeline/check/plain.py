"""A text as the checks compare it: without what passes through unchanged, and with letters in one form."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

PLACEHOLDER = "\ufffc"
"""Stands for a masked stretch: neither letter, digit, white space nor punctuation that a check looks for."""

_PASSES_THROUGH = re.compile(
    r"""
      \b(?:https?|ftp)://[^\s<>«»"”]+(?<![.,;:!?،؛؟)\]])
    | \bwww\.[^\s<>«»"”]+(?<![.,;:!?،؛؟)\]])
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                  # e-mail
    | (?<![a-z0-9_/])[@\#](?=\w*[^\W\d])\w+                              # handle, hashtag
    | \b(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|info|io|tv|co|eu|uk|fr|es|pt|br|de|us)\b(?:/[^\s<>«»"”]*\w)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAY_PASS = re.compile(r"[@#/]|\.[^\W\d_]")
"""What every such stretch has somewhere; most texts have none and are spared the long look."""
_TASHKEEL = "\u064b-\u0652\u0670"
_SIGNS = re.compile(f"[{_TASHKEEL}\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]")
_ALEF = str.maketrans("أإآٱ", "اااا")


@lru_cache(maxsize=4096)
def unmasked(text: str, verbatim: tuple[str, ...] = ()) -> str:
    """The text with addresses, handles, hashtags and the `verbatim` stretches as one placeholder each."""
    for stretch in sorted(verbatim, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(stretch)}(?!\w)", PLACEHOLDER, text)
    return _PASSES_THROUGH.sub(PLACEHOLDER, text) if _MAY_PASS.search(text) else text


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """NFC without Arabic vowel signs, tatweel and invisible marks, and with one form of alef. Case is kept."""
    if text.isascii():
        return text
    return _SIGNS.sub("", unicodedata.normalize("NFC", text)).translate(_ALEF)


def key(word: str) -> str:
    """A word as the tables hold it."""
    return bare(word).casefold()


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text as the tables hold them; figures count as words, punctuation does not."""
    return tuple(re.findall(r"\w+", key(text)))


def letters(text: str) -> str:
    """The letters alone, in order."""
    return "".join(filter(str.isalpha, text))


def quoted(items: Iterable[object]) -> str:
    """Evidence: a list in one line."""
    return ", ".join(str(item) for item in items)
