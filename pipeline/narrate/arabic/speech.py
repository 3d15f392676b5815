"""Words -> the sounds of a sentence: what is dropped before a pause, and how words are tied together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.narrate.arabic.letters import (
    DAMMA,
    FATHA,
    FATHATAN,
    RUN,
    SHADDA,
    SUKUN,
    TATWEEL,
    VOWELS,
    Letter,
    letters,
)
from pipeline.narrate.arabic.sounds import LINKED, LONG, SHORT, sounds

_PAUSE = re.compile(r"[.,:;!?…،؛؟—–()\[\]\n]|\s-+\s")
_TIE = re.compile(r"[\s\"'«»“”‘’]+")
"""Between two words that are spoken in one breath."""
_FULL = frozenset({"huwa", "hiya"})
"""Too short to lose their vowel."""
LONGEST = 100
"""Letters; what is longer is no word, and is left as it is."""
_NOUNS_IN_I = ("ابن", "اسم", "امر", "اثن")


@dataclass(slots=True)
class Word:
    """One word of a text on its way to the voice."""

    begin: int
    end: int
    letters: Sequence[Letter]
    heard: str
    """Its sounds; empty for a word without vowels, which is left as it is."""
    gap: str = ""
    """What stands between it and the next word."""


def words_of(text: str) -> list[Word]:
    """Every Arabic word of a vowelled text, with its sounds as they are in this sentence."""
    found = [_word(match) for match in RUN.finditer(text)]
    ends = [*(word.begin for word in found[1:]), len(text)]
    for word, end in zip(found, ends, strict=False):
        word.gap = text[word.end : end]
        if word.heard and _pauses(word, is_last=end == len(text)):
            word.heard = paused(word)
    for before, word in zip([None, *found], found, strict=False):
        _tie(before, word)
    return found


def paused(word: Word) -> str:
    """The word as it ends before a pause: short vowels and tanween fall, "-an" becomes ā, "-atu" a."""
    heard = word.heard
    if heard in _FULL:
        return heard
    if word.letters[-1].base == "ة":
        stem = heard.rstrip("aiun").removesuffix("t")
        return stem + "h" if stem.endswith("ā") else stem
    if any(letter.vowel == FATHATAN for letter in word.letters[-2:]) and heard.endswith("an"):
        return heard[:-2] + "ā"
    if word.letters[-1].vowel in VOWELS - {SUKUN}:
        heard = heard.removesuffix("n") if heard[-2:] in ("in", "un") else heard
        heard = heard.rstrip("aiu") or heard
    return _half_vowels_at_end(heard)


def _half_vowels_at_end(heard: str) -> str:
    """The endings -iyy and -iy are spoken ī, and -uww and -uw ū."""
    return re.sub("iyy?$", "ī", re.sub("uww?$", "ū", heard))


def _word(match: re.Match[str]) -> Word:
    found = [letter for letter in letters(match[0]) if letter.base != TATWEEL]
    is_vowelled = len(found) <= LONGEST and any(letter.signs & VOWELS for letter in found)
    return Word(match.start(), match.end(), found, sounds(found) if is_vowelled else "")


def _pauses(word: Word, *, is_last: bool) -> bool:
    return bool(_PAUSE.search(word.gap)) or (is_last and not any(map(str.isalnum, word.gap)))


def _tie(before: Word | None, word: Word) -> None:
    """Carries the cluster that begins a word over to the word before, or gives it a vowel of its own."""
    if not word.heard.startswith(LINKED):
        return
    rest = word.heard[1:]
    if before is None or not before.heard or not _TIE.fullmatch(before.gap):
        word.heard = "ʔ" + _own_vowel(word.letters) + rest
        return
    before.heard = _open(before.heard)
    if len(rest) > 1 and rest[1] not in LONG and rest[1] not in SHORT:
        before.heard += rest[0]
        rest = rest[1:]
    word.heard = rest


def _open(heard: str) -> str:
    """A word that ends with a short vowel, as it stands before a cluster."""
    if heard[-1] in SHORT:
        return heard[:-1] + SHORT[heard[-1]]
    if heard[-1] in LONG:
        return heard
    if heard.endswith(("hum", "kum", "tum", "aw")):
        return heard + "u"
    return heard + ("a" if heard in ("min", "wamin", "famin") else "i")


def _own_vowel(word: Sequence[Letter]) -> str:
    """The vowel of a word's first alif when nothing stands before it: a for the article, i or u else."""
    if len(word) > 2 and word[1].base == "ل" and (word[1].vowel != FATHA or SHADDA in word[1].signs):
        return "a"
    spelled = "".join(letter.base for letter in word)
    if len(word) > 3 and word[2].vowel == DAMMA and not spelled.startswith(_NOUNS_IN_I):
        return "u"
    return "i"
