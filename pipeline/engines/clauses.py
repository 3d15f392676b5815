"""Where to cut a text that is too long for an engine."""

import re

_BOUNDARIES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=[.!?…؟।])[\"'”’»)\]]*(\s+)|(?<=[。！？])()",
        r"(?<=[;:؛])(\s+)|(?<=[；：])()",
        r"(?<=[,،])(\s+)|(?<=[，、])()|(\s+)(?=[–—-]\s)",
        r"(\s+)",
    )
)
"""The best places first: between sentences, between clauses, between phrases, between words."""


def middle(text: str) -> tuple[int, int]:
    """Where the left half ends and the right half begins; what lies between is white space.

    The best kind of boundary in the middle half of the text is taken, of several the nearest to the middle;
    where the middle half holds none, the exact middle. Both halves are shorter than the text if it has two
    characters or more.
    """
    first, last = len(text) // 4, len(text) - len(text) // 4
    for boundary in _BOUNDARIES:
        places = [match.span(match.lastindex or 0) for match in boundary.finditer(text, first, last)]
        inner = [(begin, end) for begin, end in places if begin > 0 and end < len(text)]
        if inner:
            return min(inner, key=lambda place: abs(sum(place) - len(text)))
    return len(text) // 2, len(text) // 2
