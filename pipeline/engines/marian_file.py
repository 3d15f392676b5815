"""Marian's binary files: the tensors of a model and its lexical shortlist. Little-endian throughout.

A model: version (u64, 1) and count (u64); per tensor four u64, the bytes of its name, its type, its number
of dimensions and the bytes of its data; the names, each with a closing NUL; the shapes (i32); a gap (u64 and
as many bytes) that puts the data on a multiple of 256; the data. 8-bit data ends with one float32, by which
the integers were multiplied. Source: `src/common/binary.cpp` of Marian as forked by browsermt.

A shortlist: magic, checksum, how many words are always candidates, how many more a source word brings at
most, the number of offsets and of words (u64 each); the offsets (u64); the words (u32). Source:
`src/data/shortlist.h` there.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import SetupError

Floats = NDArray[np.float32]

_VERSION = 1
_FLOAT32, _INT8, _SCALED_INT8 = 0x0404, 0x0101, 0x4101
_SETTINGS = "special:model.yml"
_MAGIC = 0xF11A48D5013417F5
_MOST_TENSORS = 10_000


def broken(path: Path, what: str) -> SetupError:
    """The error for a file that cannot be used as it is."""
    return SetupError(f"{what}.", place=str(path), remedy="Remove it and install the model again.")


@dataclass(frozen=True, slots=True, eq=False)
class Quantised:
    """A matrix of 8-bit integers; the weights are `integers * unit`."""

    integers: NDArray[np.int8]
    """Shape (inputs, outputs); an embedding: (words, size)."""
    unit: float


class Tensors:
    """The named tensors of one model file. Raises `SetupError` for a file that is not whole."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self._found = dict(_tensors(_Reader(path, data)))

    def __contains__(self, name: str) -> bool:
        return name in self._found

    def vector(self, name: str, size: int) -> Floats:
        """A bias or scale, shape (size,)."""
        values = self._get(name)
        if not isinstance(values, np.ndarray) or values.size != size:
            raise broken(self.path, f"{name} is not a vector of {size} numbers")
        return values.reshape(size)

    def matrix(self, name: str, inputs: int | None = None) -> Quantised:
        """A weight matrix or embedding; `inputs` is how many rows it must have."""
        values = self._get(name)
        if not isinstance(values, Quantised) or inputs not in (None, values.integers.shape[0]):
            raise broken(self.path, f"{name} is not an 8-bit matrix of {inputs or 'any'} rows")
        return values

    def settings(self) -> dict[str, Any]:
        """What Marian wrote about the network's kind."""
        import yaml

        values = self._get(_SETTINGS)
        try:
            found = yaml.safe_load(values.rstrip(b"\0").decode()) if isinstance(values, bytes) else None
        except (ValueError, yaml.YAMLError) as error:
            raise broken(self.path, "The settings inside the file are garbled") from error
        return found if isinstance(found, dict) else {}

    def _get(self, name: str) -> "Quantised | Floats | bytes":
        if name not in self._found:
            raise broken(self.path, f"Holds no {name}, which this kind of model needs")
        return self._found[name]


class Shortlist:
    """Which target words may translate which source words.

    A text's candidates depend on its own words alone, never on its neighbours in a batch.
    """

    def __init__(self, path: Path, data: bytes, *, sources: int, targets: int) -> None:
        """Reads it. `sources` and `targets` are the sizes of the vocabularies that it must fit."""
        reader = _Reader(path, data)
        magic, _, always, _, offsets, words = reader.numbers("Q", 6)
        if magic != _MAGIC:
            raise broken(path, "Is not a binary lexical shortlist")
        self._offsets = reader.array(np.dtype("<u8"), offsets).astype(np.int64)
        self._words = reader.array(np.dtype("<u4"), words).astype(np.int64)
        self._always = np.arange(always, dtype=np.int64)
        self._check(path, sources, targets)

    def _check(self, path: Path, sources: int, targets: int) -> None:
        steps = np.diff(self._offsets)
        fits = len(steps) == sources and self._offsets[0] == 0 and self._offsets[-1] == len(self._words)
        if not fits or (steps < 0).any() or max(self._words.max(initial=0), len(self._always)) >= targets:
            raise broken(path, "Does not fit the vocabulary beside it")

    def candidates(self, words: Iterable[int], *, shared: bool) -> NDArray[np.int64]:
        """Target words for a text's source words, ascending. `shared`: one vocabulary for both languages,
        so that a word may also stay as it is."""
        own = sorted(set(words))
        lists = [self._words[self._offsets[word] : self._offsets[word + 1]] for word in own]
        kept = [np.array(own, np.int64)] if shared else []
        return np.unique(np.concatenate([self._always, *lists, *kept]))


