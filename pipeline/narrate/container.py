"""M4B and Opus through the FFmpeg that PyAV carries."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.narrate.label import Label
from pipeline.narrate.pcm import SAMPLE_BYTES, frame_of
from pipeline.narrate.spool import on_disk

if TYPE_CHECKING:
    from av import AudioFrame
    from av.container import Chapter


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, in FFmpeg's names."""

    codec: str
    container: str
    sample_format: str
    bit_rate: int
    """Bits a second."""
    options: Mapping[str, str]
    """The codec's own."""
    container_options: Mapping[str, str]
    rate: int | None = None
    """Hertz that the sound is brought to first; None: as it is."""


class Contained:
    """One file, written as the samples come. Memory stays flat."""

    def __init__(self, form: Format, rate: int, samples: int, label: Label) -> None:
        """`rate` in hertz; `samples` is how many will be added."""
        import av

        self._rate = rate
        self._begin = 0
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name, "sound")
        options = {"fflags": "+bitexact", **form.container_options}  # no dates, versions or random numbers
        self._container = av.open(str(self._path), "w", format=form.container, container_options=options)
        self._container.metadata.update(label.written())
        self._tell_chapters(form, label.spans(samples, rate))
        stream = self._container.add_stream(form.codec, rate=form.rate or rate, options=dict(form.options))
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.format = av.AudioFormat(form.sample_format)
        stream.codec_context.layout = av.AudioLayout("mono")
        stream.bit_rate = form.bit_rate
        if "language" in label.written():
            stream.metadata["language"] = label.tags["language"]
        self._stream = stream
        self._resampler = av.AudioResampler(form.sample_format, "mono", form.rate) if form.rate else None

    def add(self, sound: bytes) -> None:
        """16-bit native-endian samples."""
        frame = frame_of(sound, self._rate, self._begin)
        self._begin += len(sound) // SAMPLE_BYTES
        self._encode(frame)

    def finish(self) -> bytes:
        """The whole file."""
        if self._resampler:
            self._encode(None)
        with on_disk():
            self._container.mux(self._stream.encode(None))
            self._container.close()
            return self._path.read_bytes()

    def close(self) -> None:
        self._container.close()
        self._folder.cleanup()

    def _tell_chapters(self, form: Format, spans: Sequence[tuple[str, int, int]]) -> None:
        """As tags where FFmpeg itself would write tags: it puts a chapter at 1.503 s at 2.503 s there."""
        if form.container == "ogg":
            for index, (title, begin, _) in enumerate(spans):
                self._container.metadata[f"CHAPTER{index:03}"] = _clock(begin)
                self._container.metadata[f"CHAPTER{index:03}NAME"] = title
        elif spans:
            self._container.set_chapters([_chapter(index, *span) for index, span in enumerate(spans)])

    def _encode(self, frame: "AudioFrame | None") -> None:
        with on_disk():
            for ready in self._resampled(frame):
                self._container.mux(self._stream.encode(ready))

    def _resampled(self, frame: "AudioFrame | None") -> Iterator["AudioFrame"]:
        if self._resampler:
            yield from self._resampler.resample(frame)
        elif frame:
            yield frame


def _chapter(index: int, title: str, begin: int, end: int) -> "Chapter":
    milliseconds = Fraction(1, 1000)
    return {"id": index, "start": begin, "end": end, "time_base": milliseconds, "metadata": {"title": title}}


def _clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"
