"""One edition's sounds, strung together: keeps the book of which segment sounds where."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.model import Clip, Track
from pipeline.narrate.encode import Encoding
from pipeline.narrate.pcm import SAMPLE_BYTES, resampled, samples_in, silence
from pipeline.narrate.script import Line
from pipeline.ports import Audio, Progress


class Recording:
    """Clips and pauses in samples, exact sums all: nothing is rounded but each pause, once."""

    def __init__(
        self,
        voice: str,
        rate: int,
        lead_in: int,
        lines: Sequence[Line],
        sounds: Mapping[Lang, Iterator[Audio]],
        progress: Progress,
    ) -> None:
        """`rate` in hertz, `lead_in` in milliseconds; `sounds` gives each language's texts in script order."""
        self.voice = voice
        self.rate = rate
        self.clips: list[Clip] = []
        self._samples = 0
        self._lead_in = lead_in
        self._lines = lines
        self._sounds = sounds
        self._progress = progress

    def chunks(self) -> Iterator[bytes]:
        """The whole sound, spoken as it is drawn; can be drawn once."""
        yield self._pause(self._lead_in)
        for line in self._lines:
            sound = b"".join(self._say(line))
            self._progress.advance()
            if sound:
                yield self._clip(line.segment_id, sound)
                yield self._pause(line.pause)

    def track(self, data: bytes, encoding: Encoding) -> Track:
        """What has been drawn, as encoded in `data`."""
        return Track(
            voice=self.voice,
            sample_rate=self.rate,
            samples=self._samples,
            clips=tuple(self.clips),
            data=data,
            suffix=encoding.suffix,
            media_type=encoding.media_type,
        )

    def _say(self, line: Line) -> Iterator[bytes]:
        for _ in line.texts:
            try:
                audio = next(self._sounds[line.lang])
            except SetupError as error:
                raise SetupError(str(error), place=line.segment_id) from error
            yield resampled(audio.samples, audio.sample_rate, self.rate)

    def _clip(self, segment_id: str, sound: bytes) -> bytes:
        begin = self._samples
        self._samples += len(sound) // SAMPLE_BYTES
        self.clips.append(Clip(segment_id, begin, self._samples))
        return sound

    def _pause(self, milliseconds: int) -> bytes:
        length = samples_in(milliseconds, self.rate)
        self._samples += length
        return silence(length)
