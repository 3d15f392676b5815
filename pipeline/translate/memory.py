"""Memories: finished translations of people, found by the hash of their source.

Only exact matches are ever used. A fuzzy match is no translation: "26 killed" and "36 killed" are
97.8 % alike.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Mark, Segment, Target
from pipeline.ports import Translation
from pipeline.seal import plain, whole_seal
from pipeline.tmx import read as read_tmx
from pipeline.translate.marks import project
from pipeline.xliff import DONE, Document, Unit, read


@dataclass(frozen=True, slots=True)
class Memory:
    """Finished translations of one article into one language."""

    name: str = ""
    """The file's name, shown as the origin of a target."""
    units: Mapping[str, Unit] = field(default_factory=dict)
    """By `source_hash`. Of two units with one source, the later wins."""
    in_context: Mapping[str, Unit] = field(default_factory=dict)
    """By segment id: what was said for this sentence between these neighbours. Looked at first."""
    behind: tuple["Memory", ...] = ()
    """Memories that are asked after this one, in order."""

    def find(self, segment: Segment, lang: Lang) -> Target | None:
        """The target for a segment's exact source, its inline marks included."""
        unit = self.in_context.get(segment.id) or self.units.get(source_hash(segment.text))
        if unit is not None:
            return _target(unit, segment, lang, self.name)
        found = (memory.find(segment, lang) for memory in self.behind)
        return next((target for target in found if target), None)

    def plus(self, other: "Memory") -> "Memory":
        """Both memories; where they disagree, this one wins."""
        return replace(self, behind=(*self.behind, other))


def source_hash(text: str) -> str:
    """The key of a source text: sha256 of its NFC form with white space made single."""
    return hashlib.sha256(plain(text).encode()).hexdigest()


def load_memory(path: Path, source: Lang, target: Lang) -> Memory:
    """Reads `<name>.<lang>.xlf`; a file that is not there is an empty memory.

    Units without a finished target are left to the engines. Raises `ArticleError` when the file is no
    XLIFF or is for other languages.
    """
    if not path.exists():
        return Memory()
    document = read(path)
    _demand(path, "source-language", document.source_lang, source)
    _demand(path, "target-language", document.target_lang, target)
    return _of(path, document)


def shared_memory(path: Path, source: Lang, target: Lang) -> Memory:
    """Reads an XLIFF or TMX file that serves several articles; empty when it is for other languages.

    Raises `ArticleError` when the file is not there or is neither.
    """
    document = read_tmx(path, source, target) if path.suffix.lower() == ".tmx" else read(path)
    fits = (document.source_lang.base, document.target_lang.base) == (source.base, target.base)
    return _of(path, document) if fits else Memory()


def is_finished(unit: Unit) -> bool:
    """Whether a person gave this unit a target and called it done."""
    return unit.state in DONE and bool(unit.target.strip())


def _of(path: Path, document: Document) -> Memory:
    finished = {source_hash(unit.source): unit for unit in document.units if is_finished(unit)}
    return Memory(path.name, finished)


def _demand(path: Path, attribute: str, found: Lang, wanted: Lang) -> None:
    if found.base != wanted.base:
        raise ArticleError(
            f"{attribute} is {found}, but the edition needs {wanted}.",
            place=path.name,
            remedy="Rename the file or correct the attribute.",
        )


def _target(unit: Unit, segment: Segment, lang: Lang, origin: str) -> Target:
    """Only a seal that holds says that a person edited or reviewed it."""
    seal = whole_seal(unit)
    told = seal if seal and seal.state in {"edited", "reviewed"} else None
    return Target(
        segment.id,
        unit.target,
        told.state if told else "post-edited",
        lang,
        origin,
        marks=_marks(unit, segment),
        reviewer=told.name if told and told.state == "reviewed" else "",
    )


def _marks(unit: Unit, segment: Segment) -> tuple[Mark, ...]:
    """The target's spans with the kind and link of the source's mark of the same number.

    A unit that was made for other marks, or for none, has them around all of its words: none is lost.
    """
    numbers = sorted(number for number, _, _ in unit.target_marks)
    if numbers != list(range(1, len(segment.marks) + 1)):
        return project(segment.marks, Translation(unit.target))
    marks = [
        replace(segment.marks[number - 1], begin=begin, end=end) for number, begin, end in unit.target_marks
    ]
    return tuple(marks)
