"""The encoder and the decoder of a Marian network: layers put together, over texts of several lengths."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pipeline.engines.marian_exact import MOST_POSITIONS, Dense, FeedForward, Memory, Norm, exact_steps
from pipeline.engines.marian_file import Floats, Quantised, Tensors, broken

Words = NDArray[np.int64]
Rows = NDArray[np.bool_] | NDArray[np.int64]
"""Which rows go on: a mask, or their numbers, one perhaps several times."""

_MOST_LAYERS = 64
_MOST_PLACES = 2048
"""More than the longest hypothesis of the longest source has words."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Texts of several lengths: packed one after the other, or padded to the longest."""

    words: Words
    """Packed."""
    places: Words
    """Packed: each word's position in its text."""
    lengths: Words
    present: NDArray[np.bool_]
    """(texts, longest)."""

    @staticmethod
    def of(texts: Sequence[Sequence[int]]) -> "Batch":
        lengths = np.array([len(text) for text in texts])
        assert lengths.min() > 0
        assert lengths.max() <= MOST_POSITIONS
        present = np.arange(lengths.max()) < lengths[:, None]
        return Batch(np.concatenate(texts), np.nonzero(present)[1], lengths, present)

    def padded(self, packed: Floats) -> Floats:
        """(texts, longest, size), zero where a text has ended."""
        spread = np.zeros((*self.present.shape, packed.shape[1]), np.float32)
        spread[self.present] = packed
        return spread

    def packed(self, padded: Floats) -> Floats:
        found: Floats = padded[self.present]
        return found


class Embedding:
    """Words as vectors, and positions as waves."""

    def __init__(self, matrix: Quantised) -> None:
        self.matrix = matrix
        self.words, self.size = matrix.integers.shape
        self.steps = exact_steps(matrix.integers, axis=1)
        """The grid for vectors that are multiplied with it, as the last layer does."""
        self._scale = np.float32(matrix.unit * self.size**0.5)
        self._waves = _waves(self.size)

    def __call__(self, words: Words) -> Floats:
        return self.matrix.integers[words] * self._scale

    def position(self, places: "int | Words") -> Floats:
        found: Floats = self._waves[places]
        return found


class Encoder:
    """Self-attention and feed-forward layers over packed source words: no row is spent on padding."""

    def __init__(self, tensors: Tensors, size: int, heads: int) -> None:
        self._heads = heads
        self._layers = [_EncoderLayer(tensors, prefix, size) for prefix in _layers(tensors, "encoder")]

    def __call__(self, embedding: Embedding, batch: "Batch") -> Floats:
        x = embedding(batch.words) + embedding.position(batch.places)
        for layer in self._layers:
            queries, keys, values = np.split(batch.padded(layer.project(x)), 3, axis=2)
            found, _ = Memory.of(keys, values, batch.present, self._heads).attend(queries)
            x = layer.feed(layer.norm(x, layer.out(batch.packed(found))))
        return x


class _EncoderLayer:
    def __init__(self, tensors: Tensors, prefix: str, size: int) -> None:
        parts = [(f"{prefix}_self_W{name}", f"{prefix}_self_b{name}") for name in "qkv"]
        self.project = Dense(tensors, *parts, inputs=size, outputs=3 * size)
        self.out = Dense(tensors, (f"{prefix}_self_Wo", f"{prefix}_self_bo"), inputs=size, outputs=size)
        self.norm = Norm(tensors, f"{prefix}_self_Wo", size)
        self.feed = FeedForward(tensors, prefix, size)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where the decoder is, for the texts that still go on."""

    memories: tuple[Memory, ...]
    """One a layer."""
    cells: tuple[Floats, ...]
    """One a layer, (texts, size)."""

    def only(self, rows: Rows) -> Self:
        memories = tuple(memory.only(rows) for memory in self.memories)
        return replace(self, memories=memories, cells=tuple(cell[rows] for cell in self.cells))


class Decoder:
    """Recurrent cells, attention to the source and feed-forward layers, one word at a time."""

    def __init__(self, tensors: Tensors, size: int, heads: int) -> None:
        self._heads = heads
        self._layers = [_DecoderLayer(tensors, prefix, size) for prefix in _layers(tensors, "decoder")]

    def begin(self, source: Floats, batch: "Batch") -> State:
        """The state before the first word; `source` is the encoder's result, packed."""
        pairs = [np.split(batch.padded(layer.remember(source)), 2, axis=2) for layer in self._layers]
        memories = [Memory.of(keys, values, batch.present, self._heads) for keys, values in pairs]
        cells = tuple(np.zeros((len(batch.lengths), keys.shape[2]), np.float32) for keys, _ in pairs)
        return State(tuple(memories), cells)

    def __call__(self, x: Floats, state: State) -> tuple[Floats, Words, State]:
        """Vectors to choose a word by, the source positions they look at, and the next state."""
        cells = []
        aligned = np.zeros(len(x), np.int64)
        for layer, memory, cell in zip(self._layers, state.memories, state.cells, strict=True):
            x, cell, weights = layer(x, memory, cell)
            cells.append(cell)
            aligned = weights[:, 0, 0].argmax(axis=-1)
        return x, aligned, replace(state, cells=tuple(cells))


class _DecoderLayer:
    def __init__(self, tensors: Tensors, prefix: str, size: int) -> None:
        recurrent = ((f"{prefix}_rnn_W", ""), (f"{prefix}_rnn_Wf", f"{prefix}_rnn_bf"))
        context = {n: (f"{prefix}_context_W{n}", f"{prefix}_context_b{n}") for n in "qkvo"}
        self._recur = Dense(tensors, *recurrent, inputs=size, outputs=2 * size)
        self._cell_norm = Norm(tensors, f"{prefix}_rnn_ffn", size)
        self._ask = Dense(tensors, context["q"], inputs=size, outputs=size)
        self.remember = Dense(tensors, context["k"], context["v"], inputs=size, outputs=2 * size)
        self._out = Dense(tensors, context["o"], inputs=size, outputs=size)
        self._norm = Norm(tensors, f"{prefix}_context_Wo", size)
        self._feed = FeedForward(tensors, prefix, size)

    def __call__(self, x: Floats, memory: Memory, cell: Floats) -> tuple[Floats, Floats, Floats]:
        fresh, gate = np.split(self._recur(x), 2, axis=1)
        keep = 0.5 + 0.5 * np.tanh(0.5 * gate)  # the logistic function, in a form that cannot overflow
        cell = keep * cell + (1 - keep) * fresh
        x = self._cell_norm(x, np.maximum(cell, 0))
        found, weights = memory.attend(self._ask(x)[:, None])
        return self._feed(self._norm(x, self._out(found[:, 0]))), cell, weights


def _waves(size: int) -> Floats:
    """(places, size): sines, then cosines, of wavelengths from 2 pi to 10,000 times that."""
    half = size // 2
    rates = np.exp(np.arange(half) * -(log(10_000) / (half - 1)))
    turns = np.arange(_MOST_PLACES)[:, None] * rates
    return np.concatenate([np.sin(turns), np.cos(turns)], axis=1).astype(np.float32)


def _layers(tensors: Tensors, side: str) -> list[str]:
    """The prefixes of a side's layers, which are numbered from 1."""
    prefixes = [f"{side}_l{number}" for number in range(1, _MOST_LAYERS)]
    found = [prefix for prefix in prefixes if f"{prefix}_ffn_W1" in tensors]
    if not found:
        raise broken(tensors.path, f"Holds no {side}")
    return found
