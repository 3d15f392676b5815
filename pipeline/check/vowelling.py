"""Bursts of vowel signs: an engine that slips into scripture in the middle of the news."""

import re
from collections.abc import Iterator
from itertools import groupby

from pipeline.check.pair import Pair, Seen

SIGNS_A_WORD = 2
"""News writes one sign on a word to tell it from another, seldom two; a shadda and its vowel are one."""
WORDS_IN_A_ROW = 3
_SIGNS = re.compile("\u0651?[\u064b-\u0650\u0652\u0670]\u0651?|\u0651")
_WORD = re.compile(r"[\w\u064b-\u0652\u0670]+")
HEAPED = 3
"""Signs on one letter."""
_SIGN = re.compile("[\u064b-\u0652\u0670]")
_HEAP = re.compile(f"[\u064b-\u0652\u0670]{{{HEAPED},}}")


def vowelled_burst(pair: Pair) -> Iterator[Seen]:
    """Three fully vowelled words in a row, or three signs on one letter, unless the source has them too."""
    burst = _burst(pair.target)
    if burst and not _burst(pair.source):
        yield "warning", "The vowel signs belong to another kind of text.", burst


def _burst(text: str) -> str:
    if len(_SIGN.findall(text)) < min(HEAPED, SIGNS_A_WORD * WORDS_IN_A_ROW):
        return ""
    heap = _HEAP.search(text)
    if heap:
        return text[max(0, heap.start() - 1) : heap.end()]
    for is_vowelled, run in groupby(
        _WORD.findall(text), key=lambda word: len(_SIGNS.findall(word)) >= SIGNS_A_WORD
    ):
        row = list(run)
        if is_vowelled and len(row) >= WORDS_IN_A_ROW:
            return " ".join(row)
    return ""
