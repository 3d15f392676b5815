"""Figures left in the source's format: 26,750 is twenty-six and three quarters to a Portuguese reader."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.check.edits import Edit
from pipeline.check.numerals import GROUPED, NUMERAL, pieces, readings
from pipeline.check.pair import Pair, Seen
from pipeline.check.words import words_of


@lru_cache(maxsize=1024)
def foreign_formats(source: str, target: str, source_base: str, target_base: str) -> tuple[Edit, ...]:
    """Grouped figures that the target took over as they are and that say another number there."""
    if not re.search(r"\d", target):
        return ()
    ours, theirs = words_of(source_base).format, words_of(target_base).format
    taken_over = set(re.findall(NUMERAL, source))
    edits = []
    for match in re.finditer(NUMERAL, target):
        figures = match.group()
        if figures not in taken_over or not GROUPED.fullmatch(figures):
            continue
        own = theirs.group[0].join(pieces(figures))
        meant = readings(figures, ours)
        if not meant & readings(figures, theirs) and meant & readings(own, theirs):
            edits.append(Edit(match.start(), match.end(), own))
    return tuple(edits)


def format_foreign(pair: Pair) -> Iterator[Seen]:
    """A grouped number that says something else in the target's language."""
    for edit in foreign_formats(pair.source, pair.target, pair.source_lang.base, pair.target_lang.base):
        said = pair.target[edit.begin : edit.end]
        yield (
            "blocking",
            f"{pair.target_lang} writes this number otherwise.",
            f"{said}, not {edit.replacement}",
        )
