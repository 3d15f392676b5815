"""An XLIFF document as a value."""

from dataclasses import dataclass

from pipeline.language import Lang
from pipeline.model import Mark

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
N = f"{{{NAMESPACE}}}"
XML = "{http://www.w3.org/XML/1998/namespace}"

DONE = frozenset({"translated", "signed-off", "final"})
"""The target states that a translator gives to finished work."""

Span = tuple[int, int, int]
"""An inline mark of a target: its number, which counts the source's marks from 1, and begin and end in code points.
Spans nest or are disjoint."""


@dataclass(frozen=True, slots=True)
class Note:
    """A `<note>`: its text, and who says it."""

    text: str
    origin: str = ""
    """The attribute `from`."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """An `<alt-trans>`: another translation, offered to the translator."""

    target: str
    origin: str = ""
    """`tm` for a memory, else the engine."""
    quality: int | None = None
    """Per cent of likeness between this segment's source and the one that was translated."""
    source: str = ""
    """The source that was translated, where it is another one."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One trans-unit."""

    id: str
    source: str
    target: str = ""
    state: str = ""
    """As in the file: `translated`, `needs-review-translation`, ...; empty without a target, or where none is told."""
    approved: bool = False
    qualifier: str = ""
    source_marks: tuple[Mark, ...] = ()
    """Written only."""
    target_marks: tuple[Span, ...] = ()
    """As read, a `<g>` whose id is no number has the number 0."""
    notes: tuple[Note, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    """Written only."""
    foreign: tuple[str, ...] = ()
    """Read only: the names of inline elements in the target other than `<g>` and `<mrk>`."""
    line: int = 0
    """Where the unit stands in the file it was read from, from 1."""


@dataclass(frozen=True, slots=True)
class Document:
    """The `<file>` of an XLIFF document."""

    original: str
    source_lang: Lang
    target_lang: Lang
    units: tuple[Unit, ...]
