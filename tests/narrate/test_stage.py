"""The narration stage with real voices: what sounds where, and whose failure stops what."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engines.espeak import Espeak
from pipeline.engines.silence import PER_CHARACTER, Silence
from pipeline.engines.speech import find_voice, speech_engines
from pipeline.engines.system_voices import SystemVoices
from pipeline.errors import UsageError
from pipeline.language import Lang
from pipeline.model import Edition, Track
from pipeline.narrate.head import LONGEST
from pipeline.narrate.pauses import Pauses
from pipeline.narrate.script import script
from pipeline.narrate.stage import Narrate
from pipeline.ports import Audio, Narrator
from tests.narrate.editions import AR, EN, ES, GL, PT, edition
from tests.narrate.sound import FULL_SCALE, chapters, decoded, loudness, metadata, noise, onset

ENGINES = speech_engines()
SPANISH = {
    "The light goes out": "La luz se apaga",
    "By Ada Reed": "Por Ada Reed",
    "Nobody else would.": "Nadie más lo haría.",
    "The lamp was sold.": "La lámpara fue vendida.",
}
ARABIC = {"The light goes out": "انطفأ الضوء", "I shall miss the sea.": "سأشتاق إلى البحر."}


def open_narrator(lang: Lang) -> Narrator:
    engine, voice = find_voice(ENGINES, lang)
    return engine.open(voice)


def open_silence(lang: Lang) -> Narrator:
    voice = Silence().default(lang)
    assert voice is not None
    return Silence().open(voice)


class Book:
    """Opens real narrators, and keeps the book of which were opened and closed."""

    def __init__(self) -> None:
        self.opened: list[Lang] = []
        self.closed: list[Lang] = []

    def __call__(self, lang: Lang) -> Narrator:
        self.opened.append(lang)
        return Entered(open_narrator(lang), lang, self)


class Entered:
    def __init__(self, narrator: Narrator, lang: Lang, book: Book) -> None:
        self._narrator, self._lang, self._book = narrator, lang, book

    @property
    def fingerprint(self) -> str:
        return self._narrator.fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        return self._narrator.speak(texts)

    def close(self) -> None:
        self._book.closed.append(self._lang)
        self._narrator.close()


class Hiss:
    """Half a second of noise a text, at a rate of its own; nothing for "Nothing."."""

    def __init__(self, rate: int) -> None:
        self.fingerprint = f"hiss {rate}"
        self._rate = rate

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        for text in texts:
            yield Audio(b"" if text == "Nothing." else noise(self._rate // 2), self._rate)

    def close(self) -> None: ...


class Counting:
    """Progress as it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []

    def begin(self, stage: str, total: int) -> None:
        self.told.append((stage, total))

    def advance(self, steps: int = 1, *, failed: int = 0) -> None:
        self.told.append(("advance", steps))

    def end(self) -> None:
        self.told.append(("end", 0))


def track_of(narrated: Edition) -> Track:
    assert narrated.failure == ""
    assert narrated.track is not None
    return narrated.track


@pytest.fixture(scope="module")
def narrated() -> Sequence[Edition]:
    """The same article in English, in half Spanish and in a little Arabic."""
    batch = [edition(), edition(lang=ES, translated=SPANISH), edition(lang=AR, translated=ARABIC)]
    return Narrate(open_narrator)(batch)


@pytest.fixture(scope="module", params=range(3), ids=["en", "es", "ar"])
def one(request: pytest.FixtureRequest, narrated: Sequence[Edition]) -> Edition:
    which: int = request.param
    return narrated[which]


def test_each_line_of_the_script_has_a_clip_in_order(one: Edition) -> None:
    ids = [line.segment_id for line in script(one, Pauses())]
    assert [clip.segment_id for clip in track_of(one).clips] == ids


