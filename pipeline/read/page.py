"""What an HTML page says about its article: where it is, who wrote it, when, and where it was published."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from pipeline.errors import UnknownLanguageError
from pipeline.language import Lang
from pipeline.model import BlockKind, Finding
from pipeline.read.decode import clean
from pipeline.read.dom import Element, attribute, classes, not_article, tag, words_of
from pipeline.read.fields import Fields, moment
from pipeline.read.links import safe_link
from pipeline.read.source import Source
from pipeline.read.spans import single_spaced

MAX_LABEL = 150
"""Characters of a byline, or of a line with a date."""
MAX_DATE_WORDS = 30
"""Characters beside the date on such a line: "Published:", "Last updated on"."""
MAX_STANDFIRST = 600

_HOLDERS = frozenset(["address", "dd", "div", "dt", "header", "li", "p", "section", "td"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_STANDFIRST = frozenset(
    ["standfirst", "dek", "deck", "subtitle", "sub-title", "article-summary", "article-dek"]
)
_BYLINE = frozenset(
    ["byline", "by-line", "article-byline", "author", "authors", "article-author", "post-author"]
)
_CREDIT = frozenset(
    ["credit", "photo-credit", "image-credit", "caption-credit", "figure-credit", "attribution"]
)
_DATE_NAMES = (
    "article:published_time", "datepublished", "parsely-pub-date", "dc.date", "dcterms.date", "dcterms.created",
    "pubdate", "date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page whose head has been read; its root is still to be walked through."""

    root: Element
    """The element that holds the article."""
    fields: Fields
    """What is said outside the root, or in attributes."""
    roles: Mapping[Element, BlockKind]
    """Elements inside the root that are the title, standfirst, byline, or a credit."""
    consumed: frozenset[Element]
    """Elements inside the root whose words are in `fields` now."""
    base: str
    """What relative addresses are relative to; empty when unknown."""
    findings: tuple[Finding, ...]


def read_page(document: Element, source: Source) -> Page:
    """Finds the article in a document and reads what the page says about it."""
    root = article_root(document)
    kept = list(_kept(root))
    meta = _meta(document)
    url = _url(document, meta)
    roles = _roles(root, kept, meta)
    dates = _date_lines(root, kept, roles)
    when, odd_dates = _published(dates, kept, meta)
    lang, odd_lang = _lang(root, document)
    found = set(roles.values())
    fields = Fields(
        title=None if "title" in found else _title(document, meta),
        byline=None if "byline" in found else _name(meta),
        section=_text(meta.get("article:section")),
        lang=lang,
        published=when,
        url=url or None,
        publisher=_text(meta.get("og:site_name")),
        rights=_text(meta.get("copyright") or meta.get("dcterms.rights") or meta.get("rights")),
    )
    odd = (("published", "date", odd_dates), ("lang", "language", odd_lang))
    findings = (
        source.finding(code, 1, f"The page's {what} cannot be read.", value, "warning")
        for code, what, values in odd
        for value in values
    )
    base = urljoin(url, _first_attribute(document, "base", "href"))
    return Page(root, fields, roles, frozenset(dates.values()), base, tuple(findings))


def article_root(document: Element) -> Element:
    """The article with the most words in its paragraphs, else `main`, else the body."""
    articles = [element for element in document.iter("article") if not not_article(element)]
    if articles:
        return max(articles, key=_paragraph_length)
    mains = (e for e in document.iter("*") if tag(e) == "main" or attribute(e, "role") == "main")
    return next(mains, next(document.iter("body"), document))


def _paragraph_length(element: Element) -> int:
    return sum(len(words_of(paragraph)) for paragraph in element.iter("p"))


def _kept(root: Element) -> Iterator[Element]:
    """The elements of the article's text, in document order."""
    stack = [root]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        if element is root or not not_article(element):
            yield element
            stack.extend(reversed(element))


def _meta(document: Element) -> dict[str, str]:
    """The content of `meta` elements by name, property or itemprop in lower case; the first of each name."""
    found: dict[str, str] = {}
    for element in document.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if (name := attribute(element, key).lower()) and (content := attribute(element, "content")):
                found.setdefault(name, content)
    return found


def _text(value: str | None) -> str | None:
    """A field's text, or None when there are no words."""
    return single_spaced(clean(value or "")[0]) or None


def _url(document: Element, meta: Mapping[str, str]) -> str:
    """The article's own address; empty unless it is whole."""
    links = (e for e in document.iter("link") if "canonical" in attribute(e, "rel").lower().split())
    addresses = [*(attribute(link, "href") for link in links), meta.get("og:url", "")]
    whole = (safe_link(address) for address in addresses)
    return next((address for address in whole if address.startswith("http")), "")


def _first_attribute(document: Element, name: str, key: str) -> str:
    return next((attribute(element, key) for element in document.iter(name)), "")


