"""Signs: said in words where a language's file says so, dropped where they are pictures."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from pipeline.narrate.say.claims import Claim, Rule, rule

_SIGN = re.compile(r"[^\w\s\x00-\x7f][\ufe0e\ufe0f\u20e3\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*")
_KEYCAP = re.compile(r"\ufe0f?\u20e3")


def rules(table: Mapping[str, str]) -> Sequence[Rule]:
    """`table`: a pattern -> what is said for it: a space for what is left out, nothing for what is left out of a word."""
    return [_fixed(pattern, words) for pattern, words in table.items()]


def kept(patterns: Sequence[str]) -> Sequence[Rule]:
    """What no other rule may touch."""
    return [rule(pattern, lambda found: found.group()) for pattern in patterns]


def pictures(text: str) -> Iterator[Claim]:
    """Emoji and other pictures ("So", "Sk" in Unicode), with all that changes their look: nothing is said for them."""
    if text.isascii():
        return
    for found in _SIGN.finditer(text):
        if unicodedata.category(found.group()[0]) in ("So", "Sk"):
            yield Claim(found.start(), found.end(), " ")
    for found in _KEYCAP.finditer(text):
        yield Claim(found.start(), found.end(), "")


def _fixed(pattern: str, words: str) -> Rule:
    return rule(pattern, lambda _: words)
