"""Names of months, and months named twice over: the two Arabic calendars of names side by side."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.check.edits import Edit
from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import bare
from pipeline.check.words import words_of
from pipeline.language import Lang

_LEVANTINE = frozenset({"SY", "LB", "JO", "IQ", "PS"})
"""Where CLDR's Arabic has the names of the second kind."""


@lru_cache(maxsize=64)
def _names(base: str) -> re.Pattern[str]:
    """Any name of a month, with the prefixes that Arabic writes onto it."""
    names = (re.escape(bare(name)) for forms in words_of(base).months.values() for name in forms)
    longest_first = "|".join(sorted(names, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:[وف]?[بلك]?)(?P<name>{longest_first})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)
def _numbers(base: str) -> dict[str, int]:
    months = words_of(base).months
    return {bare(name).casefold(): month for month, forms in months.items() for name in forms}


def months_in(text: str, base: str) -> Iterator[tuple[int, str, bool]]:
    """Months that a text names, 1 to 12, the name as written, and whether it surely is one.

    `text` is bare. A name such as `may` is a month beside figures, or after a word such as "in".
    """
    doubtful = words_of(base).doubtful_months
    for match in _names(base).finditer(text):
        name = match["name"].casefold()
        is_sure = name not in doubtful.names or _beside_figures(text, match)
        yield _numbers(base)[name], match["name"], is_sure or _word_before(text, match) in doubtful.after


def _beside_figures(text: str, name: re.Match[str]) -> bool:
    """`3 de mayo`, `May 1`, `mai de 2020`."""
    after = re.match(r"\W{1,2}(?:\w{2,3}\W)?\d", text[name.end() :])
    return bool(after or re.search(r"\d(?:\w\w)?\W{1,2}(?:\w{2,3}\W)?$", text[: name.start()]))


def _word_before(text: str, name: re.Match[str]) -> str:
    said = re.findall(r"\w+", text[max(0, name.start() - 24) : name.start()])
    return said[-1].casefold() if said else ""


def double_months(target: str, lang: Lang) -> tuple[Edit, ...]:
    """Months that a text names twice, `كانون الثاني/يناير`, and the one name that its readers use.

    Readers in SY, LB, JO, IQ and PS have the names of the second kind, as in CLDR; all others the first.
    """
    edits: list[Edit] = []
    if "/" not in target and "(" not in target:
        return ()
    for match in _doubled(lang.base).finditer(target):
        months = {_numbers(lang.base)[bare(match[group]).casefold()] for group in ("one", "other")}
        if len(months) == 1:
            edits.append(Edit(match.start("one"), match.end(), _own_name(months.pop(), lang)))
    return tuple(edits)


def months_doubled(pair: Pair) -> Iterator[Seen]:
    """One month by two names; the source names it once."""
    if double_months(pair.source, pair.source_lang):
        return
    for edit in double_months(pair.target, pair.target_lang):
        yield "note", "A month is named twice.", pair.target[edit.begin : edit.end]


def _own_name(month: int, lang: Lang) -> str:
    names = words_of(lang.base).months[month]
    return names[1] if lang.locale.territory in _LEVANTINE and len(names) > 1 else names[0]


@lru_cache(maxsize=8)
def _doubled(base: str) -> re.Pattern[str]:
    """Two names of months with a slash or brackets between; nothing where months have one name only."""
    months = words_of(base).months.values()
    if not any(len(names) > 1 for names in months):
        return re.compile("(?!)")
    one, other = (_alternation(name, base) for name in ("one", "other"))
    return re.compile(rf"(?<!\w)(?:[وف]?[بلك]?){one}\s*(?:/|(?P<open>\())\s*{other}(?(open)\s*\))(?!\w)")


def _alternation(group: str, base: str) -> str:
    names = [name for forms in words_of(base).months.values() for name in forms]
    return rf"(?P<{group}>{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})"
