"""The audit listens where a sentence is told to sound, also late in a long narration and at every rate."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.language import Lang
from pipeline.model import Edition
from pipeline.narrate.encode import ENCODINGS, encode
from pipeline.verify import audit
from pipeline.verify.sound import STEP, _Peaks
from tests.render.samples import lighthouse
from tests.verify.tree import LOUD_ENOUGH, build_tree, told

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 22_050
"""A step of 10 ms is no whole number of samples: what is rounded a second goes astray by one in a hundred."""
APART, LONG = 10 * RATE, RATE
"""A sentence every ten seconds, one second long; the last one begins after more than two minutes."""
LATE = 14
LOUD = LOUD_ENOUGH * 5 // 4
"""Louder than a tone without pauses: those count for a little."""


def drawn_out(lang: Lang, *, mute: str = "") -> Edition:
    """The lighthouse, its sentences far apart and nothing between them; the late one is silent in the language `mute`."""
    edition = lighthouse(lang)
    assert edition.track
    clips = tuple(
        replace(clip, begin=at * APART, end=at * APART + LONG) for at, clip in enumerate(edition.track.clips)
    )
    samples = len(clips) * APART
    sound = np.zeros(samples)
    for at, clip in enumerate(clips):
        if not (at == LATE and mute == lang.tag):
            sound[clip.begin : clip.end] = LOUD * np.sin(
                2 * np.pi * 220 / RATE * np.arange(clip.end - clip.begin)
            )
    mp3 = ENCODINGS["mp3"]
    assert mp3
    data = encode([sound.astype(np.int16).tobytes()], RATE, mp3, {})
    track = replace(edition.track, sample_rate=RATE, samples=samples, clips=clips)
    return edition.but(track=told(edition, track, data))


@pytest.mark.parametrize("lang", ["ar", "pt"])
def test_a_late_silence_is_heard_and_no_other(lang: str, tmp_path: Path) -> None:
    tree = build_tree(tmp_path, voice=partial(drawn_out, mute=lang))
    clip = drawn_out(Lang.parse(lang)).track.clips[LATE]  # type: ignore[union-attr]  # it has one
    assert clip.begin > 120 * RATE
    place = f"lighthouse/{lang}/narration.mp3: #{clip.segment_id}"
    found = [(fault.code, fault.place) for fault in audit(tree, ["audio"]).faults]
    assert found == [("audio.silent", place)]


def test_nothing_is_told_of_a_long_narration_that_is_sound(tmp_path: Path) -> None:
    assert audit(build_tree(tmp_path, voice=drawn_out), ["audio"]).faults == ()


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("piece", [1, 977, 22_050])
def test_each_peak_stands_at_its_time(rate: int, piece: int) -> None:
    """Whatever the pieces in which a file is decoded."""
    length = 3 * rate + rate // 7 if piece > 1 else rate // 3
    sizes: NDArray[np.float32] = np.random.default_rng(0).random(length, dtype=np.float32)
    peaks = _Peaks(rate)
    for begin in range(0, length, piece):
        peaks.add(sizes[begin : begin + piece])
    edges = [step * rate * STEP // 1000 for step in range(length * 1000 // (rate * STEP) + 1)]
    wanted = [sizes[a:b].max() for a, b in zip(edges, [*edges[1:], length], strict=True) if a < b]
    assert peaks.all() == pytest.approx(wanted)
    assert abs(len(peaks.all()) * STEP - length * 1000 / rate) <= STEP
