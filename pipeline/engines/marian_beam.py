"""Beam search: several translations of a text by a Marian network, the likeliest first.

All sums are exact, as in greedy decoding, and every hypothesis is a row of its own, so a text's hypotheses do not
depend on the texts beside it. A hypothesis may not say the same three words twice: loops end there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_REPEAT = 3
"""The shortest run of words that may not come twice."""


@dataclass(frozen=True, slots=True)
class Row:
    """A hypothesis that is being made."""

    words: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()
    """For each word, the source position that was looked at most."""
    log_probability: float = 0.0

    @property
    def mean(self) -> float:
        """Of all words; the end of sentence is one."""
        return self.log_probability / len(self.words)

    def plus(self, word: int, source: int, chance: float) -> "Row":
        return Row((*self.words, word), (*self.sources, source), self.log_probability + chance)

    def repeats(self, word: int) -> bool:
        """Whether a word would make the last `NO_REPEAT` words come twice."""
        run = (*self.words[len(self.words) - NO_REPEAT + 1 :], word)
        if len(run) < NO_REPEAT:
            return False
        starts = range(len(self.words) - NO_REPEAT + 1)
        return any(self.words[at : at + NO_REPEAT] == run for at in starts)


class Beam:
    """The hypotheses of one text."""

    def __init__(self, width: int, longest: int, end: int) -> None:
        """`longest`: words that a hypothesis may have. `end`: the word that ends one."""
        self._width = width
        self._longest = longest
        self._end = end
        self.alive = [Row()]
        self.finished: list[Row] = []

    def grow(
        self, words: NDArray[np.int64], chances: NDArray[np.float64], sources: Sequence[int]
    ) -> list[int]:
        """Takes the next words: for each living row, candidates with their chances (natural logarithms).
        Gives, for each row that lives on, the number of the row that it grew from.
        """
        grown = [
            (row.plus(int(word), source, float(chance)), number)
            for number, (row, source) in enumerate(zip(self.alive, sources, strict=True))
            for word, chance in zip(words[number], chances[number], strict=True)
            if np.isfinite(chance) and not row.repeats(int(word))
        ]
        grown.sort(key=lambda found: -found[0].log_probability)
        self.alive, came_from = [], []
        for row, number in grown[: 2 * self._width]:
            if row.words[-1] == self._end or len(row.words) >= self._longest:
                self.finished.append(row)
            elif len(self.alive) < self._width:
                self.alive.append(row)
                came_from.append(number)
        if self._is_done():
            self.alive, came_from = [], []
        return came_from

    def best(self) -> list[Row]:
        """What was finished, the likeliest by the mean of its words first."""
        return sorted(self.finished, key=lambda row: -row.mean)[: self._width]

    def _is_done(self) -> bool:
        """Enough hypotheses are finished, and no living one can still become better than the worst of them."""
        if len(self.finished) < self._width:
            return False
        worst = self.best()[-1].mean
        return all(row.log_probability / self._longest <= worst for row in self.alive)
