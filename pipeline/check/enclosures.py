"""Brackets and quotation marks: in pairs, and as many as in the source."""

import re
from collections.abc import Iterator

from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import bare, unmasked

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_ANY_BRACKET = re.compile(r"[()\[\]{}]")
_LIST_ITEM = re.compile(r"^\s*\w{1,3}\)|[:;=]-?[()]")
"""`a)` and `:)` need no partner."""
_ASIDE = re.compile(r"[()\[\]{}—]|\s(?:[–-]|--)\s")
_DOUBLE = re.compile('["“”„«»＂]')
_ANY_MARK = re.compile("[\"“”„«»＂'‘’‚‹›]")
_SINGLE = re.compile(r"(?<![\w.,!?])['‘‚‹](?=\w)|(?<=[\w.,!?…])['’›](?!\w)")
_POSSESSIVE = re.compile(r"s['’](?=\s)")
_FEET = re.compile(r"(?<=\d)[\"”'’](?!\w)|(?<!\w)['’](?=\d\ds?\b)")


def brackets_broken(pair: Pair) -> Iterator[Seen]:
    """Brackets without a partner, or fewer pairs than the source has."""
    source, target = _brackets(pair.source, pair), _brackets(pair.target, pair)
    if not is_balanced(source):
        return
    if not is_balanced(target):
        yield "warning", "A bracket has no partner.", target
    elif len(target) < len(source):
        yield "warning", "Brackets of the source are not in the target.", f"{source} → {target or 'none'}"


def parentheses_added(pair: Pair) -> Iterator[Seen]:
    """Parentheses in the target where the source has neither brackets nor dashes to answer for them."""
    for match in added_parentheses(pair.source, pair.target):
        yield "warning", "The source has no parentheses.", match.group()


def added_parentheses(source: str, target: str) -> list[re.Match[str]]:
    """The innermost parentheses of a target whose source has no aside."""
    return [] if _ASIDE.search(source) else list(re.finditer(r"\([^()]*\)", target))


def quotes_broken(pair: Pair) -> Iterator[Seen]:
    """Quotation marks lost, or without a partner where the source has whole pairs."""
    source, is_whole = quotation_marks(pair.source)
    target, target_is_whole = quotation_marks(pair.target)
    if source and not target:
        yield "warning", "The quotation marks of the source are not in the target.", f"{source} → 0"
    elif is_whole and not target_is_whole:
        yield "warning", "A quotation mark has no partner.", f"{source} → {target}"


def quotation_marks(text: str) -> tuple[int, bool]:
    """How many quotation marks a text surely has, and whether all have a partner.

    Apostrophes and feet are none. An odd single mark may be an apostrophe: it is not counted.
    """
    if not _ANY_MARK.search(text):
        return 0, True
    plain = _FEET.sub("", text)
    double = len(_DOUBLE.findall(plain))
    single = len(_SINGLE.findall(_POSSESSIVE.sub("s ", plain)))
    return double + (0 if single % 2 else single), double % 2 == single % 2 == 0


def is_balanced(brackets: str) -> bool:
    """Whether each bracket of a row of brackets has its partner."""
    open_ones: list[str] = []
    for bracket in brackets:
        if bracket in _PAIRS:
            open_ones.append(_PAIRS[bracket])
        elif not open_ones or open_ones.pop() != bracket:
            return False
    return not open_ones


def _brackets(text: str, pair: Pair) -> str:
    if not _ANY_BRACKET.search(text):
        return ""
    plain = _LIST_ITEM.sub(" ", bare(unmasked(text, pair.untouched)))
    return "".join(re.findall(r"[()\[\]{}]", plain))
