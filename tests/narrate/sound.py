"""Reading sound files back, as a player does."""

import io
from array import array

import av
import numpy as np
from numpy.typing import NDArray

FULL_SCALE = 32_768


def decoded(data: bytes) -> tuple[NDArray[np.float64], int]:
    """Samples within +-1, and their rate in hertz; the padding that the file declares is dropped."""
    with av.open(io.BytesIO(data), "r") as container:
        rate = container.streams.audio[0].rate
        frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    return np.concatenate(frames).astype(np.float64), rate


def metadata(data: bytes) -> dict[str, str]:
    with av.open(io.BytesIO(data), "r") as container:
        return dict(container.metadata)


def loudness(samples: NDArray[np.float64]) -> float:
    """Root mean square in decibels of full scale."""
    return float(20 * np.log10(max(np.sqrt(np.mean(samples**2)), 1e-9))) if len(samples) else -180.0


def noise(samples: int, seed: int = 1) -> bytes:
    """16-bit white noise at a tenth of full scale."""
    drawn = np.random.default_rng(seed).uniform(-0.1, 0.1, samples) * FULL_SCALE
    return array("h", drawn.astype(np.int16).tolist()).tobytes()
