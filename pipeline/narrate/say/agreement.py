"""Which form a number takes, guessed from the words beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.narrate.say.claims import before
from pipeline.narrate.say.counting import How

_NEXT = re.compile(r"\s+([^\W\d_]+(?:['’][^\W\d_]+)?)")
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

    def of(self, text: str, begin: int, end: int) -> How:
        """The form of the number at `text[begin:end]`."""
        noun, word = self._noun(text, end), _word_before(text, begin)
        if self._is_ordinal(text, begin, end):
            return How(self._gender(word), ordinal=True)
        if self.article and text.endswith(self.article, 0, begin):
            return How(self._gender(word), definite=True)
        nominative = bool(self.nominative_after) and self._is_subject(text, begin)
        return How(self._gender(noun or word, bool(noun)), bool(noun), nominative)

    def _is_ordinal(self, text: str, begin: int, end: int) -> bool:
        word = _word_before(text, begin)
        if word in self.ordinal_after or word[1:] in self.ordinal_after:  # "and the 21st"
            return True
        found = _NEXT.match(text, end)
        definite = bool(self.article) and text.endswith(self.article, 0, begin)
        return definite and found is not None and found[1] in self.ordinal_before

    def _noun(self, text: str, end: int) -> str:
        found = _NEXT.match(text, end)
        if not found:
            return ""
        word = found[1].casefold()
        if word in self.through:
            return self._noun(text, found.end()) or word
        if word in self.not_nouns or (self.counted and word not in self.counted):
            return ""
        return word

    def _gender(self, noun: str, follows: bool = True) -> str:
        """Of the noun that follows the number; one before it counts only where it is listed as such."""
        if not follows:
            return "f" if noun in self.feminine_before else "m"
        noun = noun.removeprefix(self.article)
        if noun in self.masculine or noun in self.feminine:
            return "m" if noun in self.masculine else "f"
        if noun.endswith(tuple(self.masculine_endings)):
            return "m"
        return "f" if noun.endswith(tuple(self.feminine_endings)) else "m"

    def _is_subject(self, text: str, begin: int) -> bool:
        """Whether a number opens the sentence or follows a verb of the list."""
        if not re.search(r"\w", text[:begin]):
            return True
        verb = re.search(r"([^\W\d_]+)\W{0,3}$", before(text, begin))
        return verb is not None and not {verb[1], verb[1][1:]}.isdisjoint(self.nominative_after)


def _word_before(text: str, begin: int) -> str:
    found = _LAST.search(before(text, begin))
    return found[1] if found else ""
