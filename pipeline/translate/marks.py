"""Inline marks from source to target: over the alignment where an engine gives one, else around the whole."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from pipeline.model import Mark
from pipeline.ports import Translation


def project(marks: Sequence[Mark], translation: Translation) -> tuple[Mark, ...]:
    """Every mark of the source on the target's text, outer ones first; none cross, links are disjoint.

    A mark covers all target words that say a word of its source. Where the engine aligned nothing to
    it, it covers the whole target, so that a link is still there to follow. A mark is lost only where
    the target has fewer characters than links.
    """
    moved = [_moved(mark, translation) for mark in marks]
    links = _apart([mark for mark in moved if mark.kind == "link"], translation.text)
    others = [mark for mark in moved if mark.kind != "link"]
    nested = _nested([*links, *others])
    return tuple(sorted((mark for mark in nested if mark.begin < mark.end), key=_outer_first))


def _moved(mark: Mark, translation: Translation) -> Mark:
    said = [
        link
        for link in translation.links
        if link.source_begin < mark.end
        and link.source_end > mark.begin
        and link.target_begin < link.target_end
    ]
    if not said:
        return replace(mark, begin=0, end=len(translation.text))
    return replace(
        mark, begin=min(link.target_begin for link in said), end=max(link.target_end for link in said)
    )


def _apart(links: Sequence[Mark], text: str) -> list[Mark]:
    """Links made disjoint: HTML has no link within a link. A later one gives way, or shares by half."""
    settled: list[Mark] = []
    for link in sorted(links, key=lambda link: (link.begin, link.end)):
        before = settled[-1] if settled else None
        if before is None or link.begin >= before.end:
            settled.append(link)
        elif link.end > before.end:
            settled.append(replace(link, begin=before.end))
        else:
            middle = _middle(text, before)
            settled[-1:] = [replace(before, end=middle), replace(link, begin=middle, end=before.end)]
    crowded = any(link.begin >= link.end for link in settled)
    return _evenly(settled, len(text)) if crowded else settled


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
        grows, stays = crossing if found[crossing[0]].kind != "link" else crossing[::-1]
        found[grows] = _around(found[grows], found[stays])


def _crosses(one: Mark, other: Mark) -> bool:
    return one.begin < other.begin < one.end < other.end


def _around(mark: Mark, other: Mark) -> Mark:
    return replace(mark, begin=min(mark.begin, other.begin), end=max(mark.end, other.end))


def _outer_first(mark: Mark) -> tuple[int, int]:
    return mark.begin, -mark.end
