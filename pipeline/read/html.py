"""The HTML reader: one walk over the article's element writes its blocks."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from pipeline.model import FIGURE_KINDS, BlockKind, MarkKind
from pipeline.read.cues import cues
from pipeline.read.dom import (
    DROPPED,
    Element,
    attribute,
    classes,
    line_of,
    not_article,
    parse,
    tag,
    walk,
    words_of,
)
from pipeline.read.draft import Draft, Piece
from pipeline.read.embeds import embed_kind, is_embed
from pipeline.read.figures import Picture
from pipeline.read.grid import Grid
from pipeline.read.links import picture_address, safe_link
from pipeline.read.page import read_page
from pipeline.read.preformatted import is_code, lines, stanzas
from pipeline.read.source import Source
from pipeline.read.spans import single_spaced
from pipeline.read.state import BLOCKS, CELLS, SOFT, State, inside_of, is_in_grid
from pipeline.read.writer import Writer

_MARKS: dict[str, MarkKind] = {
    "em": "emphasis", "i": "emphasis", "cite": "emphasis", "dfn": "emphasis", "strong": "strong", "b": "strong",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "a": "link",
}  # fmt: skip
_COUNTED = {
    "left-out": "Left out as no part of the article",
    "link": "Links without an address that is safe and whole, words kept",
    "reference": "References to notes left out",
    "table": "Tables became paragraphs, one a row",
}


_NO_WORDS = frozenset(["script", "style", "template"])
"""Whose insides nobody reads."""


def read_html(source: Source) -> Draft:
    """A draft of an HTML page."""
    page = read_page(parse(source.text, source), source)
    own = replace(source, lang=page.fields.lang or source.lang)
    walker = _Walker(own, page.root, page.roles, page.consumed, page.base)
    walker.go()
    pieces = tuple(_trimmed(piece) if piece.block.kind == "byline" else piece for piece in walker.pieces)
    return Draft(pieces, page.fields, (*page.findings, *walker.findings))


def _trimmed(piece: Piece) -> Piece:
    """A byline without the separator that stood between it and the date."""
    text = piece.block.text.rstrip(" |·•,–—-")
    marks = tuple(
        replace(mark, end=min(mark.end, len(text))) for mark in piece.block.marks if mark.begin < len(text)
    )
    return replace(piece, block=replace(piece.block, text=text, marks=marks))


def write_fragment(markup: str, source: Source, line: int, base: str, writer: Writer) -> None:
    """Adds raw HTML, which begins on a line of another document, to what that document's writer has."""
    tree = parse(f"<body>{markup}</body>", source)
    walker = _Walker(source, tree, {}, frozenset(), base, lines_before=line - 1)
    walker.pieces, walker.findings = writer.pieces, writer.findings
    walker.go()


