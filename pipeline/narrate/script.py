"""The script of an edition: what is spoken, in which language and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.language import Lang
from pipeline.model import LABEL_KINDS, Block, Edition, NoteKind
from pipeline.narrate.pauses import Pauses
from pipeline.narrate.say import Lexicon, Spoken, say
from pipeline.narrate.screen import screen

HEAD_ORDER = ("title", "standfirst", "byline")
"""Spoken first: a listener wants to know what is being read, wherever the page has it."""
LONGEST = 5_000
"""Characters that a narrator takes at once."""
UNSPOKEN = LABEL_KINDS | {"code"}
"""Labels, and programs, which nobody follows by ear: a note says that one is there."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment or a note, as it is shown."""

    id: str
    text: str
    lang: Lang
    """What its words are in: the source's language where the segment is untranslated."""
    block: Block
    """A note has one of its own."""
    place: int
    """Index of the block that it belongs to; -1 below the head."""
    side: int
    """Before the words of that block 0, those words 1, after them 2."""


@dataclass(frozen=True, slots=True)
class Line:
    """One segment or note to be spoken."""

    segment_id: str
    lang: Lang
    spoken: tuple[Spoken, ...]
    """Not empty; more than one only for a segment too long to be spoken at once. Display positions in all of them
    are those of the segment's text."""
    pause: int
    """Milliseconds of silence after it."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What a narrator is given."""
        return tuple(spoken.text for spoken in self.spoken)


def script(edition: Edition, pauses: Pauses, lexicon: Lexicon | None = None) -> tuple[Line, ...]:
    """All that has something to say: title, standfirst, byline, notes on the edition, the article in its order."""
    told = [
        (part, spoken)
        for part in in_order(edition)
        if (spoken := say(screen(part.text, part.lang).text, part.lang, lexicon).cut(LONGEST))
    ]
    following = [*(part.block for part, _ in told[1:]), None]
    return tuple(
        Line(part.id, part.lang, spoken, pauses.between(part.block, after))
        for (part, spoken), after in zip(told, following, strict=False)
    )


def in_order(edition: Edition) -> Sequence[Part]:
    """All that is to be spoken, in that order."""
    blocks = edition.article.blocks
    segments = [
        Part(segment.id, target.text, target.lang, blocks[segment.block], segment.block, 1)
        for segment, target in zip(edition.segments, edition.targets, strict=True)
        if blocks[segment.block].kind not in UNSPOKEN
    ]
    notes = [
        Part(note.id, note.text, note.lang, Block("paragraph", note.text), note.block, _SIDES[note.kind])
        for note in edition.notes
    ]
    return sorted([*segments, *notes], key=lambda part: (_rank(part), part.place, part.side))


_SIDES: Mapping[NoteKind, int] = {"date": 0, "notice": 0, "absent": 0, "code": 0, "announced": 2}
"""A note comes before the words of its block, which have 1, or after them."""


def _rank(part: Part) -> int:
    """Of the head's kinds, of what stands below the head, of the rest."""
    kind = part.block.kind
    return (
        HEAD_ORDER.index(kind)
        if kind in HEAD_ORDER and part.place >= 0
        else len(HEAD_ORDER) + (part.place >= 0)
    )
