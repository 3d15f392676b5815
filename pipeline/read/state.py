"""What the words at a point of an HTML tree become."""

from dataclasses import dataclass, replace

from pipeline.model import BlockKind
from pipeline.read.dom import Element, tag

BLOCKS = frozenset(
    [
        "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "ol",
        "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
)  # fmt: skip
_LISTS = frozenset(["ul", "ol"])
CELLS = frozenset(["td", "th"])
_STRUCTURE = frozenset(["blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table"])
"""What makes a list item or a table cell more than one text."""
SOFT = frozenset(["div", "p", "section"])
"""Blocks that only part words inside an item or a cell."""
_LOOKED_AT = 8
"""Rows by which a table is known for what it is."""
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(frozen=True, slots=True)
class State:
    """What the words at this point of the tree become."""

    kind: BlockKind = "paragraph"
    level: int = 0
    ordered: bool = False
    depth: int = 0
    """Lists around."""
    line: int = 1
    one_text: bool = False
    """Inside an item, a cell or a label: paragraphs there only part words."""
    in_figure: bool = False


def inside_of(element: Element, role: BlockKind | None, state: State) -> State:
    """The state inside a block: what its words become, unless a block in it says otherwise."""
    name = tag(element)
    if role is not None:
        homeless = role == "credit" and not state.in_figure
        return replace(state, kind="paragraph" if homeless else role, level=0, one_text=True)
    if name in _HEADINGS:
        return replace(state, kind="heading", level=max(2, int(name[1])), one_text=True)
    if name in _LISTS:
        return replace(state, depth=state.depth + 1, ordered=name == "ol", one_text=False)
    if name == "li" and not _has_structure(element):
        return replace(state, kind="item", level=max(1, state.depth), one_text=True)
    if name == "tr":
        return replace(state, kind="paragraph", level=0, one_text=not _has_structure(element))
    kinds: dict[str, BlockKind] = {"blockquote": "quotation", "figcaption": "caption"}
    if name in kinds:
        return replace(state, kind=kinds[name], level=0, one_text=name == "figcaption")
    return replace(state, in_figure=state.in_figure or name == "figure")


def _has_structure(element: Element) -> bool:
    """Whether an item or a row holds more than words: headings, tables; in a row, lists or several paragraphs too."""
    inside = [tag(child) for child in element.iter("*") if child is not element]
    cells = sum(name in CELLS for name in inside)
    in_row = tag(element) == "tr" and (inside.count("p") > cells or not _LISTS.isdisjoint(inside))
    return in_row or not _STRUCTURE.isdisjoint(inside)


def is_in_grid(element: Element) -> bool:
    """Whether a row or a cell belongs to a table of several rows and columns; others only lay words out."""
    table = next((above for above in element.iterancestors() if tag(above) == "table"), None)
    rows = [] if table is None else [row for row in table.iter("tr") if not _has_structure(row)]
    widths = [sum(tag(cell) in CELLS for cell in row) for row in rows[:_LOOKED_AT]]
    return len(widths) > 1 and sum(width > 1 for width in widths) > 1
