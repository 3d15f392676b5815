"""When each displayed word sounds: from what the voice tells of its words, and by length where it tells nothing."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.model import Word, WordTime
from pipeline.narrate.say import Piece, Spoken


def word_times(spoken: Spoken, words: Sequence[Word], begin: int, end: int) -> Iterator[WordTime]:
    """The times of the displayed words of a text that sounds in samples `[begin, end)` of a track.

    `words` are the voice's own, with samples from the text's begin. Each displayed word lasts until the next
    one begins; what is not said (an emoji) has no time. A word that the voice tells nothing of gets its share of
    the time around it, by the length of what is said, and is flagged.
    """
    said = [piece for piece in spoken.pieces if piece.spoken_begin < piece.spoken_end]
    clock = _Clock(words, len(spoken.text), begin, end)
    firsts = [clock.at(piece.spoken_begin) for piece in said]
    for piece, first, last in zip(said, firsts, [*firsts[1:], end], strict=True):
        if first < last:
            yield WordTime(piece.begin, piece.end, first, last, not clock.knows(piece))


def disjoint(times: Sequence[WordTime]) -> tuple[WordTime, ...]:
    """The same, those of one displayed word as one: a word too long to be said at once has several."""
    kept: list[WordTime] = []
    for time in times:
        if kept and time.begin < kept[-1].end:
            before = kept.pop()
            inexact = before.interpolated or time.interpolated
            time = WordTime(before.begin, max(before.end, time.end), before.first, time.last, inexact)
        kept.append(time)
    return tuple(kept)


class _Clock:
    """Spoken characters -> samples: exact where the voice told a word's begin, in proportion between."""

    def __init__(self, words: Sequence[Word], length: int, begin: int, end: int) -> None:
        told = {word.begin: begin + word.first for word in words if 0 <= word.begin < length}
        self._told = {at: sample for at, sample in told.items() if begin <= sample < end}
        anchors = {0: begin, **self._told, length: end}
        self._places = sorted(anchors)
        self._samples = [anchors[place] for place in self._places]

    def knows(self, piece: Piece) -> bool:
        return piece.spoken_begin in self._told

    def at(self, place: int) -> int:
        index = min(bisect_right(self._places, place) - 1, len(self._places) - 2)
        before, after = self._places[index : index + 2]
        first, last = self._samples[index : index + 2]
        return first + (last - first) * (place - before) // (after - before)
