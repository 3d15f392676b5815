"""Whether a word stands by itself, or in a longer name: Jordan is a country, Jordan Henderson is not."""

import re
from collections.abc import Sequence

_BEFORE = re.compile(r"(\w[\w’'-]*\.?)[ \u00a0]$")
_AFTER = re.compile(r"[ \u00a0](\w[\w’'-]*)")
_SMALL_WORDS = """
    in on at from to of for when while where as after before with without the but and or since if both by near
    inside outside across over under until through this that these those its their his her many most some all last
    late early even only en de del desde el la los las para por con sin cuando tras ante según y a hasta sobre
    entre em no na nos nas do da dos das com sem quando após segundo e o os até au aux à du des le les pour par
    avec sans quand après selon et dans sur vers chez
"""
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that begin a sentence, and with a capital only there; they are no part of a name."""


def in_a_longer_name(text: str, begin: int, end: int, known: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether a word with a capital stands right beside a stretch, outside the stretches that are known.

    Acronyms are no part of a name ("US", "UN"); initials are.
    """
    before, after = _BEFORE.search(text, 0, begin), _AFTER.match(text, end)
    beside = [match for match in (before, after) if match]
    return any(
        _is_capital(match[1])
        and not (match is before and match[1].lower() in _SMALL)
        and not any(at <= match.start(1) < until for at, until in known)
        for match in beside
    )


def _is_capital(word: str) -> bool:
    letters = word.strip(".")
    return letters[:1].isupper() and not (len(letters) > 1 and letters.isupper())
