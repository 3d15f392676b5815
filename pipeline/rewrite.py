"""A text with some spans replaced, and the way between positions before and after."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_Move = tuple[int, int, int, int]
"""Begin and end of an edit on one side, begin and end on the other."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters `[begin, end)` become `text`."""

    begin: int
    end: int
    text: str


class Rewrite:
    """`before` becomes `after` by edits that do not overlap."""

    def __init__(self, before: str, edits: Iterable[Edit] = ()) -> None:
        """The edits may come in any order."""
        self.before = before
        self.edits = tuple(sorted(edits))
        self._there: list[_Move] = []
        parts, at, shift = [], 0, 0
        for edit in self.edits:
            parts += [before[at : edit.begin], edit.text]
            begin = edit.begin + shift
            shift += len(edit.text) - (edit.end - edit.begin)
            self._there.append((edit.begin, edit.end, begin, edit.end + shift))
            at = edit.end
        self.after = "".join([*parts, before[at:]])
        self._back = [(new, new_end, old, old_end) for old, old_end, new, new_end in self._there]

    def forward(self, begin: int, end: int) -> tuple[int, int]:
        """Where a span of `before` is in `after`; one that touches an edit grows to the whole of it."""
        return _moved(begin, end, self._there)

    def back(self, begin: int, end: int) -> tuple[int, int]:
        """Where a span of `after` was in `before`."""
        return _moved(begin, end, self._back)


def _moved(begin: int, end: int, moves: Sequence[_Move]) -> tuple[int, int]:
    at = bisect_right(moves, begin, key=_begin) - 1
    first = begin
    if at >= 0:
        _, old_end, new_begin, new_end = moves[at]
        first = begin + new_end - old_end if old_end <= begin else new_begin
    at = bisect_right(moves, end, key=_begin) - 1
    if at >= 0 and moves[at][0] == end < moves[at][1]:  # begins where the span ends
        at -= 1
    last = end
    if at >= 0:
        _, old_end, _, new_end = moves[at]
        last = end + new_end - old_end if old_end <= end else new_end
    return first, max(first, last)


def _begin(move: _Move) -> int:
    return move[0]
