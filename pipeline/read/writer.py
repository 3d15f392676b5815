"""Collecting the pieces of a draft while a reader goes through a document."""

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import FIGURE_KINDS, Announced, Block, BlockKind, Finding, Mark, MarkKind, Severity
from pipeline.read.cues import Cues
from pipeline.read.draft import Piece
from pipeline.read.figures import Picture, figure_pieces
from pipeline.read.source import Source
from pipeline.read.spans import Spans

_EMPTY_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")


class Writer:
    """Blocks are built in `spans` and end up in `pieces`; what a person should know, in `findings`."""

    def __init__(self, source: Source, cues: Cues) -> None:
        self.spans = Spans()
        self.pieces: list[Piece] = []
        self.findings: list[Finding] = []
        self._source = source
        self._cues = cues

    def note(
        self, code: str, line: int, message: str, evidence: object = "", severity: Severity = "note"
    ) -> None:
        self.findings.append(self._source.finding(code, line, message, evidence, severity))

    def cell(self, line: int, row: int, column: int, *, header: bool) -> None:
        """Ends a cell of a table; an empty one leaves a gap."""
        text, marks = self.spans.take()
        if text:
            block = Block("cell", text, marks, row=row, column=column, header=header)
            self.pieces.append(Piece(block, line))

    def write(self, kind: BlockKind, line: int, *, level: int = 0, ordered: bool = False) -> None:
        """Ends the block under construction; nothing happens when it has no words."""
        text, marks = self.spans.take()
        if text:
            self.pieces.append(Piece(Block(kind, text, marks, level=level, ordered=ordered), line))

    def code_block(self, text: str, line: int) -> None:
        """Lines of a program as they are, without the empty ones around them."""
        kept = _EMPTY_LINES.sub("", text).rstrip()
        if kept:
            block = Block("code", kept, (Mark("code", 0, len(kept)),))
            self.pieces.append(Piece(block, line))

    def marked(self, kind: MarkKind, text: str) -> None:
        """An inline piece with a mark over it, with its own white space."""
        self.spans.open(kind)
        self.spans.verbatim(text)
        self.spans.close()

    def figure(self, pictures: list[Picture], words: Iterable[Piece] = ()) -> tuple[Piece, ...]:
        """The pieces of pictures with their words; a person is asked for what is missing."""
        pieces = figure_pieces(pictures, words, self._cues)
        for picture in pictures:
            if not picture.alt:
                fate = "." if pieces else " and was left out."
                severity: Severity = "note" if picture.decorative else "warning"
                self.note(
                    "alt", picture.line, f"A picture has no text alternative{fate}", picture.src, severity
                )
        return pieces

    def announce(self, kind: Announced, line: int) -> None:
        """Something that follows the last block in the source but cannot come along."""
        backwards = range(len(self.pieces) - 1, -1, -1)
        index = next((n for n in backwards if self.pieces[n].block.kind not in FIGURE_KINDS), None)
        if index is None:
            self.note("announced", line, "Something embedded before all text was left out.", kind, "warning")
            return
        last = self.pieces[index]
        block = replace(last.block, announces=_together(last.block.announces, kind))
        self.pieces[index] = replace(last, block=block)
        self.note("announced", line, "Something embedded cannot come along; the edition says so.", kind)


def _together(first: Announced, second: Announced) -> Announced:
    """What two things after the same block are called."""
    if not first or first == second == "video":
        return second
    return "posts" if {first, second} <= {"post", "posts"} else "embed"