class _Walker(Writer):
    """A visitor of the article's tree; for each element it remembers how to end it."""

    def __init__(
        self,
        source: Source,
        root: Element,
        roles: Mapping[Element, BlockKind],
        consumed: frozenset[Element],
        base: str,
        lines_before: int = 0,
    ) -> None:
        super().__init__(source, cues(source.lang))
        self._root = root
        self._roles = roles
        self._consumed = consumed
        self._base = base
        self._lines_before = lines_before
        self._states = [State(line=self._line(root))]
        self._ends: list[Callable[[], None]] = []
        self._pictures: list[Picture] = []
        self._breaks = 0
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lost = 0
        self._grid = Grid()
        self._special: dict[str, Callable[[Element], bool]] = {
            "br": self._break, "img": self._picture, "pre": self._preformatted, "q": self._quote, "sup": self._superscript
        }  # fmt: skip

    def go(self) -> None:
        """Walks the whole tree and notes what was left behind."""
        walk(self._root, self)
        self._flush()
        for code, what in _COUNTED.items():
            found = {reason: n for (counted, reason), n in sorted(self._counts.items()) if counted == code}
            if found:
                seen = ", ".join(f"{reason} {n}" for reason, n in found.items())
                self.note(code, self._line(self._root), f"{what}.", seen)
        if self._lost > sum(len(piece.block.text) for piece in self.pieces):
            message = "More was left out than was read; please compare with the page."
            self.note("left-out", self._line(self._root), message, f"{self._lost} characters", "warning")

    def start(self, element: Element) -> bool:
        self._ends.append(_nothing)
        if element is not self._root and (reason := not_article(element)):
            self._leave_out(element, reason)
            return False
        if element in self._consumed:
            self._part()
            return False
        if kind := embed_kind(element):
            self._flush()
            self.announce(kind, self._line(element))
        if kind or is_embed(element):
            self._leave_out(element, tag(element))
            return False
        return self._special.get(tag(element), self._ordinary)(element)

    def end(self, element: Element) -> None:
        self._ends.pop()()
        if element is not self._root:
            self._say(element.tail)

    def leaf(self, node: Element) -> None:
        self._say(node.tail)

    def _leave_out(self, element: Element, reason: str) -> None:
        if (words := words_of(element)) and tag(element) not in _NO_WORDS:
            self._count("left-out", reason)
            self._lost += len(words)
        if tag(element) in BLOCKS | DROPPED - _NO_WORDS:
            self._part()

    def _part(self) -> None:
        """Words before and after an element that is gone do not run together."""
        if self._states[-1].one_text:
            self.spans.space()
        else:
            self._flush()

    def _ordinary(self, element: Element) -> bool:
        name, one_text = tag(element), self._states[-1].one_text
        if element in self._roles or (name in BLOCKS and not (one_text and name in SOFT | CELLS)):
            self._begin_block(element)
        elif name in CELLS and is_in_grid(element):
            self._begin_cell(element)
        elif name in CELLS:
            self.spans.separate("; ")
            self._ends[-1] = self.spans.space
        elif name in SOFT:
            self.spans.space()
            self._ends[-1] = self.spans.space
        elif mark := _MARKS.get(name):
            self._begin_mark(element, mark)
        self._say(element.text)
        return True

    def _begin_block(self, element: Element) -> None:
        self._flush()
        before = self._states[-1]
        state = inside_of(element, self._roles.get(element), replace(before, line=self._line(element)))
        self._states.append(state)
        if tag(element) == "table":
            self._grid = Grid()
        if tag(element) == "tr":
            self._grid.next_row()
            self._count("table", "rows") if state.one_text and not is_in_grid(element) else None
        outermost = state.in_figure and not before.in_figure
        self._ends[-1] = partial(self._end_figure, len(self.pieces)) if outermost else self._end_block

    def _end_block(self) -> None:
        self._flush()
        self._states.pop()

    def _end_figure(self, begin: int) -> None:
        self._end_block()
        inside, pictures = self.pieces[begin:], self._pictures
        del self.pieces[begin:]
        self._pictures = []
        words = [piece for piece in inside if piece.block.kind in FIGURE_KINDS]
        others = [piece for piece in inside if piece.block.kind not in FIGURE_KINDS]
        self.pieces += others
        if others and not pictures:  # the words under a quotation or a table are no picture's
            self.pieces += [replace(p, block=replace(p.block, kind="paragraph")) for p in words]
        else:
            self.pieces += self.figure(pictures, words)

    def _begin_cell(self, element: Element) -> None:
        header, line = tag(element) == "th", self._line(element)
        place = self._grid.row, self._grid.place(element)
        self._ends[-1] = partial(self.cell, line, *place, header=header)

    def _begin_mark(self, element: Element, mark: MarkKind) -> None:
        href = safe_link(attribute(element, "href"), self._base) if mark == "link" else ""
        if mark == "link" and not href:
            self._count("link", "links") if element.get("href") else None
            return
        self.spans.open(mark, href)
        self._ends[-1] = self.spans.close

    def _say(self, text: str | None) -> None:
        if text:
            self.spans.add(text)
            self._breaks = 0 if text.strip() else self._breaks

    def _flush(self) -> None:
        """Writes the words so far as the block that they stand in, and pictures that stood among them."""
        state = self._states[-1]
        self._breaks = 0
        self.write(state.kind, state.line, level=state.level, ordered=state.ordered)
        if self._pictures and not state.in_figure:
            self.pieces += [piece for picture in self._pictures for piece in self.figure([picture])]
            self._pictures = []

    def _count(self, code: str, reason: str) -> None:
        self._counts[code, reason] += 1

    def _line(self, element: Element) -> int:
        return line_of(element) + self._lines_before

    def _break(self, _element: Element) -> bool:
        """One break is a space; two are how old pages part paragraphs."""
        self._breaks += 1
        if self._breaks == 2 and not self._states[-1].one_text:
            self._flush()
        self.spans.space()
        return False

    def _picture(self, element: Element) -> bool:
        alt = single_spaced(attribute(element, "alt"))
        if any("emoji" in name for name in classes(element)):
            self.spans.add(alt)
        elif not {attribute(element, "width"), attribute(element, "height")} & {
            "0",
            "1",
        }:  # counters of readers
            src = picture_address(_picture_source(element), self._base)
            decorative = element.get("alt") is not None and not alt
            self._pictures.append(Picture(alt, src, self._line(element), decorative))
        return False

    def _preformatted(self, element: Element) -> bool:
        self._flush()
        if is_code(element):
            self.code_block(lines(element), self._line(element))
            return False
        for stanza in stanzas(lines(element)):
            self._say(stanza)
            self._flush()
        return False

    def _quote(self, element: Element) -> bool:
        self._say("“")
        self._ends[-1] = partial(self.spans.add, "”")
        self._say(element.text)
        return True

    def _superscript(self, element: Element) -> bool:
        """A number that leads to a note says nothing in running text."""
        links = list(element.iter("a"))
        if links and all(attribute(link, "href").startswith("#") for link in links):
            self._count("reference", "references")
            return False
        self._say(element.text)
        return True


def _picture_source(element: Element) -> str:
    """The address; pages that load pictures late keep it elsewhere."""
    names = ("src", "data-src", "data-original", "data-lazy-src")
    given = (attribute(element, name) for name in names)
    return next((address for address in given if address and not address.startswith("data:")), "")


def _nothing() -> None:
    """The end of an element that began nothing."""
