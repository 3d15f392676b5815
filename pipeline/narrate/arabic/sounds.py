"""A vowelled word -> its sounds, one character each, in the transcription of DIN 31635 with ʔ for hamza.

Vowels are a i u and ā ī ū; a doubled consonant is written twice; diphthongs are aw and ay.
"""

from collections.abc import Mapping, Sequence

from pipeline.narrate.arabic.letters import (
    DAGGER,
    DAMMA,
    DAMMATAN,
    FATHA,
    FATHATAN,
    KASRA,
    KASRATAN,
    SHADDA,
    SILENT,
    SMALL_WAW,
    SPELLING,
    SUKUN,
    SUN,
    TATWEEL,
    Letter,
)
from pipeline.narrate.arabic.lexicon import respelling

CONSONANTS: Mapping[str, str] = dict(
    zip("ءبتثجحخدذرزسشصضطظعغفقكلمنهوي", "ʔbtṯǧḥḫdḏrzsšṣḍṭẓʿġfqklmnhwy", strict=True)
)
_HEARD = {**CONSONANTS, "أ": "ʔ", "إ": "ʔ", "ؤ": "ʔ", "ئ": "ʔ", "ة": "t"}
_VOWELS = {FATHA: "a", KASRA: "i", DAMMA: "u", FATHATAN: "an", KASRATAN: "in", DAMMATAN: "un"}
LONG = {"a": "ā", "i": "ī", "u": "ū"}
SHORT = {long: short for short, long in LONG.items()}
LINKED = "~"
"""Begins a word whose first cluster needs a vowel before it: the one of the word before, or its own."""
_PROCLITICS = frozenset("وفبكلأ")


def sounds(word: Sequence[Letter]) -> str:
    """What is heard of a word in the middle of a sentence; it may begin with `LINKED`."""
    spelled = [letter for letter in _respelled(word) if letter.base != TATWEEL and SILENT not in letter.signs]
    heard = ""
    for index in range(len(spelled)):
        heard = _then(heard, spelled, index)
    return heard


def _respelled(word: Sequence[Letter]) -> Sequence[Letter]:
    """The word with the signs that tell what its spelling leaves out or has too much of."""
    plain = [letter for letter in word if letter.base != TATWEEL]
    found = respelling(plain)
    if not found:
        return plain
    begin, entry = found
    told = zip(plain[begin:], entry.word, strict=True)
    return [*plain[:begin], *(Letter(own.base, own.signs | (its.signs & SPELLING)) for own, its in told)]


def _then(heard: str, word: Sequence[Letter], index: int) -> str:
    """What has been heard so far, and the letter at an index."""
    letter = word[index]
    if letter.base == "آ":
        return heard + "ʔā"
    if letter.base in "اى":
        return _alif(heard, word, index)
    if letter.base in "وي" and not letter.signs - {SUKUN}:
        return _glide(heard, word, index)
    if _is_swallowed(word, index):
        return heard
    consonant = _HEARD.get(letter.base, "")
    return heard + consonant * _times(word, index) + _vowel(letter)


def _vowel(letter: Letter) -> str:
    if DAGGER in letter.signs:
        return "ā"
    return "ū" if SMALL_WAW in letter.signs else _VOWELS.get(letter.vowel, "")


def _times(word: Sequence[Letter], index: int) -> int:
    """Twice where it is doubled: by a shadda, which is superfluous at the begin of a word."""
    return 2 if SHADDA in word[index].signs and index else 1


def _alif(heard: str, word: Sequence[Letter], index: int) -> str:
    letter = word[index]
    if index == 0:
        return "ʔ" + _VOWELS[letter.vowel] if letter.vowel in _VOWELS else LINKED
    if word[index - 1].vowel == FATHATAN:
        return heard
    if letter.vowel == FATHATAN:
        return heard.removesuffix("a") + "an"
    if (word[index - 1].base, word[index - 1].vowel) == ("ل", SUKUN):
        return heard + "i"  # the article before an alif that only carries a cluster over
    if heard.endswith("a"):
        return heard if _is_linked(word, index) else heard[:-1] + "ā"
    if letter.base == "ى" and heard.endswith("i"):
        return heard[:-1] + "ī"
    return heard if heard.endswith(("i", "u", "ū", "w")) else heard + "ā"


def _is_linked(word: Sequence[Letter], index: int) -> bool:
    """Whether the alif only carries what follows over, as after "wa-": its a stays short."""
    before, after = word[:index], word[index + 1 :]
    if len(after) < 2 or len(before) > 2 or any(letter.base not in _PROCLITICS for letter in before):
        return False
    if after[0].base == "ل" and (
        SHADDA in after[0].signs or _is_swallowed(word, index + 1) or _is_article_before_link(after)
    ):
        return True
    assimilated = SHADDA in after[0].signs and after[0].base in "تطدذثز" and before[-1].base in "وف"
    return after[0].vowel == SUKUN or assimilated


def _is_article_before_link(after: Sequence[Letter]) -> bool:
    """The article before "i(n)fiʿāl": al-i..."""
    return after[0].vowel == KASRA and after[1].base == "ا" and not after[1].signs


def _glide(heard: str, word: Sequence[Letter], index: int) -> str:
    """و and ي without a vowel of their own: long vowels after their own short one, else half-vowels."""
    letter = word[index]
    short, consonant = ("u", "w") if letter.base == "و" else ("i", "y")
    if heard.endswith(short):
        return heard[:-1] + LONG[short]
    if not heard or heard.endswith("a") or heard[-1] in SHORT or letter.signs:
        return heard + consonant
    return heard + LONG[short]


def _is_swallowed(word: Sequence[Letter], index: int) -> bool:
    """The l of the article before a sun letter, which is doubled for it."""
    if word[index].base != "ل" or word[index].signs or not 0 < index < len(word) - 1:
        return False
    following = word[index + 1]
    return following.base in SUN and SHADDA in following.signs and word[index - 1].base in "ال"
