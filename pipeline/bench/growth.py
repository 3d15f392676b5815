"""How the cost of a run grows with the number of articles, and what a run costs that has little to do.

Every run is the `editions` command in a process of its own, with a tree and a cache of its own.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pipeline.bench.figure import Curve, Figure, Point, linear_fit
from pipeline.bench.subject import PORTUGUESE, Subject
from pipeline.bench.synthetic import WORDS, change_one, write_articles
from pipeline.bench.timing import ROUNDS
from pipeline.bench.watch import watched
from pipeline.errors import SetupError

SIZES = (1, 10, 100)
LARGEST = 1_000
"""With `--full` only: it takes ten minutes and more."""
_QUICK = 10
"""Up to so many articles a size is measured in several rounds."""


@dataclass(frozen=True, slots=True)
class Run:
    """Where the command works, and how."""

    folder: Path
    audio: str
    """As `--audio` takes it."""
    models: Path

    def build(self) -> Point:
        """Runs the command once over the articles in the folder. Raises `SetupError` when it fails."""
        arguments = [
            *("build", str(self.folder / "articles"), "--to", PORTUGUESE.tag),
            *("--audio", self.audio, "--out", str(self.folder / "out"), "--json"),
        ]
        own = {
            "EDITIONS_CACHE": str(self.folder / "cache"),
            "EDITIONS_MEMORY": str(self.folder / "memory.sqlite"),
            "EDITIONS_MODELS": str(self.models),
        }
        cost = watched("The build", "pipeline.cli", arguments, self.folder, **own)
        articles = len(list((self.folder / "articles").iterdir()))
        return Point(articles, cost.seconds, cost.peak_bytes)


def growth(subject: Subject) -> Iterator[Figure | Curve]:
    """Seconds and memory over the number of articles, text only, and of two runs that find nearly all done."""
    yield from _grown(subject, "text only", "none")


def growth_with_sound(subject: Subject) -> Iterator[Figure | Curve]:
    """The same with narration."""
    yield from _grown(subject, "with sound", "mp3")


def _grown(subject: Subject, kind: str, audio: str) -> Iterator[Figure | Curve]:
    sizes = (*SIZES, LARGEST) if subject.full else SIZES
    name = f"{PORTUGUESE}, {kind}"
    try:
        points, again = _measured(subject, audio, sizes)
    except SetupError as error:
        yield Figure(f"growth, {name}", str(error))
        return
    yield Curve(name, tuple(points))
    yield from _figures(name, points)
    yield from _rebuilds(name, points[-1], *again)


def _measured(subject: Subject, audio: str, sizes: Sequence[int]) -> tuple[list[Point], tuple[Point, Point]]:
    """A point a size, and the largest tree again: unchanged, and with one sentence changed."""
    found: dict[int, list[Point]] = {size: [] for size in sizes}
    for number in range(ROUNDS):
        for size in sizes:
            if number == 0 or size <= _QUICK:
                with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                    run = Run(Path(folder), audio, subject.options.models)
                    articles = write_articles(subject.texts, size, run.folder / "articles", seed=number + 1)
                    found[size].append(run.build())
                    if size == sizes[-1]:
                        again = _again(run, articles[size // 2])
    return [_middle(points) for points in found.values()], again


def _again(run: Run, article: Path) -> tuple[Point, Point]:
    """A finished tree made again: with nothing changed, and with one sentence changed, in turn."""
    unchanged, changed = [], []
    for number in range(ROUNDS):
        unchanged.append(run.build())
        change_one(article, number)
        changed.append(run.build())
    return _middle(unchanged), _middle(changed)


def _middle(points: Sequence[Point]) -> Point:
    """The medians of one size."""
    peak = int(median(point.peak_bytes for point in points))
    return Point(points[0].articles, median(point.seconds for point in points), peak)


def _figures(name: str, points: Sequence[Point]) -> Iterator[Figure]:
    """How straight the line is, what an article costs, and how memory grows."""
    line = linear_fit([(point.articles, point.seconds) for point in points])
    smallest, largest = points[0], points[-1]
    many = f"{smallest.articles} to {largest.articles:,} articles of {WORDS} words, {name}"
    told = f"{line.slope:.2f} s an article, {line.intercept:.1f} s to start, R2 {line.r2:.4f}"
    share = largest.seconds / largest.articles / (smallest.seconds / smallest.articles)
    yield Figure(
        f"seconds, {many}", told, "an article by itself", share, "of its time", "an article among the most"
    )
    if smallest.peak_bytes:
        memory = f"{largest.peak_bytes / 1e6:.0f} MB"
        ratio = largest.peak_bytes / smallest.peak_bytes
        against = f"{smallest.articles} article, {smallest.peak_bytes / 1e6:.0f} MB"
        yield Figure(f"peak memory, {many}", memory, against, ratio, "of it", "of the largest process")


def _rebuilds(name: str, full: Point, unchanged: Point, changed: Point) -> Iterator[Figure]:
    against = f"the full build, {full.seconds:.1f} s"
    for what, point in (("again, nothing changed", unchanged), ("again, one sentence changed", changed)):
        told, share = f"{point.seconds:.2f} s", point.seconds / full.seconds
        yield Figure(f"{full.articles:,} articles {what}, {name}", told, against, share, "of its time")
