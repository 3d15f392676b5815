"""What is measured, as values: a figure against its peer, and a curve over sizes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Meaning = Literal["times as fast", "of its time", "of it"]
"""Of a ratio: how many times as fast as the peer; how much of the peer's time; which share of the peer's amount."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, or why there is none."""

    what: str
    value: str
    """With its unit; where nothing could be measured, what is missing and the command that installs it."""
    against: str = ""
    """The peer that was timed in the same run; empty without one."""
    ratio: float | None = None
    """Of medians, against the peer."""
    meaning: Meaning = "times as fast"
    note: str = ""
    """How it was measured, as far as `what` does not tell."""

    def as_row(self) -> dict[str, str]:
        """The cells of a table."""
        ratio = "" if self.ratio is None else f"{digits(self.ratio)} {self.meaning}"
        return {
            "what": self.what, "value": self.value, "against": self.against, "ratio": ratio, "note": self.note,
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Point:
    """One size of a curve."""

    articles: int
    seconds: float
    """Wall time of the whole command, its start included; the median where there were several rounds."""
    peak_bytes: int
    """Of resident memory, of the largest process of the command; 0 where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Curve:
    """How a cost grows."""

    name: str
    points: tuple[Point, ...]
    """By size, at least one."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through points."""

    slope: float
    intercept: float
    r2: float
    """The share of the variance that the line explains: 1 where all points lie on it."""


def linear_fit(points: Sequence[tuple[float, float]]) -> Line:
    """The line of least squares through (x, y), of which at least two x differ."""
    count = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    intercept = mean_y - slope * mean_x
    missed = sum((y - intercept - slope * x) ** 2 for x, y in points)
    total = sum((y - mean_y) ** 2 for _, y in points)
    return Line(slope, intercept, 1 - missed / total if total else 1.0)


def digits(value: float) -> str:
    """A ratio as people read it: two digits after the point below 10, else three digits in all."""
    return f"{value:.4f}" if 0 < value < 0.01 else f"{value:.2f}" if value < 10 else f"{value:.3g}"
