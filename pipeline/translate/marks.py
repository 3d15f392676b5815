"""Inline marks from source to target: over the alignment where an engine gives one, else around the whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from pipeline.model import Mark
from pipeline.ports import Translation
from pipeline.translate.protect import Span, occurrences

_FIRMNESS = {"link": 2, "code": 1}
"""Of two marks that cross, the firmer one stays as it is: code holds nothing but code."""


def project(marks: Sequence[Mark], translation: Translation, source: str = "") -> tuple[Mark, ...]:
    """Every mark of the source on the target's text, outer ones first; none cross, links are disjoint.

    A mark covers all target words that say a word of its source. Where the engine aligned nothing to
    it, it covers the same words in the target, if those of `source` stand there unchanged and as often;
    else the whole target, so that a link is still there to follow. Code passes through unchanged, so that its own
    words come before the alignment, which may join it to its neighbours. A mark is lost only where the target
    has fewer characters than links.
    """
    moved = [_moved(mark, translation, source) for mark in marks]
    links = _apart([mark for mark in moved if mark.kind == "link"], translation.text)
    others = [mark for mark in moved if mark.kind != "link"]
    nested = _nested([*links, *others])
    return tuple(sorted((mark for mark in nested if mark.begin < mark.end), key=_outer_first))


def _moved(mark: Mark, translation: Translation, source: str) -> Mark:
    copy = _copy(mark, source, translation.text) if mark.kind == "code" else None
    if copy:
        return replace(mark, begin=copy[0], end=copy[1])
    said = [
        link
        for link in translation.links
        if link.source_begin < mark.end
        and link.source_end > mark.begin
        and link.target_begin < link.target_end
    ]
    if not said:
        begin, end = _copy(mark, source, translation.text) or (0, len(translation.text))
        return replace(mark, begin=begin, end=end)
    return replace(
        mark, begin=min(link.target_begin for link in said), end=max(link.target_end for link in said)
    )


def _copy(mark: Mark, source: str, target: str) -> Span | None:
    """Where the words of a mark stand unchanged; of several places, the one of the same number."""
    words = source[mark.begin : mark.end].strip()
    ours, theirs = list(occurrences(words, source)), list(occurrences(words, target))
    number = sum(1 for _, end in ours if end <= mark.begin)
    return theirs[number] if len(ours) == len(theirs) and number < len(theirs) else None


def _apart(links: Sequence[Mark], text: str) -> list[Mark]:
    """Links made disjoint: HTML has no link within a link. The shortest are placed first, for they are the
    surest; a longer one keeps the longest stretch that they leave, or shares with one of them by half."""
    settled: list[Mark] = []
    for link in sorted(links, key=lambda link: (link.end - link.begin, link.begin)):
        free = max(
            _free(link, settled, text),
            key=lambda mark: mark.end - mark.begin,
            default=None if settled else link,
        )
        if free is not None:
            settled.append(free)
            continue
        host = max(settled, key=lambda mark: min(mark.end, link.end) - max(mark.begin, link.begin))
        settled.remove(host)
        middle = _middle(text, host)
        settled += [replace(host, end=middle), replace(link, begin=middle, end=host.end)]
    crowded = any(link.begin >= link.end for link in settled)
    return _evenly(links, len(text)) if crowded else settled


def _free(link: Mark, settled: Sequence[Mark], text: str) -> Iterator[Mark]:
    """The stretches of a link that no settled one covers, without white space where they were cut."""
    taken = sorted(
        (mark.begin, mark.end) for mark in settled if mark.begin < link.end and mark.end > link.begin
    )
    begins = [link.begin, *(end for _, end in taken)]
    ends = [*(begin for begin, _ in taken), link.end]
    for begin, end in zip(begins, ends, strict=True):
        words = text[begin:end].strip() if taken else text[begin:end]
        if words.strip():
            begin += text[begin:end].index(words)
            yield replace(link, begin=begin, end=begin + len(words))


def _evenly(links: Sequence[Mark], length: int) -> list[Mark]:
    """The last resort where one short word says several links: each gets its share of the whole target."""
    count = len(links)
    return [
        replace(link, begin=index * length // count, end=(index + 1) * length // count)
        for index, link in enumerate(links)
    ]


def _middle(text: str, mark: Mark) -> int:
    """Where to halve a mark: at the last space before its middle, else at its middle."""
    middle = (mark.begin + mark.end) // 2
    space = text.rfind(" ", mark.begin + 1, middle + 1)
    return space + 1 if space > 0 else middle


def _nested(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that cross another one grow around it until none do. Links never cross, so they never grow."""
    found = list(marks)
    while True:
        crossing = next(
            ((i, j) for i, j in permutations(range(len(found)), 2) if _crosses(found[i], found[j])), None
        )
        if crossing is None:
            return found
        grows, stays = sorted(crossing, key=lambda index: _FIRMNESS.get(found[index].kind, 0))
        found[grows] = _around(found[grows], found[stays])


def _crosses(one: Mark, other: Mark) -> bool:
    return one.begin < other.begin < one.end < other.end


def _around(mark: Mark, other: Mark) -> Mark:
    return replace(mark, begin=min(mark.begin, other.begin), end=max(mark.end, other.end))


def _outer_first(mark: Mark) -> tuple[int, int]:
    return mark.begin, -mark.end