def _roles(root: Element, kept: list[Element], meta: Mapping[str, str]) -> dict[Element, BlockKind]:
    """Title, standfirst and byline, at most one of each, and every credit."""
    roles: dict[Element, BlockKind] = {e: "credit" for e in kept if classes(e) & _CREDIT and words_of(e)}
    found_in_order: tuple[tuple[BlockKind, Iterator[Element]], ...] = (
        ("title", _titles(kept)),
        ("standfirst", _standfirsts(kept, meta)),
        ("byline", _bylines(root, kept)),
    )
    for kind, candidates in found_in_order:
        if (found := next(candidates, None)) is not None:
            roles.setdefault(found, kind)
    return roles


def _titles(kept: Iterable[Element]) -> Iterator[Element]:
    return (element for element in kept if tag(element) == "h1" and words_of(element))


def _standfirsts(kept: list[Element], meta: Mapping[str, str]) -> Iterator[Element]:
    """By class; or one of the first paragraphs, when the page describes itself with the same words."""
    for element in kept:
        named = (
            classes(element) & _STANDFIRST or attribute(element, "itemprop").lower() == "alternativeheadline"
        )
        if named and 0 < len(words_of(element)) <= MAX_STANDFIRST and not _holds_heading(element):
            yield element
    descriptions = {single_spaced(meta.get(name, "")) for name in ("description", "og:description")} - {""}
    paragraphs = [element for element in kept if tag(element) == "p"]
    yield from (element for element in paragraphs[:3] if words_of(element) in descriptions)


def _bylines(root: Element, kept: list[Element]) -> Iterator[Element]:
    """By class, by itemprop, by rel; the whole line it stands on when that is short."""
    tests: tuple[Callable[[Element], bool], ...] = (
        lambda e: bool(classes(e) & _BYLINE),
        lambda e: attribute(e, "itemprop").lower() == "author",
        lambda e: tag(e) == "a" and "author" in attribute(e, "rel").lower().split(),
    )
    for test in tests:
        for element in kept:
            if test(element) and 0 < len(words_of(element)) <= MAX_LABEL and not _holds_heading(element):
                yield _line_of(element, root)


def _line_of(element: Element, root: Element) -> Element:
    """The nearest block around an element, if it is a label's line and not the article's text; else the element."""
    holder = element
    while holder is not root and tag(holder) not in _HOLDERS:
        parent = holder.getparent()
        if parent is None:
            return element
        holder = parent
    is_line = holder is not root and len(words_of(holder)) <= MAX_LABEL and not _holds_heading(holder)
    return holder if is_line else element


def _holds_heading(element: Element) -> bool:
    return any(tag(inside) in _HEADINGS for inside in element.iter("*"))


def _title(document: Element, meta: Mapping[str, str]) -> str | None:
    """A title from outside the article."""
    outside = [words_of(e) for name in ("h1", "title") for e in document.iter(name)]
    return next((text for text in map(_text, (meta.get("og:title"), *outside)) if text), None)


def _name(meta: Mapping[str, str]) -> str | None:
    """The author's name, unless an address stands there."""
    found = _text(meta.get("author") or meta.get("article:author"))
    return None if found and "://" in found else found


def _published(
    dates: Iterable[Element], kept: list[Element], meta: Mapping[str, str]
) -> tuple[datetime | None, list[str]]:
    """The first date that can be read, by how sure its place is; and those before it that cannot."""
    marked = [
        e for e in kept if attribute(e, "itemprop").lower() == "datepublished" or e.get("pubdate") is not None
    ]
    stated = [attribute(e, name) for e in (*marked, *dates) for name in ("content", "datetime")]
    odd: list[str] = []
    for value in filter(None, [*(meta.get(name, "") for name in _DATE_NAMES), *stated]):
        if when := _moment(value):
            return when, odd
        odd.append(value)
    return None, odd


def _moment(value: str) -> datetime | None:
    try:
        return moment(value)
    except ValueError:
        return None


def _date_lines(
    root: Element, kept: list[Element], roles: Mapping[Element, BlockKind]
) -> dict[Element, Element]:
    """`time` elements that stand on a line of their own or on a byline's, not in running text; and what of the
    line has been said when the date has."""
    found = {}
    for element in kept:
        if tag(element) == "time" and _moment(attribute(element, "datetime")):
            line = _line_of(element, root)
            others = words_of(line).replace(words_of(element), "", 1).strip()
            if not others.endswith((".", "!", "?")):
                alone = line not in roles and len(others) <= MAX_DATE_WORDS
                found[element] = line if alone else element
    return found


def _lang(root: Element, document: Element) -> tuple[Lang | None, list[str]]:
    """The language that the article, or else the page, says it is in; and one that nobody knows."""
    stated = (attribute(e, name) for e in (root, document) for name in ("lang", "xml:lang"))
    tag_ = next(filter(None, stated), "")
    try:
        return (Lang.parse(tag_) if tag_ else None), []
    except UnknownLanguageError:
        return None, [tag_]
