"""The network by itself, with random weights: exact sums, any size, bounded decoding, broken files."""

import struct
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engines.marian import Hypothesis, Network
from pipeline.engines.marian_exact import Dense, on_grid
from pipeline.engines.marian_file import Shortlist, Tensors
from pipeline.errors import SetupError
from tests.engines.marian_model import random_tensors, shortlist, written

PATH = Path("folder/model.enxx.intgemm.alphas.bin")
WORDS = (90, 70)
END = 0
MADE = random_tensors(size=48, wide=80, heads=4, words=WORDS, layers=(3, 4))
DATA = written(MADE)
ALL_WORDS = np.arange(WORDS[1])
TEXTS = [[3, 14, 15, 0], [9, 0], [26, 5, 35, 89, 79, 32, 38, 46, 0], [0], [*range(1, 30), 0], [9, 0]]


def network(made: "dict[str, tuple[int, tuple[int, ...], bytes]]" = MADE) -> Network:
    return Network(Tensors(PATH, written(made)), end=END)


NETWORK = network()


def said(texts: list[list[int]]) -> list[Hypothesis]:
    return NETWORK.translate(texts, [ALL_WORDS] * len(texts))


ALONE = [said([text])[0] for text in TEXTS]


@given(st.lists(st.integers(0, len(TEXTS) - 1), min_size=1, max_size=12))
@settings(deadline=None, max_examples=25)
def test_a_text_does_not_depend_on_its_batch(chosen: list[int]) -> None:
    assert said([TEXTS[index] for index in chosen]) == [ALONE[index] for index in chosen]


def test_other_words_in_a_batch_do_not_matter() -> None:
    few = np.array([0, 5, 7, 11])
    alone = NETWORK.translate([TEXTS[0]], [few])
    assert NETWORK.translate(TEXTS, [few, *[ALL_WORDS] * (len(TEXTS) - 1)])[0] == alone[0]
    assert set(alone[0].words) <= set(few.tolist())


def test_log_probabilities_are_those_of_the_words_allowed() -> None:
    certain, likelier = NETWORK.translate([TEXTS[0]] * 2, [np.array([END]), np.array([END, 9])])
    assert (certain.steps, certain.words, certain.log_probability) == (1, (), 0.0)
    assert log(0.5) * likelier.steps <= likelier.log_probability < 0


def test_decoding_ends_where_the_model_does_not() -> None:
    hypothesis = NETWORK.translate([[3, 0]], [ALL_WORDS[1:]])[0]
    assert hypothesis.steps == len(hypothesis.words) == int(2 * 2.5) + 10


def test_sums_are_exact_in_the_worst_case() -> None:
    """Every partial sum as large as it can get: 2**24 is reached, and float32 still adds like integers."""
    weights = np.full((48, 80), 127, np.int8)  # stored transposed: a row an output
    weights[::3] = -127
    raw = weights.tobytes() + struct.pack("<f", 1.0)
    dense = Dense(Tensors(PATH, written({"W": (0x4101, (80, 48), raw)})), ("W", ""), inputs=80)
    x = np.random.default_rng(1).standard_normal((7, 80)).astype(np.float32)
    x[0] = 1
    whole, unit = on_grid(x, dense._steps)
    exact = whole.astype(np.int64) @ dense._whole.astype(np.int64)
    assert np.abs(exact).max() <= 2**24
    assert np.array_equal(whole @ dense._whole, exact)
    assert dense._steps > 127, "finer than Marian's own 7 bits"
    assert np.abs(whole * unit - x).max() <= unit.max() / 2 + 1e-6


@given(st.integers(0, len(DATA) - 1))
@settings(deadline=None, max_examples=30)
def test_a_truncated_model_is_refused(length: int) -> None:
    with pytest.raises(SetupError, match=PATH.name):
        Network(Tensors(PATH, DATA[:length]), end=END)


@given(st.integers(0, len(DATA) - 1), st.binary(min_size=1, max_size=64))
@settings(deadline=None, max_examples=50)
def test_a_damaged_model_is_refused_or_translates(at: int, junk: bytes) -> None:
    """Flipped weights only a checksum finds; nothing else than `SetupError` may come of the rest."""
    damaged = (DATA[:at] + junk + DATA[at + len(junk) :])[: len(DATA)]
    try:
        Network(Tensors(PATH, damaged), end=END).translate([TEXTS[0]], [ALL_WORDS])
    except SetupError as error:
        complaint = str(error)
    else:
        complaint = PATH.name
    assert PATH.name in complaint


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("encoder_l2_ffn_W2", None, "encoder_l2_ffn_W2"),
        ("decoder_l1_rnn_Wf", (0x4101, (48, 24), bytes(48 * 24) + struct.pack("<f", 1)), "decoder_l1_rnn_W"),
        ("decoder_ff_logit_out_b", (0x404, (1, 1), struct.pack("<f", 1)), "decoder_ff_logit_out_b"),
        ("encoder_l1_self_bq", (0x404, (1, 48), struct.pack("<48f", *[float("nan")] * 48)), "not finite"),
        ("special:model.yml", (0x101, (17,), b"dec-cell: gru\n   "), "dec-cell 'gru'"),
        ("special:model.yml", (0x101, (9,), b"a: [[[[[[")[:3], "settings"),
        ("special:model.yml", (0x101, (16,), b"dec-cell: ssru  "), "heads"),
    ],
)
def test_a_model_of_another_kind_is_named(
    name: str, change: "tuple[int, tuple[int, ...], bytes] | None", message: str
) -> None:
    made = {key: value for key, value in MADE.items() if key != name} | ({name: change} if change else {})
    with pytest.raises(SetupError, match=message):
        network(made)


def test_the_shortlist_holds_common_words_candidates_and_the_words_themselves() -> None:
    found = Shortlist(PATH, shortlist([[], [9, 5], [5, 7]]), sources=3, targets=10)
    assert found.candidates([2, 1, 2], shared=False).tolist() == [0, 1, 5, 7, 9]
    assert found.candidates([2], shared=True).tolist() == [0, 1, 2, 5, 7]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        shortlist([[], [9, 5], [5, 7]])[:-1],
        shortlist([[], [9, 5], [5, 7]], magic=1),
        shortlist([[], [9, 5]]),
        shortlist([[], [10], []]),
        shortlist([[], [], []], always=11),
    ],
)
def test_a_broken_shortlist_is_refused(data: bytes) -> None:
    with pytest.raises(SetupError, match=PATH.name):
        Shortlist(PATH, data, sources=3, targets=10)
