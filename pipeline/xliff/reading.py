"""XLIFF in, as Weblate, OmegaT and a person with an editor of text leave it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.xliff.document import Document, N, Note, Span, Unit
from pipeline.xmlfile import root_of

_TRANSPARENT = {f"{N}g", f"{N}mrk"}


def read(path: Path) -> Document:
    """All units of an XLIFF 1.2 file, under the name and the languages of its first `<file>`.

    Raises `ArticleError` naming file and line.
    """
    root = root_of(path)
    files = root.findall(f"{N}file")
    if root.tag != f"{N}xliff" or not files:
        raise ArticleError("is not an XLIFF 1.2 document.", place=path.name, remedy="Export it as XLIFF 1.2.")
    languages = {_languages(file, path) for file in files}
    if len(languages) > 1:
        raise ArticleError("holds several pairs of languages.", place=path.name, remedy="Split it.")
    source, target = languages.pop()
    units = tuple(_unit(element, path) for file in files for element in file.iter(f"{N}trans-unit"))
    return Document(files[0].get("original") or "", source, target, units)


def _languages(file: Any, path: Path) -> tuple[Lang, Lang]:
    source, target = file.get("source-language"), file.get("target-language")
    if not source or not target:
        raise ArticleError(
            "<file> has no source-language or no target-language.", place=f"{path.name}:{file.sourceline}"
        )
    return Lang.parse(source), Lang.parse(target)


def _unit(element: Any, path: Path) -> Unit:
    source = element.find(f"{N}source")
    if source is None:
        raise ArticleError("<trans-unit> without <source>.", place=f"{path.name}:{element.sourceline}")
    target = element.find(f"{N}target")
    notes = tuple(
        Note("".join(note.itertext()), note.get("from") or "") for note in element.findall(f"{N}note")
    )
    unit = Unit(element.get("id") or "", _text(source), notes=notes, line=element.sourceline or 0)
    return unit if target is None else _with_target(unit, element, target)


def _with_target(unit: Unit, element: Any, target: Any) -> Unit:
    return Unit(
        id=unit.id,
        source=unit.source,
        target=_text(target),
        state=target.get("state") or "",
        approved=element.get("approved") == "yes",
        qualifier=target.get("state-qualifier") or "",
        target_marks=tuple(_spans(target)),
        notes=unit.notes,
        foreign=tuple(
            child.tag.removeprefix(N)
            for child in target.iterdescendants("*")
            if child.tag not in _TRANSPARENT
        ),
        line=unit.line,
    )


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _spans(element: Any, begin: int = 0) -> Iterator[Span]:
    """The `<g>` elements below, outer ones first."""
    position = begin + len(element.text or "")
    for child in element:
        length = len(_text(child))
        if child.tag == f"{N}g":
            yield _number(child.get("id") or ""), position, position + length
        yield from _spans(child, position)
        position += length + len(child.tail or "")


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0
