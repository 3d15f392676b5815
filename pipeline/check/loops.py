"""Words said over and over: how a decoder shows that it lost its way."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import words

LONGEST = 4
TIMES = 3
_SPELT = re.compile(r"([A-Z])[-.]?\1")
"""An abbreviation of the source that says a letter twice; Arabic spells it out: `بي بي سي`."""
LETTER_NAME = 2
"""Characters that the name of a letter has at most."""
_STUTTER = re.compile(r"([^\W\d_]{1,3}?)\1{4,}")
"""Inside a word: the same one to three letters five times."""


def loops(pair: Pair) -> Iterator[Seen]:
    """An n-gram of 1 to 4 words three times in a row, or a stutter, unless the source does it too."""
    target = words(pair.target)
    found = _repeated(target)
    if found and not _repeated(words(pair.source)) and not _is_spelt(found, pair.source):
        yield "blocking", "The same words are repeated.", " ".join(found)
        return
    stutter = _STUTTER.search(" ".join(target))
    if stutter and not _STUTTER.search(" ".join(words(pair.source))):
        yield "warning", "The same letters are repeated.", stutter.group()


def _repeated(said: tuple[str, ...]) -> tuple[str, ...]:
    """The first n-gram that stands three times in a row, else nothing."""
    if max(Counter(said).values(), default=0) < TIMES:
        return ()
    for size in range(1, LONGEST + 1):
        for begin in range(len(said) - TIMES * size + 1):
            gram = said[begin : begin + size]
            if said[begin + size : begin + TIMES * size] == gram * (TIMES - 1):
                return gram
    return ()


def _is_spelt(gram: Sequence[str], source: str) -> bool:
    return len(gram) == 1 and len(gram[0]) <= LETTER_NAME and bool(_SPELT.search(source))
