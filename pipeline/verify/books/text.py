"""The words of a book: in the language of its editions, each as in `edition.json`, with the notice of who made them."""

from collections.abc import Iterator

from pipeline.model import LABEL_KINDS
from pipeline.verify import style
from pipeline.verify.book import XML_LANG, Item
from pipeline.verify.books.bound import Bound, parts_of
from pipeline.verify.books.rules import LANG, NOTICE, TEXT
from pipeline.verify.model import Element, Fault, Page, Printed, said, select, value
from pipeline.verify.structure import language, outline
from pipeline.verify.structure.opened import Opened
from pipeline.verify.tags import direction


def check(bound: Bound) -> Iterator[Fault]:
    """Everything about its words that a book can get wrong."""
    yield from _package(bound)
    for item, root in bound.documents:
        yield from _document(bound, item, root)
    for item in bound.book.items.values():
        if item.media_type == "text/css":
            sheet = bound.book.members.get(item.path, b"").decode("utf-8", "replace")
            yield from style.examine(f"{bound.path}: {item.path}", sheet)
    for edition in bound.editions.values():
        yield from _sentences(bound, edition)


def _package(bound: Bound) -> Iterator[Fault]:
    lang, package = bound.lang, bound.book.package
    told = [(node.text or "").strip() for node in select(package, "metadata/language")]
    progression = value(package, "spine/@page-progression-direction") or "ltr"
    seen = (package.get(XML_LANG), *told[:1], progression, package.get("dir"))
    if seen != (lang, lang, direction(lang), direction(lang)):
        names = ("xml:lang", "dc:language", "pages", "dir") if told else ("xml:lang", "pages", "dir")
        evidence = ", ".join(f"{name} {each}" for name, each in zip(names, seen, strict=True))
        yield bound.fault(LANG, bound.book.package_path, f"must be {lang}, {direction(lang)}.", evidence)


def _document(bound: Bound, item: Item, root: Element) -> Iterator[Fault]:
    wanted = (bound.lang, direction(bound.lang))
    seen = (root.get(XML_LANG), root.get("dir"))
    if seen != wanted:
        yield bound.fault(LANG, item.path, "must be {}, {}.".format(*wanted), "{}, {}".format(*seen))
        return
    edition = bound.edition_at(item.path) or next(iter(bound.editions.values()))
    opened = Opened(bound.tree, Page(f"{bound.path}: {item.path}", b"", root), edition)
    for each in (language.check, outline.ids, outline.pictures):
        yield from each(opened)


def _sentences(bound: Bound, edition: Printed) -> Iterator[Fault]:
    documents = bound.documents_of(edition)
    shown = {node.get("id"): said(node) for _, root in documents for node in select(root, "//*[@id]")}
    for name, part in parts_of(edition).items():
        text = part.get("target", part.get("text", ""))
        place = f"{edition.folder}: #{name}" if len(bound.editions) > 1 else f"#{name}"
        if part["kind"] == "notice" and shown.get(name) != text:
            yield bound.fault(NOTICE, place, "", text)
        elif "source" in part and part["kind"] not in LABEL_KINDS and shown.get(name) != text:
            yield bound.fault(TEXT, place, "", str(shown.get(name)))
