"""The table of contents: titles and headings, each with the sound that it has in the article."""

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from markupsafe import Markup

from pipeline.bidi import is_balanced
from pipeline.messages import words
from pipeline.model import BlockKind, Segment, Target
from pipeline.render.epub.content import XML_LANG, Part, parsed, serialised
from pipeline.render.epub.overlay import Pair
from pipeline.render.epub.words import XHTML
from pipeline.render.feeds.markup import clean
from pipeline.render.inline import isolated, tongue

_OPS = "http://www.idpf.org/2007/ops"
_NAMESPACES: Any = {None: XHTML, "epub": _OPS}

Said = tuple[Segment, Target]


def navigation(parts: Sequence[Part], title: str) -> tuple[bytes, list[Pair]]:
    """`nav.xhtml`, and what of it sounds. Of one article the headings stand below its title."""
    lang = parts[0].edition.lang
    w = words(lang)
    root = etree.Element(_tag("html"), {"lang": lang.tag, XML_LANG: lang.tag, "dir": lang.direction}, nsmap=_NAMESPACES)  # fmt: skip
    head = _child(root, "head")
    _child(head, "title").text = clean(title)
    _child(head, "link", rel="stylesheet", href="editions.css")
    body = _child(root, "body")
    contents = _child(body, "nav", **{"aria-label": w("Contents"), "role": "doc-toc", "id": "toc"})
    contents.set(f"{{{_OPS}}}type", "toc")
    listing = _child(contents, "ol")
    pairs = [pair for number, part in enumerate(parts, 1) for pair in _of_part(listing, part, f"{number}-")]
    _landmarks(body, parts[0], title)
    return serialised(root), pairs


def _of_part(listing: etree._Element, part: Part, number: str) -> Iterator[Pair]:
    """An entry for the article, its headings below; the ids in the contents tell the parts apart."""
    prefix = f"c{number}"
    groups = list(_opened(part))
    title = [group for kind, group in groups if kind == "title"][:1]
    entry = _child(listing, "li")
    link = _child(entry, "a", href=f"{part.folder}article.xhtml")
    yield from _fill(link, title[0], part, prefix) if title else _named(link, part)
    headings = [group for kind, group in groups if kind == "heading"]
    inner = _child(entry, "ol") if headings else entry
    for group in headings:
        place = f"{part.folder}article.xhtml#{group[0][0].id}"
        yield from _fill(_child(_child(inner, "li"), "a", href=place), group, part, prefix)


def _opened(part: Part) -> Iterator[tuple[BlockKind, list[Said]]]:
    """Titles and headings with their sentences."""
    edition = part.edition
    found: dict[int, list[Said]] = {}
    for segment, target in zip(edition.segments, edition.targets, strict=True):
        found.setdefault(segment.block, []).append((segment, target))
    for block, said in found.items():
        if edition.article.blocks[block].kind in ("title", "heading"):
            yield edition.article.blocks[block].kind, said


def _named(link: etree._Element, part: Part) -> Iterator[Pair]:
    link.text = clean(part.title)
    yield from ()


def _fill(link: etree._Element, said: Sequence[Said], part: Part, prefix: str) -> Iterator[Pair]:
    for number, (segment, target) in enumerate(said, 1):
        span = parsed(_sentence(prefix + segment.id, target, part))
        span.tail = " " if number < len(said) else None
        link.append(span)
    yield from part.pairs([segment.id for segment, _ in said], prefix=prefix, base=part.folder)


def _sentence(name: str, target: Target, part: Part) -> Markup:
    """A title's or heading's words without its marks: a link cannot stand in a link."""
    edition = part.edition
    apart = target.lang != edition.lang or not is_balanced(target.text)
    inside = isolated(target.text, target.lang, edition.article.lang)
    opening = Markup('<span xmlns="{}" id="{}"{}>').format(
        XHTML, name, tongue(target.lang if apart else None)
    )
    return opening + inside + Markup("</span>")


def _landmarks(body: etree._Element, part: Part, title: str) -> None:
    """Where the text begins; the contents are no landmark, since they are no page of the book."""
    marks = _child(body, "nav", hidden="hidden", id="landmarks", **{"aria-label": title})
    marks.set(f"{{{_OPS}}}type", "landmarks")
    link = _child(_child(_child(marks, "ol"), "li"), "a", href=f"{part.folder}article.xhtml")
    link.set(f"{{{_OPS}}}type", "bodymatter")
    link.text = clean(part.title)


def _tag(name: str) -> str:
    return f"{{{XHTML}}}{name}"


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _tag(name), attributes)
