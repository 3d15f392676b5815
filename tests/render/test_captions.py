"""Captions say every segment, in order, in the time of its clip."""

import re
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Clip, Edition, Track, WordTime
from pipeline.narrate.script import in_order
from pipeline.render.captions import captions, karaoke
from tests.render.reading import cues, overlaps
from tests.render.samples import AR, EN, lighthouse


def test_cues_carry_the_segments_and_the_times_of_the_clips() -> None:
    edition = lighthouse(EN)
    assert edition.track
    found = cues(captions(edition, edition.track))
    texts = {name: " ".join(text.split()) for name, (text, _) in edition.shown.items()}
    assert [(cue.id, cue.text) for cue in found] == [(part.id, texts[part.id]) for part in in_order(edition)]
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
    *before, last = edition.targets
    hostile = replace(last, text="a --> <b> & c")
    assert edition.track
    text = captions(edition.but(targets=(*before, hostile)), edition.track).decode()
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


_TIME = re.compile(r"<(\d\d):(\d\d):(\d\d)\.(\d\d\d)>")


def with_words(edition: Edition) -> tuple[Edition, Track]:
    """Every word of a clip lasts as long as the others."""
    assert edition.track
    texts = {name: text for name, (text, _) in edition.shown.items()}
    clips = []
    for clip in edition.track.clips:
        places = [found.span() for found in re.finditer(r"\S+", texts[clip.segment_id])]
        step = (clip.end - clip.begin) // len(places)
        words = [
            WordTime(*place, clip.begin + at * step, clip.begin + (at + 1) * step)
            for at, place in enumerate(places)
        ]
        clips.append(replace(clip, words=tuple(words)))
    track = replace(edition.track, clips=tuple(clips))
    return edition.but(track=track), track


def times_in(text: str) -> list[int]:
    return [
        ((int(hour) * 60 + int(minute)) * 60 + int(second)) * 1000 + int(thousandths)
        for hour, minute, second, thousandths in _TIME.findall(text)
    ]


def test_without_its_times_karaoke_is_the_captions() -> None:
    for lang in (EN, AR):
        edition, track = with_words(lighthouse(lang))
        assert _TIME.sub("", karaoke(edition, track).decode()) == captions(edition, track).decode()


def test_every_word_but_the_first_has_its_time_within_the_cue() -> None:
    for lang in (EN, AR):
        edition, track = with_words(lighthouse(lang))
        for cue, clip in zip(cues(karaoke(edition, track)), track.clips, strict=True):
            told = times_in(cue.text)
            assert told == [track.milliseconds(word.first) for word in clip.words[1:]]
            assert all(before < after for before, after in pairwise([cue.begin, *told, cue.end]))


def test_a_time_stands_before_its_word() -> None:
    edition, track = with_words(lighthouse(EN))
    first = cues(karaoke(edition, track))[2].text
    words = edition.targets[4].text.split()  # section and topic are not spoken
    assert [piece.strip() for piece in _TIME.sub("|", first).split("|")] == words


def test_words_too_short_for_a_millisecond_have_no_time() -> None:
    edition, track = with_words(lighthouse(EN))
    clip = track.clips[2]
    crowded = [replace(word, first=clip.begin + 1, last=clip.begin + 2) for word in clip.words]
    thin = replace(track, clips=(replace(clip, words=tuple(crowded)),))
    (cue,) = cues(karaoke(edition, thin))
    assert times_in(cue.text) == []


def test_a_direction_left_open_is_closed_with_its_cue() -> None:
    edition = lighthouse(EN)
    *before, last = edition.targets
    forced = replace(last, text="\u202dforced \u2067and open")
    assert edition.track
    text = captions(edition.but(targets=(*before, forced)), edition.track).decode()
    assert "\u202dforced \u2067and open\u2069\u202c\n" in text
