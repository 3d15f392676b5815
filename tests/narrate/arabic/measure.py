"""The sentences vowelled by hand, and how far something is from them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.engines.espeak import Espeak, EspeakNarrator
from pipeline.language import Lang
from pipeline.narrate.arabic.letters import Letter, bare, letters
from pipeline.narrate.arabic.respell import respelled

AR = Lang.parse("ar")
SETS = ("aleppo", "news", "later")


def sentences(name: str) -> list[str]:
    """The sentences of a file beside this one, a line each; lines that begin with # are comments."""
    lines = Path(__file__).with_name(f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class Rate:
    """Errors among so many."""

    errors: int
    among: int

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.errors + other.errors, self.among + other.among)

    @property
    def percent(self) -> float:
        return 100 * self.errors / self.among


NONE = Rate(0, 0)


def diacritic_errors(wanted: str, got: str, *, endings: bool = True) -> Rate:
    """Letters whose signs differ, among all Arabic letters, those without any sign too.

    Signs are compared as sets. `endings` counts the last letter of each word, which bears the case.
    """
    pairs = list(zip(letters(wanted), letters(got), strict=True))
    assert bare(wanted) == bare(got)
    counted = [
        mine.signs != its.signs
        for index, (mine, its) in enumerate(pairs)
        if mine.is_letter and (endings or _goes_on(pairs, index))
    ]
    return Rate(sum(counted), len(counted))


def _goes_on(pairs: Sequence[tuple[Letter, Letter]], index: int) -> bool:
    return index + 1 < len(pairs) and pairs[index + 1][0].is_letter


def phoneme_errors(wanted: Sequence[str], got: Sequence[str]) -> Rate:
    """Phonemes to insert, leave out or exchange (Levenshtein), among those that are wanted."""
    row = list(range(len(got) + 1))
    for index, phoneme in enumerate(wanted, 1):
        above, row = row, [index]
        for at, other in enumerate(got):
            row.append(min(above[at + 1] + 1, row[-1] + 1, above[at] + (phoneme != other)))
    return Rate(row[-1], len(wanted))


def total(rates: Iterable[Rate]) -> Rate:
    return sum(rates, NONE)


def said(text: str) -> str:
    """A vowelled text as the engine is given it."""
    return "".join(piece.said for piece in respelled(text))


def arabic_voice() -> EspeakNarrator:
    espeak = Espeak()
    voice = espeak.default(AR)
    assert voice is not None
    return espeak.open(voice)


def phonemes(narrator: EspeakNarrator, text: str) -> list[str]:
    """What the voice says of a text, a phoneme an entry, length and emphasis with it; stress is left out."""
    return re.findall(r"\w[\u02d0.\u032a\u02e4]*", re.sub("[ˈˌ]", "", narrator.phonemes(text)))
