"""White space as tools leave it, put in order."""

from collections.abc import Sequence

from pipeline.xliff import Span

_SPACE = " \t\r\n"
"""What an XML tool may break lines with. A no-break space is the translator's own and stays."""


def tidied(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """A text with white space made single and none around it, and its marks over the same words."""
    kept: list[str] = []
    at: list[int] = []
    for character in text:
        at.append(len(kept))
        if character not in _SPACE:
            kept.append(character)
        elif kept and kept[-1] != " ":
            kept.append(" ")
    at.append(len(kept))
    length = len("".join(kept).rstrip(" "))
    moved = ((number, min(at[begin], length), min(at[end], length)) for number, begin, end in spans)
    return "".join(kept)[:length], tuple(moved)
