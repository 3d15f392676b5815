"""Media overlays: which element of a document sounds when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

_SMIL = "http://www.w3.org/ns/SMIL"
_OPS = "http://www.idpf.org/2007/ops"
_NAMESPACES: Any = {None: _SMIL, "epub": _OPS}


@dataclass(frozen=True, slots=True)
class Pair:
    """An element and its sound."""

    id: str
    """Of the element."""
    sound: str
    """Address of the sound file, from the overlay."""
    begin: int
    """Milliseconds in that file."""
    end: int
    words: tuple["Pair", ...] = ()
    """The same, word by word; then the sentence itself is only the frame."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A SMIL document."""

    data: bytes
    """Empty where nothing sounds."""
    milliseconds: int
    """The sum of what sounds."""


def overlay(document: str, pairs: Sequence[Pair]) -> Overlay:
    """The overlay of a document that lies beside it; `pairs` in reading order."""
    if not pairs:
        return Overlay(b"", 0)
    root = etree.Element(f"{{{_SMIL}}}smil", {"version": "3.0"}, nsmap=_NAMESPACES)
    body = etree.SubElement(root, f"{{{_SMIL}}}body")
    for pair in pairs:
        _add(body, document, pair)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Overlay(data, sum(each.end - each.begin for pair in pairs for each in (pair.words or (pair,))))


def _add(parent: etree._Element, document: str, pair: Pair) -> None:
    target = f"{document}#{pair.id}"
    if pair.words:
        frame = etree.SubElement(parent, f"{{{_SMIL}}}seq", {f"{{{_OPS}}}textref": target})
        for word in pair.words:
            _add(frame, document, word)
        return
    par = etree.SubElement(parent, f"{{{_SMIL}}}par")
    etree.SubElement(par, f"{{{_SMIL}}}text", {"src": target})
    times = {"clipBegin": clock(pair.begin), "clipEnd": clock(pair.end)}
    etree.SubElement(par, f"{{{_SMIL}}}audio", {"src": pair.sound, **times})


def clock(milliseconds: int) -> str:
    """A SMIL clock value in seconds: "75.020s"."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}s"
