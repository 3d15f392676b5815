"""A book: what is in it, and in which order."""

import uuid
from collections.abc import Sequence

from pipeline.cover import LARGE, cover
from pipeline.language import Lang
from pipeline.model import Edition, File
from pipeline.render.epub.container import Entry, packed
from pipeline.render.epub.content import Part, content
from pipeline.render.epub.navigation import navigation
from pipeline.render.epub.overlay import overlay
from pipeline.render.epub.package import Item, package
from pipeline.render.feeds.markup import clean
from pipeline.render.templating import asset
from pipeline.slug import slug_of

BOOK = "edition.epub"
ISSUES = "issues"
"""The folder of the books that hold several articles."""
MEDIA_TYPE = "application/epub+zip"
_XHTML, _SMIL = "application/xhtml+xml", "application/smil+xml"


def book(edition: Edition, *, words: bool = False) -> bytes:
    """The EPUB of one edition. `words`: whether its overlay goes word by word, where the voice told them."""
    part = Part(edition, "", words=words)
    return _made([part], part.title, f"{edition.article.slug}/{edition.lang}")


def issue_files(editions: Sequence[Edition], title: str, *, words: bool = False) -> list[File]:
    """A book a language with all articles that were made in it, in their order; none without a title.

    Each article lies in a folder of its own.
    """
    title = " ".join(clean(title).split())
    made: dict[Lang, list[Edition]] = {}
    for edition in editions:
        if title and not edition.failure:
            made.setdefault(edition.lang, []).append(edition)
    return [
        File(f"{ISSUES}/{slug_of(title)}.{lang}.epub", _issue(title, family, words))
        for lang, family in made.items()
    ]


def _issue(title: str, editions: Sequence[Edition], words: bool) -> bytes:
    parts = [Part(edition, f"{edition.article.slug}/", words=words) for edition in editions]
    return _made(parts, title, f"{title}/{editions[0].lang}")


def _made(parts: Sequence[Part], title: str, name: str) -> bytes:
    """`name` tells books apart: the same one keeps its identifier when its words change."""
    lang = parts[0].edition.lang
    items = [
        Item("style", "editions.css", "text/css", asset("epub.css")),
        Item("cover", "cover.png", "image/png", cover(lang.direction, LARGE), properties="cover-image"),
        *_navigation(parts, title),
    ]
    for number, part in enumerate(parts, 1):
        items += _of_part(part, number)
    identifier = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'editions:{name}')}"
    opf = package(parts, items, title, identifier)
    return packed([Entry("package.opf", opf), *(Entry(item.path, item.data) for item in items)])


def _navigation(parts: Sequence[Part], title: str) -> list[Item]:
    page, pairs = navigation(parts, title)
    smil = overlay("nav.xhtml", pairs)
    return [
        Item("nav", "nav.xhtml", _XHTML, page, properties="nav", overlay="nav-overlay" if smil.data else ""),
        *(
            [Item("nav-overlay", "nav.smil", _SMIL, smil.data, milliseconds=smil.milliseconds)]
            if smil.data
            else []
        ),
    ]


def _of_part(part: Part, number: int) -> list[Item]:
    document = content(part)
    smil = overlay("article.xhtml", part.pairs(document.ids, document.by_word))
    name = f"article-{number}"
    spoken = f"{name}-overlay" if smil.data else ""
    items = [Item(name, f"{part.folder}article.xhtml", _XHTML, document.data, overlay=spoken, spine=True)]
    if spoken and part.sound:
        items.append(
            Item(spoken, f"{part.folder}article.smil", _SMIL, smil.data, milliseconds=smil.milliseconds)
        )
        items.append(Item(f"{name}-sound", part.sound_path, part.sound.media_type, part.sound.data))
    return items
