"""Figures whose groups stand in reverse: `500 17` for 17,500. They are spoken as a wrong number."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline.check.edits import Edit
from pipeline.check.numerals import GROUPED, NUMERAL, Value, readings
from pipeline.check.pair import Pair, Seen
from pipeline.check.words import Format, words_of

_DIGITS = re.compile(r"\d+")
_BETWEEN = re.compile(r"[ ,.:،\u066b\u066c\u00a0\u202f]{1,2}")
_MOST_GROUPS = 4


@lru_cache(maxsize=1024)
def reversed_groups(source: str, target: str, source_base: str, target_base: str) -> tuple[Edit, ...]:
    """Where the target holds a number's groups in reverse, and the number as its language writes it.

    Only a number that stands in the source in figures, and not in the target, is put right.
    """
    if len(_DIGITS.findall(target)) < 2:
        return ()
    wanted = _values(source, words_of(source_base).format)
    form = words_of(target_base).format
    lacking = wanted - _values(target, form)
    edits: list[Edit] = []
    for begin, end, turned in _turned(target, form) if lacking else ():
        free = all(end <= edit.begin or edit.end <= begin for edit in edits)
        as_is = readings(target[begin:end], form)
        if free and readings(turned, form) & lacking and not as_is & wanted:
            edits.append(Edit(begin, end, turned))
    return tuple(sorted(edits))


def _values(text: str, form: Format) -> frozenset[Value]:
    found = (readings(match.group(), form) for match in re.finditer(NUMERAL, text))
    return frozenset[Value]().union(*found)


def _turned(text: str, form: Format) -> Iterator[tuple[int, int, str]]:
    """Neighbouring groups of digits the other way round, the longest rows first."""
    groups = list(_DIGITS.finditer(text))
    for size in range(_MOST_GROUPS, 1, -1):
        for first in range(len(groups) - size + 1):
            row = groups[first : first + size]
            gaps = [text[left.end() : right.start()] for left, right in pairwise(row)]
            if not all(map(_BETWEEN.fullmatch, gaps)):
                continue
            for sign in dict.fromkeys((form.group[0], gaps[0].strip())):
                turned = sign.join(group.group() for group in reversed(row))
                if sign and (sign != form.group[0] or GROUPED.fullmatch(turned)):
                    yield row[0].start(), row[-1].end(), turned


def groups_reversed(pair: Pair) -> Iterator[Seen]:
    """A number of the source with its groups the wrong way round."""
    for edit in reversed_groups(pair.source, pair.target, pair.source_lang.base, pair.target_lang.base):
        said = pair.target[edit.begin : edit.end]
        yield "blocking", "The groups of a number are reversed.", f"{said}, not {edit.replacement}"
