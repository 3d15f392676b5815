"""Figures left in the source's format: 26,750 is twenty-six and three quarters to a Portuguese reader."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.check.edits import Edit
from pipeline.check.numerals import GROUPED, GROUPED_DECIMAL, NUMERAL, pieces, readings
from pipeline.check.pair import Pair, Seen
from pipeline.check.words import Format, words_of


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
        own = _own(figures, ours, theirs) if figures in taken_over else ""
        if own:
            edits.append(Edit(match.start(), match.end(), own))
    return tuple(edits)


def _own(figures: str, ours: Format, theirs: Format) -> str:
    """Grouped figures of the source's language as the target's writes them; empty where they may stay."""
    both = GROUPED_DECIMAL.fullmatch(figures)
    if both and both["sep"] != both["point"]:
        stays = both["sep"] in theirs.group and both["point"] in theirs.decimal
        whole = theirs.group[0].join(pieces(both["whole"]))
        return "" if stays else f"{whole}{theirs.decimal[0]}{both['part']}"
    own = theirs.group[0].join(pieces(figures))
    meant = readings(figures, ours)
    is_foreign = GROUPED.fullmatch(figures) and not meant & readings(figures, theirs)
    return own if is_foreign and meant & readings(own, theirs) else ""


def format_foreign(pair: Pair) -> Iterator[Seen]:
    """A grouped number that says something else in the target's language."""
    for edit in foreign_formats(pair.source, pair.target, pair.source_lang.base, pair.target_lang.base):
        said = pair.target[edit.begin : edit.end]
        yield (
            "blocking",
            f"{pair.target_lang} writes this number otherwise.",
            f"{said}, not {edit.replacement}",
        )
