"""The sample article, built once for all tests that look at it, stage by stage as the product does it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.language import Lang
from pipeline.model import Edition
from pipeline.options import Options
from pipeline.ports import NoProgress
from pipeline.publish import write
from pipeline.recipe import begin, read_all, recipe, run
from pipeline.store import Tree

SEED = Path(__file__).parents[2] / "seeds" / "000_0039ba0400864260.txt"
LANGUAGES = ("en", "ar", "pt", "es")


@dataclass(frozen=True, slots=True)
class Sample:
    """A finished tree, and the editions as they stood after each stage."""

    out: Path
    after: Mapping[str, Sequence[Edition]]

    def edition(self, stage: str, tag: str) -> Edition:
        return next(edition for edition in self.after[stage] if edition.lang.tag == tag)

    def file(self, tag: str, name: str) -> Path:
        return self.out / "aleppo-last-goodbyes" / tag / name


def options_in(folder: Path) -> Options:
    """The four languages, with a cache and a models folder of their own."""
    targets = tuple(Lang.parse(tag) for tag in LANGUAGES[1:])
    return Options(
        to=targets,
        out=folder / "out",
        cache=folder / "cache",
        models=folder / "models",
        memory_db=folder / "memory.sqlite",
    )


def build_sample(folder: Path) -> Sample:
    options = options_in(folder)
    articles, unread = read_all([SEED], options)
    assert not unread
    editions = begin(articles, options)
    after = dict(run(recipe([SEED], options, NoProgress()), editions))
    with Tree(options.out) as tree:
        write(tree, after["render"], options)
    return Sample(options.out, after)
