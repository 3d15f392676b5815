"""What the engine thinks of its own text, and what a second engine says instead."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import key

UNLIKE = 0.25
"""Similarity below which two engines do not say the same."""
_ORDER = 6
SHORTEST = 20
"""Characters below which two good translations may share nothing."""


def unsure(pair: Pair) -> Iterator[Seen]:
    """A score below the engine's bound (see `calibrated_bound`)."""
    if pair.score is not None and pair.bound is not None and pair.score < pair.bound:
        yield (
            "warning",
            "The engine is less sure than in its calibration.",
            f"{pair.score:.2f} < {pair.bound:.2f}",
        )


def disagreement(pair: Pair) -> Iterator[Seen]:
    """A second engine says something else."""
    if not pair.second or min(len(pair.second), len(pair.target)) < SHORTEST:
        return
    alike = similarity(pair.target, pair.second)
    if alike < UNLIKE:
        yield "warning", "Another engine says something else.", f"{alike:.2f}: {pair.second}"


def similarity(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: chrF (Popović 2015) with n = 1 to 6 and precision as heavy as recall."""
    shares = []
    for size in range(1, _ORDER + 1):
        ours, theirs = _grams(one, size), _grams(other, size)
        if ours and theirs:
            shares.append(2 * (ours & theirs).total() / (ours.total() + theirs.total()))
    return sum(shares) / len(shares) if shares else float(one == other)


def bound_for(engine: str, bounds: Mapping[str, float]) -> float | None:
    """An engine's lowest good score: of the beginnings of its fingerprint that `bounds` knows, the longest counts."""
    known = [beginning for beginning in bounds if engine.startswith(beginning)]
    return bounds[max(known, key=len)] if known else None


def calibrated_bound(scores: Sequence[float], share: float = 0.05) -> float:
    """The bound that flags a share of an engine's scores on texts that it translates well.

    Raises `ValueError` when there are none.
    """
    if not scores:
        raise ValueError("a bound needs scores to be calibrated with")
    return sorted(scores)[int(share * len(scores))]


def _grams(text: str, size: int) -> Counter[str]:
    characters = "".join(key(text).split())
    return Counter(characters[at : at + size] for at in range(len(characters) - size + 1))
