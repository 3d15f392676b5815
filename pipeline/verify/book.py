"""An EPUB as a reading system sees it: the container, the package, the documents of the spine, their overlays."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from pipeline.verify.model import Element, select, value, xml

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MIMETYPE = b"application/epub+zip"
LARGEST = 1 << 30
"""Bytes of one member: a bomb is not unpacked."""
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)")
_COUNT = re.compile(r"(\d+(?:\.\d+)?)(h|min|s|ms)?")
_UNITS = {"h": 3_600_000, "min": 60_000, "s": 1000, "ms": 1}


class BookError(ValueError):
    """A file that is no EPUB; says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the manifest."""

    id: str
    path: str
    """In the container."""
    media_type: str
    properties: tuple[str, ...]
    overlay: str
    """The id of its overlay; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Par:
    """One sentence of an overlay; times in milliseconds."""

    document: str
    fragment: str
    sound: str
    begin: float
    end: float


@dataclass(frozen=True)
class Book:
    """An EPUB, read. Not slotted: what is looked up once is kept."""

    members: Mapping[str, bytes]
    """In the order of the container."""
    first_stored: bool
    """Whether the first member is not compressed and has no extra field."""
    package_path: str
    package: Element

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The manifest, by id."""
        return {item.id: item for item in map(self._item, _found(self.package, "manifest/item"))}

    @cached_property
    def spine(self) -> tuple[Item, ...]:
        refs = [ref.get("idref", "") for ref in _found(self.package, "spine/itemref")]
        return tuple(self.items[ref] for ref in refs if ref in self.items)

    def metas(self, name: str) -> list[tuple[str, str]]:
        """What each `meta` with a property refines (an id or nothing), and what it says."""
        return [
            (node.get("refines", "").removeprefix("#"), (node.text or "").strip())
            for node in _found(self.package, "metadata/meta")
            if node.get("property") == name
        ]

    def pars(self, overlay: Item) -> list[Par]:
        """The sentences of an overlay in its order. Raises `BookError`."""
        return [self._par(overlay, node) for node in _found(self.parsed(overlay), "//par")]

    def parsed(self, item: Item) -> Element:
        """A document without namespaces; `xml:lang` stands as `lang` too. Raises `BookError`."""
        try:
            root = xml(self.members[item.path])
        except (KeyError, etree.XMLSyntaxError) as error:
            raise BookError(f"{item.path} cannot be read: {error}") from error
        return _plain(root)

    def _item(self, node: Element) -> Item:
        path = _joined(self.package_path, node.get("href", ""))[0]
        properties = tuple(node.get("properties", "").split())
        return Item(
            node.get("id", ""), path, node.get("media-type", ""), properties, node.get("media-overlay", "")
        )

    def _par(self, overlay: Item, node: Element) -> Par:
        text, audio = node.find("text"), node.find("audio")
        if text is None or audio is None:
            raise BookError(f"{overlay.path} has a par without text or without sound")
        document, fragment = _joined(overlay.path, text.get("src", ""))
        begin, end = (milliseconds(audio.get(name, "")) for name in ("clipBegin", "clipEnd"))
        return Par(document, fragment, _joined(overlay.path, audio.get("src", ""))[0], begin, end)


def open_book(data: bytes) -> Book:
    """Raises `BookError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if any(info.file_size > LARGEST for info in infos):
                raise BookError("holds a member larger than 1 GiB")
            members = {info.filename: archive.read(info) for info in infos}
            stored = bool(infos) and infos[0].compress_type == zipfile.ZIP_STORED and not infos[0].extra
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BookError(f"cannot be unpacked: {error}") from error
    path, package = _package(members)
    return Book(members, stored, path, package)


def _package(members: Mapping[str, bytes]) -> tuple[str, Element]:
    try:
        container = _plain(xml(members["META-INF/container.xml"]))
        path = value(container, "//rootfile/@full-path")
        return path, _plain(xml(members[path]))
    except (KeyError, etree.XMLSyntaxError) as error:
        raise BookError(f"has no package that can be read: {error}") from error


def milliseconds(clock: str) -> float:
    """A SMIL clock value. Raises `BookError`."""
    if found := _CLOCK.fullmatch(clock.strip()):
        hours, minutes, seconds = found.groups()
        return float(hours or 0) * 3_600_000 + float(minutes) * 60_000 + float(seconds) * 1000
    if found := _COUNT.fullmatch(clock.strip()):
        return float(found[1]) * _UNITS[found[2] or "s"]
    raise BookError(f"{clock!r} is no clock value")


def _joined(base: str, address: str) -> tuple[str, str]:
    """Path in the container, and fragment."""
    path, _, fragment = address.partition("#")
    folder = posixpath.dirname(base)
    return posixpath.normpath(posixpath.join(folder, unquote(path))) if path else base, unquote(fragment)


def _found(root: Element, path: str) -> Iterator[Element]:
    yield from select(root, path)


def _plain(root: Element) -> Element:
    """The same tree with bare names."""
    for node in root.iter("*"):
        node.tag = etree.QName(node).localname
        if (lang := node.get(XML_LANG)) is not None:
            node.set("lang", lang)
    return root
