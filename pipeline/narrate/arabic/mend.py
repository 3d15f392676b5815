"""What a model says of a word, held against what is always so in Arabic spelling."""

from collections.abc import Callable, Sequence

from pipeline.narrate.arabic.letters import (
    DAMMA,
    DAMMATAN,
    FATHA,
    FATHATAN,
    KASRA,
    SHADDA,
    SHORT,
    SUKUN,
    SUN,
    TANWEEN,
    Letter,
    skeleton,
)
from pipeline.narrate.arabic.lexicon import known

Word = list[Letter]
_BEAR_NONE = frozenset("اىآ")
"""They lengthen, or hold their own vowel."""
_PREFIXES = frozenset("يتنأ")
"""Of the imperfect: "he", "she" or "you", "we", "I"."""
_TEEN = ("عشر", "عشرة")
_TWO = {"اثنا", "اثني"}
_FEMININE = {"ثلاث", "أربع", "خمس", "ست", "سبع", "تسع"}
_MASCULINE = {"أحد", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"} | _TWO
"""The units of eleven to nineteen things of masculine gender; "ten" after them is ʿašara, not ʿašr."""


def mended(word: Sequence[Letter], following: str = "", before: str = "") -> Word:
    """A word as the model vowelled it, shaddas that a person wrote included, without what cannot be.

    `following` and `before` are the words next to it, without signs, if nothing but space is between.
    """
    found = list(word)
    for mend in _MENDS:
        mend(found)
    if following in _TEEN:
        _before_teen(found)
    if skeleton(word) == _TEEN[0] and _unit(before) in _MASCULINE:
        found = [letter.bearing(FATHA) for letter in found]
    _link(found, following[:1])
    return found


def _bear_none(word: Word) -> None:
    """Long vowels bear no sign, but for the tanween that some write on the alif."""
    for index, letter in enumerate(word):
        if letter.base in _BEAR_NONE and letter.vowel != FATHATAN:
            word[index] = Letter(letter.base)


def _hamza_on_alif(word: Word) -> None:
    """The hamza stands below the alif where an i follows it, and only there; at a word's end it may not."""
    for index, letter in enumerate(word):
        if letter.base == "إ" and letter.vowel != KASRA:
            word[index] = letter.bearing(KASRA)
        if letter.base == "أ" and letter.vowel == KASRA and index < len(word) - 1:
            word[index] = letter.bearing(FATHA)


def _article_before_link(word: Word) -> None:
    """The l of the article takes an i before an alif that only carries a cluster over: al-ithnayn."""
    for index, (letter, alif, after) in enumerate(zip(word, word[1:], word[2:], strict=False)):
        if (letter.base, letter.vowel, str(alif), after.vowel) == ("ل", SUKUN, "ا", SUKUN):
            word[index] = letter.bearing(KASRA)


def _before_teen(word: Word) -> None:
    """The first word of a number from eleven to nineteen ends in a, whatever its case; twelve is declined."""
    if _unit(skeleton(word)) in _FEMININE | _MASCULINE - _TWO:
        word[-1] = word[-1].bearing(FATHA)


def _unit(spelled: str) -> str:
    """A number's word without "and", "so", "to" or "in" before it."""
    return spelled.lstrip("ولبف")


def _before_feminine_ending(word: Word) -> None:
    """Before ة there is an a, short or long."""
    if len(word) > 1 and word[-1].base == "ة" and word[-2].is_letter and word[-2].base != "ا":
        word[-2] = word[-2].bearing(FATHA)


def _closed_twice(word: Word) -> None:
    """No consonant without a vowel stands before a doubled one; with the prefix of a verb it is yu-fa"il-u."""
    for index in range(1, len(word) - 2):
        if word[index].vowel == SUKUN and SHADDA in word[index + 1].signs and word[index].base not in "ويا":
            word[index] = word[index].bearing(FATHA)
            if word[index - 1].base in _PREFIXES and word[index + 2].is_letter:
                word[index - 1] = word[index - 1].bearing(DAMMA)
                word[index + 1] = word[index + 1].bearing(_inner(word[index + 1]))


def _inner(letter: Letter) -> str:
    return letter.vowel if letter.vowel in SHORT else KASRA


def _doubled_without_vowel(word: Word) -> None:
    """A doubled letter within a word has a vowel; a is the likeliest."""
    for index, letter in enumerate(word[:-1]):
        if SHADDA in letter.signs and letter.vowel not in SHORT and word[index + 1].base not in "اى":
            word[index] = letter if letter.vowel == FATHATAN else letter.bearing(FATHA)


def _tanween_within(word: Word) -> None:
    """Tanween ends a word, before a silent alif at most; a word with the article has none."""
    has_article = skeleton(word).startswith(("ال", "وال", "بال", "كال", "فال"))
    for index, letter in enumerate(word):
        rest = skeleton(word[index + 1 :])
        if letter.vowel in TANWEEN and (rest not in _AFTER_TANWEEN or (has_article and _is_defined(word))):
            word[index] = letter.bearing(TANWEEN[letter.vowel])


def _tanween_once(word: Word) -> None:
    """A letter before an alif that bears the tanween itself has none."""
    if len(word) > 1 and word[-1].base == "ا" and word[-1].vowel == FATHATAN:
        word[-2] = word[-2].bearing("")


_AFTER_TANWEEN = ("", "ا", "ى", "و")


def _is_defined(word: Word) -> bool:
    """Whether the l of the letters "al" is the article's: it has sukun, or a sun letter doubled after it."""
    at = skeleton(word).index("ال") + 1
    if at + 1 >= len(word):
        return False
    after = word[at + 1]
    return word[at].vowel == SUKUN or (not word[at].signs and after.base in SUN and SHADDA in after.signs)


def _bare_within(word: Word) -> None:
    """Within a word, a consonant without any sign has no vowel: it is given the sign for that."""
    for index in range(1, len(word) - 1):
        letter = word[index]
        if letter.is_letter and not letter.signs and not _is_silent_or_long(word, index):
            word[index] = letter.bearing(SUKUN)


def _is_silent_or_long(word: Word, index: int) -> bool:
    """Whether it is right for a letter to have no sign; before an alif it has lost its a, if anything."""
    before, letter, after = word[index - 1 : index + 2]
    if letter.base in "وي":
        return before.vowel != FATHA or (after.base == "ا" and index + 2 < len(word))
    is_swallowed = letter.base == "ل" and SHADDA in after.signs
    return letter.base in _BEAR_NONE or is_swallowed or after.base in "اى"


def _names(word: Word) -> None:
    """A word of the lexicon is vowelled as it is there; its last letter as the sentence wants it."""
    found = known(word)
    if not found:
        return
    begin, entry = found
    last = word[-1]
    word[begin:] = entry.word
    if begin and word[begin].base == "ا":
        word[begin] = Letter("ا")
    if entry.word[-1].vowel or str(entry.word[-1]) in ("ا", "ى", "و", "ي"):
        return
    ending = _diptote(last.vowel) if entry.is_diptote else last.vowel
    word[-1] = entry.word[-1].bearing(ending)


def _diptote(vowel: str) -> str:
    return DAMMA if vowel in (DAMMA, DAMMATAN) else FATHA


_MENDS: tuple[Callable[[Word], None], ...] = (
    _bear_none,
    _hamza_on_alif,
    _article_before_link,
    _before_feminine_ending,
    _closed_twice,
    _doubled_without_vowel,
    _tanween_within,
    _tanween_once,
    _bare_within,
    _names,
)


def _link(word: Word, following: str) -> None:
    """Before an alif that only carries a cluster over, the last consonant takes a vowel."""
    if following == "ا" and word and word[-1].vowel == SUKUN:
        word[-1] = word[-1].bearing(_linking_vowel(skeleton(word), word))


def _linking_vowel(spelled: str, word: Word) -> str:
    if spelled.lstrip("وف") == "من" and word[-2].vowel == KASRA:
        return FATHA
    plural = word[-1].base == "م" and len(word) > 1 and word[-2].base in "هكت" and word[-2].vowel == DAMMA
    return DAMMA if plural or word[-1].base == "و" else KASRA
