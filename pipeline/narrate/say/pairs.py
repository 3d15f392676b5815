"""Arabic "1 دولار" and "2 دولار": one follows its noun, two is an ending of it."""

import re
from collections.abc import Sequence

from pipeline.narrate.say.agreement import Agreement
from pipeline.narrate.say.claims import LATIN, Rule, either, rule

_FEMININE = "ة"
_ORIGIN = r"(?:\s(?P<origin>[^\W\d_]{3,}ية?)(?!\w))?"
"""An adjective of origin stands with its noun: "دولار أمريكي"."""


def rules(agreement: Agreement) -> Sequence[Rule]:
    def said(found: re.Match[str]) -> str | None:
        words = [found["noun"], *([found["origin"]] if _is_origin(found["origin"], agreement) else [])]
        rest = "" if len(words) > 1 or not found["origin"] else f" {found['origin']}"
        if found["number"] == "1":
            return " ".join(words) + (" واحدة" if words[0].endswith(_FEMININE) else " واحد") + rest
        nominative = agreement.is_subject(found.string, found.start())
        return " ".join(dual(word, nominative=nominative) for word in words) + rest

    if not agreement.duals:
        return []
    before = rf"(?<![{LATIN}.,:/%-])"
    return [rule(rf"{before}(?P<number>[12])\s(?P<noun>{either(agreement.duals)})(?!\w){_ORIGIN}", said)]


def dual(word: str, *, nominative: bool) -> str:
    """ "ساعة" -> "ساعتين"."""
    stem = word[:-1] + "ت" if word.endswith(_FEMININE) else word
    return stem + ("ان" if nominative else "ين")


def _is_origin(word: str | None, agreement: Agreement) -> bool:
    return word is not None and word not in agreement.not_nouns
