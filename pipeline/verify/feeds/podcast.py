"""The rules of podcast clients and directories."""

import struct
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from uuid import UUID, uuid5

from pipeline.serve import TYPES
from pipeline.verify.feeds.items import in_order, named, told, unique
from pipeline.verify.feeds.named import Read, nodes, words
from pipeline.verify.feeds.rules import DURATION, ID, LANGUAGE, PICTURE, REQUIRED, SELF, SIZE, TYPE
from pipeline.verify.model import Element, Fault, Printed

_OF_CHANNEL = (
    "title", "link", "description", "language", "atom:link[@rel='self']/@href", "itunes:image/@href",
    "itunes:category/@text", "itunes:explicit", "itunes:author", "podcast:guid",
)  # fmt: skip
_OF_ITEM = (
    "title", "guid", "pubDate", "description", "link", "enclosure/@url", "enclosure/@length", "enclosure/@type",
    "itunes:duration", "itunes:explicit",
)  # fmt: skip
_LEAST, _MOST = 1400, 3000
_PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The podcast namespace's own, of its specification."""


def check(feed: Read) -> Iterator[Fault]:
    """Everything about one podcast."""
    for channel in nodes(feed.root, "/rss[@version='2.0']/channel"):
        yield from _head(feed, channel)
        items = nodes(channel, "item")
        for item in items:
            yield from _item(feed, item)
        yield from unique(feed, items, "guid")
        yield from in_order(feed, items, "pubDate", parsedate_to_datetime)
    if not nodes(feed.root, "/rss[@version='2.0']/channel/item"):
        yield REQUIRED.fault(feed.path, "is no RSS 2.0 with an item.")


def lacking(feed: Read, node: Element, wanted: tuple[str, ...]) -> Iterator[Fault]:
    for path in wanted:
        if not words(node, path):
            yield REQUIRED.fault(feed.at(node), f"has no {path}.")


def _head(feed: Read, channel: Element) -> Iterator[Fault]:
    yield from lacking(feed, channel, _OF_CHANNEL)
    own = words(channel, "atom:link[@rel='self']/@href")
    if own != feed.site + feed.path:
        yield SELF.fault(feed.path, evidence=own)
    if words(channel, "language") != feed.lang:
        yield LANGUAGE.fault(feed.path, evidence=words(channel, "language"))
    yield from _guid(feed, channel)
    yield from feed.of_tree(channel, words(channel, "link"))
    picture = words(channel, "itunes:image/@href")
    yield from feed.of_tree(channel, picture)
    yield from _picture(feed, feed.tree.read(feed.name(picture)))


def _guid(feed: Read, channel: Element) -> Iterator[Fault]:
    """Of the feed's address without its scheme, as the podcast namespace demands."""
    wanted = str(uuid5(_PODCASTS, f"{feed.site}{feed.path}".partition("://")[2].rstrip("/")))
    told = words(channel, "podcast:guid")
    if told and told != wanted:
        yield ID.fault(feed.at(channel), f"must have the podcast:guid {wanted}.", told)


def _picture(feed: Read, data: bytes) -> Iterator[Fault]:
    """The size stands in the first chunk of a PNG."""
    is_png = data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) > 24
    width, height = struct.unpack(">II", data[16:24]) if is_png else (0, 0)
    if data and not (width == height and _LEAST <= width <= _MOST):
        yield PICTURE.fault(feed.path, evidence=f"{width} x {height}")


def _item(feed: Read, item: Element) -> Iterator[Fault]:
    yield from lacking(feed, item, _OF_ITEM)
    for path in ("link", "enclosure/@url"):
        yield from feed.of_tree(item, words(item, path))
    for path in ("podcast:transcript/@url", "podcast:chapters/@url"):
        if words(item, path):
            yield from feed.of_tree(item, words(item, path))
    for transcript in nodes(item, "podcast:transcript"):
        if transcript.get("language") != feed.lang:
            yield LANGUAGE.fault(feed.at(transcript), evidence=transcript.get("language") or "")
    for path, address in (("enclosure", "@url"), ("podcast:alternateEnclosure", "podcast:source/@uri")):
        for sound in nodes(item, path):
            yield from enclosure(feed, sound, words(sound, address))
    edition = feed.editions.get(words(item, "link"))
    if edition:
        yield from _duration(feed, item, edition)
        yield from told(feed, item, edition, words(item, "description"))
        yield from named(feed, item, edition, words(item, "title"), words(item, "guid"))


def enclosure(feed: Read, node: Element, address: str) -> Iterator[Fault]:
    """Whether a sound is there, with the size and type that are told."""
    name = feed.name(address)
    yield from feed.of_tree(node, address)
    if not feed.tree.holds(name):
        return
    size = feed.tree.path(name).stat().st_size
    if node.get("length") != str(size):
        yield SIZE.fault(feed.at(node), f"{name} has {size} bytes.", node.get("length") or "")
    wanted = TYPES.get(f".{name.rpartition('.')[2]}", "")
    if node.get("type") != wanted:
        yield TYPE.fault(feed.at(node), f"{name} is {wanted or 'no sound'}.", node.get("type") or "")


def _duration(feed: Read, item: Element, edition: Printed) -> Iterator[Fault]:
    narration = edition.data.get("narration") or {}
    said = words(item, "itunes:duration")
    seconds = int(said) if said.isascii() and said.isdigit() else -10
    length = narration.get("milliseconds", 0) / 1000
    if abs(seconds - length) > 1:
        yield DURATION.fault(feed.at(item), f"{edition.folder} sounds for {length:.1f} s.", said)
