"""CTranslate2, asked in such a way that what it says of a text does not depend on the texts beside it.

Left to itself it does: padding changes how sums are rounded, and int8 weights magnify that (12 of 120 texts came
out otherwise one by one than in one batch, with random weights). So every batch is padded to a length that
follows from the text alone; then texts, scores and attention agree to the last bit.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import ctranslate2

from pipeline.errors import SetupError

MOST_WORDS = 192
"""Source words in one piece. The models saw about as many at most in training, and some know 512 positions."""
_WIDTH_STEP = 16
_BATCH_WORDS = 2048
"""Source words in one batch with padding. More are not faster."""
UNKNOWN = "<unk>"


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a translation is searched for."""

    beam: int = 2
    length_penalty: float = 0.2
    """Exponent; what Argos packages are made for."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the model says for one piece."""

    words: tuple[str, ...]
    sources: tuple[int, ...]
    """For each word, the index of the source word that the model looked at most."""
    log_probability: float
    """Natural, of all words and the end together."""
    steps: int
    """Words, and one for the end."""
    finished: bool
    """Whether the model came to an end by itself; a model that repeats itself does not."""


class Decoder:
    """A loaded model."""

    def __init__(self, folder: Path, prefix: str, decoding: Decoding) -> None:
        """Loads `folder`. Every translation begins with the word `prefix`, unless that is empty."""
        self._threads = _cores()
        self._prefix = prefix
        self._decoding = decoding
        try:
            self._model = ctranslate2.Translator(
                str(folder), device="cpu", compute_type="int8", inter_threads=self._threads, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise SetupError(f"CTranslate2 cannot load the model: {error}.", place=str(folder)) from error

    def say(self, pieces: Sequence[Sequence[str]]) -> list[Said]:
        """One result a piece, in order. Pieces have 1 to `MOST_WORDS` words."""
        assert all(0 < len(piece) <= MOST_WORDS for piece in pieces)
        said: dict[int, Said] = {}
        try:
            started = [(batch, self._start(batch, pieces)) for batch in _batches(pieces, self._threads)]
            for batch, jobs in started:
                results = [[row.result() for row in job] for job in jobs]
                said |= zip(batch.rows, self._read(batch, *results), strict=False)  # without the filler
        except (RuntimeError, ValueError) as error:
            raise SetupError(f"CTranslate2 breaks down: {error}.") from error
        return [said[index] for index in range(len(pieces))]

    def close(self) -> None:
        self._model.unload_model()

    def _start(self, batch: "_Batch", pieces: Sequence[Sequence[str]]) -> tuple[Any, Any]:
        words = [list(pieces[index]) for index in batch.rows]
        if len(words[-1]) < batch.width:  # the longest is the last
            words.append(list(islice(cycle(words[-1]), batch.width)))  # the filler sets the width
        prefixes = [[self._prefix]] * len(words) if self._prefix else None
        common = {
            "target_prefix": prefixes, "max_input_length": 0, "return_attention": True, "asynchronous": True,
        }  # fmt: skip
        whole = self._model.translate_batch(
            words,
            beam_size=self._decoding.beam,
            length_penalty=self._decoding.length_penalty,
            max_decoding_length=batch.most_steps,
            return_scores=True,
            **common,
        )
        return whole, self._model.translate_batch(words, beam_size=1, max_decoding_length=1, **common)

    def _read(self, batch: "_Batch", whole: Sequence[Any], begun: Sequence[Any]) -> Iterator[Said]:
        """With a beam, CTranslate2 4.8 gives the first word the attention of another text of the batch. It
        does not depend on what is said, so it is taken from a search without a beam, of one step."""
        skipped = 1 if self._prefix else 0
        for row, first in zip(whole, begun, strict=True):
            words = row.hypotheses[0]
            attention = [*first.attention[0], *row.attention[0][1:]][skipped : len(words)]
            finished = len(words) < batch.most_steps
            steps = len(words) + finished
            yield Said(
                tuple(words[skipped:]),
                tuple(max(range(len(weights)), key=weights.__getitem__) for weights in attention),
                row.scores[0] * float(steps) ** self._decoding.length_penalty,
                steps - skipped,
                finished,
            )


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pieces to be translated together."""

    rows: tuple[int, ...]
    """Their indices, the shortest first."""
    width: int
    """Words that each is padded to: its own number, rounded up."""

    @property
    def most_steps(self) -> int:
        """Where a model that repeats itself is stopped."""
        return 2 * self.width + 32


def _batches(pieces: Sequence[Sequence[str]], threads: int) -> Iterator[_Batch]:
    """At least one a thread where there is enough to do; the longest pieces first, to end together."""
    rows: dict[int, list[int]] = {}
    for index in sorted(range(len(pieces)), key=lambda index: len(pieces[index])):
        width = -(-len(pieces[index]) // _WIDTH_STEP) * _WIDTH_STEP
        rows.setdefault(width, []).append(index)
    total = sum(width * len(members) for width, members in rows.items())
    for width in sorted(rows, reverse=True):
        size = max(1, min(_BATCH_WORDS, -(-total // threads)) // width)
        for begin in range(0, len(rows[width]), size):
            yield _Batch(tuple(rows[width][begin : begin + size]), width)


def _cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
