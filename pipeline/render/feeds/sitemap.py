"""The sitemap: every page of the tree with its sisters in other languages; several files where one would be too large."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import File
from pipeline.render.feeds.channel import dated
from pipeline.render.feeds.markup import add, root_of, written
from pipeline.render.listing import Listing

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
MOST_ADDRESSES = 50_000
LARGEST = 50_000_000
"""Bytes. The protocol's limits of one file are these addresses and 52,428,800 bytes."""
_FRAME = 500
"""Bytes around the addresses, at the most."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the tree."""

    path: str
    modified: str = ""
    """RFC 3339; empty where nobody knows."""
    sisters: tuple[tuple[str, str], ...] = ()
    """`hreflang` and path of the same page in each language, itself and `x-default` among them."""


def places(family: Sequence[Listing]) -> Iterator[Place]:
    """The pages of one article's editions that were made."""
    original = next((each for each in family if each.lang == each.source), None)
    sisters = tuple((each.lang.tag, each.href) for each in family)
    default = (("x-default", original.href),) if original else ()
    for each in family:
        modified = dated(each).isoformat() if each.published else ""
        yield Place(each.href, modified, (*sisters, *default) if len(family) > 1 else ())


def sitemap(
    pages: Sequence[Place], site: str, *, most: int = MOST_ADDRESSES, largest: int = LARGEST
) -> tuple[File, ...]:
    """`sitemap.xml`; where that would break a limit, an index of `sitemap-1.xml` and so on under that name."""
    parts = list(_parts(pages, site, most, largest))
    if len(parts) == 1:
        return (File("sitemap.xml", written(parts[0])),)
    files = [File(f"sitemap-{number}.xml", written(part)) for number, part in enumerate(parts, 1)]
    return (File("sitemap.xml", _index(files, site)), *files)


def _parts(pages: Sequence[Place], site: str, most: int, largest: int) -> Iterator[Any]:
    from lxml import etree

    root, size = _urlset(), _FRAME
    for page in pages:
        url = _url(page, site)
        length = _length(etree.tostring(url, encoding="UTF-8"), url)
        if len(root) and (len(root) >= most or size + length > largest):
            yield root
            root, size = _urlset(), _FRAME
        root.append(url)
        size += length
    yield root


def _length(data: bytes, url: Any) -> int:
    """Bytes of an element with its indents, alone still with its namespaces: a little too much."""
    return len(data) + 8 * (len(url) + 2)


def _urlset() -> Any:
    return root_of(f"{{{SITEMAP}}}urlset", {None: SITEMAP, "xhtml": XHTML})


def _url(page: Place, site: str) -> Any:
    url = root_of(f"{{{SITEMAP}}}url", {None: SITEMAP, "xhtml": XHTML})
    add(url, f"{{{SITEMAP}}}loc", site + page.path)
    if page.modified:
        add(url, f"{{{SITEMAP}}}lastmod", page.modified)
    for tag, path in page.sisters:
        add(url, f"{{{XHTML}}}link", attributes={"rel": "alternate", "hreflang": tag, "href": site + path})
    return url


def _index(files: Sequence[File], site: str) -> bytes:
    root = root_of(f"{{{SITEMAP}}}sitemapindex", {None: SITEMAP})
    for file in files:
        add(add(root, f"{{{SITEMAP}}}sitemap"), f"{{{SITEMAP}}}loc", site + file.path)
    return written(root)
