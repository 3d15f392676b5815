"""What is said for a display text, and which stretch of it says which displayed words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Piece:
    """Display characters `[begin, end)` that are said by spoken characters `[spoken_begin, spoken_end)`.

    The spoken stretch is empty where the displayed words are left out: an emoji, a bullet.
    """

    begin: int
    end: int
    spoken_begin: int
    spoken_end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text for an engine: NFC, single spaces, no control or format characters."""

    text: str
    pieces: tuple[Piece, ...]
    """In order, disjoint on both sides; every displayed word lies in exactly one. A piece is a word, or
    words that are said as one thing ("R$ 3 milhões"): through it the time of what is said finds the words to light
    up. Only `cut` makes pieces share displayed words."""

    def cut(self, longest: int) -> tuple["Spoken", ...]:
        """Texts of at most `longest` characters, cut at spaces; inside a word only where that alone is longer.

        Display positions stay those of the whole. Empty for an empty text.
        """
        return tuple(self._stretch(begin, end) for begin, end in _stretches(self.text, longest))

    def _stretch(self, begin: int, end: int) -> "Spoken":
        inside = (
            replace(
                piece,
                spoken_begin=min(max(piece.spoken_begin, begin), end) - begin,
                spoken_end=min(max(piece.spoken_end, begin), end) - begin,
            )
            for piece in self.pieces
            if _belongs(piece, begin, end)
        )
        return Spoken(self.text[begin:end], tuple(inside))


def _belongs(piece: Piece, begin: int, end: int) -> bool:
    """Whether a piece is said within a stretch; one that is not said at all belongs to the text before it."""
    if piece.spoken_begin == piece.spoken_end:
        return begin < piece.spoken_end <= end or piece.spoken_end == begin == 0
    return piece.spoken_begin < end and begin < piece.spoken_end


def _stretches(text: str, longest: int) -> Iterator[tuple[int, int]]:
    begin = 0
    while len(text) - begin > longest:
        cut = text.rfind(" ", begin + 1, begin + longest + 1)
        end = begin + longest if cut < 0 else cut
        yield begin, end
        begin = end + (end < len(text) and text[end] == " ")
    if begin < len(text):
        yield begin, len(text)
