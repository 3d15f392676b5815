"""The cover: a picture that decoders can read, drawn to the language's side, and inside every MP3."""

import io

import av
import numpy as np
import pytest

from pipeline.language import Lang
from pipeline.narrate.cover import SIDE, cover
from pipeline.narrate.encode import ENCODINGS, encoded
from pipeline.narrate.label import Label
from tests.narrate.sound import lag, noise, samples_of

RATE = 22_050


def pixels(png: bytes) -> np.ndarray:
    with av.open(io.BytesIO(png), "r") as picture:
        frame = next(picture.decode(video=0))
        assert isinstance(frame, av.VideoFrame)
        return frame.to_ndarray(format="rgb24")


def test_the_two_directions_mirror_each_other() -> None:
    left, right = pixels(cover("ltr")), pixels(cover("rtl"))
    assert left.shape == (SIDE, SIDE, 3)
    assert np.array_equal(left, right[:, ::-1])
    assert not np.array_equal(left, right)


@pytest.mark.parametrize("tag", ["ar", "pt"])
def test_an_mp3_carries_it_and_no_sample_moves(tag: str) -> None:
    picture = cover(Lang.parse(tag).direction)
    mp3 = ENCODINGS["mp3"]
    assert mp3
    sound = noise(RATE * 2, seed=7)
    (file,) = encoded([sound], RATE * 2, RATE, [mp3], Label({"title": tag}, cover=picture))
    with av.open(io.BytesIO(file.data), "r") as container:
        (stream,) = container.streams.video
        (packet,) = [packet for packet in container.demux(stream) if packet.size]
        assert bytes(packet) == picture
    assert abs(lag(np.frombuffer(sound, np.int16).astype(np.float64), samples_of(file.data, RATE))) <= 1
