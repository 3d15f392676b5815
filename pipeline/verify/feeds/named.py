"""A feed or sitemap as it is read, and the files of the tree that it names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast
from urllib.parse import unquote, urlsplit

from pipeline.verify.feeds.rules import ADDRESS, FILE
from pipeline.verify.model import Element, Fault, Printed, Published

NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


@dataclass(frozen=True)
class Read:
    """One file, parsed. Not slotted: what is looked up is kept."""

    tree: Published
    path: str
    root: Element

    @property
    def site(self) -> str:
        return str(self.tree.manifest.get("site") or "")

    @property
    def lang(self) -> str:
        """What the file's name tells: `feeds/pt-BR.atom.xml`."""
        return self.path.rpartition("/")[2].partition(".")[0]

    @cached_property
    def editions(self) -> dict[str, Printed]:
        """By the address of their pages."""
        return {self.site + edition.page: edition for edition in self.tree.editions}

    def at(self, node: Element) -> str:
        return f"{self.path}: line {node.sourceline}"

    def name(self, address: str) -> str:
        """The file of the tree that an address under the site leads to; empty for others."""
        return unquote(address.removeprefix(self.site)) if self.site and address.startswith(self.site) else ""

    def of_tree(self, node: Element, address: str) -> Iterator[Fault]:
        """The faults of an address that must lead to a file of the tree."""
        name = self.name(address)
        if not is_absolute(address) or not name:
            yield ADDRESS.fault(self.at(node), f"does not lie under {self.site or 'any site'}.", address)
        elif not self.tree.holds(name):
            yield FILE.fault(self.at(node), f"{name} is not there.", address)


def is_absolute(address: str) -> bool:
    """Whether it is a whole address of the web, in ASCII."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain = address.isascii() and address.isprintable() and " " not in address
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname)


def nodes(node: Element, path: str) -> list[Element]:
    """The elements at a path, with the prefixes of `NAMES`."""
    return cast("list[Element]", node.xpath(path, namespaces=NAMES))


def words(node: Element, path: str) -> str:
    """The text of the first element at a path, or the value of the first attribute; empty without one."""
    found = node.xpath(f"string(({path})[1])", namespaces=NAMES)
    return str(found).strip()
