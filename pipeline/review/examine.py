"""Articles as a build would make them, up to the checks: without sound and without files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.equipment import demand
from pipeline.model import Edition
from pipeline.options import Options
from pipeline.ports import Progress
from pipeline.recipe import begin, read_all, recipe, run


@dataclass(frozen=True, slots=True)
class Examined:
    """The translated editions of some articles; failed ones tell why."""

    editions: tuple[Edition, ...]
    unread: Mapping[str, str] = field(default_factory=dict)
    """Source -> why it could not be read."""

    @property
    def failures(self) -> list[str]:
        """One line for each article or language that could not be made."""
        failed = [edition for edition in self.editions if edition.failure]
        told = [f"{edition.article.name} ({edition.lang}): {edition.failure}" for edition in failed]
        return [*self.unread.values(), *told]


def examine(sources: Sequence[Path], options: Options, progress: Progress) -> Examined:
    """Reads, segments, translates and checks. Raises as `publish` does."""
    demand(options)
    articles, unread = read_all(sources, options)
    editions: Sequence[Edition] = begin(articles, options)
    stages = recipe(sources, replace(options, audio="none", strict=False), progress)
    for _, done in run([stage for stage in stages if stage[0] != "render"], editions):
        editions = done
    return Examined(tuple(edition for edition in editions if not edition.is_source), unread)


def source_of(sources: Sequence[Path], name: str) -> Path:
    """The file that an article was read from."""
    return next(source for source in sources if source.stem == name)
