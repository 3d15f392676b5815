"""TMX 1.4, the format in which memories travel between translators' tools. Nothing of our own in it but a `<prop>`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

from pipeline.errors import ArticleError, UnknownLanguageError
from pipeline.language import Lang
from pipeline.xliff import Document, Note, Span, Unit
from pipeline.xliff.document import XML
from pipeline.xmlfile import root_of

SEAL = "x-editions-seal"
"""The type of the property that holds a unit's seal; written from and read into a note of the unit."""
_ANY_LANGUAGE = "*all*"
_CODES = {"bpt", "ept", "it", "ph", "ut"}
"""Elements that hold another program's codes, not words."""
_MARKS = 50
"""More marks than this in a sentence are no sentence's."""


def write(document: Document, version: str) -> bytes:
    """The finished units as TMX; `version` is that of the program. Same document, same bytes.

    Inline marks become pairs of `<bpt>` and `<ept>` with `i` and `x` as their number.
    """
    from lxml import etree

    root = etree.Element("tmx", version="1.4")
    etree.SubElement(root, "header", _header(document.source_lang, version))
    body = etree.SubElement(root, "body")
    for unit in document.units:
        _add_unit(body, unit)
    etree.indent(root, space="  ")  # before the texts are in: white space within them is theirs
    languages = document.source_lang, document.target_lang
    for element, unit in zip(body, document.units, strict=True):
        for tuv, lang, text, spans in zip(
            element.findall("tuv"), languages, (unit.source, unit.target), _spans_of(unit), strict=True
        ):
            tuv.set(f"{XML}lang", lang.tag)
            _fill(tuv[0], text, spans)
    doctype = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=doctype) + b"\n"


def read(path: Path, source: Lang, target: Lang) -> Document:
    """The units of a TMX file that say something in both languages, as finished.

    Regions and scripts are only asked after where several fit: "pt-BR" is taken for "pt". The words inside `<hi>` are
    kept, the codes in `<bpt>`, `<ept>`, `<ph>`, `<it>` and `<ut>` are not; a pair of `<bpt>` and `<ept>` is a
    mark. Raises `ArticleError` when the file is no TMX.
    """
    root = root_of(path, doctype=True)
    if root.tag != "tmx" or root.find("body") is None:
        raise ArticleError("is not a TMX document.", place=path.name, remedy="Export it as TMX 1.4.")
    units = tuple(_units(root.find("body"), source, target))
    return Document(path.name, source, target, units)


def languages(path: Path) -> tuple[Lang, ...]:
    """The languages of a TMX file in the order of their first appearance, the header's source language first."""
    root = root_of(path, doctype=True)
    header = root.find("header")
    first = [] if header is None else [header.get("srclang") or _ANY_LANGUAGE]
    tags = dict.fromkeys([*first, *(_tag(tuv) for tuv in root.iter("tuv"))])
    return tuple(dict.fromkeys(lang for tag in tags if (lang := _lang(tag))))


def _header(source: Lang, version: str) -> dict[str, str]:
    return {
        "creationtool": "editions", "creationtoolversion": version, "segtype": "sentence",
        "o-tmf": "editions", "adminlang": "en", "srclang": source.tag, "datatype": "plaintext",
    }  # fmt: skip


def _add_unit(body: Any, unit: Unit) -> None:
    from lxml import etree

    element = etree.SubElement(body, "tu", tuid=unit.id) if unit.id else etree.SubElement(body, "tu")
    for note in unit.notes:
        etree.SubElement(element, "prop", type=SEAL).text = note.text
    for _ in ("source", "target"):
        etree.SubElement(etree.SubElement(element, "tuv"), "seg")


def _spans_of(unit: Unit) -> tuple[Sequence[Span], Sequence[Span]]:
    marks = enumerate(unit.source_marks, 1)
    return [(number, mark.begin, mark.end) for number, mark in marks], unit.target_marks


def _fill(seg: Any, text: str, spans: Sequence[Span]) -> None:
    """Text with an empty element where a mark begins and where it ends."""
    from lxml import etree

    begins = [(begin, 1, -end, number) for number, begin, end in spans]
    ends = [(end, 0, -begin, number) for number, begin, end in spans]
    last, position = None, 0
    for at, opens, _, number in sorted([*begins, *ends]):
        _append(seg, last, text[position:at])
        last = etree.SubElement(seg, "bpt" if opens else "ept", i=str(number))
        if opens:
            last.set("x", str(number))
        position = at
    _append(seg, last, text[position:])


def _append(seg: Any, last: Any, text: str) -> None:
    if last is None:
        seg.text = (seg.text or "") + text or None
    else:
        last.tail = (last.tail or "") + text or None


def _units(body: Any, source: Lang, target: Lang) -> Iterator[Unit]:
    for tu in body.iter("tu"):
        segs = [(_tag(tuv), tuv.find("seg")) for tuv in tu.findall("tuv")]
        said, answer = _best(segs, source), _best(segs, target)
        if said is None or answer is None or said is answer:
            continue
        text, spans = _read(said)
        words, target_spans = _read(answer)
        notes = tuple(Note(prop.text or "") for prop in tu.findall("prop") if prop.get("type") == SEAL)
        if text.strip() and words.strip():
            yield Unit(
                tu.get("tuid") or "", text, words, "translated", notes=notes, line=tu.sourceline or 0,
                target_marks=target_spans if _numbers(target_spans) == _numbers(spans) else (),
            )  # fmt: skip


def _best(segs: Iterable[tuple[str, Any]], wanted: Lang) -> Any:
    """The segment in a language: in exactly this one, else in any of the same base."""
    known = [(lang, seg) for tag, seg in segs if seg is not None and (lang := _lang(tag))]
    exact = [seg for lang, seg in known if lang == wanted]
    alike = [seg for lang, seg in known if lang.base == wanted.base]
    return next(iter([*exact, *alike]), None)


def _tag(tuv: Any) -> str:
    return tuv.get(f"{XML}lang") or tuv.get("lang") or ""


def _lang(tag: str) -> Lang | None:
    """None for a tag that is unknown here: the unit is another program's business."""
    try:
        return Lang.parse(tag) if tag and tag != _ANY_LANGUAGE else None
    except UnknownLanguageError:
        return None


def _numbers(spans: Iterable[Span]) -> list[int]:
    return sorted(number for number, _, _ in spans)


def _read(seg: Any) -> tuple[str, tuple[Span, ...]]:
    """The words of a segment, and the marks between `<bpt>` and `<ept>` of one number."""
    pieces: list[str] = []
    opened: dict[str, tuple[int, str]] = {}
    spans: list[Span] = []
    position = 0
    for said, code in _walk(seg):
        pieces.append(said)
        position += len(said)
        if code is None:
            continue
        pair = code.get("i") or ""
        if code.tag == "bpt":
            opened[pair] = position, code.get("x") or pair
        elif pair in opened and opened[pair][0] < position:
            begin, number = opened.pop(pair)
            spans.append((_number(number), begin, position))
    crossing = any(one[1] < other[1] < one[2] < other[2] for one, other in permutations(spans[:_MARKS], 2))
    kept = () if crossing or len(spans) > _MARKS else sorted(spans, key=lambda span: (span[1], -span[2]))
    return "".join(pieces), tuple(kept)


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    """Words in order, each with the `<bpt>` or `<ept>` after it, if there is one."""
    yield element.text or "", None
    for child in element:
        if child.tag in _CODES:
            yield "", child if child.tag in {"bpt", "ept"} else None
        else:
            yield from _walk(child)
        yield child.tail or "", None


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0
