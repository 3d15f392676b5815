"""A text with its marks, as inline HTML: nothing lost, nothing crossing, everything escaped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


def inline(text: str, marks: Sequence[Mark], *, lang: Lang, source: Lang, base: str = "") -> Markup:
    """`text` in `lang` as HTML; its characters are exactly the element texts joined.

    `base` is the address that relative links and fragments belong to, the original's. A link that leads
    to anything but http, https, mailto or a fragment keeps its words and loses its element.
    """
    marked = [_of_mark(mark, base) for mark in marks if mark.begin < mark.end]
    isolated = [span for run in runs(text, lang, source) for span in _pieces(run, marks)]
    spans = sorted([*marked, *isolated], key=lambda span: (span.begin, -span.end))
    return Markup("").join(_nested(text, 0, len(text), spans))


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


def _nested(text: str, begin: int, end: int, spans: Sequence[_Span]) -> Iterator[Markup]:
    """`text[begin:end]` with elements, outer ones first. A span that leaves its parent ends with it."""
    rest = list(spans)
    while rest:
        span = rest.pop(0)
        stop = min(span.end, end)
        inner = [other for other in rest if other.begin < stop]
        rest = rest[len(inner) :]
        yield Markup.escape(text[begin : span.begin])
        yield span.opening
        yield from _nested(text, span.begin, stop, inner)
        yield span.closing
        begin = stop
    yield Markup.escape(text[begin:end])


def _of_mark(mark: Mark, base: str) -> _Span:
    if mark.kind == "link":
        address = web_address(mark.href, base)
        opening = Markup('<a href="{}">').format(address) if address else Markup("<span>")
        return _Span(mark.begin, mark.end, opening, Markup("</a>" if address else "</span>"))
    tag = _TAGS[mark.kind]
    direction = ' dir="ltr" translate="no"' if tag == "code" else ""  # code reads left to right everywhere
    return _Span(mark.begin, mark.end, Markup(f"<{tag}{direction}>"), Markup(f"</{tag}>"))


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
