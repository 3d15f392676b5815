"""What holds of the items of both kinds of feed."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from html import unescape
from itertools import pairwise

from pipeline.verify.feeds.named import Read, words
from pipeline.verify.feeds.rules import DATE, ID, LANGUAGE, NOTICE
from pipeline.verify.model import Element, Fault, Printed


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


def told(feed: Read, item: Element, edition: Printed, description: str) -> Iterator[Fault]:
    """Whether an item is of its feed's language, and says what its page says of the translation."""
    if edition.lang != feed.lang:
        yield LANGUAGE.fault(feed.at(item), f"{edition.folder} is in another language.")
    text = unescape(description)
    for note in edition.data.get("notes", []):
        if note.get("kind") == "notice" and note.get("text", "") not in text:
            yield NOTICE.fault(feed.at(item), f"does not say what {edition.page} says.", note["text"])
