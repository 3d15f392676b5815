"""In from the translator: what is finished goes beside the source and into the memory."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.errors import ArticleError, OutputError, UsageError
from pipeline.language import Lang
from pipeline.model import Article
from pipeline.options import Options
from pipeline.recipe import read_all
from pipeline.review.accept import Outcome, accept
from pipeline.review.examine import source_of
from pipeline.seal import LONGEST_NAME, seal_of
from pipeline.segment import segments
from pipeline.store import save
from pipeline.tmx import languages
from pipeline.tmx import read as read_tmx
from pipeline.translate import Database, Remembered, load_memory, remembered
from pipeline.xliff import Document, merge, read, write

SUFFIXES = frozenset({".xlf", ".xliff", ".tmx"})
"""What a translator sends."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    file: Path
    article: str = ""
    """Empty for a TMX file, which belongs to none."""
    lang: str = ""
    outcome: Outcome = field(default_factory=Outcome)
    into: Path | None = None
    """The file beside the source; None when nothing was accepted."""
    failure: str = ""
    """Why nothing of it could be used."""
    warning: str = ""
    """What was done, but not as asked."""

    def refusals(self) -> Iterator[str]:
        """One line for each unit that was refused, with file and line."""
        for each in self.outcome.refused:
            yield f"{self.file.name}:{each.line}: {each.id}: {each.reason}."

    def as_row(self) -> dict[str, Any]:
        """For a table."""
        states = Counter(sealed.state for unit in self.outcome.accepted if (sealed := seal_of(unit)))
        return {
            "file": self.file.name,
            "article": self.article,
            "lang": self.lang,
            "accepted": len(self.outcome.accepted),
            "reviewed": states["reviewed"],
            "refused": len(self.outcome.refused),
            "open": self.outcome.open,
            "untouched": self.outcome.untouched,
        }

    def as_json(self) -> dict[str, Any]:
        refused = [{"id": each.id, "line": each.line, "reason": each.reason} for each in self.outcome.refused]
        more = {"into": str(self.into or ""), "failure": self.failure, "warning": self.warning}
        return {**self.as_row(), "refused": refused, **more}


def take_in(
    files: Sequence[Path], sources: Sequence[Path], options: Options, reviewer: str | None = None
) -> tuple[Taken, ...]:
    """Reads each file by itself. Raises `UsageError` for a reviewer's name that is none."""
    name = "" if reviewer is None else _name(reviewer)
    articles, unread = read_all(sources, options)
    told = [Taken(Path(source), failure=why) for source, why in unread.items()]
    return (*told, *(each for file in files for each in _take(file, sources, articles, options, name)))


def exit_code(taken: Sequence[Taken]) -> int:
    """1 when anything was refused or could not be read."""
    return 1 if any(each.failure or each.outcome.refused for each in taken) else 0


def _name(reviewer: str) -> str:
    name = " ".join(reviewer.split())
    if not (name.isprintable() and 0 < len(name) <= LONGEST_NAME):
        raise UsageError(f"--reviewer {reviewer!r} is no name.", remedy="Give the person's name.")
    return name


def _take(
    file: Path, sources: Sequence[Path], articles: Sequence[Article], options: Options, reviewer: str
) -> Iterator[Taken]:
    try:
        if file.suffix.lower() == ".tmx":
            yield from _take_memory(file, options)
        else:
            yield _take_review(file, sources, articles, options, reviewer)
    except (ArticleError, UsageError) as error:
        yield Taken(file, failure=str(error))


def _take_review(
    file: Path, sources: Sequence[Path], articles: Sequence[Article], options: Options, reviewer: str
) -> Taken:
    document = read(file)
    article = _article(file, document, articles)
    lang = next((lang for lang in options.to if lang.base == document.target_lang.base), document.target_lang)
    parts = segments(article)
    into = source_of(sources, article.name).parent / f"{article.name}.{lang}.xlf"
    standing = _standing(into, article, lang)
    outcome = accept(document.units, parts, reviewer, standing.units)
    if not outcome.accepted:
        return Taken(file, article.name, lang.tag, outcome)
    fresh = write(replace(standing, units=outcome.accepted))
    save(into, merge(into, outcome.accepted) if into.exists() else fresh)
    database = Database(options.memory_db, article.lang, lang)
    warning = _learn(database, tuple(remembered(parts, outcome.accepted)))
    return Taken(file, article.name, lang.tag, outcome, into, warning=warning)


def _article(file: Path, document: Document, articles: Sequence[Article]) -> Article:
    """The article that a file says it is of, by `original`, by its own name, or because it has its sentences."""
    by_name = {article.name: article for article in articles}
    for name in (document.original, Path(document.original).stem, file.name.rsplit(".", 2)[0]):
        if name in by_name:
            return by_name[name]
    ids = {unit.id for unit in document.units}
    shared = [article for article in articles if ids & {segment.id for segment in segments(article)}]
    if len(shared) != 1:
        raise ArticleError(
            f"belongs to none of the articles given: its original is {document.original!r}.",
            place=file.name,
            remedy="Name its source too.",
        )
    return shared[0]


def _standing(into: Path, article: Article, lang: Lang) -> Document:
    """What stands beside the source already. Raises `ArticleError` when that is for other languages."""
    if not into.exists():
        return Document(article.name, article.lang, lang, ())
    load_memory(into, article.lang, lang)
    return read(into)


def _take_memory(file: Path, options: Options) -> Iterator[Taken]:
    """Every pair from the source language into another one of the file, or into those that were asked for."""
    bases = {lang.base for lang in options.to}
    others = [lang for lang in languages(file) if lang.base != options.source.base]
    wanted = [lang for lang in others if not bases or lang.base in bases]
    for lang in wanted:
        units = read_tmx(file, options.source, lang).units
        warning = _learn(
            Database(options.memory_db, options.source, lang), [Remembered(unit) for unit in units]
        )
        yield Taken(file, "", lang.tag, Outcome(units), warning=warning)
    if not wanted:
        raise ArticleError(f"holds nothing from {options.source} into a language asked for.", place=file.name)


def _learn(database: Database, learnt: Sequence[Remembered]) -> str:
    """Puts finished units into the memory; one that cannot be written is a warning, for the file beside the
    source holds them too."""
    try:
        database.put(learnt)
    except OutputError as error:
        return str(error)
    return ""
