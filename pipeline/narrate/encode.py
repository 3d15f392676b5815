"""Sound files: 16-bit mono samples in, one encoded file out, through the FFmpeg that PyAV carries."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.narrate.pcm import SAMPLE_BYTES, frame_of

_BLOCK = 65_536
"""Bytes handed to the encoder at once (1.5 s at 22,050 Hz): keeps memory flat, whatever the length."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A kind of sound file. Codec, container and sample format are FFmpeg's names."""

    codec: str
    container: str
    sample_format: str
    bit_rate: int
    """Bits a second, constant: readers of EPUB seek badly in a variable rate."""
    options: Mapping[str, str]
    """The codec's own."""
    suffix: str
    """File name ending with the dot."""
    media_type: str


ENCODINGS: Mapping[str, Encoding | None] = {
    "mp3": Encoding(
        codec="libmp3lame",
        container="mp3",
        sample_format="s16p",
        bit_rate=64_000,
        options={"compression_level": "5"},
        suffix=".mp3",
        media_type="audio/mpeg",
    ),
    "none": None,
}
"""By the name that `--audio` takes. None: no narration."""


def encode(sound: Iterable[bytes], rate: int, encoding: Encoding, tags: Mapping[str, str]) -> bytes:
    """One sound file from chunks of 16-bit native-endian mono samples at `rate` hertz.

    `tags` are FFmpeg's metadata keys ("title", "artist", "language"); empty values are left out. Nothing
    of time, place or encoder version goes in: the same samples and tags give the same bytes, however they
    were cut. The file tells decoders what padding to drop, so that every sample comes back in its place.
    """
    import av

    file = io.BytesIO()
    bit_exact = {"fflags": "+bitexact"}
    with av.open(file, "w", format=encoding.container, container_options=bit_exact) as container:
        container.metadata.update({key: value for key, value in sorted(tags.items()) if value})
        stream = container.add_stream(encoding.codec, rate=rate, options=dict(encoding.options))
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.format = av.AudioFormat(encoding.sample_format)
        stream.codec_context.layout = av.AudioLayout("mono")
        stream.bit_rate = encoding.bit_rate
        begin = 0
        for block in _blocks(sound):
            container.mux(stream.encode(frame_of(block, rate, begin)))
            begin += len(block) // SAMPLE_BYTES
        container.mux(stream.encode(None))
    return file.getvalue()


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks whose sizes depend on nothing but their sum."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= _BLOCK:
            yield bytes(held[:_BLOCK])
            del held[:_BLOCK]
    if held:
        yield bytes(held)