class _Reader:
    """Takes bytes from the front of a file."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self._data = memoryview(data)
        self._at = 0

    def take(self, size: int) -> memoryview:
        if size < 0 or self._at + size > len(self._data):
            raise broken(self.path, f"Ends at byte {len(self._data)}, before its contents do")
        self._at += size
        return self._data[self._at - size : self._at]

    def numbers(self, kind: str, count: int) -> tuple[int, ...]:
        raw = self.take(count * struct.calcsize(f"<{kind}"))
        return struct.unpack(f"<{count}{kind}", raw)

    def array(self, kind: "np.dtype[Any]", count: int) -> NDArray[Any]:
        return np.frombuffer(self.take(count * kind.itemsize), kind)

    def end(self) -> None:
        if self._at != len(self._data):
            raise broken(self.path, f"Holds {len(self._data) - self._at} bytes too many")


def _tensors(reader: _Reader) -> Iterable[tuple[str, "Quantised | Floats | bytes"]]:
    version, count = reader.numbers("Q", 2)
    if version != _VERSION or count > _MOST_TENSORS:
        raise broken(reader.path, "Is not a Marian model of version 1")
    headers = [reader.numbers("Q", 4) for _ in range(count)]
    names = [_name(reader, header[0]) for header in headers]
    shapes = [reader.numbers("i", header[2]) for header in headers]
    (gap,) = reader.numbers("Q", 1)
    reader.take(gap)
    for name, (_, kind, _, size), shape in zip(names, headers, shapes, strict=True):
        tensor = _tensor(reader.path, name, kind, shape, reader.take(size))
        if tensor is not None:
            yield name, tensor
    reader.end()


def _name(reader: _Reader, size: int) -> str:
    try:
        return bytes(reader.take(size)).rstrip(b"\0").decode()
    except UnicodeDecodeError as error:
        raise broken(reader.path, "Has a garbled table of contents") from error


def _tensor(
    path: Path, name: str, kind: int, shape: Sequence[int], raw: memoryview
) -> "Quantised | Floats | bytes | None":
    if name.endswith("_QuantMultA"):  # how Marian rounds activations; we do it finer
        return None
    if min(shape, default=0) < 1 or kind not in (_FLOAT32, _INT8, _SCALED_INT8):
        raise broken(path, f"{name} has the unknown type {kind:#x} or shape {tuple(shape)}")
    count = int(np.prod(np.array(shape, dtype=object)))
    wanted = {_FLOAT32: 4 * count, _INT8: count, _SCALED_INT8: count + 4}[kind]
    if len(raw) < wanted:
        raise broken(path, f"{name} is shorter than its shape says")
    if kind == _INT8:
        return bytes(raw[:count])
    if kind == _FLOAT32:
        return _finite(path, name, np.frombuffer(raw, "<f4", count).astype(np.float32))
    multiplier = _finite(path, name, np.frombuffer(raw[count : count + 4], "<f4").astype(np.float32))[0]
    return _quantised(path, name, shape, np.frombuffer(raw, np.int8, count), float(multiplier))


def _finite(path: Path, name: str, values: Floats) -> Floats:
    if not np.isfinite(values).all():
        raise broken(path, f"{name} holds numbers that are not finite")
    return values


def _quantised(
    path: Path, name: str, shape: Sequence[int], integers: NDArray[np.int8], multiplier: float
) -> Quantised:
    if len(shape) != 2 or multiplier <= 0:
        raise broken(path, f"{name} has the shape {tuple(shape)} and the multiplier {multiplier}")
    if name.endswith("Wemb"):  # weights lie transposed for the processor's sake, embeddings do not
        return Quantised(integers.reshape(shape), 1 / multiplier)
    return Quantised(integers.reshape(shape[1], shape[0]).T, 1 / multiplier)
