"""The Markdown reader: CommonMark with tables, footnotes and front matter."""

from collections import Counter
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from pipeline.errors import ArticleError
from pipeline.model import Block, BlockKind
from pipeline.read.cues import cues
from pipeline.read.draft import Draft, Piece
from pipeline.read.figures import Picture
from pipeline.read.frontmatter import FrontMatter, split_front_matter
from pipeline.read.html import write_fragment
from pipeline.read.links import picture_address, safe_link
from pipeline.read.source import Source
from pipeline.read.spans import single_spaced
from pipeline.read.writer import Writer

MAX_NESTING = 100
"""Lists and quotations inside each other. markdown-it drops what is deeper without a word; here it is an error."""

_COUNTED = {
    "link": "Links without an address that is safe and whole, words kept",
    "html": "HTML tags inside paragraphs left out, words kept",
    "reference": "References to notes left out; the notes stand at the end",
    "deleted": "Passages that are struck out, words kept",
}
"""What is counted, by the finding's code."""


def read_markdown(source: Source) -> Draft:
    """A draft of a Markdown text."""
    front = split_front_matter(source)
    writer = _MarkdownWriter(replace(source, lang=front.fields.lang or source.lang), front)
    for token in _tokens(front.body, source):
        writer.take(token)
    writer.finish(front.fields.title)
    pieces = _titled(writer.pieces) if front.fields.title is None else writer.pieces
    return Draft(tuple(pieces), front.fields, (*front.findings, *writer.findings))


def _titled(pieces: list[Piece]) -> list[Piece]:
    """A text without a first-level heading that begins with another has its title there."""
    has_title = any(piece.block.kind == "title" for piece in pieces)
    if has_title or not pieces or pieces[0].block.kind != "heading":
        return pieces
    return [replace(pieces[0], block=replace(pieces[0].block, kind="title", level=0)), *pieces[1:]]


