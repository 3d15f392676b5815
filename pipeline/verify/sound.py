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

    meter, peaks, samples, rate = None, None, 0, 1
    for rate, second in _seconds(path):
        meter, peaks = meter or Meter(rate), peaks or _Peaks(rate)
        meter.add(second.astype(np.float64))
        peaks.add(np.abs(second))
        samples += len(second)
    if meter is None or peaks is None:
        return Heard(0, None, ())
    return Heard(round(samples * 1000 / rate), meter.integrated(), peaks.all())


class _Peaks:
    """The largest sample of every step.

    Each edge is rounded by itself from the beginning of the file, and samples are carried on from one second to the
    next: at 22,050 Hz a step has 220 samples or 221, and after an hour it still stands where its time says.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._found: list[float] = []
        self._rest: NDArray[np.float32] | None = None

    def add(self, sizes: "NDArray[np.float32]") -> None:
        """The next samples, without their signs."""
        import numpy as np

        rest = sizes if self._rest is None else np.concatenate([self._rest, sizes])
        done, begin = len(self._found), self._edge(len(self._found))
        whole = (begin + len(rest)) * 1000 // (self._rate * STEP)
        edges = [self._edge(step) - begin for step in range(done, whole + 1)]
        if whole > done:
            self._found += np.maximum.reduceat(rest[: edges[-1]], edges[:-1]).tolist()
        self._rest = rest[edges[-1] :]

    def all(self) -> list[float]:
        """Those of whole steps, and that of what is left."""
        rest = self._rest
        return [*self._found, *([float(rest.max())] if rest is not None and len(rest) else [])]

    def _edge(self, step: int) -> int:
        return step * self._rate * STEP // 1000


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
