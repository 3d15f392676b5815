"""One edition's sounds, strung together: keeps the book of which segment and which word sounds where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.model import Clip, Word, WordTime
from pipeline.narrate.head import without_head
from pipeline.narrate.pcm import SAMPLE_BYTES, resampled, samples_in, silence
from pipeline.narrate.script import Line
from pipeline.narrate.spool import Spool
from pipeline.narrate.word_times import disjoint, word_times
from pipeline.ports import Audio, Progress


class Recording:
    """Clips and pauses in samples, exact sums all: nothing is rounded but each pause, once."""

    def __init__(self, rate: int, lead_in: int, progress: Progress) -> None:
        """`rate` in hertz, `lead_in` in milliseconds of silence before the first clip."""
        self.rate = rate
        self.clips: list[Clip] = []
        self.sound = Spool()
        self._lead_in = lead_in
        self._progress = progress

    def make(self, lines: Sequence[Line], sounds: Mapping[Lang, Iterator[Audio]]) -> None:
        """Speaks the lines; `sounds` gives each language's texts in script order, as they are drawn."""
        self._pause(self._lead_in)
        for line in lines:
            begin, words = self.sound.samples, list(self._say(line, sounds[line.lang]))
            self._progress.advance()
            if begin < self.sound.samples:
                self.clips.append(Clip(line.segment_id, begin, self.sound.samples, disjoint(words)))
                self._pause(line.pause)

    def close(self) -> None:
        self.sound.close()

    def _say(self, line: Line, sounds: Iterator[Audio]) -> Iterator[WordTime]:
        for spoken in line.spoken:
            try:
                audio = without_head(at_rate(next(sounds), self.rate))
            except SetupError as error:
                raise SetupError(str(error), place=line.segment_id) from error
            begin = self.sound.samples
            self.sound.add(audio.samples)
            yield from word_times(spoken, audio.words, begin, self.sound.samples)

    def _pause(self, milliseconds: int) -> None:
        self.sound.add(silence(samples_in(milliseconds, self.rate)))


def at_rate(audio: Audio, rate: int) -> Audio:
    """The sound at another sample rate, its words where they were."""
    if audio.sample_rate == rate:
        return audio
    samples = resampled(audio.samples, audio.sample_rate, rate)
    length = len(samples) // SAMPLE_BYTES
    words = (_moved(word, rate, audio.sample_rate, length) for word in audio.words)
    return Audio(samples, rate, tuple(word for word in words if word.first < word.last))


def _moved(word: Word, rate: int, own_rate: int, length: int) -> Word:
    first, last = (min(at * rate // own_rate, length) for at in (word.first, word.last))
    return replace(word, first=first, last=last)
