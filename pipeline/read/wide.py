"""UTF-16 without a byte order mark, as some programs save it: two bytes a character, and zero bytes among them."""

import unicodedata

_JUDGED = 1 << 16
"""Bytes that the guess looks at."""
_SPACES = frozenset(" \n\u3000\u3001\u3002")
"""A text of any length has one of these; two bytes that a program put side by side hardly ever make one."""
_LINES = frozenset("\t\n\r")
_NO_TEXT = frozenset(["Cc", "Cn", "Co", "Cs"])


def without_mark(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` where bytes are text in it, else empty.

    Of the two bytes of a character the one that tells the script is the same again and again: that tells which
    order it is.
    """
    if len(data) % 2 or b"\0" not in data:
        return ""
    first, second = set(data[:_JUDGED:2]), set(data[1:_JUDGED:2])
    encoding = "utf-16-le" if len(second) < len(first) else "utf-16-be"
    return encoding if _is_text(data, encoding) else ""


def _is_text(data: bytes, encoding: str) -> bool:
    """Whether it has spaces or stops, letters for the most part, and nothing that stands in no text."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    text = data[:_JUDGED].decode(encoding, "ignore")
    letters = sum(character.isalnum() or character.isspace() for character in text)
    strange = any(unicodedata.category(c) in _NO_TEXT and c not in _LINES for c in text)
    return not strange and letters * 2 > len(text) and not _SPACES.isdisjoint(text)
