"""Word by word: each displayed word of a sentence in an element of its own, wherever its characters stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import combining

from lxml import etree

from pipeline.model import WordTime

XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class _Span:
    """An element over characters of the sentence."""

    begin: int
    end: int
    element: etree._Element


def word_id(sentence: str, number: int) -> str:
    """The id of a word's element, counted from 1."""
    return f"{sentence}-w{number}"


def mark_words(sentence: etree._Element, name: str, words: Sequence[WordTime]) -> bool:
    """Wraps the words of a sentence's element, in place, and tells whether it did.

    Positions are characters of its text. No element can cross another: where one would, the sentence is left as it is.
    """
    text = "".join(map(str, sentence.itertext()))
    inner = _inner(sentence)
    places = _covering(text, words)
    whole = _nested([*inner, *(_Span(begin, end, sentence) for begin, end in places)])
    if not words or not whole:
        return False
    named = [
        _Span(begin, end, etree.Element(f"{{{XHTML}}}span", {"id": word_id(name, number)}))
        for number, (begin, end) in enumerate(places, 1)
    ]
    _rebuild(_Span(0, len(text), sentence), text, _sorted([*inner, *named]))
    return True


def _covering(text: str, words: Sequence[WordTime]) -> list[tuple[int, int]]:
    """Where the elements of the words begin and end: what has no time of its own is lit with the word before it."""
    stops = [*(word.begin for word in words[1:]), len(text)]
    places = [(word.begin, _last(text, word.end, stop)) for word, stop in zip(words, stops, strict=False)]
    return [(_first(text, begin), end) for begin, end in places[:1]] + places[1:]


def _first(text: str, begin: int) -> int:
    """Where the first letter or digit before a place stands; the place itself where there is none."""
    return next((place for place in range(begin) if text[place].isalnum()), begin)


def _last(text: str, end: int, stop: int) -> int:
    """Where the last letter or digit between two places ends; the first place where there is none."""
    gap = text[end:stop]
    if not any(map(str.isalnum, gap)):
        return end
    return max(place for place in range(end, stop) if text[place].isalnum() or combining(text[place])) + 1


def _inner(sentence: etree._Element) -> list[_Span]:
    """The elements in a sentence."""
    at, begins, found = 0, [0], []
    for event, element in etree.iterwalk(sentence, events=("start", "end")):
        if event == "start":
            begins.append(at)
            at += len(element.text or "")
            continue
        begin = begins.pop()
        if element is not sentence:
            found.append(_Span(begin, at, element))
            at += len(element.tail or "")
    return found


def _sorted(spans: Sequence[_Span]) -> list[_Span]:
    """Outer ones first."""
    return sorted(spans, key=lambda span: (span.begin, -span.end))


def _nested(spans: Sequence[_Span]) -> bool:
    """Whether none crosses another."""
    ends: list[int] = []
    for span in _sorted(spans):
        while ends and ends[-1] <= span.begin:
            ends.pop()
        if ends and span.end > ends[-1]:
            return False
        ends.append(span.end)
    return True


def _rebuild(sentence: _Span, text: str, spans: Sequence[_Span]) -> None:
    """Puts elements over the text of a sentence. Not recursive: marks may be nested a thousand deep."""
    for element in (sentence.element, *(span.element for span in spans)):
        del element[:]
        element.text = None
    opened, at = [sentence], 0
    for span in (*spans, _Span(len(text), len(text), sentence.element)):
        while opened[-1] is not sentence and opened[-1].end <= span.begin:
            closing = opened.pop()
            _write(closing.element, text[at : closing.end])
            at = closing.end
        _write(opened[-1].element, text[at : span.begin])
        at = span.begin
        if span.element is not sentence.element:
            span.element.tail = None
            opened[-1].element.append(span.element)
            opened.append(span)


def _write(parent: etree._Element, text: str) -> None:
    """At the end of what an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
