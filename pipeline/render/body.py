"""The blocks of an article as the tree that a page is made of: figures, nested lists, quotations."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, takewhile
from typing import ClassVar

from markupsafe import Markup

from pipeline.model import FIGURE_KINDS, HEAD_KINDS, Block, BlockKind, Edition
from pipeline.outline import starts_figure
from pipeline.render.inline import web_address
from pipeline.render.wording import Prose, prose_of

_DEEPEST = 6
"""Lists nested deeper go on at this depth."""

Written = tuple[Block, Prose]


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    words: Prose


@dataclass(frozen=True, slots=True)
class Code:
    kind: ClassVar[str] = "code"
    words: Prose
    """Lines of a program, their white space kept."""


@dataclass(frozen=True, slots=True)
class Heading:
    kind: ClassVar[str] = "heading"
    level: int
    """2 to 6, never more than one below the heading before."""
    words: Prose


@dataclass(frozen=True, slots=True)
class Quotation:
    kind: ClassVar[str] = "quotation"
    paragraphs: tuple[Prose, ...]
    """Only the last one announces something."""


@dataclass(frozen=True, slots=True)
class Item:
    words: Prose
    lists: tuple["Listing", ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    kind: ClassVar[str] = "list"
    ordered: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    words: Prose
    scope: str
    """Of a header, `col` or `row`; empty for others."""


@dataclass(frozen=True, slots=True)
class Table:
    kind: ClassVar[str] = "table"
    rows: tuple[tuple[Cell | None, ...], ...]
    """All of one length; None where a cell is empty."""


@dataclass(frozen=True, slots=True)
class Figure:
    kind: ClassVar[str] = "figure"
    alt: tuple[Prose, ...]
    caption: tuple[Prose, ...]
    credit: tuple[Prose, ...]
    address: str
    """Where the picture is, when that is on the web; it is linked, never loaded."""
    absent: Markup
    """That it is not here."""
    announces: Markup


Node = Paragraph | Code | Heading | Quotation | Listing | Table | Figure


@dataclass(frozen=True, slots=True)
class Body:
    """An edition's words in the order of the page; every segment is there once."""

    head: dict[BlockKind, tuple[Prose, ...]]
    """What stands above the article, by kind; of the titles only the first."""
    nodes: tuple[Node, ...]


def body_of(edition: Edition) -> Body:
    """The tree of an edition."""
    written = list(zip(edition.article.blocks, prose_of(edition), strict=True))
    titles = [index for index, (block, _) in enumerate(written) if block.kind == "title"]
    head: dict[BlockKind, tuple[Prose, ...]] = {}
    rest: list[Written] = []
    for index, (block, words) in enumerate(written):
        if block.kind not in HEAD_KINDS or index in titles[1:]:
            rest.append((block, words))
        elif words.html:
            head[block.kind] = (*head.get(block.kind, ()), words)
    return Body(head, tuple(_levelled(_nodes(rest, edition.article.url))))


def _nodes(written: Sequence[Written], base: str) -> Iterator[Node]:
    for family, group in groupby(written, key=lambda pair: _family(pair[0])):
        pairs = list(group)
        if family == "figure":
            yield from (_figure(part, base) for part in _parts(pairs, starts_figure))
        elif family == "quotation":
            parts = _parts(pairs, lambda before, _: bool(before[-1].announces))
            yield from (Quotation(tuple(words for _, words in part)) for part in parts)
        elif family == "item":
            yield from _listings(pairs)
        elif family == "cell":
            yield from map(_table, _parts(pairs, _starts_table))
        else:
            yield from (_single(block, words) for block, words in pairs if words.html or words.announces)


def _family(block: Block) -> str:
    return "figure" if block.kind in FIGURE_KINDS else block.kind


def _single(block: Block, words: Prose) -> Node:
    if block.kind == "heading":
        return Heading(block.level, words)
    return Code(words) if block.kind == "code" else Paragraph(words)


def _parts(pairs: Sequence[Written], starts: Callable[[list[Block], Block], bool]) -> Iterator[list[Written]]:
    """The pairs, cut before each block that starts a new part after those before it."""
    part: list[Written] = []
    for pair in pairs:
        if part and starts([block for block, _ in part], pair[0]):
            yield part
            part = []
        part.append(pair)
    yield part


def _starts_table(before: list[Block], block: Block) -> bool:
    last = before[-1]
    return (block.row, block.column) <= (last.row, last.column)


def _table(pairs: Sequence[Written]) -> Table:
    """The cells in their places; a table may begin below its first row, where that held nothing but pictures."""
    first = pairs[0][0].row
    width = max(block.column for block, _ in pairs) + 1
    rows: list[list[Cell | None]] = [[None] * width for _ in range(pairs[-1][0].row - first + 1)]
    data = {block.row for block, _ in pairs if not block.header}
    for block, words in pairs:
        scope = ("row" if block.row in data else "col") if block.header else ""
        rows[block.row - first][block.column] = Cell(words, scope)
    return Table(tuple(map(tuple, rows)))


def _figure(pairs: Sequence[Written], base: str) -> Figure:
    def part(kind: BlockKind) -> tuple[Prose, ...]:
        return tuple(words for block, words in pairs if block.kind == kind and words.html)

    src = next((block.src for block, _ in pairs if block.src), "")
    absent, announces = (
        Markup("").join(getattr(words, field) for _, words in pairs) for field in ("absent", "announces")
    )
    return Figure(part("alt"), part("caption"), part("credit"), web_address(src, base), absent, announces)


def _listings(pairs: Sequence[Written]) -> tuple[Listing, ...]:
    """Items as lists: deeper items belong to the one before them."""
    found: list[Listing] = []
    rest = list(pairs)
    while rest:
        (block, words), *rest = rest
        below = list(takewhile(partial(_is_below, block), rest))
        rest = rest[len(below) :]
        item = Item(words, _listings(below))
        if found and found[-1].ordered == block.ordered:
            found[-1] = Listing(block.ordered, (*found[-1].items, item))
        else:
            found.append(Listing(block.ordered, (item,)))
    return tuple(found)


def _is_below(item: Block, pair: Written) -> bool:
    return min(pair[0].level, _DEEPEST) > min(item.level, _DEEPEST)


def _levelled(nodes: Iterator[Node]) -> Iterator[Node]:
    """Headings that skip no level, as a reader moves through them by level."""
    before = 1
    for node in nodes:
        if isinstance(node, Heading):
            before = max(2, min(node.level, before + 1, 6))
            yield Heading(before, node.words)
        else:
            yield node
