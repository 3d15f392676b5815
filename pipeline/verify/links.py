"""Every address of a tree leads where it says: inside the tree, to something that is there."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from pipeline.verify.model import Element, Fault, Page, Published, Rule, element, values
from pipeline.verify.own import OwnTool
from pipeline.verify.structure.safety import loaded
from pipeline.verify.style import addresses, sheets

BROKEN = Rule(
    "links.broken",
    "every relative address leads to a file of the tree",
    "HTML, WCAG 2.4.4",
    "Mend the address.",
)
EDITION = Rule(
    "links.edition",
    "no link leads to an edition that the tree does not hold",
    "HTML, WCAG 2.4.4",
    "Build that edition, or build the pages again without it.",
)
FRAGMENT = Rule(
    "links.fragment",
    "every fragment is an id of the page that it names",
    "HTML, WCAG 2.4.4",
    "Mend the fragment.",
)
ESCAPES = Rule(
    "links.escapes",
    "no address leads out of the tree by `..` or `/`",
    "Editions: the tree is whole",
    "Mend the address.",
)
SCHEME = Rule(
    "links.scheme",
    "a link leads to http, https, mailto or tel, or stays in the tree",
    "Editions: no file of the publisher's machine is named",
    "Give the address on the web, or remove the link.",
)
UNUSED = Rule(
    "links.unused",
    "every file of `assets/` is used by a page, a sheet or a feed",
    "Editions: the tree is whole",
    "Build the tree again.",
    "warning",
)
RULES = (BROKEN, EDITION, FRAGMENT, ESCAPES, SCHEME, UNUSED)

_NAMED = ("href", "data-audio", "data-artwork", "cite")
_WEB = {"http", "https", "mailto", "tel"}
_TREE = "https://tree.invalid/"
"""Stands for the tree while an address is joined to that of its page."""
_ADDRESSES = {"url", "contentUrl", "transcript", "image"}


def find(tree: Published) -> Iterator[Fault]:
    """The faults of all pages and sheets, then the files that nothing uses."""
    used: set[str] = set()
    for path in tree.pages:
        page = tree.page(path)
        for place, address in _of_page(page):
            yield from _follow(tree, path, place, address, used)
    for path in sheets(tree):
        for address in addresses(tree.read(path).decode("utf-8", "replace")):
            yield from _follow(tree, path, path, address, used)
    yield from _unused(tree, used)


def _of_page(page: Page) -> Iterator[tuple[str, str]]:
    """Place and address of everything that a page names."""
    for node in page.root.iter("*"):
        named = [node.get(name) for name in _NAMED]
        for address in dict.fromkeys((*loaded(node), *(each for each in named if each is not None))):
            yield f"{page.path}: {element(node)}", address
        if node.tag == "meta" and (node.get("property") or "") in {"og:url", "og:image", "og:audio"}:
            yield f"{page.path}: {element(node)}", node.get("content") or ""
        if node.get("type") == "application/ld+json":
            yield from ((f"{page.path}: {element(node)}", each) for each in _of_data(node))


def _of_data(script: Element) -> Iterator[str]:
    try:
        pending: list[Any] = [json.loads(script.text or "")]
    except ValueError:  # `page.jsonld` tells
        return
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            yield from (each for name, each in value.items() if name in _ADDRESSES and isinstance(each, str))
            pending += list(value.values())
        elif isinstance(value, list):
            pending += value


def _follow(tree: Published, path: str, place: str, address: str, used: set[str]) -> Iterator[Fault]:
    """The fault of one address, if it has any; notes what it leads to."""
    site = str(tree.manifest.get("site") or "")
    if site and address.startswith(site):
        address, path = address.removeprefix(site) or "index.html", ""
    scheme = urlsplit(address).scheme.lower() if _can_be_split(address) else "broken"
    if scheme or address.startswith("//"):
        if scheme not in _WEB | {"data", ""}:
            yield SCHEME.fault(place, evidence=address)
        return
    if address.startswith("/") or _climbs(path, address):
        yield ESCAPES.fault(place, evidence=address)
        return
    target, _, fragment = urljoin(f"{_TREE}{path}", address).removeprefix(_TREE).partition("#")
    target = unquote(target.partition("?")[0])
    used.add(target)
    if not tree.holds(target):
        yield (EDITION if re.fullmatch(r"[^/]+/[^/]+/index\.html", target) else BROKEN).fault(
            place, f"leads to {target}, which is not there.", address
        )
    elif fragment and target.endswith(".html") and unquote(fragment) not in _ids(tree.page(target)):
        yield FRAGMENT.fault(place, f"{target} has no id {fragment}.", address)


def _can_be_split(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:  # "http://[" is no address
        return False
    return True


def _climbs(path: str, address: str) -> bool:
    """Whether an address has more `..` than there are folders around a file."""
    depth = path.count("/")
    for part in address.partition("#")[0].partition("?")[0].split("/")[:-1]:
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return True
    return False


def _ids(page: Page) -> set[str]:
    return {str(name) for name in values(page.root, "//@id")}


def _unused(tree: Published, used: set[str]) -> Iterator[Fault]:
    others = [path for path in tree.files if path.endswith((".xml", ".js", ".webmanifest"))]
    told = "\n".join(tree.read(path).decode("utf-8", "replace") for path in others)
    for path in tree.files:
        if path.startswith("assets/") and path not in used and path.rpartition("/")[2] not in told:
            yield UNUSED.fault(path)


LINKS = OwnTool("links", RULES, find, lambda tree: len(tree.pages) + len(sheets(tree)))
