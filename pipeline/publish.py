"""The recipe: which stages, in what order, over which articles."""

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from pipeline.annotate import annotate
from pipeline.cache import cache_key
from pipeline.equipment import (
    cache_of,
    demand,
    lexicon_of,
    memory_of,
    open_narrator,
    open_second,
    open_translator,
)
from pipeline.errors import ArticleError, UsageError
from pipeline.model import Article, Edition, File
from pipeline.narrate import Narrate, Pauses
from pipeline.options import Options
from pipeline.ports import NoProgress, Progress, Stage
from pipeline.quality import Quality
from pipeline.read import SUFFIXES, read
from pipeline.render import SHARED_FOLDERS, Render, issue_files, site_files
from pipeline.report import Report, about, articles_json, listings
from pipeline.segment import split
from pipeline.store import Tree, json_bytes
from pipeline.translate import Translate, settle

REPORT = "report.json"


def publish(sources: Sequence[Path], options: Options, progress: Progress | None = None) -> Report:
    """Makes all editions of some articles and writes them into the output tree.

    An article that cannot be read, or a language that cannot be made, is told in the report; the others
    go on. Raises `UsageError`, `SetupError` or `LockedError` when nothing can be done at all.
    """
    told = progress or NoProgress()
    demand(options)
    with Tree(options.out) as tree:
        articles, unread = read_all(sources, options)
        editions: Sequence[Edition] = begin(articles, options)
        seconds: dict[str, float] = {}
        clock = time.perf_counter()
        for name, done in run(recipe(sources, options, told), editions):
            editions, seconds[name] = done, time.perf_counter() - clock
            clock = time.perf_counter()
        write(tree, editions, options)
        seconds["write"] = time.perf_counter() - clock
    return Report(tuple(editions), unread, seconds, options.site)


def recipe(sources: Sequence[Path], options: Options, progress: Progress) -> Sequence[tuple[str, Stage]]:
    """The stages by name, in order."""
    quality = Quality(options)
    translate = Translate(
        partial(memory_of, sources, options),
        partial(open_translator, options),
        progress,
        ladder=quality.ladder(partial(open_second, options)),
    )
    return [
        ("segment", split),
        ("translate", translate),
        *quality.stages(),
        ("settle", settle),
        *([("refuse", refuse)] if options.strict else []),
        ("annotate", annotate),
        *([("narrate", narration(options, progress))] if options.audio != "none" else []),
        ("render", Render(words=options.words, site=options.site, epub=options.epub)),
    ]


def narration(options: Options, progress: Progress) -> Narrate:
    """The stage that speaks."""
    return Narrate(
        partial(open_narrator, options),
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


def source_files(named: Sequence[Path]) -> tuple[Path, ...]:
    """The articles among the named paths: files as they are, folders as the sorted articles in them.

    Raises `UsageError` when a path does not exist or a folder holds no article.
    """
    found: list[Path] = []
    for path in named:
        if path.is_dir():
            inside = sorted(child for child in path.iterdir() if child.suffix.lower() in SUFFIXES)
            if not inside:
                known = ", ".join(sorted(SUFFIXES))
                raise UsageError("holds no article.", place=str(path), remedy=f"Known endings: {known}.")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise UsageError("does not exist.", place=str(path), remedy="Check the path.")
    return tuple(dict.fromkeys(found))


def read_all(sources: Sequence[Path], options: Options) -> tuple[tuple[Article, ...], dict[str, str]]:
    """The articles that can be read, and why the others cannot. Two articles may not share a slug."""
    articles: dict[str, Article] = {}
    unread: dict[str, str] = {}
    for source in sources:
        try:
            article = read(source, default_lang=options.source)
            _demand_own_slug(article, articles)
        except (ArticleError, UsageError) as error:  # also a faulty sidecar: the other articles go on
            unread[str(source)] = str(error)
        else:
            articles[article.slug] = article
    return tuple(articles.values()), unread


def begin(articles: Sequence[Article], options: Options) -> tuple[Edition, ...]:
    """An edition in the source language and one for each target, still empty."""
    return tuple(
        Edition(article, lang) for article in articles for lang in dict.fromkeys((article.lang, *options.to))
    )


def refuse(editions: Sequence[Edition]) -> Sequence[Edition]:
    """The stage behind `--strict`: an edition with a blocking finding is not made."""
    return tuple(_refused(edition) for edition in editions)


def write(tree: Tree, editions: Sequence[Edition], options: Options) -> None:
    """Files, front page and report of this run beside those of older runs; the manifest last."""
    articles = {**tree.load(REPORT).get("articles", {}), **articles_json(editions)}
    articles = dict(sorted(articles.items()))
    made = [file for edition in editions for file in edition.files]
    made += issue_files(editions, options.collection, words=options.words)
    shared = site_files(listings(articles), fonts=options.fonts, site=options.site)
    report = File(REPORT, json_bytes({"articles": articles}))
    renewed = SHARED_FOLDERS | {edition.article.slug for edition in editions}
    tree.commit([*made, *shared, report], renewed, about(articles, options.site))


def _demand_own_slug(article: Article, others: Mapping[str, Article]) -> None:
    if article.slug in others:
        raise ArticleError(
            f"the slug {article.slug!r} is taken by {others[article.slug].name}.",
            place=article.name,
            remedy="Give it its own slug in the sidecar.",
        )


def _refused(edition: Edition) -> Edition:
    blocking = [found for found in edition.findings if found.severity == "blocking"]
    if edition.failure or not blocking:
        return edition
    first = blocking[0]
    why = f"--strict: {len(blocking)} blocking findings; the first is {first.code} at {first.place}: {first.message}"
    return edition.but(failure=why)
