"""The figures of the README, measured in one run, as ratios against a named peer where there is one.

Every pair of ways is timed in turn, A B A B, so that a machine whose speed drifts treats both alike;
a figure is the median.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.bench.figure import Curve, Figure, Point
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.bench.subject import Subject

__all__ = ["PARTS", "Curve", "Figure", "Measured", "Point", "measure"]

Part = Callable[["Subject"], Iterator[Figure | Curve]]

PARTS: Mapping[str, str] = {
    "engines": "rates:rates",
    "bergamot": "wheel:wheel",
    "translate": "packages:packages",
    "narrate": "narration:narration",
    "voices": "voices:voices",
    "times": "times:times",
    "loudness": "loud:loudness",
    "encode": "encoding:encoding",
    "build": "chain:chain",
    "growth": "growth:growth",
    "growth-sound": "growth:growth_with_sound",
    "peak": "peak:peak",
    "audit": "audit:audit",
    "memory": "memory:memory",
}
"""What can be measured, by the name that `--only` takes: the module and the function that do it."""
ON_REQUEST = frozenset({"audit", "growth-sound"})
"""Measured only when asked for by name: they take as long as all others together."""
ONLY_IN_FULL = frozenset({"memory"})
"""Measured with `full`, and when asked for by name: ten hours of sound."""


@dataclass(frozen=True, slots=True)
class Measured:
    """All of one run."""

    figures: tuple[Figure, ...]
    curves: tuple[Curve, ...]
    machine: Mapping[str, str | int]

    def as_rows(self) -> list[dict[str, str]]:
        return [figure.as_row() for figure in self.figures]

    def as_json(self) -> dict[str, Any]:
        return {
            "machine": dict(self.machine),
            "figures": [figure.as_json() for figure in self.figures],
            "growth": [curve.as_json() for curve in self.curves],
        }


def measure(
    source: Path | None, only: Sequence[str] = (), *, full: bool = False, plot: Path | None = None
) -> Measured:
    """Measures the parts named in `only`, else all but those on request, with one article.

    `full`: growth up to 1,000 articles, memory up to ten hours of sound. `plot`: where a picture in SVG goes. Raises `UsageError` without an
    article, and for an unknown part; `OutputError` when the picture cannot be written.
    """
    chosen = chosen_parts(only, full=full)
    from pipeline.bench.subject import machine, subject

    measured_with = subject(source, full=full)
    found = [each for name in chosen for each in part(name)(measured_with)]
    measured = Measured(
        tuple(each for each in found if isinstance(each, Figure)),
        tuple(each for each in found if isinstance(each, Curve)),
        machine(),
    )
    if plot is not None:
        import_module("pipeline.bench.plot").keep(measured, plot)
    return measured


def chosen_parts(only: Sequence[str], *, full: bool = False) -> tuple[str, ...]:
    """Names of parts, in the order of `PARTS`. Raises `UsageError` for one that is none."""
    for name in only:
        if name not in PARTS:
            raise UsageError(f"--only {name!r} is no part.", remedy=f"Known: {', '.join(PARTS)}.")
    left = ON_REQUEST if full else ON_REQUEST | ONLY_IN_FULL
    return tuple(name for name in PARTS if (name in only if only else name not in left))


def part(name: str) -> Part:
    """What measures a part; imported here and no earlier."""
    module, _, function = PARTS[name].partition(":")
    found: Part = getattr(import_module(f"pipeline.bench.{module}"), function)
    return found
