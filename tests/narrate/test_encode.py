"""Sound files: every sample in its place, the same bytes for the same samples."""

import subprocess
import sys
from hashlib import sha256
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.narrate.encode import ENCODINGS, Encoding, encode
from pipeline.narrate.pcm import resampled, samples_in, silence
from tests.narrate.sound import FULL_SCALE, decoded, metadata, noise

RATE = 22_050
FRAME = 576
"""Samples in an MP3 frame at 22,050 Hz."""


def mp3() -> Encoding:
    encoding = ENCODINGS["mp3"]
    assert encoding is not None
    return encoding


def bursts(begins: list[int], length: int) -> bytes:
    """Noise of 0.2 s at each begin, silence elsewhere."""
    sound = bytearray(silence(length))
    for begin in begins:
        sound[begin * 2 : (begin + RATE // 5) * 2] = noise(RATE // 5, seed=begin)
    return bytes(sound)


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100])
def test_every_onset_is_heard_where_it_was(rate: int) -> None:
    begins = [rate * second for second in range(1, 9)]
    sound, heard_rate = decoded(encode([bursts(begins, rate * 10)], rate, mp3(), {}))
    assert heard_rate == rate
    for begin in begins:
        around = np.abs(sound[begin - rate // 4 : begin + rate]) > 0.02
        onset = int(np.argmax(around)) - rate // 4
        assert abs(onset) * 1000 / rate < 30  # a player that ignored the padding would be 50 ms late


@settings(max_examples=25, deadline=None)
@given(length=st.integers(1, 3 * RATE))
@example(650)
def test_the_length_comes_back(length: int) -> None:
    sound, _ = decoded(encode([noise(length)], RATE, mp3(), {}), "mp3")
    assert abs(len(sound) - length) <= FRAME


@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.integers(0, 70_000), max_size=5))
def test_the_bytes_do_not_depend_on_how_the_samples_were_cut(cuts: list[int]) -> None:
    sound = noise(70_000)
    edges = [0, *sorted(cuts), 70_000]
    pieces = [sound[begin * 2 : end * 2] for begin, end in pairwise(edges)]
    assert encode(pieces, RATE, mp3(), {}) == encode([sound], RATE, mp3(), {})


def test_another_process_writes_the_same_bytes() -> None:
    program = (
        "from hashlib import sha256; from pipeline.narrate.encode import *; from tests.narrate.sound import noise;"
        "d = encode([noise(99_999)], 22_050, ENCODINGS['mp3'], {'title': 'x'}); print(sha256(d).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    here = encode([noise(99_999)], RATE, mp3(), {"title": "x"})
    assert done.stdout.strip() == sha256(here).hexdigest()


def test_the_bit_rate_is_constant() -> None:
    quiet, loud = (encode([sound], RATE, mp3(), {}) for sound in (silence(RATE * 20), noise(RATE * 20)))
    assert len(quiet) == len(loud) == pytest.approx(64_000 / 8 * 20, rel=0.02)


def test_tags_come_back_and_empty_ones_are_left_out() -> None:
    tags = {"title": "وداعًا يا حلب", "artist": "", "language": "ara"}
    assert metadata(encode([noise(RATE)], RATE, mp3(), tags)) == {"title": "وداعًا يا حلب", "language": "ara"}


def test_no_tag_tells_time_or_version() -> None:
    data = encode([noise(RATE)], RATE, mp3(), {})
    assert metadata(data) == {}
    assert b"Lavc" not in data
    assert b"Lavf6" not in data


def test_loud_sound_does_not_wrap() -> None:
    square = b"\xff\x7f" * 50 + b"\x00\x80" * 50
    sound, _ = decoded(encode([square * 220], RATE, mp3(), {}))
    assert np.abs(sound).max() > 0.8
    assert abs(np.mean(sound)) < 0.05


@settings(max_examples=25, deadline=None)
@given(length=st.integers(100, RATE), rate=st.sampled_from([8_000, 16_000, 24_000, 48_000]))
def test_another_rate_keeps_the_duration(length: int, rate: int) -> None:
    sound = resampled(noise(length), rate, RATE)
    assert abs(len(sound) // 2 - length * RATE / rate) <= 1


def test_another_rate_keeps_the_tone() -> None:
    time = np.arange(16_000) / 16_000
    tone = (np.sin(2 * np.pi * 440 * time) * FULL_SCALE / 4).astype(np.int16).tobytes()
    heard = np.frombuffer(resampled(tone, 16_000, RATE), dtype=np.int16)
    assert int(np.argmax(np.abs(np.fft.rfft(heard)))) == pytest.approx(440, abs=1)


def test_the_same_rate_is_left_alone() -> None:
    assert resampled(noise(100), RATE, RATE) == noise(100)


@pytest.mark.parametrize(("milliseconds", "samples"), [(0, 0), (350, 7_717), (1_000, 22_050)])
def test_milliseconds_are_whole_samples(milliseconds: int, samples: int) -> None:
    assert samples_in(milliseconds, RATE) == samples
    assert len(silence(samples)) == 2 * samples
