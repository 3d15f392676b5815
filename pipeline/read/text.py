"""The plain-text reader: paragraphs, then a list of rules that each recognise one thing."""

import re
from functools import reduce

from pipeline.model import Block, Finding
from pipeline.read.body import find_announcements, find_headings, find_quotations
from pipeline.read.cues import cues
from pipeline.read.draft import Draft, Piece
from pipeline.read.head import find_byline, find_date_line, find_figures, find_standfirst, find_title
from pipeline.read.lines import Paragraph, paragraphs
from pipeline.read.rules import Context, Rule
from pipeline.read.source import Source

RULES: tuple[Rule, ...] = (
    find_figures,
    find_byline,
    find_title,
    find_standfirst,
    find_date_line,
    find_headings,
    find_quotations,
    find_announcements,
)
_LOST = re.compile(r"(?<=\S)(?:[^\S\n]{2,}|[^\S\n ])(?=\S)")
"""White space inside a line that nobody types between two words."""


def read_text(source: Source) -> Draft:
    """A draft of a plain text."""
    context = Context(source, cues(source.lang))
    found = paragraphs(source.text)
    draft = Draft(tuple(_pieces(found)), findings=(*_spaces(source), *_ornaments(found, source)))
    return reduce(lambda so_far, rule: rule(so_far, context), RULES, draft)


def _pieces(found: tuple[Paragraph, ...]) -> list[Piece]:
    """Pieces of what typewriter marks tell; an item's level comes from the indents above it."""
    pieces: list[Piece] = []
    indents: list[int] = []
    for paragraph in found:
        is_item = paragraph.kind in {"bullet", "number"}
        indents = [*(i for i in indents if i < paragraph.indent), paragraph.indent] if is_item else []
        if paragraph.kind != "ornament":
            pieces.append(Piece(_block(paragraph, len(indents)), paragraph.line))
    return pieces


def _block(paragraph: Paragraph, level: int) -> Block:
    if level:
        return Block("item", paragraph.text, level=level, ordered=paragraph.kind == "number")
    if paragraph.kind == "heading":
        return Block("heading", paragraph.text, level=2)
    return Block("quotation" if paragraph.kind == "quote" else "paragraph", paragraph.text)


def _spaces(source: Source) -> tuple[Finding, ...]:
    found = [match.start() for match in _LOST.finditer(source.text)]
    if not found:
        return ()
    line = source.text.count("\n", 0, found[0]) + 1
    message = "Non-breaking or doubled spaces became single ones; links may have been lost there."
    return (source.finding("spaces", line, message, len(found)),)


def _ornaments(found: tuple[Paragraph, ...], source: Source) -> tuple[Finding, ...]:
    return tuple(
        source.finding("ornament", line.line, "A line that is no text was left out.", line.text)
        for line in found
        if line.kind == "ornament"
    )
