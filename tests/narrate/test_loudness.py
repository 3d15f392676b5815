"""Loudness against FFmpeg's own meter, and against what EBU Tech 3341 says of a sine."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.narrate.loudness import Meter
from tests.narrate.sound import heard_as

RATES = [16_000, 22_050, 24_000, 44_100, 48_000]


def measured(samples: NDArray[np.float64], rate: int, cuts: list[int] | None = None) -> float | None:
    meter = Meter(rate)
    for piece in np.split(samples, sorted(cuts or [])):
        meter.add(piece)
    return meter.integrated()


def sine(decibels: float, seconds: float, rate: int, hertz: float = 1_000) -> NDArray[np.float64]:
    time: NDArray[np.float64] = np.arange(int(seconds * rate)) / rate
    wave: NDArray[np.float64] = 10 ** (decibels / 20) * np.sin(2 * np.pi * hertz * time)
    return wave


def murmur(seed: int, seconds: int, rate: int) -> NDArray[np.float64]:
    """Coloured noise that comes and goes, with pauses."""
    drawn = np.random.default_rng(seed)
    noise = np.cumsum(drawn.normal(0, 0.02, seconds * rate))
    noise -= np.convolve(noise, np.ones(400) / 400, "same")
    loud = np.repeat(drawn.choice([0.0, 0.02, 0.3, 1.0], seconds * 4), rate // 4)
    return np.asarray(noise[: len(loud)] * loud)


@pytest.mark.parametrize("rate", RATES)
def test_a_sine_at_minus_23_in_one_channel(rate: int) -> None:
    found = measured(sine(-20.0, 20, rate), rate)  # one channel of a sine is 3 dB below its peak
    assert found == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("seed", [1, 2])
def test_ffmpeg_says_the_same(rate: int, seed: int) -> None:
    sound = murmur(seed, 20, rate)
    assert measured(sound, rate) == pytest.approx(heard_as(sound, rate)[0], abs=0.1)


def test_pauses_do_not_count() -> None:
    spoken = sine(-20, 10, 22_050)
    pauses = np.concatenate([spoken, np.zeros(22_050 * 30), spoken])
    assert measured(pauses, 22_050) == pytest.approx(measured(spoken, 22_050), abs=0.15)


def test_a_soft_passage_does_not_count_but_a_less_soft_one_does() -> None:
    loud = sine(-20, 10, 22_050)
    assert measured(np.concatenate([loud, sine(-45, 10, 22_050)]), 22_050) == pytest.approx(-23, abs=0.15)
    lower = measured(np.concatenate([loud, sine(-26, 10, 22_050)]), 22_050)
    assert lower is not None
    assert lower < -24.5


@pytest.mark.parametrize("samples", [0, 1, 5_000, 300_000])
def test_silence_has_no_loudness(samples: int) -> None:
    assert measured(np.zeros(samples), 22_050) is None


def test_a_word_shorter_than_a_block_has_one() -> None:
    assert measured(sine(-20, 0.25, 22_050), 22_050) == pytest.approx(-23, abs=0.6)


@settings(max_examples=10, deadline=None)
@given(cuts=st.lists(st.integers(0, 22_050 * 40), max_size=6))
def test_how_it_is_cut_makes_no_difference(cuts: list[int]) -> None:
    sound = murmur(3, 40, 22_050)
    assert measured(sound, 22_050, cuts) == pytest.approx(measured(sound, 22_050), abs=1e-9)
