"""Roman numerals: after names ("Elizabeth II"), after heads ("World War II"), before nouns ("II Guerra")."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.narrate.say.claims import Rule, either, rule
from pipeline.narrate.say.counting import How
from pipeline.narrate.say.letters import CAPITAL
from pipeline.narrate.say.numerals import Numerals

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_WELL_FORMED = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_NAME = rf"(?P<name>{CAPITAL}[\w'’-]*[^\W\d_A-Z])"


@dataclass(frozen=True, slots=True)
class Romans:
    """What a language's file says of Roman numerals."""

    ordinal_until: int
    """The highest that is said as an ordinal after a name."""
    article: str = ""
    """Before an ordinal after a name: "the "."""
    heads: Sequence[str] = ()
    """Words after which any numeral is a cardinal: "World War", "Chapter"."""
    centuries: Sequence[str] = ()
    """Words after which it is an ordinal up to `ordinal_until`, else a cardinal: "siglo"."""
    regnal: Sequence[str] = ()
    """Names after which a single letter is a numeral too: "Elizabeth I"."""
    feminine: Sequence[str] = ()
    """Names of women."""
    nouns: Mapping[str, str] = field(default_factory=dict)
    """Nouns after a numeral that is an ordinal, with their gender: "II Guerra"."""
    suffixes: Mapping[str, str] = field(default_factory=dict)
    """French: what makes an ordinal of a numeral, with its gender: "XXe"."""


def value(roman: str) -> int | None:
    """The number, None where the letters are not a well-formed numeral up to 399."""
    if not roman or not _WELL_FORMED.fullmatch(roman):
        return None
    values = [_VALUES[letter] for letter in roman]
    return sum(-here if here < after else here for here, after in zip(values, [*values[1:], 0], strict=True))


def rules(numerals: Numerals, romans: Romans) -> Sequence[Rule]:
    counting = numerals.counting

    def cardinal(found: re.Match[str]) -> str | None:
        number = value(found["it"])
        return counting.cardinal(number, How()) if number else None

    def ordinal(found: re.Match[str], gender: str) -> str | None:
        number = value(found["it"])
        if not number:
            return None
        return counting.ordinal(number, How(gender)) if number <= romans.ordinal_until else cardinal(found)

    def of_name(found: re.Match[str]) -> str | None:
        said = ordinal(found, "f" if found["name"] in romans.feminine else "m")
        return said and romans.article + said

    def before_noun(found: re.Match[str]) -> str | None:
        number = value(found["it"])
        return counting.ordinal(number, How(romans.nouns[found["noun"]])) if number else None

    def suffixed(found: re.Match[str]) -> str | None:
        number = value(found["it"][: -len(found["suffix"])])
        return counting.ordinal(number, How(romans.suffixes[found["suffix"]])) if number else None

    names = rf"(?<!\w)(?P<name>{either([*romans.regnal, *romans.feminine])})"
    return [
        rule(rf"(?<!\w){either(romans.heads)}\s(?P<it>[IVXLC]+)(?!\w)", cardinal),
        rule(
            rf"(?<!\w){either(romans.centuries)}\s(?P<it>[IVXLC]+)(?!\w)", lambda found: ordinal(found, "m")
        ),
        rule(rf"(?<!\w)(?P<it>[IVXLC]+)(?=\s(?P<noun>{either(romans.nouns)})(?!\w))", before_noun),
        rule(rf"(?<!\w)(?P<it>[IVXLC]+(?P<suffix>{either(romans.suffixes)}))(?!\w)", suffixed),
        rule(rf"{names}\s(?P<it>[IVX]+)(?!\w)", of_name),
        rule(rf"(?<!\w){_NAME}\s(?P<it>[IVX]{{2,}})(?!\w)", of_name),
    ]
