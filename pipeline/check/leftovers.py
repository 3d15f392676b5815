"""Single words of the source that an engine left as they are."""

import re
from collections.abc import Iterator

from pipeline.check.pair import Pair, Seen

_WORD = re.compile(r"(?<![^\W\u0621-\u0652])(?<![@#/.&-])[A-Za-z\u00c0-\u024f]{3,}(?![\w@/&-]|[.:]\S)")
"""Of Latin letters; Arabic prefixes may be written onto it."""
_ASIDE = re.compile(r"\([^()]*\)|“[^“”]*”|«[^«»]*»|\"[^\"]*\"|‘[^‘’]*’")
"""What a translator may leave in the source's language on purpose: a quoted word, a gloss in parentheses."""
_ENGLISH = re.compile(
    r"[a-z]{2,}(?:[^aeiou]ed|ing|ings|ly|ghts?|[^aeiou]ty|ish|ness|ship|ships|ck|cks|sh|th|ths|wn|ful|less|ould)"
    r"|[a-z]*(?:gh|wh|ck|sh|oo|ee|ow|aw|tt|bb|dd|zz|pp)[a-z]+|wh[a-z]+|[a-z]*[kw][a-z]+"
)
"""Spellings of English that Romance languages have in loans only."""
_SHORTEST = 5
"""Letters below which a spelling tells little."""
_MOST = 3
"""Words above which the text is a copy, or in another language: other checks tell that."""
_SHARE = 4
"""One word in so many."""
_ROMANCE = frozenset({"es", "pt", "fr", "ca", "gl"})
_LOANS_WORDS = """
    marketing shopping ranking rankings smoking parking camping casting dumping rating ratings meeting meetings
    briefing streaming jogging surfing footing lifting kung holding holdings leasing training coaching networking
    phishing hacking piercing software hardware malware ransomware startup startups smartphone smartphones
    workshop workshops showroom show shows weekend online offline web wifi blog blogs blogger bloggers tweet
    tweets tweeted hashtag hashtags likes link links click clicks feedback rock rocks punk funk folk jazz rugby
    hockey cricket basket skate snowboard windsurf kart windows kiwi karate taekwondo judoka whisky whiskey brandy
    sherry sandwich sandwiches hamburger ketchup snack snacks kebab cheesecake brownie cookie cookies lobby
    lobbies hobby hobbies royalty royalties penalty country party handicap stock stocks rally boom zoom zoo kit
    kits shock playback flashback feedback football knockout kickboxing street town crowdfunding fashion look
    glamour lockdown kilowatt kilowatts watt watts newton kelvin sheriff gangster striptease thriller western
    freelance know broadway
"""
_LOANS = frozenset(_LOANS_WORDS.split())


def word_left(pair: Pair) -> Iterator[Seen]:
    """Words of the source that stand in the target: the engine does not know them, or they cannot be the target's."""
    foreign = list(_foreign(pair))
    few = len(foreign) <= _MOST and (_is_arabic(pair) or _SHARE * len(foreign) <= len(pair.target.split()))
    left = dict.fromkeys((*_unknown(pair), *(foreign if few else ())))
    if left:
        yield "warning", "Left untranslated.", ", ".join(left)


def _unknown(pair: Pair) -> Iterator[str]:
    said = _words(pair.target, pair)
    yield from (word for word in pair.unknown if word[:1].islower() and word in said)


def _foreign(pair: Pair) -> Iterator[str]:
    if pair.source_lang.base != "en":
        return
    if not _is_arabic(pair) and pair.target_lang.base not in _ROMANCE:
        return
    source = _words(pair.source, pair)
    for word in _words(pair.target, pair):
        if word in source and word.islower() and (_is_arabic(pair) or _is_english(word)):
            yield word


def _is_arabic(pair: Pair) -> bool:
    return pair.target_lang.base == "ar"


def _is_english(word: str) -> bool:
    return len(word) >= _SHORTEST and word not in _LOANS and bool(_ENGLISH.fullmatch(word))


def _words(text: str, pair: Pair) -> dict[str, None]:
    """The words of a text in order, but for those that are quoted, in parentheses, or code."""
    for stretch in pair.verbatim:
        text = text.replace(stretch, " ")
    return dict.fromkeys(match[0] for match in _WORD.finditer(_ASIDE.sub(" ", text)))
