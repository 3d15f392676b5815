"""Out to the translator: XLIFF, a page to read, and the memory as TMX."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from pipeline.equipment import open_second
from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.model import MACHINE_MADE, Edition, File
from pipeline.options import Options
from pipeline.ports import NoProgress, Progress
from pipeline.render.bilingual import bilingual_page
from pipeline.render.review import review, unit_of
from pipeline.review.examine import examine
from pipeline.seal import plain
from pipeline.store import save
from pipeline.tmx import write as write_tmx
from pipeline.translate import Database
from pipeline.xliff import Alternative, Document, Unit

FINISHED = frozenset({"post-edited", "edited", "reviewed"})


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    files: tuple[Path, ...]
    failures: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        return 1 if self.failures else 0


def export(
    sources: Sequence[Path], options: Options, out: Path, progress: Progress | None = None
) -> Exported:
    """Writes `<slug>/<lang>/review.xlf` and `review.html` for each edition, and `memory.<from>-<to>.tmx`.

    Raises as `publish` does, and `OutputError` when a file cannot be written.
    """
    seen = examine(sources, options, progress or NoProgress())
    editions = [edition for edition in seen.editions if not edition.failure]
    files = [*_reviews(editions, options), *_memories(editions, options)]
    for file in files:
        save(out / file.path, file.data)
    return Exported(tuple(out / file.path for file in files), tuple(seen.failures))


def _reviews(editions: Sequence[Edition], options: Options) -> Iterator[File]:
    for (_, _), together in groupby(sorted(editions, key=_pair), key=_pair):
        alike = list(together)
        second = _second_opinions(alike, options)
        for edition in alike:
            offers = _offers(edition, options, second)
            folder = f"{edition.article.slug}/{edition.lang}"
            yield File(f"{folder}/review.xlf", review(edition, offers))
            yield File(f"{folder}/review.html", bilingual_page(edition, offers))


def _pair(edition: Edition) -> tuple[str, str]:
    return edition.article.lang.tag, edition.lang.tag


def _offers(
    edition: Edition, options: Options, second: Mapping[str, Alternative]
) -> dict[str, tuple[Alternative, ...]]:
    """By segment: what the memory has for similar sources, then what a second engine says, if that is different."""
    database = Database(options.memory_db, edition.article.lang, edition.lang)
    similar = database.similar([segment.text for segment in edition.segments])
    offers = {}
    for segment, target in zip(edition.segments, edition.targets, strict=True):
        found = [
            Alternative(each.target, "tm", each.likeness, each.source)
            for each in similar.get(segment.text, ())
        ]
        other = second.get(segment.text)
        if other and plain(other.target) != plain(target.text):
            found.append(other)
        offers[segment.id] = tuple(found)
    return offers


def _second_opinions(editions: Sequence[Edition], options: Options) -> dict[str, Alternative]:
    """By source text: what the next best engine says for the sentences that no person has finished."""
    texts = {
        segment.text: None
        for edition in editions
        for segment, target in zip(edition.segments, edition.targets, strict=True)
        if target.state in MACHINE_MADE
    }
    try:
        with closing(open_second(options, editions[0].article.lang, editions[0].lang)) as translator:
            said = translator.translate(list(texts))
    except (
        MissingEngineError,
        SetupError,
    ):  # a damaged one takes nothing along: it only has something to offer
        return {}
    return {
        text: Alternative(answer.text, translator.fingerprint)
        for text, answer in zip(texts, said, strict=True)
        if answer.text.strip()
    }


def _memories(editions: Sequence[Edition], options: Options) -> Iterator[File]:
    """Of each pair of languages all that people finished: in the memory, and in these articles."""
    for (source_tag, target_tag), together in groupby(sorted(editions, key=_pair), key=_pair):
        source, target = Lang.parse(source_tag), Lang.parse(target_tag)
        own = (unit for edition in together for unit in _finished(edition))
        units = _once([*own, *Database(options.memory_db, source, target).units()])
        if units:
            document = Document("", source, target, units)
            name = f"memory.{source}-{target}.tmx"
            yield File(name, write_tmx(document, version("editions")))


def _finished(edition: Edition) -> Iterator[Unit]:
    for segment, target in zip(edition.segments, edition.targets, strict=True):
        if target.state in FINISHED:
            yield unit_of(segment, target)


def _once(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Each pair of source and target once."""
    found: dict[tuple[str, str], Unit] = {}
    for unit in units:
        found.setdefault((plain(unit.source), plain(unit.target)), unit)
    return tuple(found.values())
