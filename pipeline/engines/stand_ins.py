"""Characters that a model's vocabulary cannot write: others stand in for them, and give way again afterwards.

A small model has few characters: no curly quotes, no £, no @, no ř. What it cannot write it guesses, and
guesses wrong: "£5" becomes "5 euros". So, before translation, typography becomes plain, letters lose the
marks that the model does not know, and any other run of unknown characters becomes one sign that models copy
faithfully. After it, quotes and dashes take the style of the source again, words that kept their spelling
their marks, and the signs what they stood for.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.engines.typography import PLAIN, restored_marks
from pipeline.ports import Link
from pipeline.rewrite import Edit, Rewrite

_SIGNS = "+*=|%$"
"""Stand-ins, the best copied first: of 20 sentences with unknown characters, all 20 kept every `+`."""
_BASE_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart."""
_WORD = re.compile(r"\w+")
_SPELLING = re.compile(r"[\w\u0300-\u036f]+")
"""A word whose marks may be characters of their own."""


class Alphabet:
    """What a vocabulary can write."""

    def __init__(
        self, characters: frozenset[str], copied: frozenset[str], normalise: Callable[[str], str]
    ) -> None:
        """`characters`: those of its pieces. `copied`: those that the other language's vocabulary has too.
        `normalise`: what the vocabulary itself makes of a text; it is never given a surrogate."""
        self._characters = characters
        self._signs = [sign for sign in _SIGNS if sign in copied]
        self._normalise = normalise
        self._answers: dict[str, bool] = {}

    def reads(self, cluster: str) -> bool:
        """Whether a character, with the marks on it, comes through with its meaning."""
        if cluster not in self._answers:
            self._answers[cluster] = self._read(cluster)
        return self._answers[cluster]

    def writes(self, text: str) -> bool:
        """Whether a text is made of its characters."""
        return self._characters.issuperset(text)

    def _read(self, cluster: str) -> bool:
        if self.writes(cluster) or cluster in "\t\n\r":
            return True
        if unicodedata.category(cluster[0]) in ("Cc", "Cs", "No"):  # 10⁶ would come through as 106
            return False
        return self.writes(self._normalise(cluster).replace("\u2581", ""))

    def sign(self, text: str) -> str:
        """A character to stand in for unknown ones of this text, in which it does not occur; or none."""
        return next((sign for sign in self._signs if sign not in text), "")


@dataclass(frozen=True)
class Prepared:
    """A text that a model can read. Not slotted: what is found in it is found once."""

    rewrite: Rewrite
    """From the original to what the model reads."""
    sign: str
    """The stand-in, or an empty text where nothing needed one."""

    @property
    def text(self) -> str:
        return self.rewrite.after

    @cached_property
    def _symbols(self) -> dict[int, str]:
        """Position of each stand-in in `text`, in order -> what it stands for."""
        symbols = [edit for edit in self.rewrite.edits if self.sign and edit.text == self.sign]
        return {
            self.rewrite.forward(e.begin, e.end)[0]: self.rewrite.before[e.begin : e.end] for e in symbols
        }

    @cached_property
    def _respelt(self) -> dict[str, str]:
        """Words of `text` that lost marks -> their own spelling."""
        words = {}
        for word in _WORD.finditer(self.text):
            begin, end = self.rewrite.back(*word.span())
            own = self.rewrite.before[begin:end]
            if own != word[0] and _SPELLING.fullmatch(own):
                words[word[0]] = own
        return words

    def restore(self, target: str, links: Sequence[Link]) -> Rewrite:
        """A translation of `text`, given back what stood aside. `links` join `text` and `target`."""
        edits = [*restored_marks(self.rewrite, target), *self._restored_words(target)]
        taken = {position for edit in edits for position in range(edit.begin, edit.end)}
        signs = [edit for edit in self._restored_symbols(target, links) if edit.begin not in taken]
        return Rewrite(target, [*edits, *signs])

    def _restored_words(self, target: str) -> Iterator[Edit]:
        for word in _WORD.finditer(target):
            if word[0] in self._respelt:
                yield Edit(*word.span(), self._respelt[word[0]])

    def _restored_symbols(self, target: str, links: Sequence[Link]) -> Iterator[Edit]:
        """In order where none was lost or doubled, else each what the model looked at, else the one before."""
        if not self._symbols:
            return
        found = [at for at, character in enumerate(target) if character == self.sign]
        originals = list(self._symbols.values())
        latest = originals[0]
        for number, at in enumerate(found):
            in_order = originals[number] if len(found) == len(originals) else None
            latest = in_order or self._looked_at(at, links) or latest
            yield Edit(at, at + 1, latest)

    def _looked_at(self, at: int, links: Sequence[Link]) -> str | None:
        for link in links:
            if link.target_begin <= at < link.target_end:
                for position, original in self._symbols.items():
                    if link.source_begin <= position < link.source_end:
                        return original
        return None


def prepare(text: str, alphabet: Alphabet) -> Prepared:
    """A text as the model can read it; without edits where it can as it is."""
    sign = alphabet.sign(text)
    edits: list[Edit] = []
    for begin, cluster in _clusters(text):
        if alphabet.writes(cluster) or (alphabet.reads(cluster) and cluster not in PLAIN):
            continue
        end = begin + len(cluster)
        plain = _plain(text, begin, cluster, alphabet)
        follows_symbol = bool(edits) and edits[-1].end == begin and edits[-1].text == sign != ""
        if follows_symbol and plain in (None, ""):  # one stand-in for a whole run
            edits[-1] = Edit(edits[-1].begin, end, sign)
        elif plain is not None or sign:
            edits.append(Edit(begin, end, sign if plain is None else plain))
    return Prepared(Rewrite(text, edits), sign)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Characters with the combining marks that follow them, and where they begin."""
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.category(text[at]).startswith("M"):
            yield begin, text[begin:at]
            begin = at


def _plain(text: str, begin: int, cluster: str, alphabet: Alphabet) -> str | None:
    """What is said instead of an unknown character; None when only a sign can stand in for it."""
    if cluster in PLAIN:
        return PLAIN[cluster](text, begin)
    if unicodedata.category(cluster[0]) in ("Cc", "Cf"):  # soft hyphens, joiners, controls: nothing to say
        return " " if cluster.isspace() else ""
    if not cluster[0].isalpha():
        return None
    apart = unicodedata.normalize("NFKD", cluster.translate(_BASE_LETTERS))
    base = "".join(c for c in apart if not unicodedata.combining(c))
    return base if base and alphabet.writes(base) else None
