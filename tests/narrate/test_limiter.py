"""The limiter: under its ceiling everywhere, every sample in its place, nothing touched that is not loud."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.narrate.limiter import limited, true_peaks
from pipeline.narrate.spool import FULL_SCALE, Spool
from tests.narrate.sound import heard_as, lag

RATE = 22_050
CEILING = 10 ** (-1.5 / 20)


def spooled(samples: NDArray[np.float64]) -> Spool:
    spool = Spool()
    spool.add(np.rint(samples * FULL_SCALE).astype(np.int16).tobytes())
    return spool


def loud_voice(seconds: float, seed: int = 1) -> NDArray[np.float64]:
    """Pulses at the pitch of a voice, ringing, some far louder than others."""
    drawn = np.random.default_rng(seed)
    sound = np.zeros(int(seconds * RATE))
    sound[:: RATE // 110] = drawn.uniform(0.1, 1, len(sound[:: RATE // 110]))
    ring = np.exp(-np.arange(400) / 60) * np.sin(np.arange(400) * 0.31)
    return np.asarray(np.clip(np.convolve(sound, ring)[: len(sound)], -0.99, 0.99))


def made(samples: NDArray[np.float64], gain: float) -> NDArray[np.float64]:
    spool = spooled(samples)
    return np.concatenate(list(limited(spool.read, spool.samples, RATE, gain, CEILING)))


@settings(max_examples=20, deadline=None)
@given(
    gain=st.floats(0.1, 8),
    length=st.integers(1, 3 * RATE),
    seed=st.integers(0, 99),
)
def test_as_long_as_before_and_never_over_the_ceiling(gain: float, length: int, seed: int) -> None:
    heard = made(np.random.default_rng(seed).uniform(-0.9, 0.9, length), gain)
    assert len(heard) == length
    assert np.abs(heard).max() <= CEILING + 1e-9


@pytest.mark.parametrize("gain", [1.0, 2.0, 4.0])
def test_the_peaks_between_samples_stay_below_too(gain: float) -> None:
    sound = loud_voice(20)
    assert heard_as(sound * gain, RATE)[1] > -1.0
    assert heard_as(made(sound, gain), RATE)[1] <= -1.4


def test_a_peak_between_two_samples_is_found() -> None:
    quarter = np.sin(2 * np.pi * (np.arange(4_000) / 4 + 0.125))  # all samples at 0.707, the wave at 1
    assert np.abs(quarter).max() == pytest.approx(0.7071, abs=1e-3)
    assert true_peaks(quarter).max() == pytest.approx(1.0, abs=0.02)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 99), worth=st.floats(0.05, 2), length=st.integers(1, 3_000))
def test_looking_only_where_it_is_loud_finds_every_peak_that_counts(
    seed: int, worth: float, length: int
) -> None:
    drawn = np.random.default_rng(seed)
    sound = drawn.uniform(-1, 1, length) * drawn.choice([0.02, 0.3, 1.0], length)
    everywhere, where_loud = true_peaks(sound), true_peaks(sound, worth)
    assert np.array_equal(np.maximum(everywhere, worth), np.maximum(where_loud, worth))


def test_nothing_comes_late() -> None:
    sound = loud_voice(10)
    assert lag(sound, made(sound, 3.0)) == 0


def test_what_is_not_loud_is_only_multiplied() -> None:
    sound = loud_voice(3) * 0.2
    exact = np.rint(sound * FULL_SCALE) / FULL_SCALE
    assert np.array_equal(made(sound, 1.5), exact * 1.5)


def test_a_peak_changes_nothing_that_is_far_from_it() -> None:
    sound = np.full(RATE, 0.1)
    sound[RATE // 2] = 0.9
    heard = made(sound, 1.0)
    near = RATE * 25 // 1000
    assert heard[RATE // 2] <= CEILING
    assert np.allclose(
        heard[: RATE // 2 - near], made(np.full(RATE, 0.1), 1.0)[: RATE // 2 - near], atol=1e-9
    )
    assert np.allclose(heard[RATE // 2 + near :], heard[0], atol=1e-9)


def test_where_the_blocks_are_cut_cannot_be_heard() -> None:
    sound = loud_voice(14)
    late = np.concatenate([np.zeros(40_000), sound])
    assert np.allclose(made(late, 3.0)[40_000:], made(sound, 3.0), atol=1e-9)
