"""What an audit speaks of: rules, faults, the tools that find them, and the finished tree as it was read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol, cast

from lxml import etree, html

from pipeline.errors import UsageError
from pipeline.store import MANIFEST

REPORT = "report.json"
Element = etree._Element
Severity = Literal["error", "warning"]
"""`error`: something is wrong that a reader meets, or that breaks the tree's contract; `warning`: look at it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be: data, not an exception."""

    code: str
    """Stable, dotted: tool.name, as in `page.lang` and `axe.color-contrast`."""
    severity: Severity
    place: str
    """A path of the tree, then `: ` and an element, an id or a line: `harbour/ar/index.html: #s0123456789`."""
    message: str
    """One sentence: what is wrong."""
    remedy: str
    """One sentence: what to do."""
    evidence: str = ""
    """What was seen: the words, the value, the markup."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one code demands. A code that ends in `.*` stands for all rules of a foreign tool."""

    code: str
    demand: str
    """What must hold, one sentence without the full stop."""
    source: str
    """The success criterion or the section that asks for it: `WCAG 3.1.1`, `EPUB 3.3 §9.3`."""
    remedy: str
    """One sentence: what to do where it does not hold."""
    severity: Severity = "error"

    def fault(self, place: str, message: str = "", evidence: str = "") -> Fault:
        """A place where it does not hold; without a message, the demand is told."""
        told = message or f"does not hold: {self.demand}."
        return Fault(self.code, self.severity, place, told, self.remedy, " ".join(evidence.split())[:200])


class Tool(Protocol):
    """One auditor. Everything it may find is in `rules`; a missing program is told, never an error."""

    @property
    def name(self) -> str:
        """One lower-case word, as in `--only` and `--skip`: the first part of its codes."""

    @property
    def rules(self) -> tuple[Rule, ...]: ...

    @property
    def remedy(self) -> str:
        """The command that installs what it needs; empty where it needs nothing."""

    def available(self) -> bool:
        """Whether it can run here; quick, starts nothing heavy."""

    def version(self) -> str:
        """Of the program behind it; only asked where it is available. Empty for the project's own rules."""

    def examine(self, tree: "Published") -> Iterator[Fault]:
        """Everything it finds, in the order of the tree. Raises `SetupError` where its program fails."""

    def things(self, tree: "Published") -> int:
        """How many things it looks at: pages, books, files."""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page, parsed."""

    path: str
    """In the tree, POSIX, relative."""
    data: bytes
    root: Element

    @property
    def folder(self) -> str:
        """`harbour/ar/` for an edition, empty at the top."""
        return self.path.rpartition("/")[0] + "/" if "/" in self.path else ""


@dataclass(frozen=True, slots=True)
class Printed:
    """One finished edition: its folder and what `edition.json` says."""

    slug: str
    lang: str
    """The folder's name: a BCP 47 tag."""
    data: Mapping[str, Any]
    entry: Mapping[str, Any] = field(default_factory=dict)
    """What `report.json` says of it."""

    @property
    def folder(self) -> str:
        return f"{self.slug}/{self.lang}/"

    @property
    def page(self) -> str:
        return f"{self.folder}index.html"


class Published:
    """A finished tree, read as a publisher would upload it. Nothing is written, nothing outside it is read.

    Pages are parsed when asked for and kept while there are few; a tree may hold a hundred thousand of them.
    """

    def __init__(self, out: Path) -> None:
        """Raises `UsageError` where there is no tree."""
        if not (out / MANIFEST).is_file():
            raise UsageError(
                "holds no manifest.json: it is not a finished tree.",
                place=str(out),
                remedy="Give the folder that `editions build --out` wrote.",
            )
        self.out = out
        self.manifest = self._object(MANIFEST)
        self.report = self._object(REPORT)
        self.page = lru_cache(maxsize=512)(self._page)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The paths of the manifest, sorted, that are there."""
        listed = self.manifest.get("files", {})
        return tuple(path for path in sorted(listed) if self.path(path).is_file())

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """All HTML pages, editions first in each folder's order."""
        return tuple(path for path in self.files if path.endswith(".html"))

    @cached_property
    def epubs(self) -> tuple[str, ...]:
        return tuple(path for path in self.files if path.endswith(".epub"))

    @cached_property
    def editions(self) -> tuple[Printed, ...]:
        """Every edition that the tree holds, by folder."""
        names = (path.split("/") for path in self.files if path.endswith("/edition.json"))
        return tuple(self._edition(parts[0], parts[1]) for parts in names if len(parts) == 3)

    def edition(self, slug: str, lang: str) -> Printed | None:
        """The edition of an article in a language, where the tree holds it."""
        return self._named.get((slug, lang))

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], Printed]:
        return {(edition.slug, edition.lang): edition for edition in self.editions}

    @cached_property
    def _held(self) -> frozenset[str]:
        return frozenset(self.files)

    def holds(self, name: str) -> bool:
        """Whether the manifest lists a file that is there; the manifest itself counts."""
        return name in self._held or name == MANIFEST

    def path(self, name: str) -> Path:
        """Where a file of the tree lies on this machine."""
        return self.out / name

    def read(self, name: str) -> bytes:
        """The bytes of a file of the tree; empty where there is none."""
        path = self.path(name)
        return path.read_bytes() if path.is_file() else b""

    def _page(self, path: str) -> Page:
        data = self.read(path)
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        root = html.document_fromstring(data or b"<html></html>", parser=parser, ensure_head_body=True)
        return Page(path, data, root)

    def _edition(self, slug: str, tag: str) -> Printed:
        articles = self.report.get("articles", {})
        entry = articles.get(slug, {}).get("editions", {}).get(tag, {})
        return Printed(slug, tag, self._object(f"{slug}/{tag}/edition.json"), entry)

    def _object(self, name: str) -> dict[str, Any]:
        """A JSON object; empty where it cannot be read, which `manifest` and `record` tell."""
        try:
            found = json.loads(self.read(name))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def xml(data: bytes) -> Element:
    """Parsed XML that loads nothing from anywhere. Raises `etree.XMLSyntaxError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(data, parser)


def select(node: Element, path: str) -> list[Element]:
    """The elements that an XPath leads to."""
    return cast("list[Element]", node.xpath(path))


def values(node: Element, path: str) -> list[str]:
    """The attributes that an XPath leads to."""
    return [str(value) for value in cast("list[object]", node.xpath(path))]


def value(node: Element, path: str) -> str:
    """The first of them; empty where there is none."""
    return next(iter(values(node, path)), "")


def said(node: Element) -> str:
    """All text in an element, as it stands."""
    return "".join(map(str, node.itertext()))


def element(node: Element) -> str:
    """How a place names an element: `#id` where it has one, or else the tag with its line."""
    return f"#{node.get('id')}" if node.get("id") else f"<{node.tag}> in line {node.sourceline}"
