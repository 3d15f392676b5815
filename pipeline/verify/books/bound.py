"""A book with the editions that it is made of."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.verify.book import Book, Item, Par
from pipeline.verify.model import Element, Fault, Printed, Published, Rule, select
from pipeline.verify.structure.opened import Text, is_hidden, texts

_ISSUES = "issues/"
_XHTML = "application/xhtml+xml"

Parts = Mapping[str, Mapping[str, Any]]
"""Sentences and notes by id."""


def editions_of(tree: Published, path: str, book: Book) -> Mapping[str, Printed]:
    """The editions that a book holds, by the folder of their files beside the package, with a slash at its end.

    The book beside a page holds that page's edition, in no folder; an issue holds each article in a folder that is
    called as in the tree. Empty for a book of somebody else.
    """
    own = {edition.folder: edition for edition in tree.editions}
    if path.startswith(_ISSUES) and path.count("/") == 1:
        lang = path.removesuffix(".epub").rpartition(".")[2]
        named = dict.fromkeys(_folder(book, item.path) for item in book.spine)
        return {name: own[f"{name}{lang}/"] for name in named if f"{name}{lang}/" in own}
    edition = own.get(path.rpartition("/")[0] + "/")
    return {"": edition} if edition else {}


def _folder(book: Book, path: str) -> str:
    """Where a file lies, seen from the package."""
    root = posixpath.dirname(book.package_path)
    found = posixpath.relpath(posixpath.dirname(path), root or ".")
    return "" if found == "." else f"{found}/"


@dataclass(frozen=True)
class Bound:
    """What a check of one book is given. Not slotted: what is looked up once is kept."""

    tree: Published
    path: str
    editions: Mapping[str, Printed]
    """By folder; at least one, all in one language."""
    book: Book

    @property
    def lang(self) -> str:
        return next(iter(self.editions.values())).lang

    def fault(self, rule: Rule, place: str = "", message: str = "", evidence: str = "") -> Fault:
        return rule.fault(f"{self.path}: {place}" if place else self.path, message, evidence)

    def edition_at(self, path: str) -> Printed | None:
        """The edition that a file of the book is of; the contents of an issue are of none."""
        if "" in self.editions:
            return self.editions[""]
        return self.editions.get(_folder(self.book, path))

    @cached_property
    def _parts(self) -> Mapping[str, Parts]:
        return {edition.folder: parts_of(edition) for edition in self.editions.values()}

    def parts_at(self, path: str) -> Parts:
        """The sentences and notes of the edition that a file of the book is of."""
        edition = self.edition_at(path)
        return self._parts[edition.folder] if edition else {}

    @cached_property
    def documents(self) -> list[tuple[Item, Element]]:
        """What is read, and what is spoken besides: the spine, and the contents where they have an overlay."""
        spine = {item.id for item in self.book.spine}
        read = [item for item in self.book.items.values() if item.id in spine or item.overlay]
        return [(item, self.book.parsed(item)) for item in read if item.media_type == _XHTML]

    def documents_of(self, edition: Printed) -> Iterator[tuple[Item, Element]]:
        return (pair for pair in self.documents if self.edition_at(pair[0].path) is edition)

    @cached_property
    def overlays(self) -> list[Item]:
        """All that a document names."""
        named = dict.fromkeys(item.overlay for item, _ in self.documents)
        return [self.book.items[name] for name in named if name in self.book.items]

    @cached_property
    def pars(self) -> list[Par]:
        """Of all overlays. Raises `BookError`."""
        return [par for overlay in self.overlays for par in self.book.pars(overlay)]

    @property
    def is_spoken(self) -> bool:
        """Whether anything is."""
        return any(narration_of(edition) for edition in self.editions.values())

    def unspoken(self, item: Item, root: Element) -> Iterator[Text]:
        """What a document shows and its overlay leaves out."""
        spoken = {par.fragment for par in self.pars if par.document == item.path}
        for text in texts(root):
            shown = any(map(str.isalnum, text.text)) and _is_shown(text.holder)
            if shown and not set(ids_around(text.holder)) & spoken:
                yield text


def _is_shown(node: Element) -> bool:
    return bool(select(node, "ancestor-or-self::body")) and not is_hidden(node)


def ids_around(node: Element) -> list[str]:
    """Its own and those of the elements around it, from within."""
    return [name for each in (node, *node.iterancestors()) if (name := each.get("id"))]


def parts_of(edition: Printed) -> Parts:
    """The sentences and notes that `edition.json` tells of."""
    data = edition.data
    return {part["id"]: part for part in (*data.get("segments", ()), *data.get("notes", ()))}


def narration_of(edition: Printed | None) -> Mapping[str, Any]:
    """Empty where nothing is spoken."""
    return (edition.data.get("narration") or {}) if edition else {}
