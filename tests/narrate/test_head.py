"""The silence before a voice begins is cut down, and the words move along."""

import numpy as np
import pytest

from pipeline.model import Word
from pipeline.narrate.head import LONGEST, without_head
from pipeline.ports import Audio
from tests.narrate.sound import noise

RATE = 22_050
KEPT = LONGEST * RATE // 1000


def late(silent: int, hiss: int = 0) -> Audio:
    """Noise of a tenth of a second after so many samples of hiss or silence, and two words."""
    head = np.full(silent, hiss, np.int16).tobytes()
    half = RATE // 20
    words = (Word(0, 2, silent, silent + half), Word(3, 5, silent + half, silent + 2 * half))
    return Audio(head + noise(2 * half), RATE, words)


@pytest.mark.parametrize("silent", [0, 1, KEPT - 1, KEPT])
def test_a_short_one_stays(silent: int) -> None:
    assert without_head(late(silent)) == late(silent)


@pytest.mark.parametrize("silent", [KEPT + 1, RATE // 8, RATE])
@pytest.mark.parametrize("hiss", [0, 32, -32])
def test_a_long_one_is_cut_to_what_may_stay(silent: int, hiss: int) -> None:
    assert without_head(late(silent, hiss)) == late(KEPT, hiss)


def test_a_word_that_the_voice_puts_into_the_silence_begins_no_earlier_than_the_sound() -> None:
    sound = late(RATE)
    early = Audio(sound.samples, RATE, (Word(0, 1, 0, 9), Word(0, 2, 9, RATE + 100)))
    assert without_head(early).words == (Word(0, 2, 0, KEPT + 100),)


@pytest.mark.parametrize("samples", [0, RATE])
def test_silence_stays_silence(samples: int) -> None:
    silent = Audio(bytes(2 * samples), RATE)
    assert without_head(silent) is silent


def test_the_loudest_negative_sample_is_loud() -> None:
    sound = Audio(bytes(2 * RATE) + np.int16(-32_768).tobytes(), RATE)
    assert len(without_head(sound).samples) == 2 * (KEPT + 1)
