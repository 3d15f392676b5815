"""How a page is found one's way about in: title, headings, landmarks, names, ids, the skip link."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pipeline.verify.model import Element, Fault, Rule, select, value
from pipeline.verify.structure.opened import Opened, is_hidden, lang_of, name_of, text_of
from pipeline.verify.tags import foreign

TITLE = Rule(
    "page.title",
    "a page has a title that no other page of the tree has",
    "WCAG 2.4.2",
    "Give `title` the article's title and the language's name.",
)
TITLE_TEXT = Rule(
    "page.title-text",
    "the title holds the edition's own title, in the page's language",
    "WCAG 2.4.2, 3.1.1",
    "Begin `title` with the title as `edition.json` has it.",
)
H1 = Rule("page.h1", "a page has one `h1`, with words in it", "WCAG 1.3.1", "Keep one `h1`: the title.")
LEVEL = Rule(
    "page.level",
    "headings skip no level on the way down",
    "WCAG 1.3.1",
    "Use the next level below the heading.",
)
MAIN = Rule(
    "page.main", "a page has one `main`", "WCAG 1.3.1", "Keep one `main` around what is not repeated."
)
NAV = Rule(
    "page.nav",
    "each `nav` has a name of its own, in the page's language",
    "WCAG 2.4.1, 3.1.2",
    "Give `nav` an `aria-label` in the language of the page.",
)
SKIP = Rule(
    "page.skip",
    "the first thing that the Tab key reaches is a link to `main`, which can take the focus",
    "WCAG 2.4.1",
    'Begin the body with a link to `main` and give that `tabindex="-1"`.',
)
ID = Rule("page.id", "an id stands once on a page", "WCAG 4.1.2, HTML", "Rename the second one.")
ALT = Rule(
    "page.alt",
    "each picture has an `alt`, and each drawing is hidden or named",
    "WCAG 1.1.1",
    "Say what the picture shows, or that it shows nothing: an empty `alt`.",
)
NAME = Rule(
    "page.name",
    "each link, button and field has a name",
    "WCAG 2.4.4, 4.1.2",
    "Put words into the element, or give it a label.",
)
TABINDEX = Rule(
    "page.tabindex",
    "nothing jumps the queue of the Tab key",
    "WCAG 2.4.3",
    "Use a `tabindex` of 0 or -1.",
)
RULES = (TITLE, TITLE_TEXT, H1, LEVEL, MAIN, NAV, SKIP, ID, ALT, NAME, TABINDEX)

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_REACHED = ("a", "button", "input", "select", "textarea", "summary", "audio", "video", "iframe")
_UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


def check(opened: Opened) -> Iterator[Fault]:
    """Everything about finding one's way that one page can get wrong."""
    yield from _title(opened)
    yield from _headings(opened)
    yield from _landmarks(opened)
    yield from _skip(opened)
    yield from ids(opened)
    yield from pictures(opened)
    yield from _names(opened)
    for node in opened.live:
        if (node.get("tabindex") or "0").lstrip("+") not in {"0", "-1"}:
            yield opened.fault(TABINDEX, node, evidence=node.get("tabindex") or "")


def title_of(opened: Opened) -> str:
    """What the window is called."""
    return " ".join((opened.root.findtext("head/title") or "").split())


def _title(opened: Opened) -> Iterator[Fault]:
    title = title_of(opened)
    if not title:
        yield opened.fault(TITLE, None, "has no title.")
        return
    parts = opened.edition.data.get("segments", []) if opened.edition else []
    wanted = [part["target"] for part in parts if part["kind"] == "title"]
    own = value(opened.root, "/html/head/title/@lang") or opened.lang
    strange = own and len(foreign(title, own).replace(" ", "")) * 2 > sum(map(str.isalpha, title))
    if (wanted and not title.startswith(" ".join(wanted[0].split()))) or strange:
        yield opened.fault(TITLE_TEXT, None, "is called by other words than the edition's.", title)