class _Parser(MarkdownIt):
    """Takes every link, so that an unsafe one loses its address and not its form; `links.py` judges them."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  # markdown-it's names
        return True


def _tokens(text: str, source: Source) -> list[Token]:
    parser = _Parser("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    tokens = parser.use(footnote_plugin).parse(text)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        raise ArticleError(f"lists or quotations are nested about {MAX_NESTING} deep.", place=source.name)
    return tokens


class _MarkdownWriter(Writer):
    """Goes through markdown-it's tokens; a method a kind of token, found by its name."""

    def __init__(self, source: Source, front: FrontMatter) -> None:
        super().__init__(source, cues(source.lang))
        self._lines_before = front.lines
        self._base = front.fields.url or ""
        self._line = self._begun = 1
        self._inside: list[BlockKind] = []
        self._lists: list[bool] = []
        self._linked: list[bool] = []
        self._after: list[Piece] = []
        self._counts: Counter[str] = Counter()
        self._row = self._column = -1

    def take(self, token: Token) -> None:
        """The next token; one without a method only groups others."""
        if token.map:
            self._line = token.map[0] + 1 + self._lines_before
        if method := getattr(self, f"_on_{token.type}", None):
            method(token)

    def finish(self, title: str | None) -> None:
        """Notes what could not come along as it was. `title`: the front matter's, which goes before a heading's."""
        for piece in self.pieces if title is not None else ():
            if piece.block.kind == "title" and piece.block.text != title:
                self.note(
                    "title", piece.line, "The front matter's title replaces a heading.", piece.block.text
                )
        for code, what in _COUNTED.items():
            if self._counts[code]:
                self.note(code, 1, f"{what}.", self._counts[code])

    def _flush(self, kind: BlockKind | None = None, level: int = 0) -> None:
        """Writes the words so far as the block that they stand in, and pictures that stood among them."""
        actual = kind or (self._inside[-1] if self._inside else "paragraph")
        in_item = actual == "item"
        depth = len(self._lists) if in_item else level
        self.write(actual, self._begun, level=depth, ordered=in_item and self._lists[-1])
        self.pieces += self._after
        self._after = []

    def _on_heading_close(self, token: Token) -> None:
        level = int(token.tag[1])
        is_title = level == 1 and not any(piece.block.kind == "title" for piece in self.pieces)
        self._flush("title" if is_title else "heading", 0 if is_title else max(level, 2))

    def _on_paragraph_close(self, _token: Token) -> None:
        if self._inside[-1:] == ["item"]:
            self.spans.space()  # an item is one text, of one paragraph or several
        else:
            self._flush()

    def _on_bullet_list_open(self, token: Token) -> None:
        self._flush()
        self._lists.append(token.type == "ordered_list_open")

    def _on_bullet_list_close(self, _token: Token) -> None:
        self._lists.pop()

    _on_ordered_list_open = _on_bullet_list_open
    _on_ordered_list_close = _on_bullet_list_close

    def _on_list_item_open(self, _token: Token) -> None:
        self._enter("item")

    def _on_blockquote_open(self, _token: Token) -> None:
        self._enter("quotation")

    def _enter(self, kind: BlockKind) -> None:
        self._flush()
        self._inside.append(kind)

    def _on_list_item_close(self, _token: Token) -> None:
        self._flush()
        self._inside.pop()

    _on_blockquote_close = _on_list_item_close

    def _on_fence(self, token: Token) -> None:
        self._flush()
        self.code_block(token.content, self._line)

    _on_code_block = _on_fence

    def _on_html_block(self, token: Token) -> None:
        self._flush()
        write_fragment(token.content, self._source, self._line, self._base, self)

    def _on_table_open(self, _token: Token) -> None:
        self._row = -1

    def _on_tr_open(self, _token: Token) -> None:
        self._row, self._column = self._row + 1, -1

    def _on_td_close(self, token: Token) -> None:
        self._column += 1
        self.cell(self._begun, self._row, self._column, header=token.tag == "th")

    _on_th_close = _on_td_close

    def _on_tr_close(self, _token: Token) -> None:
        self.pieces += self._after
        self._after = []

    def _on_inline(self, token: Token) -> None:
        if not self.spans:
            self._begun = self._line
        for child in token.children or ():
            self.take(child)

    def _on_text(self, token: Token) -> None:
        self.spans.add(token.content)

    def _on_softbreak(self, _token: Token) -> None:
        self.spans.space()

    _on_hardbreak = _on_softbreak

    def _on_code_inline(self, token: Token) -> None:
        self.marked("code", token.content)

    def _on_em_open(self, token: Token) -> None:
        self.spans.open("emphasis" if token.tag == "em" else "strong")

    def _on_em_close(self, _token: Token) -> None:
        self.spans.close()

    _on_strong_open = _on_em_open
    _on_strong_close = _on_em_close

    def _on_link_open(self, token: Token) -> None:
        href = safe_link(str(token.attrs.get("href", "")), self._base)
        self._linked.append(bool(href))
        if href:
            self.spans.open("link", href)
        else:
            self._counts["link"] += 1

    def _on_link_close(self, _token: Token) -> None:
        if self._linked.pop():
            self.spans.close()

    def _on_image(self, token: Token) -> None:
        src = picture_address(str(token.attrs.get("src", "")), self._base)
        picture = Picture(_plain(token.children or []), src, self._line)
        title = single_spaced(str(token.attrs.get("title", "")))
        caption = [Piece(Block("caption", title), self._line)] if title else []
        self._after += self.figure([picture], caption)

    def _on_html_inline(self, token: Token) -> None:
        if token.content.lower().startswith("<br"):
            self.spans.space()
        else:
            self._counts["html"] += 1

    def _on_footnote_ref(self, _token: Token) -> None:
        self._counts["reference"] += 1

    def _on_s_open(self, _token: Token) -> None:
        self._counts["deleted"] += 1


def _plain(tokens: list[Token]) -> str:
    """The words of inline tokens, without marks."""
    words = (_plain(token.children) if token.children else token.content for token in tokens)
    breaks = (" " if token.type.endswith("break") else "" for token in tokens)
    return single_spaced("".join(word or gap for word, gap in zip(words, breaks, strict=True)))
