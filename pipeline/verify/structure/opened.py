"""A page with its edition, and its texts with the language and direction they stand in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from pipeline.verify.model import (
    Element,
    Fault,
    Page,
    Printed,
    Published,
    Rule,
    element,
    said,
    select,
    values,
)

_UNSPOKEN = {"script", "style"}


@dataclass(frozen=True)
class Opened:
    """What a check of one page is given. Not slotted: what is looked up once is kept."""

    tree: Published
    page: Page
    edition: Printed | None
    """None for a page that is not an edition's: the front pages."""

    @property
    def root(self) -> Element:
        return self.page.root

    @property
    def lang(self) -> str:
        return self.root.get("lang") or ""

    @cached_property
    def live(self) -> tuple[Element, ...]:
        """The elements of the body in order, without what waits in a `template`."""
        return tuple(select(self.root, "/html/body//*[not(ancestor-or-self::template)]"))

    @cached_property
    def ids(self) -> dict[str, Element]:
        """The first live element of each id."""
        found: dict[str, Element] = {}
        for node in self.live:
            if name := node.get("id"):
                found.setdefault(name, node)
        return found

    @cached_property
    def spans(self) -> tuple[Element, ...]:
        """The sentences and notes of the page, in order."""
        return tuple(node for node in self.live if "seg" in (node.get("class") or "").split())

    def all(self, *tags: str) -> Iterator[Element]:
        """The live elements with one of these tags."""
        return (node for node in self.live if node.tag in tags)

    def fault(self, rule: Rule, node: Element | None = None, message: str = "", evidence: str = "") -> Fault:
        """A fault on this page, at an element where one is given."""
        where = f": {element(node)}" if node is not None else ""
        return rule.fault(f"{self.page.path}{where}", message, evidence)


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text as it stands in the document."""

    holder: Element
    """The element it is a child of."""
    text: str
    lang: str
    direction: str
    """`ltr`, `rtl` or `auto`."""
    after: Element | None = None
    """The element right before it in its holder."""


def texts(root: Element) -> Iterator[Text]:
    """All pieces of text in order, templates too; not those of scripts and styles."""
    around = [(root, "", "ltr")]
    for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            around.append((node, *_within(node, around[-1][1:])))
            if node.text and node.tag not in _UNSPOKEN:
                yield Text(node, node.text, *around[-1][1:])
            continue
        if event == "end":
            around.pop()
        if node.tail and node is not root:
            holder, lang, direction = around[-1]
            yield Text(holder, node.tail, lang, direction, node if event == "end" else None)


def _within(node: Element, around: tuple[str, str]) -> tuple[str, str]:
    lang, direction = around
    told = node.get("dir") or ("auto" if node.tag == "bdi" else direction)
    return node.get("lang") or lang, told.lower()


def lang_of(node: Element) -> str:
    """The language that an element's text is in: its own or the nearest ancestor's."""
    found = values(node, "ancestor-or-self::*[@lang][1]/@lang")
    return str(found[0]) if found else ""


def direction_of(node: Element) -> str:
    found = values(node, "ancestor-or-self::*[@dir][1]/@dir")
    return str(found[0]).lower() if found else "ltr"


def text_of(node: Element) -> str:
    """What an element says, white space made single."""
    return " ".join(said(node).split())


def name_of(opened: Opened, node: Element) -> str:
    """What assistive technology is told an element is called, by `aria-label`, `aria-labelledby` or its text."""
    if label := (node.get("aria-label") or "").strip():
        return label
    named = (opened.ids.get(each) for each in (node.get("aria-labelledby") or "").split())
    if told := " ".join(text_of(each) for each in named if each is not None):
        return told
    alts = " ".join(image.get("alt", "") for image in node.iter("img"))
    return f"{text_of(node)} {alts}".strip()


def is_hidden(node: Element) -> bool:
    """Whether an element, or one around it, is hidden from a reader or from assistive technology."""
    return bool(select(node, "ancestor-or-self::*[@hidden or @aria-hidden='true']"))
