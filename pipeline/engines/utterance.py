"""What every speech engine does to a text before it speaks, and to a sound after."""

import unicodedata
from array import array

from pipeline.errors import SetupError

RATE = 160
"""Words a minute. Audiobooks are read at 150 to 160."""
PITCH = 50
"""Of 0 to 99: the voice's own."""
LONGEST_TEXT = 5_000
"""Characters in one call: 400,000 once made a sound of 423 MB."""
QUIET = 32
"""A sample within +-32 of 32,768 (-60 dBFS) counts as silence at the end of a sound."""
_UNSPEAKABLE = frozenset({"Cc", "Cs"})
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """A text that no engine stumbles over, character for character as long as the one given.

    Control characters (NUL would end the utterance), surrogates and bidi controls become
    spaces, so that positions still hold. Raises `SetupError` past `LONGEST_TEXT`.
    """
    if len(text) > LONGEST_TEXT:
        raise SetupError(
            f"A text of {len(text):,} characters is too long to speak at once.",
            remedy=f"Split it: {LONGEST_TEXT:,} is the most.",
        )
    return "".join(" " if _unspeakable(character) else character for character in text)


def _unspeakable(character: str) -> bool:
    return character in _BIDI_CONTROLS or unicodedata.category(character) in _UNSPEAKABLE


def without_tail(samples: bytes) -> bytes:
    """A sound (16-bit native-endian mono) without the silence at its end; empty when it is all silence."""
    sound = array("h", samples)
    end = len(sound)
    while end and -QUIET <= sound[end - 1] <= QUIET:
        end -= 1
    return sound[:end].tobytes()
