"""What a reader makes of a source, before sidecar and general rules turn it into an article."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from pipeline.model import Block, Finding
from pipeline.read.fields import Fields
from pipeline.read.source import Source


@dataclass(frozen=True, slots=True)
class Piece:
    """A block and the 1-based line of the source where it begins."""

    block: Block
    line: int


@dataclass(frozen=True, slots=True)
class Draft:
    """Blocks in the source's order, fields that the source itself states, and what was noticed."""

    pieces: tuple[Piece, ...] = ()
    fields: Fields = field(default_factory=Fields)
    findings: tuple[Finding, ...] = ()

    def noticed(self, earlier: Iterable[Finding]) -> "Draft":
        """The draft with findings from before it was read."""
        return replace(self, findings=(*earlier, *self.findings))


Reader = Callable[[Source], Draft]
