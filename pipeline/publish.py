"""A run: sources become an output tree, article by article."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.equipment import demand
from pipeline.errors import UsageError
from pipeline.journal import Journal
from pipeline.line import apart, here
from pipeline.model import Edition, File
from pipeline.options import Options
from pipeline.ports import NoProgress, Progress
from pipeline.read import SUFFIXES
from pipeline.recipe import taken
from pipeline.render import SHARED_FOLDERS, issue_files, shared_files, site_files
from pipeline.report import Counts, Report, about, articles_json, is_lacking, listings
from pipeline.selection import Plan, Selection, select
from pipeline.store import Packed, PackedMapping, Tree, json_bytes
from pipeline.unchanged import Unchanged
from pipeline.workshop import Made

REPORT = "report.json"
Line = Callable[[Plan, Options, Journal, Progress], Iterator[Made]]
"""Makes what is planned, in any order: `here`, or `apart`."""


def publish(
    sources: Sequence[Path],
    options: Options,
    progress: Progress | None = None,
    *,
    selection: Selection | None = None,
    line: Line = here,
) -> Report:
    """Makes all editions of some articles and writes them into the output tree.

    An article that cannot be read, or a language that cannot be made, is told in the report; the others
    go on. What is finished is in the tree at once, and stays if the run ends early. Memory does not grow with the
    number of articles, but for a few kilobytes each. Raises `UsageError`, `SetupError` or `LockedError` when
    nothing can be done at all.
    """
    demand(options)
    selection = selection or Selection()
    if options.collection:  # a book of all articles needs all of them
        selection = replace(selection, anew=True)
    with Tree(options.out) as tree:
        run = _Run(sources, options, tree, selection)
        try:
            run.make(line, progress or NoProgress())
            return run.finish()
        finally:
            run.close()


def publish_apart(
    sources: Sequence[Path], options: Options, progress: Progress, selection: Selection, ray: str = ""
) -> Report:
    """The same, in helper processes where there is more than one article: one that dies takes no other along.

    `ray`: the address of a cluster to make them on, or `auto`. Raises `UsageError` for a collection on a cluster.
    """
    if ray and options.collection:
        raise UsageError("--collection needs all articles in one process.", remedy="Leave --ray out.")
    alone = len(sources) == 1 and not Journal(options.out).failed()
    line: Line = here if alone or options.collection else apart
    if ray:
        from pipeline.cluster import on_ray

        line = partial(on_ray, ray)
    return publish(sources, options, progress, selection=selection, line=line)


class _Run:
    """What one run gathers."""

    def __init__(self, sources: Sequence[Path], options: Options, tree: Tree, selection: Selection) -> None:
        self._order = {source: number for number, source in enumerate(sources)}
        self._options = options
        self._tree = tree
        self._journal = Journal(options.out)
        self._unchanged = Unchanged(tree, options)
        self._plan = select(sources, selection, self._journal, self._unchanged.find)
        self._entries: dict[str, tuple[Path, Packed]] = {}
        self._unread: dict[Path, str] = {}
        self._quarantined: set[Path] = set()
        self._seconds: dict[str, float] = {}
        self._renewed: set[str] = set()
        self._editions: list[Edition] = []

    def make(self, line: Line, progress: Progress) -> None:
        """Everything that is planned; what is finished is written at once."""
        for source, (slug, article) in self._plan.unchanged.items():
            self._enter(source, slug, article)
        for source, why in self._plan.quarantined.items():
            told = f"{source}: is quarantined, since its process ended again and again. {why} Change it, or use --only-failed."
            self._lose(Made(source, failure=told, quarantined=True))
        ready = False
        for made in line(self._plan, self._options, self._journal, progress):
            if not ready:
                self._tree.save(shared_files(self._options.fonts, sound=self._options.audio != "none"))
                ready = True
            self._take(made)

    def finish(self) -> Report:
        """Front pages, feeds and report of all runs; the manifest last."""
        articles = PackedMapping({slug: article for slug, (_, article) in self._sorted()})
        issues = issue_files(self._editions, self._options.collection, words=self._options.words)
        _close(self._tree, issues, articles, self._renewed, self._options)
        for slug in self._renewed & set(articles):
            self._unchanged.remember(self._entries[slug][0], slug, articles[slug])
        unread = {str(source): why for source, why in sorted(self._unread.items(), key=self._place)}
        counts = self._counts(sum(map(is_lacking, articles.values())))
        return Report(articles, unread, self._seconds, self._options.site, counts)

    def close(self) -> None:
        """The run ends by itself, finished or not: nothing that it had begun is suspect."""
        self._journal.close()

    def _take(self, made: Made) -> None:
        for stage, seconds in made.seconds.items():
            self._seconds[stage] = self._seconds.get(stage, 0.0) + seconds
        if not made.slug:
            self._lose(made)
        elif self._enter(made.source, made.slug, Packed.of(made.article)):
            self._tree.save(made.files)
            self._renewed.add(made.slug)
            self._editions += made.editions if self._options.collection else ()
            self._journal.ended(made.source, "failed" if made.is_lacking else "done")

    def _lose(self, made: Made) -> None:
        self._unread[made.source] = made.failure
        if made.quarantined:
            self._quarantined.add(made.source)
        else:
            self._journal.ended(made.source, "failed", made.failure)

    def _enter(self, source: Path, slug: str, article: Packed) -> bool:
        """Whether the slug is this article's: of two, the one that was named first has it, whichever is ready first."""
        other = self._entries.get(slug)
        if other and self._order[other[0]] < self._order[source]:
            self._lose(Made(source, failure=taken(source, slug, other[0])))
            return False
        self._entries[slug] = source, article
        if other:
            self._lose(Made(other[0], failure=taken(other[0], slug, source)))
            self._plan.unchanged.pop(other[0], None)
        return True

    def _sorted(self) -> list[tuple[str, tuple[Path, Packed]]]:
        return sorted(self._entries.items(), key=lambda each: self._order[each[1][0]])

    def _place(self, told: tuple[Path, str]) -> int:
        return self._order[told[0]]

    def _counts(self, lacking: int) -> Counts:
        """`lacking`: of how many articles an edition could not be made."""
        failed = len(self._unread) - len(self._quarantined) + lacking
        return Counts(
            given=len(self._entries) + len(self._unread),
            done=len(self._entries) - lacking,
            unchanged=len(self._plan.unchanged),
            failed=failed,
            quarantined=len(self._quarantined),
            left=self._plan.left,
        )


