"""Reading sound files back, as a player does."""

import io
from array import array

import av
import numpy as np
from numpy.typing import NDArray

from pipeline.bench.ear import heard

FULL_SCALE = 32_768


def decoded(data: bytes, form: str | None = None) -> tuple[NDArray[np.float64], int]:
    """Samples within +-1, and their rate in hertz; the padding that the file declares is dropped.

    `form`: as players know it from a file's name; by content alone FFmpeg mistakes some files of a kilobyte.
    """
    with av.open(io.BytesIO(data), "r", format=form) as container:
        rate = container.streams.audio[0].rate
        frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    return np.concatenate(frames).astype(np.float64), rate


def metadata(data: bytes) -> dict[str, str]:
    with av.open(io.BytesIO(data), "r") as container:
        return dict(container.metadata)


def loudness(samples: NDArray[np.float64]) -> float:
    """Root mean square in decibels of full scale."""
    return float(20 * np.log10(max(np.sqrt(np.mean(samples**2)), 1e-9))) if len(samples) else -180.0


def onset(samples: NDArray[np.float64], decibels: float) -> int:
    """The first sample above so many decibels of full scale; as many as there are where none is."""
    loud = np.flatnonzero(np.abs(samples) > 10 ** (decibels / 20))
    return int(loud[0]) if len(loud) else len(samples)


def noise(samples: int, seed: int = 1) -> bytes:
    """16-bit white noise at a tenth of full scale."""
    drawn = np.random.default_rng(seed).uniform(-0.1, 0.1, samples) * FULL_SCALE
    return array("h", drawn.astype(np.int16).tolist()).tobytes()


def samples_of(data: bytes, rate: int) -> NDArray[np.float64]:
    """The file's samples at another rate."""
    resampler = av.AudioResampler("flt", "mono", rate)
    with av.open(io.BytesIO(data), "r") as container:
        decoded = [new for frame in container.decode(audio=0) for new in resampler.resample(frame)]
    frames = [*decoded, *resampler.resample(None)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.float64)


def lag(original: NDArray[np.float64], heard: NDArray[np.float64]) -> int:
    """By how many samples a sound comes late, by their cross-correlation; negative when it comes early."""
    size = 1 << (len(original) + len(heard)).bit_length()
    spectrum = np.conj(np.fft.rfft(original, size)) * np.fft.rfft(heard, size)
    found = int(np.argmax(np.fft.irfft(spectrum)))
    return found if found < size // 2 else found - size


def heard_as(samples: NDArray[np.float64], rate: int) -> tuple[float, float]:
    """Integrated loudness (LUFS) and true peak (dBFS) as FFmpeg measures them."""
    return heard(samples.astype(np.float32), rate)


def chapters(data: bytes) -> list[tuple[str, int]]:
    """Titles and begins in milliseconds."""
    with av.open(io.BytesIO(data), "r") as container:
        return [
            (each["metadata"]["title"], round(each["start"] * (each["time_base"] or 1) * 1000))
            for each in container.chapters()
        ]


def stream_metadata(data: bytes) -> dict[str, str]:
    with av.open(io.BytesIO(data), "r") as container:
        return dict(container.streams.audio[0].metadata)
