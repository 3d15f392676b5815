"""Quotes, dashes and dots made plain for a model, and given the style of the source again.

Which marks a translation has, and where, is the model's business; how they look is the source's. A mark that
stands in the translation as often as in the source looks like its counterpart in order, otherwise like most
of them. Whether a quote opens or closes is told by the text around it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from pipeline.rewrite import Edit, Rewrite

_DOUBLE = {"“": "“”", "”": "“”", "„": "„“", "‟": "“”", "«": "«»", "»": "«»", '"': '""'}
"""A quote -> its opening and closing form."""
_SINGLE = "‘’‚‛'"
"""Of these, `’` is an apostrophe too: in a text without an opening one, each is."""
_DASHES = "–—―‒"
_HYPHENS = "‐‑−"


def _dash(text: str, at: int) -> str:
    """A hyphen; with spaces where a dash between words had none, since `war-which` would be one word."""
    around = text[at - 1 : at] + text[at + 1 : at + 2] if at else ""
    joins_words = text[at] in "—―" and len(around) == 2 and around.isalnum() and not around.isdigit()
    return " - " if joins_words else "-"


PLAIN: dict[str, Callable[[str, int], str]] = {
    **dict.fromkeys(set(_DOUBLE) - {'"'}, lambda _text, _at: '"'),
    **dict.fromkeys(_SINGLE[:-1], lambda _text, _at: "'"),
    **dict.fromkeys(_DASHES, _dash),
    **dict.fromkeys(_HYPHENS, lambda _text, _at: "-"),
    "…": lambda _text, _at: "...",
}
"""A mark -> how to write it plainly, given the text and its position there."""

_DOUBLE_MARK = re.compile('"')
_SINGLE_MARK = re.compile("'")
_OTHER_MARKS = {
    "dash": re.compile(r"(?<!\S)-(?!\S)"),
    "range": re.compile(r"(?<=\d)-(?=\d)"),
    "dots": re.compile(r"\.\.\."),
}
_BEFORE_OPENING = re.compile(r"""[\s(\[{"'“‘«„–—-]""")
_AFTER_CLOSING = re.compile(r"""[\s)\]}"'”’».,;:!?…–—-]""")


def restored_marks(source: Rewrite, target: str) -> Iterator[Edit]:
    """Edits of a translation; `source` goes from the original to its plain form, which was translated."""
    yield from _doubles(source, target)
    yield from _singles(source, target)
    for mark in _OTHER_MARKS.values():
        places = [match.span() for match in mark.finditer(target)]
        yield from _changes(target, places, _looks(_originals(source, mark), len(places)))


def _doubles(source: Rewrite, target: str) -> Iterator[Edit]:
    places = [match.span() for match in _DOUBLE_MARK.finditer(target)]
    looks = _looks(_originals(source, _DOUBLE_MARK), len(places))
    turned, is_open = [], False
    for (at, _), look in zip(places, looks, strict=True):
        opening = _opens(target, at)
        is_open = not is_open if opening is None else opening
        turned.append(_DOUBLE.get(look, '""')[not is_open])
    yield from _changes(target, places, turned)


def _singles(source: Rewrite, target: str) -> Iterator[Edit]:
    places = [match.span() for match in _SINGLE_MARK.finditer(target)]
    originals = _originals(source, _SINGLE_MARK)
    curly = "‘’" if set(originals) & set("‘‚‛") else "’’"
    turned = []
    for (at, end), look in zip(places, _looks(originals, len(places)), strict=True):
        pair = "''" if look in ("", "'") else curly
        before_year = target[end : end + 1].isdigit()  # ’90s
        turned.append(pair[not (_opens(target, at) and not before_year)])
    yield from _changes(target, places, turned)


def _opens(text: str, at: int) -> bool | None:
    """Whether the quote there opens; None when both or neither side says so."""
    before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
    may_open, may_close = _BEFORE_OPENING.match(before), _AFTER_CLOSING.match(after)
    return None if bool(may_open) == bool(may_close) else bool(may_open)


def _originals(source: Rewrite, mark: "re.Pattern[str]") -> list[str]:
    """How each mark of the plain source looked in the original."""
    spans = (source.back(*match.span()) for match in mark.finditer(source.after))
    return [source.before[begin:end] for begin, end in spans]


def _looks(originals: Sequence[str], count: int) -> list[str]:
    """The look of each of `count` marks of the target; empty texts where the source has none."""
    if len(originals) == count:
        return list(originals)
    commonest = Counter(originals).most_common(1)
    return [commonest[0][0] if commonest else ""] * count


def _changes(target: str, places: Sequence[tuple[int, int]], looks: Sequence[str]) -> Iterator[Edit]:
    for (begin, end), look in zip(places, looks, strict=True):
        if look and look != target[begin:end]:
            yield Edit(begin, end, look)
