"""What passes through an engine unchanged: addresses, handles, code, data. Opaque placeholders stand in for it.

Of 63 sentences with an address, a handle or a command in them, 19 came back from bergamot and 18 from
Apertium with it broken, often with the sentence; of the same sentences with `X1` in its place, none. A name
is another matter: in place of "Reuters" a model still finds the article and the preposition ("à Reuters"),
in place of a placeholder it guesses. So names are masked only where the engine lost them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.ports import Link, Translation
from pipeline.rewrite import Edit, Rewrite

Span = tuple[int, int]

_OPAQUE = re.compile(
    r"""
      \b(?:https?|ftp)://[^\s<>"«»“”]*[^\s<>"«»“”.,;:!?()\[\]'’،؛؟]
    | \bwww\.[^\s<>"«»“”]*[^\s<>"«»“”.,;:!?()\[\]'’،؛؟]
    | (?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+      # e-mail; the bound keeps endless words from costing their square
    | (?<!\S)[^\s\u0e00-\u109f\u1780-\u17ff\u2e80-\ud7ff]{201,}          # data, not a word: as long as no voice says it
    | (?<![\w/&@\#])[@\#](?=\w*[^\W\d])\w+        # handle, hashtag
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LETTERS = "XZQWK"
"""A placeholder is one of these and a number."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with placeholders."""

    rewrite: Rewrite
    """From the text to what the engine reads."""
    placeholders: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.rewrite.after

    @property
    def is_bare(self) -> bool:
        """Whether nothing is left to be translated beside the placeholders."""
        rest = self.text
        for placeholder in reversed(self.placeholders):
            rest = rest.replace(placeholder, "")
        return bool(self.placeholders) and not any(map(str.isalnum, rest))

    def restored(self, said: Translation) -> Translation | None:
        """A translation of the masked text with the originals back in their places, links included.

        None unless each placeholder stands in it exactly once.
        """
        if not self.placeholders:
            return said
        edits = []
        for placeholder, edit in zip(self.placeholders, self.rewrite.edits, strict=True):
            found = list(_alone(placeholder).finditer(said.text))
            if len(found) != 1:
                return None
            edits.append(Edit(*found[0].span(), self.rewrite.before[edit.begin : edit.end]))
        target = Rewrite(said.text, edits)
        return replace(said, text=target.after, links=moved_links(said.links, self.rewrite, target))


def mask(text: str, spans: Iterable[Span]) -> Masked:
    """Puts a placeholder, one that the text does not hold, for each span. Spans are disjoint."""
    ordered = sorted(spans)
    letter = next((letter for letter in _LETTERS if not re.search(rf"{letter}\d", text)), "")
    if not ordered or not letter:
        return Masked(Rewrite(text))
    placeholders = tuple(f"{letter}{number}" for number in range(1, len(ordered) + 1))
    edits = [Edit(*span, said) for span, said in zip(ordered, placeholders, strict=True)]
    return Masked(Rewrite(text, edits), placeholders)


def opaque(text: str, verbatim: Sequence[str] = ()) -> list[Span]:
    """Where a text holds addresses, handles, hashtags, or the `verbatim` stretches as whole words.

    Of two that overlap, the one that begins first counts, of those the longer one.
    """
    found = [match.span() for match in _OPAQUE.finditer(text)]
    for stretch in verbatim:
        found += occurrences(stretch, text)
    return list(_disjoint(found))


def occurrences(stretch: str, text: str) -> Iterator[Span]:
    """Where a stretch stands in a text, not as a part of a word; Arabic prefixes may be written onto it."""
    if stretch:
        for match in re.finditer(rf"(?<![^\W\u0621-\u064a]){re.escape(stretch)}(?!\w)", text):
            yield match.span()


def lost(source: str, target: str, verbatim: Sequence[str] = ()) -> list[str]:
    """The opaque stretches of the source that stand in the target less often, in order."""
    wanted = [source[begin:end] for begin, end in opaque(source, verbatim)]
    return [
        stretch
        for stretch in dict.fromkeys(wanted)
        if sum(1 for _ in occurrences(stretch, target)) < wanted.count(stretch)
    ]


def moved_links(links: Sequence[Link], source: Rewrite, target: Rewrite) -> tuple[Link, ...]:
    """Links between `source.after` and `target.before`, as links between what was there before and after."""
    return tuple(
        Link(
            *source.back(link.source_begin, link.source_end),
            *target.forward(link.target_begin, link.target_end),
        )
        for link in links
    )


def _disjoint(spans: Iterable[Span]) -> Iterator[Span]:
    last = 0
    for begin, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if begin >= last:
            yield begin, end
            last = end


def _alone(placeholder: str) -> re.Pattern[str]:
    """Not a part of a Latin word; Arabic writes its prefixes onto a placeholder as onto a word."""
    return re.compile(rf"(?<![A-Za-z0-9]){placeholder}(?![A-Za-z0-9])")
