"""How a sentence ends: full stop, question mark, exclamation mark, colon, or nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.check.pair import Pair, Seen
from pipeline.check.words import words_of

CLOSERS = "\"'”’»›)]}\u200e\u200f\u2069"
"""What may stand after the end mark of a sentence."""
_KINDS = {
    "stop": ".。۔।", "question": "?؟？;", "exclamation": "!！", "colon": ":：", "more": "…",
}  # fmt: skip
_ACCEPTED = {
    "stop": {"stop", "more", "exclamation"},
    "question": {"question"},
    "exclamation": {"exclamation", "stop"},
    "colon": {"colon", "stop"},
    "more": {"more", "stop"},
}
"""Endings of the target that say enough for one of the source."""
_ABBREVIATION = re.compile(
    r"\b(?:\w|Mr|Mrs|Ms|Dr|Jr|Sr|St|Inc|Ltd|Co|Corp|No|vs|etc|al|approx|Gov|Gen|Sen|Rep"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Sra?|Dra?|Ltda|aprox|pág|núm)\.$"
)
_TAIL = 24
"""Characters from the end that tell about it: looking through whole texts takes long."""
_SMILE = re.compile(r"[:;]-?[()]\s*$")


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a text."""

    kind: str
    """A key of `_KINDS`, or empty for none."""
    mark: str
    begin: int
    """Where the mark begins, or where it would stand; closing quotation marks and brackets follow."""


@lru_cache(maxsize=4096)
def ending(text: str) -> Ending:
    """How a text ends, closing quotation marks and brackets aside."""
    end = len(text.rstrip())
    while end and (text[end - 1] in CLOSERS or text[end - 1].isspace()):
        end -= 1
    dots = _dots(text[:end])
    if dots:
        return Ending("more", dots, end - len(dots))
    last = text[end - 1 : end]
    kind = next((kind for kind, marks in _KINDS.items() if last and last in marks), "")
    return Ending(kind, last if kind else "", end - 1 if kind else end)


def _dots(text: str) -> str:
    """The dots that a text ends with, if they say that more was to come."""
    row = text[len(text.rstrip(".")) :]
    return "…" if text.endswith("…") else row if len(row) > 1 else ""


def is_proof(text: str) -> bool:
    """Whether the end of a text says how its translation must end: no abbreviation makes it doubtful."""
    tail = text.rstrip()[-_TAIL:]
    doubtful = _ABBREVIATION.search(tail.rstrip(CLOSERS)) or _SMILE.search(tail)
    return bool(ending(text).kind) and not doubtful


def end_changed(pair: Pair) -> Iterator[Seen]:
    """The source's end mark is not there, is another, or has the form of another language."""
    ours, theirs = ending(pair.source), ending(pair.target)
    if not is_proof(pair.source):
        return
    printed = words_of(pair.target_lang.base).ends.get(ours.kind, ())
    evidence = f"{ours.mark} → {theirs.mark or 'nothing'}"
    said = _says(pair.target)
    if not said & _ACCEPTED[ours.kind] and not said & _within(pair.source):
        yield "warning", "The sentence does not end as its source does.", evidence
    elif theirs.kind == ours.kind and printed and theirs.mark not in printed:
        yield "warning", f"The end mark is not the one of {pair.target_lang}.", evidence


def _says(text: str) -> set[str]:
    """The kinds of a text's end: `!".` is both an exclamation and a full stop."""
    outer = ending(text)
    inner = ending(text[: outer.begin]) if text[: outer.begin].endswith(tuple(CLOSERS)) else outer
    return {outer.kind, inner.kind} - {""}


def _within(source: str) -> set[str]:
    """Questions and exclamations inside a text: its translation may have them at its end."""
    return {kind for kind in ("question", "exclamation") if set(_KINDS[kind]) & set(source)}


def opening_missing(pair: Pair) -> Iterator[Seen]:
    """A Spanish question or exclamation without its opening mark."""
    kind = ending(pair.target).kind
    opening = words_of(pair.target_lang.base).opening.get(kind)
    if opening and opening not in pair.target and ending(pair.source).kind == kind:
        yield "warning", f"The sentence needs {opening} where the {kind} begins.", ending(pair.target).mark
