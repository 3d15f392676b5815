"""Too short or too long, as a ratio of characters, with bounds for each language pair."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import bare

WORTH_MEASURING = 40
"""Characters of the source above which a length says something."""
SLACK = 8
"""Characters that a target may be shorter whatever its length: short texts vary more than long ones."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Characters of the target for one of the source."""

    missing: float
    """With `SLACK`; below it, a part is surely missing."""
    short: float
    """With `SLACK`."""
    long: float


BOUNDS: dict[tuple[str, str], Bounds] = {
    ("en", "ar"): Bounds(0.62, 0.68, 1.75),
    ("ar", "en"): Bounds(0.69, 0.75, 2.1),
    ("en", "pt"): Bounds(0.72, 0.78, 1.75),
    ("en", "es"): Bounds(0.74, 0.8, 1.75),
    ("en", "ca"): Bounds(0.72, 0.78, 1.75),
    ("en", "gl"): Bounds(0.72, 0.78, 1.75),
    ("en", "fr"): Bounds(0.74, 0.8, 1.9),
    ("pt", "en"): Bounds(0.62, 0.66, 1.6),
    ("es", "en"): Bounds(0.6, 0.65, 1.6),
}
DEFAULT = Bounds(0.5, 0.55, 2.5)
"""For pairs that nobody measured."""
DENSE = frozenset({"zh", "ja", "ko", "yue", "th"})
"""Languages whose characters say much more, or much less on the other side: lengths prove nothing."""


def bounds_of(source: str, target: str) -> Bounds | None:
    """The bounds of a pair of language codes; None where lengths cannot be compared."""
    if (source in DENSE) != (target in DENSE):
        return None
    return BOUNDS.get((source, target), DEFAULT)


def too_short(pair: Pair) -> Iterator[Seen]:
    """Less text than the source can have said, or none at all."""
    bounds = bounds_of(pair.source_lang.base, pair.target_lang.base)
    source, target = _length(pair.source), _length(pair.target)
    if not target and source:
        yield "blocking", "There is no text.", ""
    elif bounds and source > WORTH_MEASURING:
        ratio, evidence = (target + SLACK) / source, f"{target} characters for {source}"
        if ratio < bounds.missing:
            yield "blocking", "The target is so short that a part of the source must be missing.", evidence
        elif ratio < bounds.short:
            yield "warning", "The target is short for its source.", evidence


def too_long(pair: Pair) -> Iterator[Seen]:
    """More text than the source can have said."""
    bounds = bounds_of(pair.source_lang.base, pair.target_lang.base)
    source, target = _length(pair.source), _length(pair.target)
    if bounds and source > WORTH_MEASURING and target > bounds.long * source:
        yield "warning", "The target is long for its source.", f"{target} characters for {source}"


def _length(text: str) -> int:
    """Characters without vowel signs."""
    return len(bare(text).strip())
