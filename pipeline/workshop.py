"""Making articles in this process, a batch at a time: text for all of a batch at once, then sound and pages one by one."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from pipeline.kept import Kept
from pipeline.model import Article, Edition, File
from pipeline.options import Options, from_json
from pipeline.ports import NoProgress, Progress, Stage
from pipeline.recipe import LAST_OF_TEXT, begin, read_each, recipe, run
from pipeline.report import articles_json, is_lacking


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one source."""

    source: Path
    slug: str = ""
    """Empty: no article could be read or made, for the reason that `failure` tells."""
    article: Mapping[str, Any] = field(default_factory=dict)
    """The article and its editions, as `report.json` tells them."""
    files: tuple[File, ...] = ()
    failure: str = ""
    quarantined: bool = False
    """Whether it ended its process again and again, and is left alone from now on."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall seconds a stage; those that a batch has in common are told with its first source."""
    editions: tuple[Edition, ...] = ()
    """With their files, for books of several articles; empty where they were made in another process."""

    @property
    def is_lacking(self) -> bool:
        """Whether nothing came of it, or not everything."""
        return not self.slug or is_lacking(self.article)

    def alone(self) -> Self:
        """Without the editions, which hold everything once more: for another process."""
        return replace(self, editions=())


class Workshop:
    """Engines stay open from one batch to the next, and end with `close`.

    What is made of a source depends neither on its batch nor on what was made before.
    """

    def __init__(self, options: Options, progress: Progress | None = None) -> None:
        self._options = options
        self._progress = progress or NoProgress()
        self._kept = Kept(options)

    def make(self, sources: Sequence[Path]) -> Iterator[Made]:
        """One result a source: those that cannot be read first. Memory holds the sound of one article at a time."""
        clock = _Clock()
        articles: list[tuple[Path, Article]] = []
        for source, found in read_each(sources, self._options):
            if isinstance(found, str):
                yield Made(source, failure=found)
            else:
                articles.append((source, found))
        clock.tick("read")
        stages = recipe(sources, self._options, self._progress, self._kept.openers)
        at = [name for name, _ in stages].index(LAST_OF_TEXT) + 1
        texts = [begin([article], self._options) for _, article in articles]
        editions = _applied(stages[:at], [edition for each in texts for edition in each], clock)
        for source, family in zip(
            (source for source, _ in articles), _regrouped(texts, editions), strict=True
        ):
            yield _made(source, _applied(stages[at:], family, clock), clock)

    def close(self) -> None:
        self._kept.close()


class Desk:
    """A workshop in a process of its own: hands its articles out one at a time."""

    def __init__(self, told: str) -> None:
        """`told`: the options as JSON."""
        self._workshop = Workshop(from_json(json.loads(told)))
        self._coming: Iterator[Made] = iter(())

    def begin(self, sources: Sequence[str]) -> Made | None:
        """The first result; its text is made together with that of the others."""
        self._coming = self._workshop.make([Path(source) for source in sources])
        return self.next()

    def next(self) -> Made | None:
        """The next one, without what only this process can use; None when all are handed out."""
        made = next(self._coming, None)
        return made and made.alone()


class _Clock:
    """Seconds by name since they were last told."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._seconds: dict[str, float] = {}

    def tick(self, name: str) -> None:
        now = time.perf_counter()
        self._seconds[name] = self._seconds.get(name, 0.0) + now - self._last
        self._last = now

    def told(self) -> dict[str, float]:
        told, self._seconds = self._seconds, {}
        self._last = time.perf_counter()
        return told


def _applied(
    stages: Sequence[tuple[str, Stage]], editions: Sequence[Edition], clock: _Clock
) -> Sequence[Edition]:
    for name, done in run(stages, editions):
        editions = done
        clock.tick(name)
    return editions


def _regrouped(before: Sequence[Sequence[Edition]], after: Sequence[Edition]) -> Iterator[Sequence[Edition]]:
    """The editions of each article; two articles of a batch may have the same slug."""
    rest = iter(after)
    return ([next(rest) for _ in family] for family in before)


def _made(source: Path, family: Sequence[Edition], clock: _Clock) -> Made:
    ((slug, article),) = articles_json(family).items()
    files = tuple(file for edition in family for file in edition.files)
    return Made(source, slug, article, files, seconds=clock.told(), editions=tuple(family))
