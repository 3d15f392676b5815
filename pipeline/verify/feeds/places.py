"""The rules of sitemaps."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pipeline.verify.feeds.named import Read, nodes, words
from pipeline.verify.feeds.rules import DATE, LIMITS, REQUIRED, SISTERS, WHOLE
from pipeline.verify.model import Element, Fault

MOST, LARGEST = 50_000, 52_428_800


def check(maps: Sequence[Read]) -> Iterator[Fault]:
    """Everything about all sitemaps of a tree together."""
    sisters: dict[str, set[str]] = {}
    for read in maps:
        urls = nodes(read.root, "/map:urlset/map:url | /map:sitemapindex/map:sitemap")
        size = read.tree.path(read.path).stat().st_size
        if not urls:
            yield REQUIRED.fault(read.path, "is no sitemap with an address.")
        if len(urls) > MOST or size > LARGEST:
            yield LIMITS.fault(read.path, evidence=f"{len(urls)} addresses, {size} bytes")
        for url in urls:
            yield from _url(read, url, sisters)
    yield from _whole(maps, set(sisters))
    for address, named in sisters.items():
        lone = [other for other in named if address not in sisters.get(other, set())]
        if lone or (named and address not in named):
            yield SISTERS.fault(maps[0].path, f"{address} is not named in return.", ", ".join(sorted(lone)))


def _url(read: Read, url: Element, sisters: dict[str, set[str]]) -> Iterator[Fault]:
    address = words(url, "map:loc")
    yield from read.of_tree(url, address)
    links = nodes(url, "xhtml:link")
    for link in links:
        yield from read.of_tree(link, link.get("href") or "")
    if url.tag.endswith("}url"):
        sisters[address] = {link.get("href") or "" for link in links}
    modified = words(url, "map:lastmod")
    if modified and not _is_date(modified):
        yield DATE.fault(read.at(url), "tells no date.", modified)


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _whole(maps: Sequence[Read], addresses: set[str]) -> Iterator[Fault]:
    if not maps:
        return
    held = {maps[0].site + path for path in maps[0].tree.pages}
    for address in sorted(held - addresses):
        yield WHOLE.fault(maps[0].path, f"does not name {address}.")
