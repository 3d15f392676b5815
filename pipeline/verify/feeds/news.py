"""The rules of text feeds: RFC 4287."""

from collections.abc import Iterator
from datetime import datetime

from pipeline.verify.feeds.items import identified, in_order, named, told, unique
from pipeline.verify.feeds.named import Read, is_absolute, nodes, words
from pipeline.verify.feeds.podcast import enclosure, lacking
from pipeline.verify.feeds.rules import ADDRESS, LANGUAGE, REQUIRED, SELF
from pipeline.verify.model import Element, Fault

_OF_FEED = ("atom:id", "atom:title", "atom:updated", "atom:author/atom:name", "atom:link[@rel='self']/@href")
_OF_ENTRY = ("atom:id", "atom:title", "atom:updated", "atom:link[@rel='alternate']/@href")


def check(feed: Read) -> Iterator[Fault]:
    """Everything about one text feed."""
    if not nodes(feed.root, "/atom:feed/atom:entry"):
        yield REQUIRED.fault(feed.path, "is no Atom feed with an entry.")
        return
    yield from lacking(feed, feed.root, _OF_FEED)
    own = words(feed.root, "atom:link[@rel='self']/@href")
    if own != feed.site + feed.path:
        yield SELF.fault(feed.path, evidence=own)
    if words(feed.root, "@xml:lang") != feed.lang:
        yield LANGUAGE.fault(feed.path, evidence=words(feed.root, "@xml:lang"))
    yield from identified(feed, feed.root, feed.site + feed.path, words(feed.root, "atom:id"))
    entries = nodes(feed.root, "atom:entry")
    for entry in entries:
        yield from _entry(feed, entry)
    yield from unique(feed, entries, "atom:id")
    yield from in_order(feed, entries, "atom:updated", datetime.fromisoformat)


def _entry(feed: Read, entry: Element) -> Iterator[Fault]:
    yield from lacking(feed, entry, _OF_ENTRY)
    for link in nodes(entry, "atom:link"):
        rel, address = link.get("rel"), link.get("href") or ""
        if rel == "enclosure":
            yield from enclosure(feed, link, address)
        elif rel == "via":  # where the original was published: anywhere
            if not is_absolute(address):
                yield ADDRESS.fault(feed.at(link), evidence=address)
        else:
            yield from feed.of_tree(link, address)
    edition = feed.editions.get(words(entry, "atom:link[@rel='alternate']/@href"))
    if edition:
        yield from told(feed, entry, edition, words(entry, "atom:summary"))
        yield from named(feed, entry, edition, words(entry, "atom:title"), words(entry, "atom:id"))
