"""What subscribers and search engines read: feeds and sitemap, by the rules of those who read them."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipeline.verify.feeds import news, places, podcast
from pipeline.verify.feeds.named import Read
from pipeline.verify.feeds.rules import RULES, WHOLE, XML
from pipeline.verify.model import Fault, Published, xml
from pipeline.verify.own import OwnTool

_MAP = "sitemap.xml"


def feed_findings(out: Path) -> list[Fault]:
    """What is wrong with the feeds and the sitemap of a finished tree. Raises `UsageError` where there is none."""
    return list(find(Published(out)))


def find(tree: Published) -> Iterator[Fault]:
    """What is missing, then the faults of each feed, then those of the sitemap."""
    yield from _missing(tree)
    for path in _feeds(tree):
        read, faults = _opened(tree, path)
        yield from faults
        if read:
            yield from (news if path.endswith(".atom.xml") else podcast).check(read)
    maps = []
    for path in _maps(tree):
        read, faults = _opened(tree, path)
        yield from faults
        maps += [read] if read else []
    yield from places.check(maps)


def _feeds(tree: Published) -> list[str]:
    return [path for path in tree.files if path.startswith("feeds/") and path.endswith(".xml")]


def _maps(tree: Published) -> list[str]:
    return [path for path in tree.files if path.startswith("sitemap") and path.endswith(".xml")]


def _opened(tree: Published, path: str) -> tuple[Read | None, list[Fault]]:
    try:
        return Read(tree, path, xml(tree.read(path))), []
    except etree.XMLSyntaxError as error:
        return None, [XML.fault(f"{path}: line {error.lineno}", f"{error.msg}.")]


def _missing(tree: Published) -> Iterator[Fault]:
    """Feeds and sitemap that a tree with an address must have, and that one without cannot have."""
    if not tree.manifest.get("site"):
        for path in (*_feeds(tree), *_maps(tree)):
            yield WHOLE.fault(path, "is there, but the tree has no address.")
        return
    wanted = [_MAP]
    for edition in tree.editions:
        if edition.data.get("published"):
            wanted.append(f"feeds/{edition.lang}.atom.xml")
            wanted += [f"feeds/{edition.lang}.xml"] if edition.data.get("narration") else []
    for path in sorted(set(wanted)):
        if not tree.holds(path):
            yield WHOLE.fault(path, "is not there.")


FEEDS = OwnTool("feeds", RULES, find, lambda tree: len(_feeds(tree)) + len(_maps(tree)))
