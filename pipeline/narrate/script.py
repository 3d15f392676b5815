"""The script of an edition: what is spoken, in which language and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language import Lang
from pipeline.model import Block, Edition, Target
from pipeline.narrate.pauses import Pauses
from pipeline.narrate.say import Lexicon, Spoken, say
from pipeline.narrate.screen import screen

HEAD_ORDER = ("title", "standfirst", "byline")
"""Spoken first: a listener wants to know what is being read, wherever the page has it."""
LONGEST = 5_000
"""Characters that a narrator takes at once."""
UNSPOKEN = frozenset({"section", "topic"})
"""Labels that sort an article into a site; read out, they would only delay its title."""


@dataclass(frozen=True, slots=True)
class Line:
    """One segment to be spoken."""

    segment_id: str
    lang: Lang
    """What its words are in: the source's language where the segment is untranslated."""
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
    """Every segment that has something to say: title, standfirst, byline, then the article in its order."""
    told = [
        (block, target, spoken)
        for block, target in in_order(edition)
        if (spoken := say(screen(target.text, target.lang).text, target.lang, lexicon).cut(LONGEST))
    ]
    following = [*(block for block, _, _ in told[1:]), None]
    return tuple(
        Line(target.segment_id, target.lang, spoken, pauses.between(block, after))
        for (block, target, spoken), after in zip(told, following, strict=False)
    )


def in_order(edition: Edition) -> Sequence[tuple[Block, Target]]:
    """All that is to be spoken, in that order."""
    pairs = [
        (edition.article.blocks[segment.block], target)
        for segment, target in zip(edition.segments, edition.targets, strict=True)
    ]
    return sorted((pair for pair in pairs if pair[0].kind not in UNSPOKEN), key=_rank)


def _rank(pair: tuple[Block, Target]) -> int:
    kind = pair[0].kind
    return HEAD_ORDER.index(kind) if kind in HEAD_ORDER else len(HEAD_ORDER)
