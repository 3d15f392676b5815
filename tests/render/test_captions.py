"""Captions say every segment, in order, in the time of its clip."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Clip, Track
from pipeline.render.captions import captions
from tests.render.reading import cues, overlaps
from tests.render.samples import AR, EN, lighthouse


def test_cues_carry_the_segments_and_the_times_of_the_clips() -> None:
    edition = lighthouse(EN)
    assert edition.track
    found = cues(captions(edition, edition.track))
    assert [(cue.id, cue.text) for cue in found] == [(each.segment_id, each.text) for each in edition.targets]
    assert (found[0].begin, found[0].end) == (200, 1200)
    assert (found[1].begin, found[1].end) == (1400, 2400)


def test_arabic_cues_isolate_foreign_runs_and_name_the_language_of_untranslated_ones() -> None:
    edition = lighthouse(AR)
    assert edition.track
    text = captions(edition, edition.track).decode()
    assert "\u2068Harbour Post\u2069" in text
    assert "\u2068+1 202-555-0143\u2069" in text
    assert "<lang en>The tower opens on Sunday.</lang>" in text


def test_markup_in_a_text_is_escaped() -> None:
    edition = lighthouse(EN)
    target = edition.targets[0].__class__(edition.targets[0].segment_id, "a --> <b> & c", "source", EN)
    assert edition.track
    text = captions(edition.but(targets=(target, *edition.targets[1:])), edition.track).decode()
    assert "a --&gt; &lt;b&gt; &amp; c\n" in text


@given(st.sampled_from([8_000, 16_000, 22_050, 44_100, 48_000]), st.data())
def test_no_two_cues_overlap_and_none_is_empty(rate: int, data: st.DataObject) -> None:
    edition = lighthouse(EN)
    steps = st.tuples(st.integers(0, rate), st.integers(rate // 1000 + 1, 400 * rate))
    clips, at = [], 0
    for target in edition.targets:
        pause, length = data.draw(steps)
        clips.append(Clip(target.segment_id, at + pause, at + pause + length))
        at += pause + length
    found = cues(captions(edition, Track("v", rate, at, tuple(clips), b"", ".mp3", "audio/mpeg")))
    assert list(overlaps(found)) == []
    assert all(cue.begin < cue.end <= (at * 1000) // rate + 1 for cue in found)
