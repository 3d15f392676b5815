"""Display text -> spoken text: what an engine is given for a segment. The display text itself never changes."""

import unicodedata
from collections.abc import Iterator

LONGEST = 5_000
"""Characters that a narrator takes at once."""
_JOINERS = "\u200c\u200d"
"""Zero-width joiner and non-joiner: they change letters and emoji, unlike the other format characters."""


def spoken(text: str) -> tuple[str, ...]:
    """The texts to be spoken for one display text: each at most `LONGEST` characters, NFC, single spaces.

    Empty when there is nothing to say: no letter and no digit. Control characters count as white space;
    format characters (bidi controls, soft hyphens) are left out.
    """
    audible = "".join(filter(_is_audible, map(_spaced, text)))
    plain = unicodedata.normalize("NFC", " ".join(audible.split()))
    return tuple(_pieces(plain)) if _says_something(plain) else ()


def _spaced(character: str) -> str:
    return " " if unicodedata.category(character) == "Cc" else character


def _is_audible(character: str) -> bool:
    """Anything but format characters and lone surrogates."""
    return character in _JOINERS or unicodedata.category(character) not in ("Cf", "Cs")


def _says_something(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def _pieces(text: str) -> Iterator[str]:
    """The text cut at spaces; inside a word only where that alone is too long."""
    while len(text) > LONGEST:
        cut = text.rfind(" ", 1, LONGEST + 1)
        cut = LONGEST if cut < 0 else cut
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text
