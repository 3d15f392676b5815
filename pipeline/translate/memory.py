"""The post-edited memory: finished trans-units of an XLIFF file, found by the hash of their source.

Only exact matches are ever used. A fuzzy match is no translation: "26 killed" and "36 killed" are
97.8 % alike.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Mark, Segment, State, Target
from pipeline.xliff import DONE, Document, Unit, read


@dataclass(frozen=True, slots=True)
class Memory:
    """Finished translations of one article into one language."""

    name: str = ""
    """The file's name, shown as the origin of a target."""
    units: Mapping[str, Unit] = field(default_factory=dict)
    """By `source_hash`. Of two units with one source, the later wins."""

    def find(self, segment: Segment, lang: Lang) -> Target | None:
        """The target for a segment's exact source, its inline marks included."""
        unit = self.units.get(source_hash(segment.text))
        if unit is None:
            return None
        marks = _marks(unit, segment)
        return Target(segment.id, unit.target, _state(unit), lang, self.name, marks=marks)

    def plus(self, other: "Memory") -> "Memory":
        """Both memories; where they disagree, this one wins."""
        names = " + ".join(name for name in (self.name, other.name) if name)
        return Memory(names, {**other.units, **self.units})


def source_hash(text: str) -> str:
    """The key of a source text: sha256 of its NFC form with white space made single."""
    return hashlib.sha256(" ".join(unicodedata.normalize("NFC", text).split()).encode()).hexdigest()


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
    """Reads a memory that serves several articles; empty when it is for other languages.

    Raises `ArticleError` when the file is not there or no XLIFF.
    """
    document = read(path)
    fits = (document.source_lang.base, document.target_lang.base) == (source.base, target.base)
    return _of(path, document) if fits else Memory()


def _of(path: Path, document: Document) -> Memory:
    finished = {source_hash(unit.source): unit for unit in document.units if _is_finished(unit)}
    return Memory(path.name, finished)


def _demand(path: Path, attribute: str, found: Lang, wanted: Lang) -> None:
    if found.base != wanted.base:
        raise ArticleError(
            f"{attribute} is {found}, but the edition needs {wanted}.",
            place=path.name,
            remedy="Rename the file or correct the attribute.",
        )


def _is_finished(unit: Unit) -> bool:
    return unit.state in DONE and bool(unit.target.strip())


def _state(unit: Unit) -> State:
    """Only a sign-off says that a person read it."""
    return "reviewed" if unit.approved and unit.state in {"signed-off", "final"} else "post-edited"


def _marks(unit: Unit, segment: Segment) -> tuple[Mark, ...]:
    """The target's spans with the kind and link of the source's mark of the same number."""
    return tuple(
        Mark(source.kind, begin, end, source.href)
        for number, begin, end in unit.target_marks
        if 1 <= number <= len(segment.marks)
        for source in (segment.marks[number - 1],)
    )
