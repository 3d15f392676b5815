"""Small changes to a text that tell where they are, so that marks and alignments can be moved along."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Mark


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`text[begin:end]` becomes `replacement`; edits of one text are disjoint and in order."""

    begin: int
    end: int
    replacement: str


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text after its edits."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.begin] + edit.replacement + text[edit.end :]
    return text


def moved(offset: int, edits: Sequence[Edit], *, is_end: bool = False) -> int:
    """Where an offset of the text before its edits lies afterwards; the order of offsets stays.

    An offset inside a replaced stretch goes to its end. Text that is put in at an offset comes after a
    mark's end and before a mark's begin: marks do not grow.
    """
    shift = 0
    for edit in sorted(edits):
        puts_in = edit.begin == edit.end
        if offset < edit.begin or (offset == edit.begin and (is_end or not puts_in)):
            break
        if offset < edit.end:
            return edit.begin + shift + len(edit.replacement)
        shift += len(edit.replacement) - (edit.end - edit.begin)
    return offset + shift


def moved_marks(marks: Iterable[Mark], edits: Sequence[Edit]) -> tuple[Mark, ...]:
    """Marks over the text after its edits, still nested or disjoint; one whose words are all gone is gone.

    A mark inside a replaced stretch covers all that replaced it.
    """
    over = (_moved_mark(mark, edits) for mark in marks)
    return tuple(mark for mark in over if mark.begin < mark.end)


def _moved_mark(mark: Mark, edits: Sequence[Edit]) -> Mark:
    begin, end = moved(mark.begin, edits), moved(mark.end, edits, is_end=True)
    around = next((edit for edit in edits if edit.begin < mark.begin and mark.end < edit.end), None)
    return replace(mark, begin=begin - len(around.replacement) if around else begin, end=end)
