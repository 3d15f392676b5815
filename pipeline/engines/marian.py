"""The network of Mozilla's translation models, in numpy: a Transformer encoder, a decoder of simpler simple
recurrent units (SSRU), greedy decoding over a lexical shortlist.

Sources: Vaswani et al. 2017 for the encoder; Kim et al. 2019, "From Research to Production and Back", for
the SSRU; the tensors' names and their wiring from Marian's `transformer.h` and `rnn/cells.h`. All sums are
exact (`marian_exact`), so what a text becomes does not depend on the texts beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import isfinite
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pipeline.engines.marian_beam import Beam, Row
from pipeline.engines.marian_exact import on_grid
from pipeline.engines.marian_file import Floats, Tensors, broken
from pipeline.engines.marian_layers import Batch, Decoder, Embedding, Encoder, Rows, Words

_LONGEST_RATIO = 2.5
"""Target tokens a source token, at most: Mozilla's `max-length-factor`."""
_LONGEST_EXTRA = 10
_IMPOSSIBLE = np.float32(-1e9)
_PROBABILITY = np.float32(2**24)
"""The grid of word probabilities, 1 / 2**24; their sum is taken in float64, where it is exact."""
_SETTINGS = {
    "type": "transformer",
    "dec-cell": "ssru",
    "transformer-decoder-autoreg": "rnn",
    "transformer-preprocess": "",
    "transformer-postprocess": "dan",
    "transformer-ffn-activation": "relu",
    "transformer-ffn-depth": 2,
    "transformer-train-position-embeddings": False,
    "transformer-tied-layers": [],
}
"""What this module computes. Other values mean another network."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A translation in the model's own words."""

    words: tuple[int, ...]
    """Without the end of sentence."""
    sources: tuple[int, ...]
    """For each word, the source position that the last layer's first head looked at most; the last
    position is the end of sentence. The models were trained to align there."""
    log_probability: float
    """Natural, of all steps, among the shortlist's words."""
    steps: int
    """Words, and the end of sentence where it came."""


