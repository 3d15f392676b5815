"""Word by word: each displayed word of a sentence in an element of its own, wherever its characters stand."""

from collections.abc import Sequence

from lxml import etree

from pipeline.model import WordTime


def mark_words(sentence: etree._Element, name: str, words: Sequence[WordTime]) -> None:
    """Wraps the words of a sentence's element, in place. Positions are characters of its text.

    A word that goes over the edge of an inner element is wrapped up to that edge: no element can cross another.
    """
    begins = {word.begin: (word.end, f"{name}-w{number}") for number, word in enumerate(words, 1)}
    _Marker(begins).element(sentence, 0)


class _Marker:
    def __init__(self, words: dict[int, tuple[int, str]]) -> None:
        self._words = words

    def element(self, parent: etree._Element, at: int) -> int:
        """Marks the words in an element whose text begins at a position; gives the position of its end."""
        inner = list(parent)
        text = parent.text or ""
        pieces = self._split(text, at)
        parent.text = None
        place = _insert(parent, 0, pieces)
        at += len(text)
        for child in inner:
            at = self.element(child, at)
            tail = child.tail or ""
            child.tail = None
            place = _insert(parent, place + 1, self._split(tail, at))
            at += len(tail)
        return at

    def _split(self, text: str, at: int) -> list[tuple[str, str]]:
        """The text in pieces, each with the id of the word that it is, or an empty one."""
        pieces: list[tuple[str, str]] = []
        done = 0
        for begin in sorted(place - at for place in self._words if at <= place < at + len(text)):
            end, name = self._words[begin + at]
            pieces += [(text[done:begin], ""), (text[begin : end - at], name)]
            done = min(end - at, len(text))
        return [*pieces, (text[done:], "")]


def _insert(parent: etree._Element, place: int, pieces: Sequence[tuple[str, str]]) -> int:
    """Puts pieces before the child at a place; gives the place of that child afterwards."""
    for text, name in pieces:
        if name:
            word = etree.Element("span", {"id": name})
            word.text = text
            parent.insert(place, word)
            place += 1
        elif place:
            parent[place - 1].tail = (parent[place - 1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text
    return place
