"""XLIFF out: a document of our own, or units put into one that is there."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.xliff.document import NAMESPACE, XML, Alternative, Document, N, Span, Unit
from pipeline.xmlfile import root_of

_CTYPES = {"link": "link", "emphasis": "italic", "strong": "bold", "code": "x-code"}
_NAMESPACES: dict[Any, str] = {None: NAMESPACE}  # the stubs know no default namespace


def write(document: Document) -> bytes:
    """The document as UTF-8 XML, indented by unit; same document, same bytes."""
    from lxml import etree

    root = etree.Element(f"{N}xliff", nsmap=_NAMESPACES, version="1.2")
    file = etree.SubElement(root, f"{N}file", original=document.original, datatype="plaintext")
    file.set("source-language", document.source_lang.tag)
    file.set("target-language", document.target_lang.tag)
    body = etree.SubElement(file, f"{N}body")
    for unit in document.units:
        _add_unit(body, unit)
    etree.indent(root, space="  ")  # before the texts are in: white space within them is theirs
    for element, unit in zip(body, document.units, strict=True):
        _fill_unit(element, unit)
    return _serialised(root)


def merge(path: Path, units: Iterable[Unit]) -> bytes:
    """The document of a file with these units in the place of those with their ids, or at its end.

    Everything else stays as it is: other units, comments, attributes and elements that we do not know.
    Raises `ArticleError` when the file is no XLIFF.
    """
    root = root_of(path, comments=True)
    there = {element.get("id"): element for element in root.iter(f"{N}trans-unit")}
    for unit in units:
        element = _alone(unit)
        old = there.get(unit.id)
        if old is None:
            _append_unit(root, element)
        else:
            element.tail = old.tail
            old.getparent().replace(old, element)
        there[unit.id] = element
    return _serialised(root)


def _alone(unit: Unit) -> Any:
    """A unit indented as one of a document."""
    from lxml import etree

    holder = etree.Element(f"{N}body", nsmap=_NAMESPACES)
    _add_unit(holder, unit)
    etree.indent(holder[0], space="  ", level=3)
    _fill_unit(holder[0], unit)
    return holder[0]


def _append_unit(root: Any, element: Any) -> None:
    from lxml import etree

    file = root.find(f"{N}file")
    body = file.find(f"{N}body")
    if body is None:
        body = etree.SubElement(file, f"{N}body")
    if len(body):
        element.tail, body[-1].tail = body[-1].tail, "\n      "
    else:
        body.text, element.tail = "\n      ", "\n    "
    body.append(element)


def _serialised(root: Any) -> bytes:
    from lxml import etree

    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8") + b"\n"


def _add_unit(body: Any, unit: Unit) -> None:
    """The unit's elements, still without the texts of source and target."""
    from lxml import etree

    element = etree.SubElement(body, f"{N}trans-unit", id=unit.id)
    if unit.approved:
        element.set("approved", "yes")
    element.set(f"{XML}space", "preserve")
    etree.SubElement(element, f"{N}source")
    if unit.state:
        target = etree.SubElement(element, f"{N}target", state=unit.state)
        if unit.qualifier:
            target.set("state-qualifier", unit.qualifier)
    for note in unit.notes:
        added = etree.SubElement(element, f"{N}note")
        added.text = note.text
        if note.origin:
            added.set("from", note.origin)
    for alternative in unit.alternatives:
        _add_alternative(element, alternative)


def _add_alternative(element: Any, alternative: Alternative) -> None:
    from lxml import etree

    added = etree.SubElement(element, f"{N}alt-trans")
    if alternative.quality is not None:
        added.set("match-quality", f"{alternative.quality}%")
    if alternative.origin:
        added.set("origin", alternative.origin)
    if alternative.source:
        etree.SubElement(added, f"{N}source").text = alternative.source
    etree.SubElement(added, f"{N}target").text = alternative.target


def _fill_unit(element: Any, unit: Unit) -> None:
    spans = [(number, mark.begin, mark.end) for number, mark in enumerate(unit.source_marks, 1)]
    kinds = {number: _CTYPES[mark.kind] for number, mark in enumerate(unit.source_marks, 1)}
    _fill(element.find(f"{N}source"), unit.source, spans, kinds)
    if unit.state:
        _fill(element.find(f"{N}target"), unit.target, unit.target_marks, kinds)


def _fill(element: Any, text: str, spans: Sequence[Span], kinds: Mapping[int, str]) -> None:
    """Writes text with its spans as nested `<g>`."""
    _fill_stretch(element, text, sorted(spans, key=lambda span: (span[1], -span[2])), 0, len(text), kinds)


def _fill_stretch(
    element: Any, text: str, spans: list[Span], begin: int, end: int, kinds: Mapping[int, str]
) -> None:
    from lxml import etree

    position, last = begin, None
    while spans and spans[0][1] < end:
        number, inner_begin, inner_end = spans.pop(0)
        _append(element, last, text[position:inner_begin])
        last = etree.SubElement(element, f"{N}g", id=str(number), ctype=kinds.get(number, "x-other"))
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
