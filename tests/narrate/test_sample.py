"""The sample's narrations as a listener gets them: no clip keeps anybody waiting, no peak is over the ceiling."""

import pytest

from pipeline.narrate.master import CEILING, TARGET
from tests.narrate.sound import decoded, heard_as, onset
from tests.sample.build import LANGUAGES, Sample

MOST = 60
"""Milliseconds from a clip's begin to its sound."""


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_clip_sounds_at_once(sample: Sample, tag: str) -> None:
    edition = sample.edition("narrate", tag)
    assert edition.track
    sound, rate = decoded(edition.track.data)
    late = {
        edition.shown[clip.segment_id][0]: waited * 1000 // rate
        for clip in edition.track.clips
        if (waited := onset(sound[clip.begin : clip.end], -50)) > MOST * rate // 1000
    }
    assert late == {}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_it_is_as_loud_as_it_should_be_and_peaks_no_higher(sample: Sample, tag: str) -> None:
    track = sample.edition("narrate", tag).track
    assert track
    loudness, peak = heard_as(*decoded(track.data))
    assert loudness == pytest.approx(TARGET, abs=0.5)
    assert peak <= CEILING + 0.1
