"""Bidirectional controls: kept in the text, but a paragraph that leaves one open is worth a look."""

import re

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMBEDDINGS = frozenset("\u202a\u202b\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_CLOSES = {"\u202c": _EMBEDDINGS, "\u2069": _ISOLATES}
_CLOSED_BY = {opener: closer for closer, openers in _CLOSES.items() for opener in openers}


def is_balanced(text: str) -> bool:
    """Whether every embedding, override and isolate of a paragraph is closed in it, in order (UAX 9, X1 to X8)."""
    return closing(text) == ""


def closing(text: str) -> str | None:
    """The controls that close, at its end, what a text leaves open; None where it closes what it never opened."""
    opened: list[str] = []
    for control in _CONTROLS.findall(text):
        if control not in _CLOSES:
            opened.append(control)
        elif not opened or opened.pop() not in _CLOSES[control]:
            return None
    return "".join(_CLOSED_BY[control] for control in reversed(opened))
