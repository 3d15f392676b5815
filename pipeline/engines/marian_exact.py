"""Layers of a network whose sums are exact, so that a text's result cannot depend on its batch.

Floating-point sums depend on their order, and the order on the shape of a batch, the linear algebra library
and the number of threads. Integers below 2**24 add up in float32 without rounding, in any order. So every
sum over a varying or library-chosen order runs over integers: the weights are 8-bit already, and activations
are rounded to the finest grid, row by row, on which no sum can reach 2**24 (9 to 12 bits and a sign; Marian
itself uses 7 bits). What remains is either done element by element or over rows of a fixed length.
"""

from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from pipeline.engines.marian_file import Floats, Tensors, broken

_EXACT = 2**24
"""Float32 holds all integers up to here."""
MOST_POSITIONS = 512
"""The longest source: so many softmax terms of `_TERM` stay exact."""
_TERM = np.float32(_EXACT // MOST_POSITIONS)
"""The grid of softmax terms: they are whole multiples of 1 / 32768."""
_WEIGHT = np.float32(2**13)
"""The grid of attention weights, 1 / 8192: with values on a grid of 1,024 steps, and weights that sum to one
and 512 roundings at most, sums stay below 8,448 * 1,024 < 2**24."""
_VALUE_STEPS = 1024
_ABSENT = np.float32(-1e9)
_TINY = np.float32(1e-9)
_EPSILON = np.float32(1e-6)
"""Marian's, under the root of a layer normalisation."""


def on_grid(values: Floats, steps: int, axes: tuple[int, ...] = (-1,)) -> tuple[Floats, Floats]:
    """Whole numbers from -steps to steps, and the unit that gives the values back, one for all `axes`."""
    unit = np.abs(values).max(axis=axes, keepdims=True)
    np.maximum(unit, _TINY, out=unit)
    unit /= np.float32(steps)
    whole = values / unit
    return np.rint(whole, out=whole), unit


class Dense:
    """`x @ W + b` for one matrix, or several side by side that read the same input."""

    def __init__(
        self, tensors: Tensors, *parts: tuple[str, str], inputs: int, outputs: int | None = None
    ) -> None:
        """`parts` are names of weight and bias; the bias may be empty. `outputs`: how many there must be."""
        found = [tensors.matrix(weight, inputs) for weight, _ in parts]
        widths = [matrix.integers.shape[1] for matrix in found]
        integers = np.concatenate([matrix.integers for matrix in found], axis=1)
        self._steps = exact_steps(integers, axis=0)
        self._whole = np.ascontiguousarray(integers, np.float32)  # row by row: a third faster to multiply
        if outputs not in (None, sum(widths)):
            raise broken(tensors.path, f"{parts[0][0]} does not have the shape that the network needs")
        self._unit = np.repeat(np.array([matrix.unit for matrix in found], np.float32), widths)
        self._bias = np.concatenate(
            [
                tensors.vector(bias, width) if bias else np.zeros(width, np.float32)
                for width, (_, bias) in zip(widths, parts, strict=True)
            ]
        )

    @property
    def outputs(self) -> int:
        return len(self._bias)

    def __call__(self, x: Floats) -> Floats:
        whole, unit = on_grid(x, self._steps)
        y: Floats = whole @ self._whole
        y *= unit * self._unit
        y += self._bias
        return y


def exact_steps(integers: NDArray[np.int8], axis: int) -> int:
    """How many steps a grid may have for sums over `axis`, times these integers, to be exact."""
    heaviest = np.abs(integers.astype(np.int16)).sum(axis=axis, dtype=np.int64).max()
    return int(_EXACT // max(int(heaviest), 1))


class Norm:
    """Layer normalisation of a sum `x + y`, over the last axis."""

    def __init__(self, tensors: Tensors, prefix: str, size: int) -> None:
        self._scale = tensors.vector(f"{prefix}_ln_scale", size)
        self._bias = tensors.vector(f"{prefix}_ln_bias", size)

    def __call__(self, x: Floats, y: Floats) -> Floats:
        z: Floats = x + y
        z -= z.mean(axis=-1, keepdims=True)
        spread = np.square(z).mean(axis=-1, keepdims=True)
        spread += _EPSILON
        z /= np.sqrt(spread, out=spread)
        z *= self._scale
        z += self._bias
        return z


class FeedForward:
    """Two dense layers with a ReLU between them, added to their input and normalised."""

    def __init__(self, tensors: Tensors, prefix: str, size: int) -> None:
        self._wide = Dense(tensors, (f"{prefix}_ffn_W1", f"{prefix}_ffn_b1"), inputs=size)
        narrow = (f"{prefix}_ffn_W2", f"{prefix}_ffn_b2")
        self._narrow = Dense(tensors, narrow, inputs=self._wide.outputs, outputs=size)
        self._norm = Norm(tensors, f"{prefix}_ffn_ffn", size)

    def __call__(self, x: Floats) -> Floats:
        wide = self._wide(x)
        return self._norm(x, self._narrow(np.maximum(wide, 0, out=wide)))


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Keys and values of a padded batch, on their grids, ready to be attended to.

    B texts, H heads, S source positions, E = size / H.
    """

    keys: Floats
    """(B, H, E, S)."""
    key_unit: Floats
    """(B, 1, 1, S): a key's unit over the root of E."""
    values: Floats
    """(B, H, S, E)."""
    value_unit: Floats
    """(B, 1, 1): one for a text, over `_WEIGHT`."""
    absent: Floats
    """(B, 1, 1, S): zero, or minus a billion where a text has no such position."""

    @staticmethod
    def of(keys: Floats, values: Floats, present: NDArray[np.bool_], heads: int) -> "Memory":
        """Keys and values of shape (B, S, size); they must be zero where nothing is `present` (B, S)."""
        size = keys.shape[2] // heads
        whole_keys, key_unit = on_grid(keys, _score_steps(size))
        whole_values, value_unit = on_grid(values, _VALUE_STEPS, axes=(1, 2))
        key_unit *= np.float32(size**-0.5)
        value_unit /= _WEIGHT
        return Memory(
            np.ascontiguousarray(_split(whole_keys, heads).transpose(0, 1, 3, 2)),
            key_unit[:, None, None, :, 0],
            np.ascontiguousarray(_split(whole_values, heads)),
            value_unit,
            np.where(present, np.float32(0), _ABSENT)[:, None, None],
        )

    def attend(self, queries: Floats) -> tuple[Floats, Floats]:
        """For queries (B, T, size): what they find, same shape, and where, weights (B, H, T, S)."""
        heads = self.keys.shape[1]
        whole, unit = on_grid(queries, _score_steps(self.keys.shape[2]))
        scores: Floats = _split(whole, heads) @ self.keys
        scores *= unit[:, None]
        scores *= self.key_unit
        scores += self.absent
        weights = _softmax(scores)
        found = (weights @ self.values).transpose(0, 2, 1, 3).reshape(queries.shape)
        return found * self.value_unit, weights

    def only(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> "Memory":
        """The memory of some of the texts."""
        return Memory(
            self.keys[rows], self.key_unit[rows], self.values[rows], self.value_unit[rows], self.absent[rows]
        )


def _score_steps(size: int) -> int:
    """Steps for queries and keys whose products are summed over `size`."""
    return isqrt(_EXACT // size)


def _split(x: Floats, heads: int) -> Floats:
    """(B, T, size) as (B, H, T, size / H)."""
    return x.reshape(x.shape[0], x.shape[1], heads, -1).transpose(0, 2, 1, 3)


def _softmax(scores: Floats) -> Floats:
    """Over the last axis, in place; weights in whole multiples of 1 / `_WEIGHT`, told in those."""
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores *= _TERM
    np.rint(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    scores *= _WEIGHT
    return np.rint(scores, out=scores)
