"""What holds for every kind of sound file: places, loudness, tags, chapters, bytes."""

import subprocess
import sys
from hashlib import sha256
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Chapter
from pipeline.narrate.encode import ENCODINGS, Encoding, encoded, usable_rate
from pipeline.narrate.label import Label
from pipeline.narrate.pcm import silence
from tests.narrate.sound import chapters, decoded, lag, metadata, noise, samples_of, stream_metadata

RATE = 22_050
NAMES = sorted(name for name, encoding in ENCODINGS.items() if encoding)
TAGS = {
    "title": "وداعًا يا حلب",
    "artist": "The Harbour Post",
    "album": "The Harbour Post",
    "date": "2016-12-14",
    "language": "ara",
    "comment": "قراءة بصوت اصطناعي.\nA second line & more",
    "copyright": "",
}
CHAPTERS = (Chapter("وداعًا", 0), Chapter("بعد الرحيل — 2", 1_503 * RATE // 1000), Chapter("الختام", 3 * RATE))


@pytest.fixture(params=NAMES)
def encoding(request: pytest.FixtureRequest) -> Encoding:
    found = ENCODINGS[request.param]
    assert found is not None
    return found


def made(sound: bytes, encoding: Encoding, label: Label | None = None, rate: int = RATE) -> bytes:
    (file,) = encoded([sound], len(sound) // 2, rate, [encoding], label or Label())
    assert (file.suffix, file.media_type) == (encoding.suffix, encoding.media_type)
    return file.data


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_no_sample_comes_late(encoding: Encoding, rate: int) -> None:
    sound = silence(rate) + noise(rate * 2, seed=rate) + silence(rate)
    original = np.frombuffer(sound, np.int16).astype(np.float64)
    heard = samples_of(made(sound, encoding, rate=rate), rate)
    assert abs(lag(original, heard)) <= 1
    assert 0 <= len(heard) - len(original) < 1_024 * rate / 22_050 + 1  # the last frame of AAC may be longer


@settings(max_examples=25, deadline=None)
@given(length=st.integers(530, 3 * RATE))
def test_mp3_is_as_long_as_the_sound_to_the_sample(length: int) -> None:
    mp3 = ENCODINGS["mp3"]
    assert mp3
    samples, _ = decoded(made(noise(length), mp3))
    assert len(samples) == length


@pytest.mark.parametrize("samples", [500, 575, 576, 577])
def test_the_shortest_sounds_come_back(encoding: Encoding, samples: int) -> None:
    heard = samples_of(made(noise(samples), encoding), RATE)
    assert samples <= len(heard) <= samples + 1_024


def test_tags_come_back_and_empty_ones_are_left_out(encoding: Encoding) -> None:
    data = made(noise(RATE), encoding, Label(TAGS))
    told = {**metadata(data), **stream_metadata(data)}
    assert {name: told.get(name, "") for name in TAGS} == TAGS
    assert "copyright" not in told


def test_chapters_come_back_in_arabic_to_the_millisecond(encoding: Encoding) -> None:
    data = made(noise(RATE * 5), encoding, Label(TAGS, CHAPTERS))
    assert chapters(data) == [("وداعًا", 0), ("بعد الرحيل — 2", 1_503), ("الختام", 3_000)]


def test_without_chapters_there_are_none(encoding: Encoding) -> None:
    assert chapters(made(noise(RATE), encoding, Label(TAGS))) == []


def test_nothing_tells_who_encoded_it_and_when(encoding: Encoding) -> None:
    data = made(noise(RATE), encoding)
    assert b"Lavf6" not in data
    assert b"Lavc6" not in data
    told = {**metadata(data), **stream_metadata(data)}
    assert told.get("encoder", "") in ("", "LAME3.100")  # what players look for before they trust the padding
    assert "creation_time" not in told


@settings(max_examples=10, deadline=None)
@given(cuts=st.lists(st.integers(0, 70_000), max_size=5), name=st.sampled_from(NAMES))
def test_the_bytes_do_not_depend_on_how_the_samples_were_cut(cuts: list[int], name: str) -> None:
    encoding = ENCODINGS[name]
    assert encoding
    sound = noise(70_000)
    edges = [0, *sorted(cuts), 70_000]
    pieces = [sound[begin * 2 : end * 2] for begin, end in pairwise(edges)]
    (file,) = encoded(pieces, 70_000, RATE, [encoding], Label(TAGS, CHAPTERS))
    assert file.data == made(sound, encoding, Label(TAGS, CHAPTERS))


def test_another_process_writes_the_same_bytes() -> None:
    program = (
        "from hashlib import sha256; from tests.narrate.test_formats import *\n"
        "for name in NAMES: print(sha256(made(noise(99_999), ENCODINGS[name], Label(TAGS, CHAPTERS))).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    here = [made(noise(99_999), kind, Label(TAGS, CHAPTERS)) for name in NAMES if (kind := ENCODINGS[name])]
    assert done.stdout.split() == [sha256(data).hexdigest() for data in here]


def test_several_formats_are_what_each_is_alone() -> None:
    all_of_them = [kind for name in NAMES if (kind := ENCODINGS[name])]
    together = encoded([noise(RATE)], RATE, RATE, all_of_them, Label(TAGS))
    assert [file.data for file in together] == [made(noise(RATE), kind, Label(TAGS)) for kind in all_of_them]


def test_what_players_need_first_comes_first_in_an_m4b() -> None:
    m4b = ENCODINGS["m4b"]
    assert m4b
    data = made(noise(RATE * 3), m4b)
    assert data.index(b"moov") < data.index(b"mdat")


def test_opus_keeps_to_its_bit_rate() -> None:
    opus = ENCODINGS["opus"]
    assert opus
    kilobits = len(made(noise(RATE * 30), opus)) * 8 / 30_000
    assert 16 <= kilobits <= 32


@pytest.mark.parametrize(
    ("spoken", "kept"), [(8_000, 8_000), (22_050, 22_050), (22_100, 24_000), (96_000, 48_000)]
)
def test_the_sample_rate_is_one_that_every_format_knows(spoken: int, kept: int) -> None:
    assert usable_rate(spoken) == kept
