"""A text with its marks, as inline HTML: nothing lost, nothing crossing, everything escaped."""

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

from pipeline.language import Lang
from pipeline.model import Mark
from pipeline.render.runs import Run, runs

_TAGS = {"emphasis": "em", "strong": "strong", "code": "code"}
_ONE_LINE = 24
"""Characters of the longest figure that is kept on one line: a telephone number, on a window of 320 px."""
_SCHEMES = {"http", "https", "mailto"}


@dataclass(frozen=True, slots=True)
class _Span:
    """One element to be: a mark or a run."""

    begin: int
    end: int
    opening: Markup
    closing: Markup


def inline(
    text: str, marks: Sequence[Mark], *, lang: Lang, source: Lang, base: str = "", left: Sequence[str] = ()
) -> Markup:
    """`text` in `lang` as HTML; its characters are exactly the element texts joined.

    `base` is the address that relative links and fragments belong to, the original's. A link that leads
    to anything but http, https, mailto or a fragment keeps its words and loses its element. `left`: words of the
    source that nobody translated.
    """
    marks = list(_flat(marks))
    marked = [_of_mark(mark, base) for mark in marks]
    isolated = [span for run in runs(text, lang, source) for span in _pieces(run, marks)]
    alike = lang.direction == source.direction  # else they are foreign runs anyway
    foreign = [span for word in left if alike for span in _of_word(word, text, source)]
    spans = sorted([*marked, *isolated, *foreign], key=lambda span: (span.begin, -span.end))
    return Markup("").join(_nested(text, spans))


def isolated(text: str, lang: Lang, source: Lang) -> Markup:
    """A text without marks, its foreign runs isolated."""
    return inline(text, (), lang=lang, source=source)


def tongue(lang: Lang | None) -> Markup:
    """The `lang` and `dir` attributes of an element, with a leading space; nothing for None."""
    return Markup("") if lang is None else Markup(' lang="{}" dir="{}"').format(lang.tag, lang.direction)


def autonym(lang: Lang) -> Markup:
    """A language's name in itself, marked as such."""
    return Markup("<span{}>{}</span>").format(tongue(lang), lang.autonym)


def web_address(href: str, base: str = "") -> str:
    """An address that a page may link to, made absolute where a base is known; else an empty text."""
    if not href:
        return ""
    try:
        full = urljoin(base, href)
        scheme = urlsplit(full).scheme.lower()
    except ValueError:  # "http://[" is no address
        return ""
    return full if scheme in _SCHEMES or (not scheme and full.startswith("#")) else ""


def _flat(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Marks of one kind side by side, not in or over each other: an emphasis inside another adds nothing, a
    link inside another is no HTML, and browsers give up on a few hundred levels."""
    ends: dict[str, int] = {}
    for mark in sorted(marks, key=lambda mark: (mark.begin, -mark.end)):
        begin = max(mark.begin, ends.get(mark.kind, 0))
        if begin < mark.end:
            ends[mark.kind] = mark.end
            yield replace(mark, begin=begin)


def _nested(text: str, spans: Sequence[_Span]) -> Iterator[Markup]:
    """`text` with elements, outer ones first. A span that leaves its parent ends with it.

    A loop, since marks nest deeper than Python's calls.
    """
    at = 0
    around: list[_Span] = []
    for span in spans:
        while around and around[-1].end <= span.begin:
            at = yield from _closed(text, at, around)
        yield Markup.escape(text[at : span.begin])
        yield span.opening
        at = span.begin
        end = min(span.end, around[-1].end) if around else span.end
        around.append(replace(span, end=end))
    while around:
        at = yield from _closed(text, at, around)
    yield Markup.escape(text[at:])


def _closed(text: str, at: int, around: list[_Span]) -> Generator[Markup, None, int]:
    """What is left of the innermost span; gives back where it ends."""
    span = around.pop()
    yield Markup.escape(text[at : span.end])
    yield span.closing
    return span.end


def _of_mark(mark: Mark, base: str) -> _Span:
    if mark.kind == "link":
        address = web_address(mark.href, base)
        opening = Markup('<a href="{}">').format(address) if address else Markup("<span>")
        return _Span(mark.begin, mark.end, opening, Markup("</a>" if address else "</span>"))
    tag = _TAGS[mark.kind]
    direction = ' dir="ltr" translate="no"' if tag == "code" else ""  # code reads left to right everywhere
    return _Span(mark.begin, mark.end, Markup(f"<{tag}{direction}>"), Markup(f"</{tag}>"))


def _of_word(word: str, text: str, lang: Lang) -> Iterator[_Span]:
    for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text):
        yield _Span(*match.span(), Markup('<span lang="{}">').format(lang.tag), Markup("</span>"))


def _pieces(run: Run, marks: Sequence[Mark]) -> Iterator[_Span]:
    """A run as an element, cut where it would cross a mark."""
    lang = Markup(' lang="{}"').format(run.lang) if run.lang else ""
    whole = Markup(' class="figure"') if not run.lang and run.end - run.begin <= _ONE_LINE else ""
    opening = Markup('<bdi{}{} dir="{}">').format(lang, whole, run.direction)
    cuts = {run.begin, run.end}
    for mark in marks:
        if mark.begin < run.begin < mark.end < run.end:
            cuts.add(mark.end)
        if run.begin < mark.begin < run.end < mark.end:
            cuts.add(mark.begin)
    edges = sorted(cuts)
    for begin, end in pairwise(edges):
        yield _Span(begin, end, opening, Markup("</bdi>"))
