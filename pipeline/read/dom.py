"""HTML as a tree: parsed so that nothing is lost without a word, and small questions about its elements."""

import re
from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from pipeline.errors import ArticleError
from pipeline.read.source import Source
from pipeline.read.spans import single_spaced

Element = etree._Element

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>", re.IGNORECASE)
_SOFT_HYPHENS = re.compile(r"&shy;|&#0*173;|&#x0*ad;", re.IGNORECASE)

DROPPED = frozenset(
    [
        "aside", "button", "canvas", "datalist", "dialog", "footer", "form", "head", "input", "link", "map", "menu",
        "meta", "nav", "noscript", "option", "progress", "rp", "rt", "script", "select", "style", "svg", "template",
        "textarea", "title",
    ]
)  # fmt: skip
"""Elements that hold no article text."""
_DROPPED_ROLES = frozenset(
    ["banner", "complementary", "contentinfo", "dialog", "form", "menu", "navigation", "search", "toolbar"]
)
_DROPPED_CLASSES = frozenset(
    [
        "ad", "ads", "advert", "advertisement", "breadcrumb", "breadcrumbs", "comments", "cookie-banner", "newsletter",
        "newsletter-signup", "pagination", "promo", "related", "related-articles", "related-posts", "share",
        "share-buttons", "sharing", "sidebar", "social", "social-links", "social-share", "tags",
    ]
)  # fmt: skip
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def parse(text: str, source: Source) -> Element:
    """The document's root. Raises `ArticleError` where libxml2 gave up: past 2,047 levels it drops the rest."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    markup = _SOFT_HYPHENS.sub("", _DECLARATION.sub("", text, count=1))
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:  # a document of nothing but comments
        raise ArticleError(
            f"the HTML cannot be read: {single_spaced(str(error))}.", place=source.name
        ) from error
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    if fatal:
        reason = single_spaced(fatal[0].message)
        raise ArticleError(f"the HTML cannot be read whole: {reason}.", place=source.place(fatal[0].line))
    if root is None:
        raise ArticleError("the file holds no HTML.", place=source.name)
    return root


class Visitor(Protocol):
    """Told about every node of a tree, in document order."""

    def start(self, element: Element) -> bool:
        """An element begins; whether to go inside."""

    def end(self, element: Element) -> None:
        """The element ends; its tail comes next."""

    def leaf(self, node: Element) -> None:
        """A comment or processing instruction, which may have a tail."""


def walk(root: Element, visitor: Visitor) -> None:
    """Shows a tree to a visitor. A loop, since documents nest deeper than Python's calls."""
    open_elements: list[Element] = []
    siblings: list[Iterator[Element]] = [iter((root,))]
    while siblings:
        node = next(siblings[-1], None)
        if node is None:
            siblings.pop()
            if open_elements:
                visitor.end(open_elements.pop())
        elif not isinstance(node.tag, str):
            visitor.leaf(node)
        else:
            siblings.append(iter(node) if visitor.start(node) else iter(()))
            open_elements.append(node)


def tag(element: Element) -> str:
    """The element's name in lower case."""
    return str(element.tag).lower()


def attribute(element: Element, name: str) -> str:
    """An attribute's value without outer white space; empty when it is absent."""
    return (element.get(name) or "").strip()


def classes(element: Element) -> frozenset[str]:
    """The element's class names in lower case."""
    return frozenset(attribute(element, "class").lower().split())


def line_of(element: Element) -> int:
    """The 1-based line of the document where the element begins."""
    line: int | None = element.sourceline  # type: ignore[assignment]  # the stubs leave it open
    return line or 1


def words_of(element: Element) -> str:
    """All text inside, white space made single, markup and comments left out."""
    return single_spaced(str(element.xpath("string()")))


def not_article(element: Element) -> str:
    """Why an element is no part of the article's text: its name, role or class, or "hidden"; empty when it is."""
    if tag(element) in DROPPED:
        return tag(element)
    if attribute(element, "role").lower() in _DROPPED_ROLES:
        return attribute(element, "role").lower()
    hidden = element.get("hidden") is not None or attribute(element, "aria-hidden").lower() == "true"
    if hidden or _HIDDEN_STYLE.search(attribute(element, "style")):
        return "hidden"
    names = classes(element) | {attribute(element, "id").lower()}
    return min(names & _DROPPED_CLASSES, default="")
