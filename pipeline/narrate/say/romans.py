"""Roman numerals: after names ("Elizabeth II"), after heads ("World War II"), before nouns ("II Guerra")."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.narrate.say.claims import Claim, Rule, either, rule
from pipeline.narrate.say.counting import How
from pipeline.narrate.say.letters import CAPITAL
from pipeline.narrate.say.numerals import Numerals

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_WELL_FORMED = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_NAME = rf"(?P<name>{CAPITAL}[\w'’-]*[^\W\d_A-Z])"
_ANY = r"(?:[IVXLC]{2,}|[IVX])"
"""A lone "C" or "L" is a letter: "type C"."""
_NEXT = r"(?:[IVXLC]{2,}|[VX])"
"""Further on in a list: "and I" may be the pronoun."""
_SUFFIXED = r"(?:[IVX][IVXLC]*|[LC][IVXLC]+)"
"""Before a suffix: "Le" and "Ce" are words."""
_Saying = Callable[[str, re.Match[str]], str | None]
"""What is said for a numeral of a list that was found."""


@dataclass(frozen=True, slots=True)
class Romans:
    """What a language's file says of Roman numerals."""

    ordinal_until: int
    """The highest that is said as an ordinal after a name."""
    article: str = ""
    """Before an ordinal after a name: "the "."""
    heads: Sequence[str] = ()
    """Words after which any numeral is a cardinal, however capitalised: "World War", "chapter"."""
    singles: Sequence[str] = ()
    """English, where "I" is a word: what follows one after a head in small letters: "type I *diabetes*"."""
    centuries: Sequence[str] = ()
    """Words after which it is an ordinal up to `ordinal_until`, else a cardinal: "siglo"."""
    joints: Sequence[str] = ()
    """Words between the numerals of a list: "siglos XIX *y* XX"."""
    regnal: Sequence[str] = ()
    """Names after which a single letter is a numeral too: "Elizabeth I"."""
    feminine: Sequence[str] = ()
    """Names of women."""
    nouns: Mapping[str, str] = field(default_factory=dict)
    """Nouns after a numeral that is an ordinal, with their gender: "II Guerra". In small letters."""
    suffixes: Mapping[str, str] = field(default_factory=dict)
    """French: what makes an ordinal of a numeral, with its gender: "XXe"."""
    small_before: Sequence[str] = ()
    """French: words before which such a numeral may be in small letters: "xxe siècle"."""


def value(roman: str) -> int | None:
    """The number, None where the letters are not a well-formed numeral up to 399."""
    if not roman or not _WELL_FORMED.fullmatch(roman):
        return None
    values = [_VALUES[letter] for letter in roman]
    return sum(-here if here < after else here for here, after in zip(values, [*values[1:], 0], strict=True))


def rules(numerals: Numerals, romans: Romans) -> Sequence[Rule]:
    reader = _Reader(numerals, romans)
    names = rf"(?<!\w)(?P<name>{either([*romans.regnal, *romans.feminine])})"
    return [
        _listed(romans.heads, romans.joints, reader.of_head),
        _listed(romans.centuries, romans.joints, reader.of_century),
        rule(rf"(?<!\w)(?P<it>{_ANY})(?=\s(?P<noun>(?i:{either(romans.nouns)}))(?!\w))", reader.before_noun),
        *_suffixes(romans, reader.suffixed),
        rule(rf"{names}\s(?P<it>[IVX]+)(?!\w)", reader.of_name),
        rule(rf"(?<!\w){_NAME}\s(?P<it>[IVX]{{2,}})(?!\w)", reader.of_name),
    ]


def _listed(heads: Sequence[str], joints: Sequence[str], saying: _Saying) -> Rule:
    """Claims every numeral behind a head: "siglos XVIII, XIX y XX"."""
    joint = rf"(?:,\s|\s?[-\u2013]\s?|\s{either(joints)}\s)"
    first, more = rf"{_ANY}(?!\w)", rf"{joint}{_NEXT}(?!\w)"
    whole = re.compile(rf"(?<!\w)(?P<head>(?i:{either(heads)}))\s(?P<list>{first}(?:{more})*)")

    def claims(text: str) -> Iterator[Claim]:
        for found in whole.finditer(text):
            for each in re.compile(_ANY).finditer(text, found.start("list"), found.end()):
                said = saying(each.group(), found)
                if said:
                    yield Claim(*each.span(), said)

    return claims


def _suffixes(romans: Romans, said: Callable[[re.Match[str]], str | None]) -> Sequence[Rule]:
    suffix = f"(?P<suffix>{either(romans.suffixes)})"
    small = rf"[ivxl]+{either(romans.suffixes)}"
    before = rf"(?=(?:(?:,|\s{either(romans.joints)})\s{small})*\s{either(romans.small_before)}(?!\w))"
    return [
        rule(rf"(?<!\w)(?P<it>{_SUFFIXED}{suffix})(?!\w)", said),
        rule(rf"(?<!\w)(?P<it>[ivxl]+{suffix})(?!\w){before}", said),
    ]


class _Reader:
    """Says a numeral that a pattern found."""

    def __init__(self, numerals: Numerals, romans: Romans) -> None:
        self._counting = numerals.counting
        self._romans = romans

    def of_head(self, numeral: str, found: re.Match[str]) -> str | None:
        return None if self._is_pronoun(found) else self._cardinal(numeral)

    def of_century(self, numeral: str, found: re.Match[str]) -> str | None:  # noqa: ARG002  # as `of_head`
        return self._ordinal(numeral, "m")

    def of_name(self, found: re.Match[str]) -> str | None:
        said = self._ordinal(found["it"], "f" if found["name"] in self._romans.feminine else "m")
        return said and self._romans.article + said

    def before_noun(self, found: re.Match[str]) -> str | None:
        number = value(found["it"])
        gender = self._romans.nouns[found["noun"].casefold()]
        return self._counting.ordinal(number, How(gender)) if number else None

    def suffixed(self, found: re.Match[str]) -> str | None:
        number = value(found["it"].removesuffix(found["suffix"]).upper())
        return self._counting.ordinal(number, How(self._romans.suffixes[found["suffix"]])) if number else None

    def _is_pronoun(self, found: re.Match[str]) -> bool:
        """Whether an English "I" is no numeral: "the type I like"."""
        if found["list"] != "I" or found["head"][0].isupper() or not self._romans.singles:
            return False
        return not re.match(rf"\s{either(self._romans.singles)}(?!\w)", found.string[found.end() :])

    def _cardinal(self, numeral: str) -> str | None:
        number = value(numeral)
        return self._counting.cardinal(number, How()) if number else None

    def _ordinal(self, numeral: str, gender: str) -> str | None:
        number = value(numeral)
        if not number or number > self._romans.ordinal_until:
            return self._cardinal(numeral)
        return self._counting.ordinal(number, How(gender))
