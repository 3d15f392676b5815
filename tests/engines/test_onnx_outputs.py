"""An output is added to an ONNX file without reading or rewriting what stands in it."""

import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.onnx_outputs import with_output_of
from tests.engines.tiny_voice import model

VOICE = model()


def outputs(data: bytes) -> list[str]:
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    return [output.name for output in session.get_outputs()]


def test_the_value_becomes_the_last_output() -> None:
    assert outputs(VOICE) == ["output"]
    assert outputs(with_output_of(VOICE, "Ceil")) == ["output", "frames"]


def test_what_stands_before_is_left_as_it_is() -> None:
    assert with_output_of(VOICE, "Ceil").startswith(VOICE)


def test_once_is_enough() -> None:
    once = with_output_of(VOICE, "Ceil")
    assert with_output_of(once, "Ceil") == once


@pytest.mark.parametrize("node_type", ["Floor", "Mul", "Sin "])
def test_none_or_several_such_nodes_change_nothing(node_type: str) -> None:
    assert with_output_of(VOICE, node_type) == VOICE


@given(data=st.binary(max_size=200))
def test_what_is_no_model_stays_as_it_is(data: bytes) -> None:
    assert with_output_of(data, "Ceil") == data


@given(at=st.integers(0, len(VOICE) - 1), bit=st.integers(0, 7))
def test_a_damaged_model_is_never_a_crash(at: int, bit: int) -> None:
    damaged = bytearray(VOICE)
    damaged[at] ^= 1 << bit
    assert with_output_of(bytes(damaged), "Ceil").startswith(bytes(damaged))


@given(length=st.integers(0, len(VOICE) - 1))
def test_a_model_cut_off_is_never_a_crash(length: int) -> None:
    assert with_output_of(VOICE[:length], "Ceil").startswith(VOICE[:length])