def _headings(opened: Opened) -> Iterator[Fault]:
    found = list(opened.all(*_HEADINGS))
    firsts = [node for node in found if node.tag == "h1" and text_of(node) and not is_hidden(node)]
    if len(firsts) != 1:
        yield opened.fault(H1, None, f"has {len(firsts)} headings of the first level.")
    for before, node in pairwise(found):
        if int(node.tag[1]) > int(before.tag[1]) + 1:
            yield opened.fault(LEVEL, node, f"follows an {before.tag}.", text_of(node))


def _landmarks(opened: Opened) -> Iterator[Fault]:
    mains = len([*opened.all("main")])
    if mains != 1:
        yield opened.fault(MAIN, None, f"has {mains} `main` elements.")
    names = [(node, _label(opened, node)) for node in opened.all("nav")]
    counts = Counter(name for _, name in names)
    for node, name in names:
        lang = lang_of(node)
        if not name or counts[name] > 1 or (lang and len(foreign(name, lang)) * 2 > len(name)):
            yield opened.fault(NAV, node, f"its name is {name!r}." if name else "has no name.")


def _label(opened: Opened, node: Element) -> str:
    """A name that was given, not the text inside."""
    named = node.get("aria-label") or node.get("aria-labelledby")
    return name_of(opened, node) if named else ""


def _skip(opened: Opened) -> Iterator[Fault]:
    first = next((node for node in opened.live if _takes_tab(node)), None)
    href = "" if first is None else first.get("href") or ""
    target = opened.ids.get(href[1:]) if href.startswith("#") else None
    if target is None:
        yield opened.fault(SKIP, first, "the first Tab stop is no link to a part of the page.")
    elif target.tag != "main" and target.find(".//main") is None and not select(target, "ancestor::main"):
        yield opened.fault(SKIP, first, "leads to something else than `main`.", href)
    elif target.get("tabindex") is None and target.tag not in _REACHED:
        yield opened.fault(SKIP, target, "cannot take the focus.")


def _takes_tab(node: Element) -> bool:
    tab = node.get("tabindex")
    if is_hidden(node) or tab == "-1" or node.get("disabled") is not None:
        return False
    if node.tag in {"a", "area"}:
        return node.get("href") is not None
    media = node.tag not in {"audio", "video"} or node.get("controls") is not None
    return tab is not None or (node.tag in _REACHED and media and node.get("type") != "hidden")


def ids(opened: Opened) -> Iterator[Fault]:
    """Ids that stand twice."""
    counts = Counter(node.get("id") for node in opened.live if node.get("id"))
    for name, count in counts.items():
        if count > 1:
            yield opened.fault(ID, opened.ids[str(name)], f"stands {count} times.")


def pictures(opened: Opened) -> Iterator[Fault]:
    """Pictures and drawings that say nothing."""
    for node in opened.all("img", "area", "svg"):
        told = node.get("alt") is not None if node.tag != "svg" else is_hidden(node) or name_of(opened, node)
        if not told:
            yield opened.fault(ALT, node, evidence=node.get("src") or "")


def _names(opened: Opened) -> Iterator[Fault]:
    for node in opened.all("a", "button", "summary"):
        reached = node.tag != "a" or node.get("href") is not None
        if reached and not (name_of(opened, node) or (node.get("title") or "").strip()):
            yield opened.fault(NAME, node)
    for node in opened.all("input", "select", "textarea"):
        if node.get("type") not in _UNLABELLED and not _labelled(opened, node):
            yield opened.fault(NAME, node)


def _labelled(opened: Opened, node: Element) -> bool:
    if _label(opened, node) or (node.get("title") or "").strip():
        return True
    around = select(node, "ancestor::label")
    tied = [each for each in opened.all("label") if node.get("id") and each.get("for") == node.get("id")]
    return any(text_of(label) for label in (*around, *tied))
