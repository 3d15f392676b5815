"""XLIFF 1.2, the format that translators' tools share: trans-units in and out, nothing of our own in it.

Only what travels between us and a translator is read: source, target, its state, the inline `<g>`
elements and notes. Weblate and OmegaT both keep the states of 1.2.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Mark

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_N = f"{{{NAMESPACE}}}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_CTYPES = {"link": "link", "emphasis": "italic", "strong": "bold", "code": "x-code"}

DONE = frozenset({"translated", "signed-off", "final"})
"""The target states that a translator gives to finished work."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One trans-unit. Inline marks of the target are (id, begin, end): id counts the source's marks from 1."""

    id: str
    source: str
    target: str = ""
    state: str = ""
    """As in the file: `translated`, `needs-review-translation`, ...; empty without a target."""
    approved: bool = False
    qualifier: str = ""
    source_marks: tuple[Mark, ...] = ()
    target_marks: tuple[tuple[int, int, int], ...] = ()
    notes: tuple[str, ...] = ()
    line: int = 0
    """Where the unit stands in the file it was read from, from 1."""


@dataclass(frozen=True, slots=True)
class Document:
    """One `<file>`."""

    original: str
    source_lang: Lang
    target_lang: Lang
    units: tuple[Unit, ...]


def write(document: Document) -> bytes:
    """The document as UTF-8 XML, indented by unit; same document, same bytes."""
    from lxml import etree

    namespaces: dict[Any, str] = {None: NAMESPACE}  # the stubs know no default namespace
    root = etree.Element(f"{_N}xliff", nsmap=namespaces, version="1.2")
    file = etree.SubElement(root, f"{_N}file", original=document.original, datatype="plaintext")
    file.set("source-language", document.source_lang.tag)
    file.set("target-language", document.target_lang.tag)
    body = etree.SubElement(file, f"{_N}body")
    for unit in document.units:
        _add_unit(body, unit)
    etree.indent(root, space="  ")  # before the texts are in: white space within them is theirs
    for element, unit in zip(body, document.units, strict=True):
        _fill_unit(element, unit)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def read(path: Path) -> Document:
    """The first `<file>` of an XLIFF 1.2 document. Raises `ArticleError` naming file and line."""
    root = _parse(path)
    file = root.find(f"{_N}file")
    if root.tag != f"{_N}xliff" or file is None:
        raise ArticleError("is not an XLIFF 1.2 document.", place=path.name, remedy="Export it as XLIFF 1.2.")
    source, target = file.get("source-language"), file.get("target-language")
    if not source or not target:
        raise ArticleError(
            "<file> has no source-language or no target-language.", place=f"{path.name}:{file.sourceline}"
        )
    units = tuple(_unit(element, path) for element in file.iter(f"{_N}trans-unit"))
    return Document(file.get("original") or "", Lang.parse(source), Lang.parse(target), units)


def _parse(path: Path) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.parse(path, parser)
    except etree.XMLSyntaxError as error:
        raise ArticleError(f"{error.msg}.", place=path.name, remedy="Mend the XML.") from error
    except OSError as error:
        raise ArticleError(f"cannot be read: {error}.", place=path.name) from error
    if tree.docinfo.internalDTD is not None:
        raise ArticleError("has a DOCTYPE, which is refused.", place=path.name, remedy="Remove it.")
    return tree.getroot()


def _unit(element: Any, path: Path) -> Unit:
    source = element.find(f"{_N}source")
    if source is None:
        raise ArticleError("<trans-unit> without <source>.", place=f"{path.name}:{element.sourceline}")
    target = element.find(f"{_N}target")
    return Unit(
        id=element.get("id") or "",
        source=_text(source),
        target="" if target is None else _text(target),
        state="" if target is None else target.get("state") or "",
        approved=element.get("approved") == "yes",
        qualifier="" if target is None else target.get("state-qualifier") or "",
        target_marks=() if target is None else tuple(_spans(target, path)),
        notes=tuple(note.text or "" for note in element.findall(f"{_N}note")),
        line=element.sourceline or 0,
    )


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _spans(element: Any, path: Path, begin: int = 0) -> Iterator[tuple[int, int, int]]:
    """The `<g>` elements below as (id, begin, end), outer ones first."""
    position = begin + len(element.text or "")
    for child in element:
        length = len(_text(child))
        if child.tag == f"{_N}g":
            yield _number(child, path), position, position + length
        yield from _spans(child, path, position)
        position += length + len(child.tail or "")


def _number(element: Any, path: Path) -> int:
    value = element.get("id") or ""
    if not (value.isascii() and value.isdigit()):
        raise ArticleError(f"<g id={value!r}> is not a number.", place=f"{path.name}:{element.sourceline}")
    return int(value)


def _add_unit(body: Any, unit: Unit) -> None:
    """The unit's elements, still without the texts of source and target."""
    from lxml import etree

    element = etree.SubElement(body, f"{_N}trans-unit", id=unit.id)
    if unit.approved:
        element.set("approved", "yes")
    element.set(f"{_XML}space", "preserve")
    etree.SubElement(element, f"{_N}source")
    if unit.state:
        target = etree.SubElement(element, f"{_N}target", state=unit.state)
        if unit.qualifier:
            target.set("state-qualifier", unit.qualifier)
    for note in unit.notes:
        etree.SubElement(element, f"{_N}note").text = note


def _fill_unit(element: Any, unit: Unit) -> None:
    spans = [(number, mark.begin, mark.end) for number, mark in enumerate(unit.source_marks, 1)]
    kinds = {number: _CTYPES[mark.kind] for number, mark in enumerate(unit.source_marks, 1)}
    _fill(element.find(f"{_N}source"), unit.source, spans, kinds)
    if unit.state:
        _fill(element.find(f"{_N}target"), unit.target, unit.target_marks, kinds)


def _fill(element: Any, text: str, spans: Sequence[tuple[int, int, int]], kinds: dict[int, str]) -> None:
    """Writes text with its spans as nested `<g>`; spans nest or are disjoint."""
    _fill_stretch(element, text, sorted(spans, key=lambda span: (span[1], -span[2])), 0, len(text), kinds)


def _fill_stretch(
    element: Any, text: str, spans: list[tuple[int, int, int]], begin: int, end: int, kinds: dict[int, str]
) -> None:
    from lxml import etree

    position, last = begin, None
    while spans and spans[0][1] < end:
        number, inner_begin, inner_end = spans.pop(0)
        _append(element, last, text[position:inner_begin])
        last = etree.SubElement(element, f"{_N}g", id=str(number), ctype=kinds.get(number, "x-other"))
        _fill_stretch(last, text, spans, inner_begin, inner_end, kinds)
        position = inner_end
    _append(element, last, text[position:end])


def _append(element: Any, last: Any, text: str) -> None:
    if not text:
        return
    if last is None:
        element.text = (element.text or "") + text
    else:
        last.tail = (last.tail or "") + text
