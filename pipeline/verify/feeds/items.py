"""What holds of the items of both kinds of feed."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from html import unescape
from itertools import pairwise
from uuid import NAMESPACE_URL, uuid5

from pipeline.verify.feeds.named import Read, words
from pipeline.verify.feeds.rules import DATE, ID, LANGUAGE, NOTICE, TITLE
from pipeline.verify.model import Element, Fault, Printed, said


def unique(feed: Read, items: Sequence[Element], path: str) -> Iterator[Fault]:
    """Ids that two items share."""
    for name, count in Counter(words(item, path) for item in items).items():
        if name and count > 1:
            yield ID.fault(feed.path, f"has {count} items with one id.", name)


def in_order(
    feed: Read, items: Sequence[Element], path: str, read: Callable[[str], datetime]
) -> Iterator[Fault]:
    """Dates that cannot be read, have no zone, or grow."""
    moments = []
    for item in items:
        text = words(item, path)
        try:
            moment = read(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            yield DATE.fault(feed.at(item), "tells no date with a zone.", text)
        else:
            moments.append(moment)
    if any(one < other for one, other in pairwise(moments)):
        yield DATE.fault(feed.path, "does not begin with the newest.")


def named(feed: Read, item: Element, edition: Printed, title: str, own_id: str) -> Iterator[Fault]:
    """Whether an item has the title of its page, and the id that is made of that page's address."""
    shown = next((said(node) for node in feed.tree.page(edition.page).root.iter("h1")), "")
    if _letters(title) != _letters(shown):
        yield TITLE.fault(feed.at(item), f"{edition.page} is called otherwise.", title)
    yield from identified(feed, item, feed.site + edition.page, own_id)


def identified(feed: Read, node: Element, address: str, own_id: str) -> Iterator[Fault]:
    """Whether an id is the UUID of an address, as RFC 9562 makes it of names."""
    wanted = uuid5(NAMESPACE_URL, address).urn
    if own_id != wanted:
        yield ID.fault(feed.at(node), f"must have the id {wanted}.", own_id)


def _letters(text: str) -> str:
    """What is left for comparison: XML cannot hold every character, and a page isolates some words."""
    return "".join(filter(str.isalnum, text))


def told(feed: Read, item: Element, edition: Printed, description: str) -> Iterator[Fault]:
    """Whether an item is of its feed's language, and says what its page says of the translation."""
    if edition.lang != feed.lang:
        yield LANGUAGE.fault(feed.at(item), f"{edition.folder} is in another language.")
    text = unescape(description)
    for note in edition.data.get("notes", []):
        if note.get("kind") == "notice" and note.get("text", "") not in text:
            yield NOTICE.fault(feed.at(item), f"does not say what {edition.page} says.", note["text"])
