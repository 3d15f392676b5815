"""All auditors, in the order in which they are run: the quick ones first."""

from collections.abc import Iterator, Sequence

from pipeline.errors import UsageError
from pipeline.verify.ace import Ace
from pipeline.verify.audio import AUDIO
from pipeline.verify.books import BOOKS
from pipeline.verify.browser import Axe, Looks
from pipeline.verify.epubcheck import EpubCheck
from pipeline.verify.feeds import FEEDS
from pipeline.verify.links import LINKS
from pipeline.verify.manifest import TREE
from pipeline.verify.model import Rule, Tool
from pipeline.verify.structure import PAGES
from pipeline.verify.style import STYLES
from pipeline.verify.vnu import Vnu

TOOLS: tuple[Tool, ...] = (
    TREE,
    PAGES,
    STYLES,
    LINKS,
    FEEDS,
    AUDIO,
    BOOKS,
    Vnu(),
    EpubCheck(),
    Ace(),
    Looks(),
    Axe(),
)


def rules() -> Iterator[Rule]:
    """Everything that an audit may find."""
    for tool in TOOLS:
        yield from tool.rules


def chosen(only: Sequence[str] = (), skip: Sequence[str] = ()) -> tuple[Tool, ...]:
    """The tools with these names, or all but those. Raises `UsageError` for a name that no tool has."""
    names = [tool.name for tool in TOOLS]
    for name in (*only, *skip):
        if name not in names:
            raise UsageError(f"{name!r} is no tool of the audit.", remedy=f"Known: {', '.join(names)}.")
    return tuple(tool for tool in TOOLS if (not only or tool.name in only) and tool.name not in skip)
