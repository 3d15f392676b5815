"""What a sound file really holds: how long, how loud, where it is silent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import EditionsError
from pipeline.narrate.loudness import Meter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STEP = 10
"""Milliseconds that one peak stands for."""


class NoSoundError(EditionsError):
    """A file that cannot be decoded."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A decoded file."""

    milliseconds: int
    loudness: float | None
    """LUFS, integrated; None for silence."""
    peaks: Sequence[float]
    """The largest sample of every `STEP`, 1 is full scale."""

    @property
    def peak(self) -> float:
        return max(self.peaks, default=0.0)

    def peak_between(self, begin: int, end: int) -> float:
        """The largest sample between two times in milliseconds, whole steps."""
        return max(self.peaks[begin // STEP : max(end // STEP, begin // STEP + 1)], default=0.0)


def hear(path: Path) -> Heard:
    """Decodes a file, a second at a time. Raises `NoSoundError`."""
    import numpy as np

    meter, samples, rate = None, 0, 1
    peaks: list[float] = []
    for rate, second in _seconds(path):
        meter = meter or Meter(rate)
        meter.add(second.astype(np.float64))
        samples += len(second)
        hop = max(rate * STEP // 1000, 1)
        padded = np.pad(np.abs(second), (0, -len(second) % hop))
        peaks += padded.reshape(-1, hop).max(axis=1).tolist()
    return Heard(round(samples * 1000 / rate), meter.integrated() if meter else None, peaks)


def _seconds(path: Path) -> Iterator[tuple[int, "NDArray[np.float32]"]]:
    """Rate and samples, mono, of each whole second, then of the rest."""
    import numpy as np

    held, length, rate = [], 0, 1
    for rate, piece in _frames(path):
        held.append(piece)
        length += len(piece)
        if length >= rate:
            whole = np.concatenate(held)
            cut = length // rate * rate
            yield rate, whole[:cut]
            held, length = [whole[cut:]], length - cut
    if length:
        yield rate, np.concatenate(held)


def _frames(path: Path) -> Iterator[tuple[int, "NDArray[np.float32]"]]:
    import av

    try:
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="flt", layout="mono")
            for frame in container.decode(audio=0):
                yield from ((part.sample_rate, part.to_ndarray()[0]) for part in resampler.resample(frame))
            yield from ((part.sample_rate, part.to_ndarray()[0]) for part in resampler.resample(None))
    except (av.FFmpegError, IndexError) as error:  # IndexError: no sound in it
        raise NoSoundError(f"cannot be decoded: {error}.", place=str(path)) from error