def write(tree: Tree, editions: Sequence[Edition], options: Options) -> None:
    """Brings finished editions into a tree at once, beside those of older runs."""
    made = [file for edition in editions for file in edition.files]
    made += issue_files(editions, options.collection, words=options.words)
    articles = PackedMapping.of(articles_json(editions))
    _close(tree, made, articles, {edition.article.slug for edition in editions}, options)


def _close(
    tree: Tree, files: Sequence[File], articles: PackedMapping, renewed: Set[str], options: Options
) -> None:
    """What lists all articles, those of older runs too; the manifest last."""
    older = tree.load(REPORT, packing="editions").get("articles", {})
    known = PackedMapping(dict(sorted({**older, **articles.packed()}.items())))
    shared = site_files(listings(known), fonts=options.fonts, site=options.site)
    report = File(REPORT, json_bytes({"articles": known.packed()}))
    tree.commit([*files, *shared, report], SHARED_FOLDERS | renewed, about(known, options.site))


def source_files(named: Sequence[Path]) -> tuple[Path, ...]:
    """The articles among the named paths: files as they are, folders as the sorted articles in them.

    Raises `UsageError` when a path does not exist or a folder holds no article.
    """
    found: list[Path] = []
    for path in named:
        if path.is_dir():
            inside = sorted(child for child in path.iterdir() if child.suffix.lower() in SUFFIXES)
            _demand_names(inside)
            if not inside:
                known = ", ".join(sorted(SUFFIXES))
                raise UsageError("holds no article.", place=str(path), remedy=f"Known endings: {known}.")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise UsageError("does not exist.", place=str(path), remedy="Check the path.")
    return tuple(dict.fromkeys(found))


def _demand_names(found: Sequence[Path]) -> None:
    """No page and no report can name a file whose name is no text."""
    for path in found:
        try:
            path.name.encode()
        except UnicodeEncodeError as error:
            raise UsageError("its name is not UTF-8.", place=ascii(str(path)), remedy="Rename it.") from error
