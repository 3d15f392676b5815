"""Which form a number takes, guessed from the words beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.narrate.say.claims import before, either
from pipeline.narrate.say.counting import How

_NEXT = re.compile(r"\s+([^\W\d_]+(?:['’][^\W\d_]+)?)")
_DEFINITE = re.compile(r"(?<!\w)[وفبك]{0,2}(?:ال|لل)\s?$")
_WITH_ARTICLE = re.compile(r"[وفبك]?ال")
_FIRST_TWO = ("1", "2")
"""As a cardinal, "the two" would be "Monday"."""
_FEMININE_DUALS = ("تين", "تان")
_LAST = re.compile(r"([^\W\d_]+)\s+\S{0,3}$")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a language's file says of nouns. Words before endings; masculine where nothing tells.

    A guess from a noun's ending is right for most nouns, not for all.
    """

    feminine: Sequence[str] = ()
    masculine: Sequence[str] = ()
    feminine_endings: Sequence[str] = ()
    masculine_endings: Sequence[str] = ()
    """Looked at before the feminine ones: "-emas" in Spanish."""
    not_nouns: Sequence[str] = ()
    """Words that follow a number without being counted: "de", "por", "y"."""
    through: Sequence[str] = ()
    """Words between number and noun that agree like the number: "200 mil pessoas"."""
    counted: Sequence[str] = ()
    """Where given, only these are counted: English numbers change before no other noun."""
    nominative_after: Sequence[str] = ()
    """Arabic: verbs whose subject mostly follows."""
    article: str = ""
    """Arabic: what stands before a definite number."""
    ordinal_after: Sequence[str] = ()
    """Arabic: definite singular nouns, after which a bare number is an ordinal: "al-qarn 21"."""
    ordinal_before: Sequence[str] = ()
    """Arabic: words before which a definite number is an ordinal: "the 14th *of* the month"."""
    feminine_before: Sequence[str] = ()
    """Arabic: words after which a bare number is feminine: "sana", year."""

    ordinal_unless_counted: Sequence[str] = ()
    """Arabic: those of them that may be adverbs: "today 20 people"."""
    ordinal_lists: Sequence[str] = ()
    """Arabic: duals and plurals, after which several numbers are ordinals: "the two centuries 19 and 20"."""
    joints: Sequence[str] = ()
    """Words between two numbers that count the same: "1 *de cada* 3 mujeres"."""
    not_noun_endings: Sequence[str] = ()
    """Of verbs: "1.000.000 huyeron"."""
    duals: Sequence[str] = ()
    """Arabic: nouns that say "two" themselves."""

    def of(self, text: str, begin: int, end: int) -> How:
        """The form of the number at `text[begin:end]`."""
        noun, word = self.noun(text, end), self._word_before(text, begin)
        if self._is_ordinal(text, begin, end):
            return How(self._gender_of_ordinal(text, begin), ordinal=True)
        if self._is_definite(text, begin):
            is_counted = noun and not noun.startswith(self.article) and not _WITH_ARTICLE.match(word)
            return How(self._gender(noun if is_counted else word), definite=True)
        return How(self._gender(noun or word, bool(noun)), bool(noun), self.is_subject(text, begin))

    def _is_definite(self, text: str, begin: int) -> bool:
        """Whether the article stands before a number, with a space or without: "الـ24"."""
        return bool(self.article) and _DEFINITE.search(before(text, begin)) is not None

    def _is_ordinal(self, text: str, begin: int, end: int) -> bool:
        if not self.article:
            return False
        if self._heads(text, begin, end) or self._list_head(text, begin):
            return True
        found = _NEXT.match(text, end)
        definite = self._is_definite(text, begin)
        return definite and (
            text[begin:end] in _FIRST_TWO or (found is not None and found[1] in self.ordinal_before)
        )

    def _heads(self, text: str, begin: int, end: int) -> bool:
        """Whether a singular stands before a number: "القرن 21", "and the 21st"."""
        word = self._word_before(text, begin)
        if {word, word[1:]}.isdisjoint(self.ordinal_after):
            return False
        noun = self.noun(text, end)
        is_adverb = not {word, word[1:]}.isdisjoint(self.ordinal_unless_counted)
        return not (is_adverb and noun and not noun.startswith(self.article))

    def _list_head(self, text: str, begin: int) -> str:
        """The noun of a list in which a number stands: "القرنين 19 و20"."""
        found = _listed(tuple(self.ordinal_lists)).search(before(text, begin))
        return found[1] if found else ""

    def _gender_of_ordinal(self, text: str, begin: int) -> str:
        """That of its noun; masculine days and years where there is none: "the 11th of September"."""
        word = self._list_head(text, begin) or self._word_before(text, begin)
        if word.endswith(_FEMININE_DUALS):
            return "f"
        return self._gender(word) if _WITH_ARTICLE.match(word) else "m"

    def noun(self, text: str, end: int) -> str:
        """The word that is counted by a number that ends there, empty for none."""
        end = self._behind_joint(text, end)
        found = _NEXT.match(text, end)
        if not found:
            return ""
        word = found[1].casefold()
        if word in self.through:
            return self.noun(text, found.end()) or word
        if (
            word.endswith(tuple(self.not_noun_endings))
            or word in self.not_nouns
            or (self.counted and word not in self.counted)
        ):
            return ""
        return word

    def _gender(self, noun: str, follows: bool = True) -> str:
        """Of the noun that follows the number; one before it counts only where it is listed as such."""
        if not follows:
            return "f" if noun in self.feminine_before else "m"
        noun = _WITH_ARTICLE.sub("", noun, count=1) if self.article else noun
        if noun in self.masculine or noun in self.feminine:
            return "m" if noun in self.masculine else "f"
        if noun.endswith(tuple(self.masculine_endings)):
            return "m"
        return "f" if noun.endswith(tuple(self.feminine_endings)) else "m"

    def is_subject(self, text: str, begin: int) -> bool:
        """Arabic: whether a number opens the sentence or follows a verb of the list."""
        if not self.nominative_after:
            return False
        if not re.search(r"\w", text[:begin]):
            return True
        verb = re.search(r"([^\W\d_]+)\W{0,3}$", before(text, begin))
        return verb is not None and not {verb[1], verb[1][1:]}.isdisjoint(self.nominative_after)

    def _word_before(self, text: str, begin: int) -> str:
        found = _LAST.search(_DEFINITE.sub("", before(text, begin)))
        word = found[1] if found else ""
        return f"{self.article}{word[2:]}" if self.article and word.startswith("لل") else word

    def _behind_joint(self, text: str, end: int) -> int:
        found = _joint(tuple(self.joints)).match(text, end)
        return found.end() if found else end


@lru_cache(maxsize=8)
def _joint(joints: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s{either(joints)}\s?\d[\d.,]*(?!\w)")


@lru_cache(maxsize=8)
def _listed(nouns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"({either(nouns)})\s(?:(?:ال\s?)?\d+\s?[و،]\s?)*(?:ال\s?)?$")
