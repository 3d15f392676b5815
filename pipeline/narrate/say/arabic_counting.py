"""Arabic number words, unvowelled, by the rules of the written language.

CLDR's Arabic rules do not know polarity ("ثلاث سنوات" but "ثلاثة أيام") and spell out what is written as one
("ثلاثمئة"), so they are not used. Case: oblique, as after prepositions and in construct, unless told nominative.
"""

from dataclasses import dataclass

from pipeline.narrate.say.counting import How

_MASCULINE = ("صفر", "واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
"""With masculine things: 3 to 10 take the form that looks feminine."""
_FEMININE = ("صفر", "واحدة", "اثنتين", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_EIGHT_OF_TENS = "ثمان"
"""The feminine loses its last letter where it is neither definite nor in construct: "ثمان وأربعين"."""
_TENS = ("", "", "عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين")
_HUNDREDS = ("", "مئة", "مئتين", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة")
_SCALES = (
    (10**12, "تريليون", "تريليونات"),
    (10**9, "مليار", "مليارات"),
    (10**6, "مليون", "ملايين"),
    (10**3, "ألف", "آلاف"),
)
_ORDINALS = {
    "m": ("", "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"),
    "f": ("", "الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة"),
}  # fmt: skip
_ORDINAL_UNITS = {"m": "الحادي", "f": "الحادية"}
"""First, in compounds: "the twenty-first"."""


@dataclass(frozen=True, slots=True)
class ArabicCounting:
    """Cardinals agree with what is counted; ordinals are definite ("الرابع عشر"), as they are with days and hours."""

    def cardinal(self, number: int, how: How) -> str:
        parts = _parts(number, how)
        if how.definite:
            parts = [f"ال{_FEMININE[8] if part == _EIGHT_OF_TENS else part}" for part in parts]
        return " و".join(map(_nominative, parts) if how.nominative else parts)

    def ordinal(self, number: int, how: How) -> str:
        if number > 99 or number < 1:
            return self.cardinal(number, How(how.gender, definite=True))
        return _ordinal(number, how.gender)

    def year(self, number: int, how: How) -> str:
        return self.cardinal(number, How(how.gender))


def _parts(number: int, how: How) -> list[str]:
    """The summands of a number: "six thousand", "three hundred", "sixty"."""
    parts = []
    rest = number
    for scale, one, several in _SCALES:
        many, rest = divmod(rest, scale)
        if many:
            parts.append(_scaled(many, one, several, construct=how.counted and not rest))
    if rest or not parts:
        parts += _below_thousand(rest, how)
    return parts


def _scaled(many: int, one: str, several: str, *, construct: bool) -> str:
    """Thousands, millions: counted like any masculine thing, and in construct before what they count."""
    if many == 1:
        return one
    if many == 2:
        return f"{one}{'ي' if construct else 'ين'}"
    count = " و".join(_parts(many, How(counted=True)))
    if 3 <= many % 100 <= 10:
        return f"{count} {several}"
    return f"{count} {one}" if construct or many % 100 == 0 else f"{count} {one}ا"


def _below_thousand(number: int, how: How) -> list[str]:
    hundreds, rest = divmod(number, 100)
    parts = [_HUNDREDS[hundreds]] if hundreds else []
    if hundreds == 2 and not rest and how.counted:
        parts = ["مئتي"]
    return parts + _below_hundred(rest, how.gender) if rest or not parts else parts


def _below_hundred(number: int, gender: str) -> list[str]:
    units = _FEMININE if gender == "f" else _MASCULINE
    if number <= 10:
        return [units[number]]
    if number < 20:
        return [_teen(number - 10, gender)]
    tens, unit = divmod(number, 10)
    if unit == 8 and gender == "f":
        return [_EIGHT_OF_TENS, _TENS[tens]]
    return [*([units[unit]] if unit else []), _TENS[tens]]


def _teen(unit: int, gender: str) -> str:
    ten = "عشرة" if gender == "f" else "عشر"
    if unit == 1:
        return f"{'إحدى' if gender == 'f' else 'أحد'} {ten}"
    if unit == 2:
        return f"{'اثنتي' if gender == 'f' else 'اثني'} {ten}"
    return f"{(_FEMININE if gender == 'f' else _MASCULINE)[unit]} {ten}"


def _ordinal(number: int, gender: str) -> str:
    if number <= 10:
        return _ORDINALS[gender][number]
    tens, unit = divmod(number, 10)
    first = _ORDINAL_UNITS[gender] if unit == 1 else _ORDINALS[gender][unit]
    if tens == 1:
        return f"{first} {'عشرة' if gender == 'f' else 'عشر'}"
    ten = f"ال{_TENS[tens]}"
    return f"{first} و{ten}" if unit else ten


def _nominative(part: str) -> str:
    """ "عشرين" -> "عشرون", "مئتين" -> "مئتان", "اثني عشر" -> "اثنا عشر"; other words are written alike."""
    return " ".join(map(_nominative_word, part.split(" ")))


def _nominative_word(word: str) -> str:
    bare = word.removeprefix("ال").removeprefix("و")
    head = word[: len(word) - len(bare)]
    if bare in _TENS[2:]:
        return f"{head}{bare[:-2]}ون"
    if bare in {"اثنين", "اثنتين", "مئتين", "ألفين", "مليونين", "مليارين", "تريليونين"}:
        return f"{head}{bare[:-2]}ان"
    if bare in {"اثني", "اثنتي", "مئتي", "ألفي", "مليوني", "ملياري", "تريليوني"}:
        return f"{head}{bare[:-1]}ا"
    return word
