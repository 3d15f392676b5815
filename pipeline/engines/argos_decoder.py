"""CTranslate2, asked in such a way that what it says of a text does not depend on the texts beside it.

Left to itself it does: padding changes how sums are rounded, and int8 weights magnify that (12 of 120 texts came
out otherwise one by one than in one batch, with random weights). So every batch is padded to a length that
follows from the text alone; then texts, scores and attention agree to the last bit.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import ctranslate2

from pipeline.engines.argos import Frame
from pipeline.errors import SetupError

MOST_WORDS = 192
"""Source words in one piece. The models saw about as many at most in training, and some know 512 positions."""
_WIDTH_STEP = 16
_BATCH_WORDS = 2048
"""Source words in one batch with padding. More are not faster."""
NO_REPEAT = 3
"""What `alternatives` never says twice: so many words in a row."""
UNKNOWN = "<unk>"


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a translation is searched for."""

    beam: int = 2
    length_penalty: float = 0.2
    """Exponent; what Argos packages are made for."""
    answers: int = 1
    """How many hypotheses are told; no more than the beam holds."""
    no_repeat: int = 0
    """The shortest run of words that may not come twice; 0: any may."""


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

    def __init__(self, folder: Path, frame: Frame, decoding: Decoding) -> None:
        """Loads `folder`. The words of `frame` are put around every piece, and what is said begins with them."""
        self._threads = _cores()
        self._frame = frame
        self._decoding = decoding
        try:
            self._model = ctranslate2.Translator(
                str(folder), device="cpu", compute_type="int8", inter_threads=self._threads, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise SetupError(f"CTranslate2 cannot load the model: {error}.", place=str(folder)) from error

    def say(self, pieces: Sequence[Sequence[str]]) -> list[Said]:
        """One result a piece, in order. Pieces have 1 to `MOST_WORDS` words."""
        return [said for (said,) in self._decoded(pieces, self._decoding)]

    def alternatives(self, pieces: Sequence[Sequence[str]], count: int) -> list[list[Said]]:
        """Up to `count` results a piece, the likeliest first, that came to an end; from a beam of that width,
        in which no run of `NO_REPEAT` words comes twice."""
        wider = replace(self._decoding, beam=count, answers=count, no_repeat=NO_REPEAT)
        return [[said for said in some if said.finished] for some in self._decoded(pieces, wider)]

    def _decoded(self, pieces: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Said]]:
        assert all(0 < len(piece) <= MOST_WORDS for piece in pieces)
        said: dict[int, list[Said]] = {}
        try:
            started = [
                (batch, self._start(batch, pieces, decoding)) for batch in _batches(pieces, self._threads)
            ]
            for batch, jobs in started:
                results = [[row.result() for row in job] for job in jobs]
                for index, *rows in zip(batch.rows, *results, strict=False):  # without the filler
                    said[index] = [
                        self._read(batch.most_steps, len(pieces[index]), number, *rows)
                        for number in range(len(rows[0].hypotheses))
                    ]
        except (RuntimeError, ValueError) as error:
            raise SetupError(f"CTranslate2 breaks down: {error}.") from error
        return [said[index] for index in range(len(pieces))]

    def close(self) -> None:
        self._model.unload_model()

    def _start(self, batch: "_Batch", pieces: Sequence[Sequence[str]], decoding: Decoding) -> tuple[Any, Any]:
        rows = [tuple(pieces[index]) for index in batch.rows]
        if len(rows[-1]) < batch.width:  # the longest is the last
            rows.append(tuple(islice(cycle(rows[-1]), batch.width)))  # the filler sets the width
        words = [[*self._frame.before, *row, *self._frame.after] for row in rows]
        prefixes = [list(self._frame.said)] * len(words) if self._frame.said else None
        common = {
            "target_prefix": prefixes, "max_input_length": 0, "return_attention": True, "asynchronous": True,
        }  # fmt: skip
        whole = self._model.translate_batch(
            words,
            beam_size=decoding.beam,
            num_hypotheses=decoding.answers,
            no_repeat_ngram_size=decoding.no_repeat,
            length_penalty=decoding.length_penalty,
            max_decoding_length=batch.most_steps,
            return_scores=True,
            **common,
        )
        return whole, self._model.translate_batch(words, beam_size=1, max_decoding_length=1, **common)

    def _read(self, most_steps: int, length: int, number: int, whole: Any, begun: Any) -> Said:
        """One hypothesis. With a beam, CTranslate2 4.8 gives the first word the attention of another text of the batch. It
        does not depend on what is said, so it is taken from a search without a beam, of one step."""
        own = slice(len(self._frame.before), len(self._frame.before) + length)
        skipped = len(self._frame.said)
        words = whole.hypotheses[number]
        attention = [*begun.attention[0], *whole.attention[number][1:]][skipped : len(words)]
        finished = len(words) < most_steps
        steps = len(words) + finished
        return Said(
            tuple(words[skipped:]),
            tuple(_highest(weights[own]) for weights in attention),
            whole.scores[number] * float(steps) ** self._decoding.length_penalty,
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


def _highest(weights: Sequence[float]) -> int:
    return max(range(len(weights)), key=weights.__getitem__)


def _cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
