"""A glossary: how terms must be said in one language, found in a text by the longest match."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from pipeline.language import Lang
from pipeline.translate.neighbours import in_a_longer_name

Kind = Literal["place", "name", "org", "term"]
Case = Literal["exact", "any"]
NAMES: frozenset[Kind] = frozenset({"place", "name", "org"})
"""What is said by one fixed form, so that it can be put in by itself."""

_ARTICLE = "ال"
_PREFIXES = r"[وف]?(?:ال|[بك]ال|[بكل])?"
"""What Arabic writes onto a word; with the article, ل becomes لل."""
_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad]")
_ALEF = str.maketrans("أإآٱ", "اااا")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry."""

    source: str
    target: str = ""
    """How it is said; empty: it is never translated."""
    variants: tuple[str, ...] = ()
    """Other forms that are right too."""
    kind: Kind = "term"
    case: Case = "exact"
    """Whether capitals of the source count."""
    alone: bool = False
    """Whether it counts only where no other word with a capital stands beside it: places are people's names too."""

    @property
    def accepted(self) -> tuple[str, ...]:
        """All forms that are right, the preferred one first; empty when it is never translated."""
        return (self.target, *self.variants) if self.target else ()


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a text."""

    term: Term
    begin: int
    end: int


@dataclass(frozen=True)
class Glossary:
    """Entries for one pair of languages. Not slotted: its pattern is made once and kept.

    Of two entries with one source, the first counts.
    """

    terms: tuple[Term, ...] = ()

    def found(self, text: str) -> tuple[Found, ...]:
        """The terms that a text says, in order, as whole words; of those at one place, the longest."""
        if not self.terms:
            return ()
        every = [
            Found(self._by_exact.get(_single(match[0])) or self._by_key[_key(match[0])], *match.span())
            for match in self._pattern.finditer(text)
        ]
        known = [(found.begin, found.end) for found in every]
        return tuple(
            found
            for found in every
            if not (found.term.alone and in_a_longer_name(text, found.begin, found.end, known))
        )

    @cached_property
    def _by_exact(self) -> dict[str, Term]:
        return {_single(term.source): term for term in reversed(self.terms) if term.case == "exact"}

    @cached_property
    def _by_key(self) -> dict[str, Term]:
        return {_key(term.source): term for term in reversed(self.terms) if term.case == "any"}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self.terms, key=lambda term: (-len(term.source), term.source))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(_written, longest))})(?!\w)")


def stands(form: str, text: str, lang: Lang) -> bool:
    """Whether a form stands in a text as words of its own.

    Case does not count; in Arabic neither do vowel signs and forms of alef, and the prefixes و ف ب ل ك and
    the article may be written onto it in any of their combinations.
    """
    return bool(_form(form, lang.base).search(_plain(text)))


def with_contractions(forms: Iterable[str], lang: Lang) -> tuple[str, ...]:
    """The forms, and in Arabic also what ل makes of those with the article: للرياض for الرياض."""
    found: dict[str, None] = {}
    for form in forms:
        found[form] = None
        if lang.base == "ar" and form.startswith(_ARTICLE):
            found[f"لل{form.removeprefix(_ARTICLE)}"] = None
    return tuple(found)


def plus(*glossaries: Sequence[Term]) -> Glossary:
    """Entries of several sources; where they disagree, the first one wins."""
    taken: dict[str, Term] = {}
    for term in (term for terms in glossaries for term in terms):
        taken.setdefault(_single(term.source) if term.case == "exact" else _key(term.source), term)
    return Glossary(tuple(taken.values()))


@lru_cache(maxsize=4096)
def _form(form: str, base: str) -> re.Pattern[str]:
    forms = with_contractions((form,), Lang(base))
    prefix = _PREFIXES if base == "ar" else ""
    words = "|".join(re.escape(_plain(one)).replace(r"\ ", r"\s+") for one in forms)
    return re.compile(rf"(?<!\w){prefix}(?:{words})(?!\w)", re.IGNORECASE)


def _plain(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFC", text)).translate(_ALEF)


def _written(term: Term) -> str:
    words = r"\s+".join(map(re.escape, term.source.split()))
    return rf"(?i:{words})" if term.case == "any" else words


def _single(text: str) -> str:
    return " ".join(text.split())


def _key(text: str) -> str:
    return _single(text).casefold()
