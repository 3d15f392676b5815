"""`package.opf`: what a book is, what it holds, how it can be read.

Discovery metadata only: nothing here claims that anybody evaluated the book.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from pipeline.messages import words
from pipeline.render.epub.content import Part
from pipeline.render.epub.overlay import clock
from pipeline.render.inline import web_address

OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_XML = "http://www.w3.org/XML/1998/namespace"
ACTIVE, PLAYING = "-epub-media-overlay-active", "-epub-media-overlay-playing"
"""The classes that a reading system gives to what sounds, and to the document while it does."""
_NAMESPACES: Any = {None: OPF, "dc": _DC}
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_FEATURES = (
    "tableOfContents",
    "structuralNavigation",
    "readingOrder",
    "displayTransformability",
)
_HAZARDS = ("noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard")

Meta = tuple[str, str, dict[str, str]]
"""A property, its value, further attributes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book, as the manifest lists it."""

    id: str
    path: str
    media_type: str
    data: bytes
    properties: str = ""
    overlay: str = ""
    """The id of its overlay."""
    milliseconds: int | None = None
    """How long it sounds; only of an overlay."""
    spine: bool = False


def package(parts: Sequence[Part], items: Sequence[Item], title: str, identifier: str) -> bytes:
    """The document. `parts` are all in one language."""
    lang = parts[0].edition.lang
    root = etree.Element(
        _tag("package"),
        {"version": "3.0", "unique-identifier": "id", "dir": lang.direction, f"{{{_XML}}}lang": lang.tag},
        nsmap=_NAMESPACES,
    )
    metadata = etree.SubElement(root, _tag("metadata"))
    for name, value in _described(parts, title, identifier):
        element = etree.SubElement(metadata, f"{{{_DC}}}{name}", {"id": "id"} if name == "identifier" else {})
        element.text = value
    for prop, value, attributes in (*_properties(parts), *_durations(parts, items)):
        etree.SubElement(metadata, _tag("meta"), {"property": prop, **attributes}).text = value
    manifest = etree.SubElement(root, _tag("manifest"))
    for item in items:
        etree.SubElement(manifest, _tag("item"), _attributes(item))
    spine = etree.SubElement(root, _tag("spine"), {"page-progression-direction": lang.direction})
    for item in items:
        if item.spine:
            etree.SubElement(spine, _tag("itemref"), {"idref": item.id})
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _tag(name: str) -> str:
    return f"{{{OPF}}}{name}"


def _attributes(item: Item) -> dict[str, str]:
    told = {"id": item.id, "href": item.path, "media-type": item.media_type}
    more = {"properties": item.properties, "media-overlay": item.overlay}
    return told | {name: value for name, value in more.items() if value}


def _described(parts: Sequence[Part], title: str, identifier: str) -> Iterator[tuple[str, str]]:
    """Dublin Core."""
    articles = [part.edition.article for part in parts]
    yield "identifier", identifier
    yield "title", title
    yield "language", parts[0].edition.lang.tag
    for kind, name in (("byline", "creator"), ("section", "subject"), ("topic", "subject")):
        for said in dict.fromkeys(text for part in parts for text in _texts(part, kind)):
            yield name, said
    for name, values in (
        ("publisher", [article.publisher for article in articles]),
        ("rights", [article.rights for article in articles]),
        ("source", [web_address(article.url) for article in articles]),
        ("date", [article.published.date().isoformat() for article in articles[:1] if article.published]),
    ):
        for value in dict.fromkeys(filter(None, values)):
            yield name, value


def _texts(part: Part, kind: str) -> list[str]:
    edition = part.edition
    blocks = edition.article.blocks
    return [
        target.text
        for segment, target in zip(edition.segments, edition.targets, strict=True)
        if blocks[segment.block].kind == kind
    ]


def _properties(parts: Sequence[Part]) -> Iterator[Meta]:
    sounds = all(part.sound for part in parts)
    modes = ("textual", "auditory") if sounds else ("textual",)
    moments = [part.edition.article.published for part in parts if part.edition.article.published]
    modified = max(moments, default=_UNDATED).astimezone(UTC)
    yield "dcterms:modified", modified.strftime("%Y-%m-%dT%H:%M:%SZ"), {}
    for mode in modes:
        yield "schema:accessMode", mode, {}
    for mode in modes:
        yield "schema:accessModeSufficient", mode, {}
    described = any(block.kind == "alt" for part in parts for block in part.edition.article.blocks)
    more = (("alternativeText",) if described else ()) + (("synchronizedAudioText",) if sounds else ())
    for feature in (*_FEATURES, *more):
        yield "schema:accessibilityFeature", feature, {}
    for hazard in _HAZARDS:
        yield "schema:accessibilityHazard", hazard, {}
    yield "schema:accessibilitySummary", _summary(parts, sounds), {}


def _summary(parts: Sequence[Part], sounds: bool) -> str:
    """In the language of the book, with what made it."""
    w = words(parts[0].edition.lang)
    engines = dict.fromkeys(engine for part in parts for engine in part.edition.engines)
    said = [
        w("The whole text is read aloud by a synthetic voice, and each sentence is marked as it is read.")
        if sounds
        else w("The book is text, without sound."),
        w("It was checked by programs, not by a person."),
        *(w("Translation: {engine}", engine=engine) + "." for engine in engines),
    ]
    return " ".join(said)


def _durations(parts: Sequence[Part], items: Sequence[Item]) -> Iterator[Meta]:
    spoken = {item.id: item.milliseconds for item in items if item.milliseconds is not None}
    if not spoken:
        return
    yield "media:duration", clock(sum(spoken.values())), {}
    for name, milliseconds in spoken.items():
        yield "media:duration", clock(milliseconds), {"refines": f"#{name}"}
    for voice in dict.fromkeys(part.edition.track.voice for part in parts if part.edition.track):
        yield "media:narrator", voice, {}
    yield "media:active-class", ACTIVE, {}
    yield "media:playback-active-class", PLAYING, {}
