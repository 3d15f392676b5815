"""What the rules for plain text share: their shape, and how they note what they did."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pipeline.model import Block, BlockKind, Finding
from pipeline.read.cues import Cues
from pipeline.read.draft import Draft, Piece
from pipeline.read.source import Source


@dataclass(frozen=True, slots=True)
class Context:
    """What every rule may look at besides the draft."""

    source: Source
    cues: Cues


Rule = Callable[[Draft, Context], Draft]


def is_plain(piece: Piece) -> bool:
    """Whether no rule has said yet what a piece is."""
    return piece.block.kind == "paragraph" and not piece.block.marks


def as_kind(piece: Piece, kind: BlockKind, level: int = 0) -> Piece:
    """The same words as a block of another kind."""
    return replace(piece, block=replace(piece.block, kind=kind, level=level))


def put(draft: Draft, index: int, pieces: Iterable[Piece], *findings: Finding) -> Draft:
    """The draft with the piece at `index` replaced by others, or by none, and with findings more."""
    together = (*draft.pieces[:index], *pieces, *draft.pieces[index + 1 :])
    return replace(draft, pieces=together, findings=(*draft.findings, *findings))


def added(draft: Draft, pieces: Iterable[Piece], findings: Iterable[Finding]) -> Draft:
    """The draft with all its pieces replaced, and with findings more."""
    return replace(draft, pieces=tuple(pieces), findings=(*draft.findings, *findings))


def piece(kind: BlockKind, text: str, line: int) -> Piece:
    """A piece of plain words."""
    return Piece(Block(kind, text), line)