def test_clips_are_as_long_as_what_was_said_to_the_sample(one: Edition) -> None:
    """But for the silence before it, of which not more than a little stays."""
    for line, clip in zip(script(one, Pauses()), track_of(one).clips, strict=True):
        narrator = open_narrator(line.lang)
        (audio,) = narrator.speak(line.texts)
        narrator.close()
        silent = onset(np.frombuffer(audio.samples, np.int16) / FULL_SCALE, -60)
        lost = max(silent - LONGEST * 22_050 // 1000, 0)
        assert clip.end - clip.begin == len(audio.samples) // 2 - lost


def test_clips_and_pauses_add_up_to_the_track(one: Edition) -> None:
    track = track_of(one)
    assert track.clips[0].begin == 200 * 22_050 // 1000
    pauses = [line.pause * 22_050 // 1000 for line in script(one, Pauses())]
    gaps = [after.begin - before.end for before, after in pairwise(track.clips)]
    assert [*gaps, track.samples - track.clips[-1].end] == pauses


def test_sound_is_in_the_clips_and_silence_between_them(one: Edition) -> None:
    track = track_of(one)
    sound, rate = decoded(track.data)
    margin = 60 * rate // 1000
    assert rate == track.sample_rate
    assert abs(len(sound) - track.samples) <= 576
    ends = [0, *(clip.end for clip in track.clips)]
    begins = [*(clip.begin for clip in track.clips), track.samples]
    for end, begin in zip(ends, begins, strict=True):
        assert loudness(sound[end + margin : begin - margin]) < -60
    for clip in track.clips:
        assert loudness(sound[clip.begin : clip.end]) > -30
        assert onset(sound[clip.begin : clip.end], -50) <= margin
        assert loudness(sound[clip.end - 2 * margin : clip.end]) > -50


QUOTED = {
    EN: '"The sea took all," he said.',
    ES: "«El mar se lo llevó todo», dijo.",
    PT: '"O mar levou tudo", disse.',
    AR: "«أخذ البحر كل شيء».",
}


@pytest.mark.parametrize("lang", QUOTED, ids=str)
def test_a_quotation_mark_at_the_begin_delays_nothing(lang: Lang) -> None:
    """espeak-ng pauses for 128 ms."""
    quoted = edition(
        [("paragraph", "One."), ("paragraph", "Two.")], lang, dict.fromkeys(["One.", "Two."], QUOTED[lang])
    )
    (narrated,) = Narrate(open_narrator)([quoted])
    track = track_of(narrated)
    sound, rate = decoded(track.data)
    assert len(track.clips) == 2
    for clip in track.clips:
        assert onset(sound[clip.begin : clip.end], -50) <= 60 * rate // 1000
        assert clip.words[0].first - clip.begin <= 60 * rate // 1000


def test_the_track_credits_the_voice_of_its_language(narrated: Sequence[Edition]) -> None:
    voices = [track_of(each).voice.split(", ")[1] for each in narrated]
    assert voices == ["voice en-gb", "voice es", "voice ar"]


def test_the_file_says_title_publisher_and_language(narrated: Sequence[Edition]) -> None:
    told = [metadata(track_of(each).data) for each in narrated]
    assert [each["title"] for each in told] == ["The light goes out", "La luz se apaga", "انطفأ الضوء"]
    assert [each["language"] for each in told] == ["eng", "spa", "ara"]
    assert {each["artist"] for each in told} == {"The Harbour Post"}
    assert {(track_of(each).suffix, track_of(each).media_type) for each in narrated} == {
        (".mp3", "audio/mpeg")
    }


def test_words_are_those_of_the_page_and_lie_in_their_clip(one: Edition) -> None:
    texts = {target.segment_id: target.text for target in one.targets}
    for clip in track_of(one).clips:
        text = texts[clip.segment_id]
        assert [text[word.begin : word.end] for word in clip.words] == text.split()
        assert (clip.words[0].last, clip.words[-1].last) <= (clip.end, clip.end)
        for before, after in pairwise(clip.words):
            assert before.last == after.first
        assert sum(word.interpolated for word in clip.words) <= max(1, len(clip.words) // 3)


def test_the_file_has_a_chapter_for_each_heading(one: Edition) -> None:
    track = track_of(one)
    told = [(chapter.title, track.milliseconds(chapter.begin)) for chapter in track.chapters]
    assert chapters(track.data) == told
    assert [title for title, _ in told] == [one.title, "How it ended"]
    assert told[0][1] == 0


def test_the_comment_says_that_no_person_speaks_and_who_translated(narrated: Sequence[Edition]) -> None:
    comments = [metadata(track_of(each).data)["comment"] for each in narrated]
    assert comments[0].startswith("Read by a synthetic voice (espeak-ng 1.5")
    assert comments[1].startswith("Leído con una voz sintética (espeak-ng 1.5")
    assert comments[2].startswith("قراءة بصوت اصطناعي (espeak-ng 1.5")
    assert comments[1].endswith(" Traducción parcial.")


def test_an_edition_sounds_the_same_alone_and_in_any_batch(narrated: Sequence[Edition]) -> None:
    again = Narrate(open_narrator)([narrated[2].but(track=None), narrated[1]])
    assert again == (narrated[2], narrated[1])


def test_a_voice_is_opened_once_a_language_and_closed() -> None:
    book = Book()
    Narrate(book)([edition(lang=ES, translated=SPANISH), edition(), edition(lang=AR, translated=ARABIC)])
    assert sorted(book.opened, key=str) == [AR, EN, ES]
    assert book.closed == book.opened


def test_an_edition_that_nothing_can_speak_goes_on_without_sound() -> None:
    galician = edition([("title", "One."), ("paragraph", "Two.")], GL, {"One.": "Un.", "Two.": "Dous."})
    silent, spoken = Narrate(open_narrator)([galician, edition()])
    assert (silent.track, silent.failure) == (None, "")
    (found,) = silent.findings
    assert (found.code, found.severity, found.place) == ("narrate.voice", "warning", "gl")
    assert "No installed voice speaks Galician (gl)." in found.message
    assert track_of(spoken).clips


def test_a_voice_that_breaks_down_fails_its_edition_alone(tmp_path: Path) -> None:
    def open_some(lang: Lang) -> Narrator:
        broken = SystemVoices(folder=tmp_path / "missing")
        engine = broken if lang == PT else Espeak()
        voice = engine.default(lang)
        assert voice is not None
        return engine.open(voice)

    portuguese = edition([("title", "One."), ("paragraph", "Two.")], PT, {"Two.": "Dois."})
    failed, spoken = Narrate(open_some)([portuguese, edition()])
    assert failed.track is None
    assert "missing: pyttsx3's sound cannot be kept: No such file or directory" in failed.failure
    assert track_of(spoken).clips


def test_a_failure_on_the_way_names_the_segment() -> None:
    class Hoarse(Hiss):
        def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
            yield next(super().speak(texts))
            yield from open_narrator(EN).speak(["x" * 5_001])

    whole = edition([("title", "One."), ("paragraph", "Two.")])
    (failed,) = Narrate(lambda _: Hoarse(22_050))([whole])
    assert failed.failure.startswith(f"{whole.segments[1].id}: A text of 5,001 characters")


def test_an_edition_that_failed_before_passes_through() -> None:
    broken = edition().but(failure="No engine translates en to xx.")
    assert Narrate(open_narrator)([broken])[0] is broken


@pytest.mark.parametrize("text", ["", "— * —"])
def test_an_edition_with_nothing_to_say_has_no_track(text: str) -> None:
    book = Book()
    silent = edition([("paragraph", text)])
    (done,) = Narrate(book)([silent])
    assert done.but(findings=()) == silent
    assert [found.code for found in done.findings] == (["narrate.skipped"] if text else [])
    assert book.opened == []


def test_a_segment_the_voice_says_nothing_for_has_no_clip() -> None:
    whole = edition([("title", "One."), ("paragraph", "Nothing. Two.")])
    (narrated,) = Narrate(lambda _: Hiss(22_050))([whole])
    first, _, third = whole.segments
    assert [clip.segment_id for clip in track_of(narrated).clips] == [first.id, third.id]
    mute = edition([("paragraph", "Nothing.")])
    assert Narrate(lambda _: Hiss(22_050))([mute]) == (mute,)


def test_no_encoding_means_no_narration() -> None:
    book = Book()
    batch = [edition()]
    assert Narrate(book, encoding="none")(batch) is batch
    assert book.opened == []


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(
        UsageError, match=r"no sound file of the kind 'ogg'\. Use one of mp3, m4b, opus, none"
    ):
        Narrate(open_narrator, encoding="ogg")


def test_progress_counts_segments_and_ends() -> None:
    progress = Counting()
    whole = edition()
    Narrate(open_silence, progress=progress)([whole, whole.but(failure="no")])
    lines = len(script(whole, Pauses()))
    assert progress.told == [("narrate", lines), *[("advance", 1)] * lines, ("end", 0)]


@pytest.mark.parametrize("first_is_foreign", [True, False])
def test_the_editions_own_voice_sets_the_sample_rate(first_is_foreign: bool) -> None:
    known = {"Two.": "Dos."} if first_is_foreign else {"One.": "Uno."}
    whole = edition([("title", "One."), ("paragraph", "Two.")], ES, known)
    (narrated,) = Narrate(lambda lang: Hiss(16_000 if lang == ES else 24_000))([whole])
    track = track_of(narrated)
    assert (track.sample_rate, track.voice) == (16_000, "hiss 16000")
    assert [clip.end - clip.begin for clip in track.clips] == pytest.approx([8_000, 8_000], abs=1)


def test_an_edition_all_in_another_language_has_that_voice() -> None:
    (narrated,) = Narrate(open_narrator)([edition([("title", "One.")], ES)])
    assert "voice en-gb" in track_of(narrated).voice


@settings(max_examples=20, deadline=None)
@given(
    words=st.lists(st.sampled_from(["Sea.", "A tower.", "...", "The lamp burns. It smokes."]), max_size=6),
    pauses=st.builds(Pauses, *[st.integers(0, 999)] * 4),
)
def test_clips_are_in_order_disjoint_and_known_to_the_sample(words: list[str], pauses: Pauses) -> None:
    whole = edition([("paragraph", text) for text in words])
    (narrated,) = Narrate(open_silence, pauses=pauses)([whole])
    lines = script(whole, pauses)
    sample = pauses.lead_in * 22_050 // 1000
    expected = []
    for line in lines:
        end = sample + len(line.texts[0]) * PER_CHARACTER
        expected.append((line.segment_id, sample, end))
        sample = end + line.pause * 22_050 // 1000
    if lines:
        clips = track_of(narrated).clips
        assert [(clip.segment_id, clip.begin, clip.end) for clip in clips] == expected
        assert all(clip.begin == clip.words[0].first for clip in clips)
        assert all(clip.end == clip.words[-1].last for clip in clips)
        assert track_of(narrated).samples == sample
    else:
        assert narrated.track is None
