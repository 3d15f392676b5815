"""Plain text to paragraphs: hard-wrapped lines joined, and the marks that a typewriter has for lists, quotations
and underlined headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pipeline.read.spans import single_spaced

ParagraphKind = Literal["text", "heading", "bullet", "number", "quote", "ornament"]

MAX_WIDTH = 120
"""Characters; a text with a longer line was not wrapped by hand or by a mail program."""

FULL = 0.7
"""A line this wide, of the widest, may have been broken by a program that evens lines out."""

_MARKERS: tuple[tuple[ParagraphKind, re.Pattern[str]], ...] = (
    ("quote", re.compile(r"(?:>\s?)+")),
    ("bullet", re.compile(r"[-*•·‣▪]\s+(?=\S)")),
    ("number", re.compile(r"\d{1,3}[.)]\s+(?=\S)")),
)
_ORNAMENTS = frozenset("-=_*~#•· ")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, without their marker."""

    kind: ParagraphKind
    text: str
    line: int
    """1-based line where it begins."""
    indent: int = 0
    """Columns of white space before it."""
    marker: str = ""
    """What `text` has lost, to give it back to a number that begins no list."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    number: int
    indent: int
    after_blank: bool

    @property
    def width(self) -> int:
        return self.indent + len(self.text)


@dataclass(frozen=True, slots=True)
class _Page:
    """What all lines together tell of one."""

    width: int
    """Of the longest line, in characters."""
    has_gaps: bool
    """Whether blank lines part the paragraphs; the first lines may stand apart in any text."""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, in order, white space made single."""
    lines = tuple(_lines(text))
    page = _Page(max((line.width for line in lines), default=0), any(line.after_blank for line in lines[3:]))
    found: list[tuple[Paragraph, list[str]]] = []
    previous = None
    for line in lines:
        begun = _begun(line)
        if previous and _underlines(begun, line, found[-1][0]):
            found[-1] = replace(found[-1][0], kind="heading"), found[-1][1]
        elif previous and _continues(line, begun, previous, found[-1][0], page):
            found[-1][1].append(begun.text)
        else:
            found.append((begun, [begun.text]))
        previous = line
    joined = [replace(paragraph, text=_joined(parts)) for paragraph, parts in found]
    return tuple(_only_real_lists([paragraph for paragraph in joined if paragraph.text]))


def _lines(text: str) -> Iterator[_Line]:
    after_blank = False
    for number, raw in enumerate(text.split("\n"), 1):
        expanded = raw.expandtabs(4)
        if stripped := single_spaced(expanded):
            yield _Line(stripped, number, len(expanded) - len(expanded.lstrip()), after_blank)
        after_blank = not stripped


def _begun(line: _Line) -> Paragraph:
    """The paragraph that a line would begin."""
    if _is_ornament(line.text):
        return Paragraph("ornament", line.text, line.number)
    for kind, pattern in _MARKERS:
        if match := pattern.match(line.text):
            return Paragraph(kind, line.text[match.end() :], line.number, line.indent, match[0])
    return Paragraph("text", line.text, line.number, line.indent)


def _is_ornament(text: str) -> bool:
    return len(text) <= MAX_WIDTH and _ORNAMENTS.issuperset(text) and len(text.replace(" ", "")) >= 3


def _underlines(begun: Paragraph, line: _Line, above: Paragraph) -> bool:
    """A row of "=" or "-" right under a short line."""
    is_row = begun.kind == "ornament" and len(set(begun.text)) == 1 and begun.text[0] in "=-~"
    return is_row and not line.after_blank and above.kind == "text" and len(above.text) <= MAX_WIDTH


def _continues(line: _Line, begun: Paragraph, previous: _Line, paragraph: Paragraph, page: _Page) -> bool:
    """Whether a line goes on with the paragraph that the line before belongs to."""
    if line.after_blank or page.width > MAX_WIDTH or paragraph.kind in {"ornament", "heading"}:
        return False
    if paragraph.kind == "quote" or begun.kind == "quote":
        return paragraph.kind == begun.kind and bool(begun.text and paragraph.text)
    if begun.kind != "text":
        return False
    if paragraph.kind in {"bullet", "number"} and line.indent > paragraph.indent:
        return True
    ended = bool(_SENTENCE_END.search(previous.text[-4:]))
    if line.indent > previous.indent or (ended and not page.has_gaps):
        return False
    goes_on = line.text[0].islower() and not ended and previous.width >= FULL * page.width
    return goes_on or _was_full(previous, line, page.width)


def _was_full(previous: _Line, line: _Line, width: int) -> bool:
    """Whether the next word had no room on the line before: how wrapping programs break lines."""
    return previous.width + 1 + len(line.text.split(" ", 1)[0]) > width


def _joined(parts: list[str]) -> str:
    """The lines of a paragraph; a hyphen at a line's end is the word's own, for wrapping adds none."""
    spaced = [
        part if part.endswith("-") and not part.endswith(" -") and after[:1].islower() else f"{part} "
        for part, after in pairwise(parts)
    ]
    return "".join([*spaced, parts[-1]])


def _only_real_lists(found: list[Paragraph]) -> Iterator[Paragraph]:
    """A number alone is no list: "1. The background" among paragraphs is a numbered heading."""
    kinds = ["", *(paragraph.kind for paragraph in found), ""]
    for paragraph, before, after in zip(found, kinds, kinds[2:], strict=False):
        alone = paragraph.kind == "number" and not {before, after} & {"number", "bullet"}
        marked = f"{paragraph.marker}{paragraph.text}"
        yield replace(paragraph, kind="text", text=marked) if alone else paragraph
