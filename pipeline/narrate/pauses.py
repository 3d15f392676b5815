"""The silence between clips."""

from dataclasses import dataclass

from pipeline.model import Block

_HEADINGS = ("title", "heading")


@dataclass(frozen=True, slots=True)
class Pauses:
    """Lengths in milliseconds. Engines' own pauses are cut off, so that these are all there is."""

    lead_in: int = 200
    """Before the first clip: players and Bluetooth links swallow the begin of a sound."""
    sentence: int = 350
    """Between sentences of a block, and between the parts of one figure."""
    paragraph: int = 650
    """Between blocks, and after the last clip."""
    heading: int = 900
    """Around titles and headings, which else run into the text."""

    def between(self, block: Block, following: Block | None) -> int:
        """After a clip of one block, before a clip of the next; `following` is None after the last clip.

        Two clips of the same block are told by identity: they are given the same object.
        """
        if following is None:
            return self.paragraph
        if block is following or _are_one_figure(block, following) or _are_one_row(block, following):
            return self.sentence
        return self.heading if {block.kind, following.kind} & set(_HEADINGS) else self.paragraph


def _are_one_row(block: Block, following: Block) -> bool:
    return (block.kind, following.kind) == ("cell", "cell") and block.row == following.row


def _are_one_figure(block: Block, following: Block) -> bool:
    """A figure starts with its alternative text or its caption; what continues it is a later kind."""
    kinds = ("alt", "caption", "credit")
    if block.kind not in kinds or following.kind not in kinds:
        return False
    return kinds.index(block.kind) < kinds.index(following.kind)
