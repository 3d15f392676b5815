"""Who wrote an article, in another language: the names stay what they are, the words around them are the catalogue's.

An engine takes Rose Waters for roses and waters. Names in Latin letters are kept, even in Arabic, where no rule spells
them rightly: those that the glossary knows are said as it wants, the others are for a person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import formats
from pipeline.language import Lang
from pipeline.messages import words
from pipeline.translate.glossary import Glossary

_BY = re.compile(
    r"(?:(?:(?:written|text|words|story|report|escrito|texto|texte)\s+)?(?:by|por|par|per|de|von)\s*:?\s+)",
    re.IGNORECASE,
)
_PARTICLE = r"(?:de|da|do|dos|das|del|della|di|du|van|von|den|der|ter|bin|ibn|bint|abu|el|al|la|le|los|y|e|i)"
_WORD = r"(?:(?:al|el|d|l|o|mc|mac)[-’'])?[^\W\d_a-z][^\W\d_]*(?:[-’'][^\W\d_]+)*\.?"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_WORD}){{0,5}}")
_OFFICES_WORDS = """
    staff editor editors editorial agency agencies reporter reporters correspondent correspondents desk team news
    newsroom writer writers redacción redação rédaction agencia agencias agência agências corresponsal
    correspondente equipe equipo
"""
_OFFICES = frozenset(_OFFICES_WORDS.split())
"""What names no person: words, for an engine."""
_COMMA = {"ltr": ", ", "rtl": "، "}
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u2010-\u2027]+")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline of names alone."""

    is_announced: bool
    """Whether it begins with "By"."""
    names: tuple[str, ...]
    is_list: bool
    """Whether an "and" joins the last one; what stands behind a comma alone may be where they work."""


def parsed(text: str, source: Lang) -> Byline | None:
    """The names of a byline; None where it holds anything else, or other letters than Latin ones."""
    announced = _BY.match(text)
    rest = text[announced.end() :].strip() if announced else text.strip()
    comma, last = _between(source)
    names = tuple(part.strip() for part in re.split(f"{last}|{comma}", rest))
    if _BY.fullmatch(f"{text} ") or not _LATIN.fullmatch(rest) or not all(map(_is_name, names)):
        return None
    return Byline(bool(announced), names, bool(re.search(last, rest)))


def said(byline: Byline, glossary: Glossary, target: Lang) -> str | None:
    """The byline in another language. None where this program has no words for it."""
    w = words(target)
    if w.lang.base != target.base:
        return None
    names = [_known(name, glossary) or name for name in byline.names]
    together = formats.listed(names, target) if byline.is_list else _COMMA[target.direction].join(names)
    # Translators: who wrote the article
    return w("By {names}", names=together) if byline.is_announced else together


def unsaid(byline: Byline, glossary: Glossary, target: Lang) -> Sequence[str]:
    """The names that stay in Latin letters where others are written."""
    open_names = [name for name in byline.names if not _known(name, glossary)]
    return open_names if target.direction == "rtl" else ()


def _known(name: str, glossary: Glossary) -> str:
    found = [each for each in glossary.found(name) if (each.begin, each.end) == (0, len(name))]
    return found[0].term.target if found else ""


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not _OFFICES & {word.casefold() for word in text.split()}


def _between(lang: Lang) -> tuple[str, str]:
    """What stands between two names of a list, as patterns: commas, and the language's "and"."""
    last = re.fullmatch(r"\{0\}(.+)\{1\}", lang.locale.list_patterns["standard"]["2"])
    word = re.escape(last[1].strip()) if last else "and"
    return r"\s*[,;|]\s*", rf"(?:\s*,)?\s+(?:{word}|&)\s+"
