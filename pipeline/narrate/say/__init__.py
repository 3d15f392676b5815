"""Display text -> spoken text, with the way back. The display text itself never changes."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from pipeline.language import Lang
from pipeline.narrate.say.claims import Rule, settled
from pipeline.narrate.say.compose import composed
from pipeline.narrate.say.lexicon import Lexicon, lexicon_rule, load_lexicon, starter
from pipeline.narrate.say.plain import plain
from pipeline.narrate.say.spoken import Piece, Spoken
from pipeline.narrate.say.symbols import pictures
from pipeline.narrate.say.tongue import TONGUES, rules_of

_ENDLESS = re.compile(r"\S{201,}")
"""No word, but data: rules are kept off it, which would take minutes over 100,000 figures in a row."""

__all__ = ["TONGUES", "Lexicon", "Piece", "Spoken", "load_lexicon", "say"]


def say(text: str, lang: Lang, lexicon: Lexicon | None = None) -> Spoken:
    """What a voice of `lang` is given for a display text: numbers, dates, signs and acronyms as words.

    A user's `lexicon` comes first, then the one that ships, then the language's rules. The spoken text is empty
    when there is nothing to say: no letter and no digit.
    """
    read = plain(text)
    words = _ENDLESS.sub(lambda found: "\0" * len(found.group()), read.text)
    claims = settled(words, [*_lexicon_rules(lexicon, lang), *rules_of(lang), pictures])
    spoken = composed(read, claims)
    return spoken if _says_something(spoken.text) else _silent(spoken)


@lru_cache(maxsize=32)
def _lexicon_rules(lexicon: Lexicon | None, lang: Lang) -> Sequence[Rule]:
    return [lexicon_rule(each.of(lang)) for each in (lexicon, starter()) if each]


def _says_something(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def _silent(spoken: Spoken) -> Spoken:
    return Spoken("", tuple(Piece(piece.begin, piece.end, 0, 0) for piece in spoken.pieces))
