"""The recipe: which stages, in what order, with what to open engines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.annotate import annotate
from pipeline.cache import cache_key
from pipeline.equipment import cache_of, lexicon_of, memory_of, open_narrator, open_second, open_translator
from pipeline.errors import ArticleError, UsageError
from pipeline.language import Lang
from pipeline.model import Article, Edition
from pipeline.narrate import Narrate, Pauses
from pipeline.options import Options
from pipeline.ports import Narrator, Progress, Stage, Translator
from pipeline.quality import Quality
from pipeline.read import read
from pipeline.render import Render
from pipeline.segment import split
from pipeline.translate import Translate, settle

LAST_OF_TEXT = "annotate"
"""The stages up to this one work on text, and best on many articles at once; those after it work on one after the
other, since sound is large."""


@dataclass(frozen=True, slots=True)
class Openers:
    """How a recipe gets its engines, and its glossaries."""

    translator: Callable[[Lang, Lang], Translator]
    second: Callable[[Lang, Lang], Translator]
    narrator: Callable[[Lang], Narrator]
    quality: Quality


def openers(options: Options) -> Openers:
    """Each engine is opened anew when it is asked for."""
    return Openers(
        partial(open_translator, options),
        partial(open_second, options),
        partial(open_narrator, options),
        Quality(options),
    )


def recipe(
    sources: Sequence[Path], options: Options, progress: Progress, engines: Openers | None = None
) -> Sequence[tuple[str, Stage]]:
    """The stages by name, in order."""
    engines = engines or openers(options)
    quality = engines.quality
    translate = Translate(
        partial(memory_of, sources, options),
        engines.translator,
        progress,
        ladder=quality.ladder(engines.second),
    )
    return [
        ("segment", split),
        ("translate", translate),
        *quality.stages(engines.second),
        ("settle", settle),
        *([("refuse", refuse)] if options.strict else []),
        (LAST_OF_TEXT, annotate),
        *([("narrate", _narration(options, progress, engines))] if options.audio != "none" else []),
        ("render", Render(words=options.words, site=options.site, epub=options.epub)),
    ]


def _narration(options: Options, progress: Progress, engines: Openers) -> Narrate:
    return Narrate(
        engines.narrator,
        pauses=Pauses(**options.pauses),
        lexicon=lexicon_of(options),
        encoding=options.audio,
        jobs=options.jobs,
        keeper=cache_of(options),
        make_key=cache_key,
        progress=progress,
    )


def run(
    stages: Sequence[tuple[str, Stage]], editions: Sequence[Edition]
) -> Iterator[tuple[str, Sequence[Edition]]]:
    """Applies the stages one after the other and gives the editions as they stand after each."""
    for name, stage in stages:
        editions = stage(editions)
        yield name, editions


def read_each(sources: Sequence[Path], options: Options) -> Iterator[tuple[Path, Article | str]]:
    """The article of each source, or why it cannot be read."""
    for source in sources:
        try:
            yield source, read(source, default_lang=options.source)
        except (ArticleError, UsageError) as error:  # also a faulty sidecar: the other articles go on
            yield source, str(error)


def read_all(sources: Sequence[Path], options: Options) -> tuple[tuple[Article, ...], dict[str, str]]:
    """The articles that can be read, and why the others cannot. Two articles may not share a slug."""
    articles: dict[str, tuple[Path, Article]] = {}
    unread: dict[str, str] = {}
    for source, found in read_each(sources, options):
        if isinstance(found, str):
            unread[str(source)] = found
        elif found.slug in articles:
            unread[str(source)] = taken(source, found.slug, articles[found.slug][0])
        else:
            articles[found.slug] = source, found
    return tuple(article for _, article in articles.values()), unread


def taken(source: Path, slug: str, other: Path) -> str:
    """Why an article cannot be made beside another one of the same slug; files of one name may lie in two folders."""
    return str(
        ArticleError(
            f"the slug {slug!r} is taken by {other}.",
            place=str(source),
            remedy="Give it its own slug in the sidecar.",
        )
    )


def begin(articles: Sequence[Article], options: Options) -> tuple[Edition, ...]:
    """An edition in the source language and one for each target, still empty."""
    return tuple(
        Edition(article, lang) for article in articles for lang in dict.fromkeys((article.lang, *options.to))
    )


def refuse(editions: Sequence[Edition]) -> Sequence[Edition]:
    """The stage behind `--strict`: an edition with a blocking finding is not made."""
    return tuple(_refused(edition) for edition in editions)


def _refused(edition: Edition) -> Edition:
    blocking = [found for found in edition.findings if found.severity == "blocking"]
    if edition.failure or not blocking:
        return edition
    first = blocking[0]
    why = f"--strict: {len(blocking)} blocking findings; the first is {first.code} at {first.place}: {first.message}"
    return edition.but(failure=why)
