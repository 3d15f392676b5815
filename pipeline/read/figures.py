"""Figures: consecutive blocks, of which a text alternative or a caption comes first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Block, BlockKind
from pipeline.read.cues import Cues
from pipeline.read.draft import Piece
from pipeline.read.guesses import split_credit


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a document."""

    alt: str
    src: str
    line: int
    decorative: bool = False
    """The document says that it has nothing to tell."""


def figure(*, alt: str = "", caption: str = "", credit: str = "", src: str = "") -> tuple[Block, ...]:
    """A figure's blocks. A credit alone stands in for the caption: something must begin the figure."""
    if not alt and not caption:
        caption, credit = credit, ""
    words: tuple[tuple[BlockKind, str], ...] = (("alt", alt), ("caption", caption), ("credit", credit))
    blocks = [Block(kind, text) for kind, text in words if text]
    return (replace(blocks[0], src=src), *blocks[1:]) if blocks else ()


def figure_pieces(pictures: Sequence[Picture], words: Iterable[Piece], cues: Cues) -> tuple[Piece, ...]:
    """The pieces of a figure element: the text alternatives, then its caption and its credit.

    A caption that ends with a credit is parted there. What is said a second time becomes a paragraph. A picture
    without an alternative is carried by the caption, and left out when there is none.
    """
    said = [part for piece in words for part in _parted(piece, cues)]
    alts = [
        Piece(Block("alt", picture.alt, src=picture.src), picture.line) for picture in pictures if picture.alt
    ]
    captions = [piece for piece in said if piece.block.kind == "caption"]
    credits_ = [piece for piece in said if piece.block.kind == "credit"]
    if not captions and not alts:
        captions, credits_ = [_as(piece, "caption") for piece in credits_[:1]], credits_[1:]
    src = next((picture.src for picture in pictures if not picture.alt), "")
    if captions and src and not alts:
        captions[0] = replace(captions[0], block=replace(captions[0].block, src=src))
    rest = [_as(piece, "paragraph") for piece in (*captions[1:], *credits_[1:])]
    return (*alts, *captions[:1], *credits_[:1], *rest)


def _parted(piece: Piece, cues: Cues) -> tuple[Piece, ...]:
    """A caption, and the credit at its end where there is one."""
    parts = split_credit(piece.block.text, cues) if piece.block.kind == "caption" else None
    if parts is None or not parts[0]:
        return (piece,)
    caption, credit = parts
    marks = tuple(mark for mark in piece.block.marks if mark.end <= len(caption))
    block = replace(piece.block, text=caption, marks=marks)
    return replace(piece, block=block), Piece(Block("credit", credit), piece.line)


def _as(piece: Piece, kind: BlockKind) -> Piece:
    return replace(piece, block=replace(piece.block, kind=kind))