class Network:
    """A loaded model. Raises `SetupError` when the file does not hold what the network needs."""

    def __init__(self, tensors: Tensors, *, end: int) -> None:
        """`end`: the number of the target word that ends a sentence."""
        self._path = tensors.path
        heads = _heads(tensors)
        own, other = ("Wemb", "Wemb") if "Wemb" in tensors else ("encoder_Wemb", "decoder_Wemb")
        self._source = Embedding(tensors.matrix(own))
        self._target = self._source if own == other else Embedding(tensors.matrix(other))
        _check_sizes(tensors, self._source.size, self._target.size, heads)
        self._encoder = Encoder(tensors, self._source.size, heads)
        self._decoder = Decoder(tensors, self._target.size, heads)
        self._bias = tensors.vector("decoder_ff_logit_out_b", self._target.words)
        self._end = end

    @property
    def words(self) -> tuple[int, int]:
        """How many source and target words there are."""
        return self._source.words, self._target.words

    def translate(self, texts: Sequence[Sequence[int]], allowed: Sequence[Words]) -> list[Hypothesis]:
        """One hypothesis a text, in order, made of the target words allowed for it (ascending).

        A text is 1 to 512 source words, the last one the end of sentence. The texts are one batch: time and
        memory grow with their number times the longest of them. No hypothesis is longer than 2.5 times its
        source and ten. Raises `SetupError` when the weights lead to no numbers.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            said = self._translate(texts, allowed)
        if not all(isfinite(one.log_probability) for one in said):
            raise broken(self._path, "Computes no probabilities, so it must be damaged")
        return said

    def alternatives(
        self, texts: Sequence[Sequence[int]], allowed: Sequence[Words], width: int
    ) -> list[list[Hypothesis]]:
        """Up to `width` hypotheses a text, the likeliest first, by a beam of that width; otherwise as
        `translate`. A text may have none: where every way on would say three words twice."""
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            beams = self._search(texts, allowed, width)
        return [[_hypothesis(row, self._end) for row in beam.best()] for beam in beams]

    def _search(self, texts: Sequence[Sequence[int]], allowed: Sequence[Words], width: int) -> Sequence[Beam]:
        batch = Batch.of(texts)
        outputs = Outputs.over(self._target, self._bias, allowed)
        state = self._decoder.begin(self._encoder(self._source, batch), batch)
        longest = (batch.lengths * _LONGEST_RATIO + _LONGEST_EXTRA).astype(np.int64)
        beams = [Beam(width, int(most), self._end) for most in longest]
        previous: Floats = np.zeros((len(texts), self._target.size), np.float32)
        for step in count():
            hidden, aligned, state = self._decoder(previous + self._target.position(step), state)
            words, chances = outputs.likeliest(hidden, 2 * width)
            kept: list[int] = []
            at = 0
            for beam in beams:
                rows = slice(at, at + len(beam.alive))
                at = rows.stop
                grown = beam.grow(words[rows], chances[rows], [int(source) for source in aligned[rows]])
                kept += [rows.start + number for number in grown]
            if not kept:
                return beams
            going = np.array(kept)
            outputs, state = outputs.only(going), state.only(going)
            previous = self._target(np.array([row.words[-1] for beam in beams for row in beam.alive]))
        raise AssertionError("count() does not end")

    def _translate(self, texts: Sequence[Sequence[int]], allowed: Sequence[Words]) -> list[Hypothesis]:
        batch = Batch.of(texts)
        outputs = Outputs.over(self._target, self._bias, allowed)
        state = self._decoder.begin(self._encoder(self._source, batch), batch)
        longest = (batch.lengths * _LONGEST_RATIO + _LONGEST_EXTRA).astype(np.int64)
        rows = np.arange(len(texts))
        said = [_Said() for _ in texts]
        previous: Floats = np.zeros((len(texts), self._target.size), np.float32)
        for step in count():
            hidden, aligned, state = self._decoder(previous + self._target.position(step), state)
            words, chances = outputs.best(hidden)
            for row, word, source, chance in zip(rows, words, aligned, chances, strict=True):
                said[row].add(int(word), int(source), float(chance))
            going = (words != self._end) & (step + 1 < longest[rows])
            if not going.any():
                return [one.hypothesis(self._end) for one in said]
            if not going.all():
                rows, words, outputs, state = (
                    rows[going],
                    words[going],
                    outputs.only(going),
                    state.only(going),
                )
            previous = self._target(words)
        raise AssertionError("count() does not end")


@dataclass(frozen=True, slots=True, eq=False)
class Outputs:
    """The last layer, cut down to the words that any text of a batch may use."""

    whole: Floats
    """(size, U + 1): embeddings of the U words, as integers; the last column is for filling up."""
    unit: np.float32
    steps: int
    words: Words
    """(U + 1,): which target words they are."""
    own: Words
    """(texts, C): which columns a text may use; filled up with U."""
    bias: Floats
    """(texts, C)."""

    @staticmethod
    def over(embedding: Embedding, bias: Floats, lists: Sequence[Words]) -> "Outputs":
        """For texts that may use these words each; all lists ascend."""
        union = np.unique(np.concatenate(lists))
        own = np.full((len(lists), max(map(len, lists))), len(union))
        for row, words in zip(own, lists, strict=True):
            row[: len(words)] = np.searchsorted(union, words)
        whole = np.zeros((embedding.size, len(union) + 1), np.float32)
        whole[:, :-1] = embedding.matrix.integers[union].T
        filled = np.append(bias[union], _IMPOSSIBLE)
        unit = np.float32(embedding.matrix.unit)
        return Outputs(whole, unit, embedding.steps, np.append(union, 0), own, filled[own])

    def likeliest(self, hidden: Floats, many: int) -> tuple[Words, NDArray[np.float64]]:
        """Up to `many` words of each text, the likeliest first, and their log-probabilities among the text's
        words; words that only fill up have minus infinity."""
        scores = self._scores(hidden)
        order = np.argsort(-scores, axis=1, kind="stable")[:, :many]
        shown = np.take_along_axis(scores, order, axis=1).astype(np.float64)
        shown -= shown[:, :1]
        shown[np.take_along_axis(self.bias, order, axis=1) == _IMPOSSIBLE] = -np.inf
        scores -= scores.max(axis=1, keepdims=True)
        mass = np.rint(np.exp(scores) * _PROBABILITY).sum(axis=1, dtype=np.float64)
        chances = shown - np.log(mass / float(_PROBABILITY))[:, None]
        return self.words[np.take_along_axis(self.own, order, axis=1)], chances

    def best(self, hidden: Floats) -> tuple[Words, NDArray[np.float64]]:
        """The likeliest word of each text and its log-probability among the text's words."""
        scores = self._scores(hidden)
        first = scores.argmax(axis=1)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores *= _PROBABILITY
        mass = np.rint(scores, out=scores).sum(axis=1, dtype=np.float64)
        rows = np.arange(len(first))
        return self.words[self.own[rows, first]], -np.log(mass / float(_PROBABILITY))

    def _scores(self, hidden: Floats) -> Floats:
        whole, unit = on_grid(hidden, self.steps)
        scores: Floats = np.take_along_axis(whole @ self.whole, self.own, axis=1)
        scores *= unit * self.unit
        scores += self.bias
        return scores

    def only(self, rows: Rows) -> Self:
        return replace(self, own=self.own[rows], bias=self.bias[rows])


class _Said:
    """What one text has become so far."""

    def __init__(self) -> None:
        self._words: list[int] = []
        self._sources: list[int] = []
        self._chance = 0.0

    def add(self, word: int, source: int, chance: float) -> None:
        self._words.append(word)
        self._sources.append(source)
        self._chance += chance

    def hypothesis(self, end: int) -> Hypothesis:
        kept = len(self._words) - (self._words[-1] == end)
        return Hypothesis(
            tuple(self._words[:kept]), tuple(self._sources[:kept]), self._chance, len(self._words)
        )


def _hypothesis(row: Row, end: int) -> Hypothesis:
    kept = len(row.words) - (row.words[-1] == end)
    return Hypothesis(row.words[:kept], row.sources[:kept], row.log_probability, len(row.words))


def _heads(tensors: Tensors) -> int:
    """How many heads attention has, once the settings are known to be ours."""
    settings = tensors.settings()
    for key, wanted in _SETTINGS.items():
        if settings.get(key, wanted) != wanted:
            raise broken(tensors.path, f"Is a network with {key} {settings[key]!r}, not {wanted!r}")
    heads = settings.get("transformer-heads")
    if not isinstance(heads, int) or heads < 1:
        raise broken(tensors.path, "Does not tell its number of heads")
    return heads


def _check_sizes(tensors: Tensors, source: int, target: int, heads: int) -> None:
    if source != target or source % 2 or source % heads:
        raise broken(tensors.path, f"Has vectors of {source} and {target} numbers and {heads} heads")
