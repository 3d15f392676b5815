"""`package.opf`: what a book is, what it holds, how it can be read.

Discovery metadata only: nothing here claims that anybody evaluated the book.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from pipeline.language import Lang
from pipeline.messages import Words, words
from pipeline.render.epub.content import XML_LANG, Heard, Part
from pipeline.render.epub.overlay import clock
from pipeline.render.feeds.markup import clean
from pipeline.render.inline import web_address
from pipeline.render.page import title_of

OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
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
Told = tuple[str, str, Lang | None]
"""A name of Dublin Core, a text, and its language where that is known and not the book's."""


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
        {"version": "3.0", "unique-identifier": "id", "dir": lang.direction, XML_LANG: lang.tag},
        nsmap=_NAMESPACES,
    )
    metadata = etree.SubElement(root, _tag("metadata"))
    for name, value, tongue in dict.fromkeys(_described(parts, title, identifier)):
        element = etree.SubElement(metadata, f"{{{_DC}}}{name}", {"id": "id"} if name == "identifier" else {})
        element.text = clean(value)
        if tongue:
            element.set(XML_LANG, tongue.tag)
            element.set("dir", tongue.direction)
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


def _described(parts: Sequence[Part], title: str, identifier: str) -> Iterator[Told]:
    """Dublin Core."""
    lang = parts[0].edition.lang
    articles = [part.edition.article for part in parts]
    yield "identifier", identifier, None
    yield "title", title, _other(title_of(parts[0].edition)[1], lang) if len(parts) == 1 else None
    yield "language", lang.tag, None
    for kind, name in (("byline", "creator"), ("section", "subject"), ("topic", "subject")):
        for said, tongue in (block for part in parts for block in _blocks(part, kind)):
            yield name, said, _other(tongue, lang)
    yield from (("publisher", article.publisher, None) for article in articles if article.publisher)
    for article in articles:
        if article.rights:
            yield "rights", article.rights, _other(article.lang, lang)
    for article in articles:
        if address := web_address(article.url):
            yield "source", address, None
    yield from (("date", each.published.date().isoformat(), None) for each in articles[:1] if each.published)


def _other(lang: Lang, book: Lang) -> Lang | None:
    return lang if lang != book else None


def _blocks(part: Part, kind: str) -> list[tuple[str, Lang]]:
    """The words of each block of a kind, and the language of the first of them."""
    edition = part.edition
    said: dict[int, str] = {}
    langs: dict[int, Lang] = {}
    for segment, target in zip(edition.segments, edition.targets, strict=True):
        if edition.article.blocks[segment.block].kind == kind:
            said[segment.block] = said.get(segment.block, "") + target.text + segment.after
            langs.setdefault(segment.block, target.lang)
    return [(text.strip(), langs[index]) for index, text in said.items()]


def _properties(parts: Sequence[Part]) -> Iterator[Meta]:
    heard = _heard(parts)
    moments = [part.edition.article.published for part in parts if part.edition.article.published]
    modified = max(moments, default=_UNDATED).astimezone(UTC)
    yield "dcterms:modified", modified.strftime("%Y-%m-%dT%H:%M:%SZ"), {}
    for name, sounds in (("accessMode", heard != "nothing"), ("accessModeSufficient", heard == "all")):
        for mode in ("textual", "auditory") if sounds else ("textual",):
            yield f"schema:{name}", mode, {}
    described = any(block.kind == "alt" for part in parts for block in part.edition.article.blocks)
    more = (("alternativeText",) if described else ()) + (
        ("synchronizedAudioText",) if heard != "nothing" else ()
    )
    for feature in (*_FEATURES, *more):
        yield "schema:accessibilityFeature", feature, {}
    for hazard in _HAZARDS:
        yield "schema:accessibilityHazard", hazard, {}
    yield "schema:accessibilitySummary", _summary(parts, heard), {}


def _heard(parts: Sequence[Part]) -> Heard:
    """How much of the book is spoken."""
    each = {part.heard for part in parts}
    return each.pop() if len(each) == 1 else "part"


def _sound(w: Words, heard: Heard) -> str:
    if heard == "all":
        return w(
            "The whole text is read aloud by a synthetic voice, and each sentence is marked as it is read."
        )
    if heard == "part":
        # Translators: of a book of which some sentences, or some articles, have no sound
        return w("Part of the text is read aloud by a synthetic voice; the rest is text without sound.")
    return w("The book is text, without sound.")


def _summary(parts: Sequence[Part], heard: Heard) -> str:
    """In the language of the book, with what made it."""
    w = words(parts[0].edition.lang)
    engines = dict.fromkeys(engine for part in parts for engine in part.edition.engines)
    said = [
        _sound(w, heard),
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
