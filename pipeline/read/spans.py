"""Building one block's text: white space made single while marks follow their words."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Mark, MarkKind


@dataclass(slots=True)
class _Open:
    """A mark being built; `begin` is -1 until its first word comes, so that it never covers outer space."""

    kind: MarkKind
    href: str
    begin: int = -1
    end: int = -1


class Spans:
    """Takes pieces of text and marks as they come in a document, gives back one text with its marks.

    Marks are opened and closed like brackets, so they nest or are disjoint. White space between words
    becomes one space, at the ends none; `verbatim` text alone keeps its own.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._joint = ""
        self._marks: list[_Open] = []
        self._stack: list[_Open] = []

    def __bool__(self) -> bool:
        return self._length > 0

    def add(self, text: str) -> None:
        """Running text; any white space in it, non-breaking included, stands for one space."""
        words = text.split()
        if text[:1].isspace():
            self.space()
        if words:
            self._put(" ".join(words))
            if text[-1:].isspace():
                self.space()

    def verbatim(self, text: str) -> None:
        """Code: inner white space is kept, outer is not."""
        if kept := text.strip():
            self._put(kept)

    def space(self) -> None:
        """Keeps the next words apart from those before."""
        self._joint = self._joint or " "

    def separate(self, joint: str) -> None:
        """Puts `joint` ("; ") before the next words, if there are words before it."""
        self._joint = joint

    def open(self, kind: MarkKind, href: str = "") -> None:
        """Begins a mark with the next word."""
        mark = _Open(kind, href)
        self._marks.append(mark)
        self._stack.append(mark)

    def close(self) -> None:
        """Ends the mark opened last, after the last word."""
        self._stack.pop().end = self._length

    def take(self) -> tuple[str, tuple[Mark, ...]]:
        """The text and its marks, outer before inner; then empty, with the marks still open opened anew."""
        for mark in self._stack:
            mark.end = self._length
        text, marks = "".join(self._parts), tuple(_finished(self._marks))
        still_open = [_Open(mark.kind, mark.href) for mark in self._stack]
        self.__init__()  # type: ignore[misc]  # the state is declared in one place
        self._marks, self._stack = list(still_open), still_open
        return text, marks

    def _put(self, text: str) -> None:
        if self._length and self._joint:
            self._append(self._joint)
        self._joint = ""
        for mark in self._stack:
            if mark.begin < 0:
                mark.begin = self._length
        self._append(text)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _finished(marks: Iterable[_Open]) -> Iterable[Mark]:
    """Marks that cover something, each once: `<b><strong>` is strong only once."""
    found = (Mark(mark.kind, mark.begin, mark.end, mark.href) for mark in marks if 0 <= mark.begin < mark.end)
    return dict.fromkeys(found)


def single_spaced(text: str) -> str:
    """A text of its own, outside any block, with white space made single."""
    return " ".join(text.split())
