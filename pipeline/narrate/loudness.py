"""Loudness as people hear it: ITU-R BS.1770-4 and EBU R 128, for mono speech.

The two filters are those of BS.1770-4, annex 1, for any sample rate, with the analogue parameters that
libebur128 derived from its tables for 48 kHz.
"""

from array import array
from collections.abc import Iterator
from functools import lru_cache
from math import log10, pi, tan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]
    Single = NDArray[np.float32]

HOPS_IN_BLOCK = 4
"""Blocks of 400 ms begin every 100 ms."""
ABSOLUTE_GATE = -70.0
"""LUFS; a block below it is silence."""
RELATIVE_GATE = -10.0
"""LU below the loudness of what passed the first gate; a block below it is a pause."""
_OFFSET = -0.691
_WINDOW = 1 << 17
"""Samples filtered at once, in single precision: that takes half the time, and errs by 0.000001 LU."""


class Meter:
    """Measures a sound that comes in pieces; how it is cut makes no difference. Memory: 80 bytes a second."""

    def __init__(self, rate: int) -> None:
        """`rate` in hertz."""
        import numpy as np

        self._rate = rate
        self._hop = rate // 10
        self._context = rate // 3  # the filters have forgotten it: 38 Hz, critically damped
        self._step = (_WINDOW - self._context) // self._hop * self._hop
        self._held: Single = np.zeros(self._context, np.float32)
        self._powers = array("d")  # a list of floats would take four times the room

    def add(self, samples: "Samples") -> None:
        """Samples within +-1."""
        import numpy as np

        self._held = np.concatenate([self._held, samples.astype(np.float32)])
        while len(self._held) >= self._context + self._step:
            self._measure(self._step)

    def integrated(self) -> float | None:
        """LUFS of all that was added; None for silence, and for less than 100 ms. Ends the measurement."""
        self._measure(max(len(self._held) - self._context, 0))
        if not self._powers:
            return None
        heard = _mean(self._above(ABSOLUTE_GATE))
        if heard is None:
            return None
        loud = _mean(self._above(max(_lufs(heard) + RELATIVE_GATE, ABSOLUTE_GATE)))
        return None if loud is None else _lufs(loud)

    def _above(self, gate: float) -> Iterator[float]:
        """Mean squares of the blocks that are louder."""
        width = min(HOPS_IN_BLOCK, len(self._powers))
        for at in range(len(self._powers) - width + 1):
            power = sum(self._powers[at : at + width]) / width
            if _lufs(power) > gate:
                yield power

    def _measure(self, length: int) -> None:
        """Mean squares of the next `length` samples, hop by hop; the rest of a hop at the end is left out."""
        import numpy as np

        window = self._held[: self._context + length]
        heard = np.fft.irfft(np.fft.rfft(window, _WINDOW) * _weighting(self._rate), _WINDOW)
        hops = length // self._hop
        new = heard[self._context : self._context + hops * self._hop].reshape(hops, self._hop)
        self._powers.extend(((new**2).sum(axis=1, dtype=np.float64) / self._hop).tolist())
        self._held = self._held[length:]


def _mean(powers: Iterator[float]) -> float | None:
    """Summed in order, as they come: nothing is held."""
    total, count = 0.0, 0
    for power in powers:
        total, count = total + power, count + 1
    return total / count if count else None


def _lufs(power: float) -> float:
    return _OFFSET + 10 * log10(power) if power > 0 else float("-inf")


@lru_cache(maxsize=4)
def _weighting(rate: int) -> "NDArray[np.complex64]":
    """K-weighting at each frequency of a window: a shelf for the head's own gain, then a high pass."""
    import numpy as np

    z = np.exp(-1j * 2 * pi * np.arange(_WINDOW // 2 + 1) / _WINDOW)
    return (_shelf(rate, z) * _high_pass(rate, z)).astype(np.complex64)


def _shelf(rate: int, z: "NDArray[np.complex128]") -> "NDArray[np.complex128]":
    k, q = tan(pi * 1681.974450955533 / rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    above = (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k)
    return _biquad(above, k, q, z)


def _high_pass(rate: int, z: "NDArray[np.complex128]") -> "NDArray[np.complex128]":
    """Its gain at high frequencies is not 1: BS.1770 leaves the numerator as it is."""
    k, q = tan(pi * 38.13547087602444 / rate), 0.5003270373238773
    scale = 1 + k / q + k * k
    return _biquad((scale, -2 * scale, scale), k, q, z)


def _biquad(
    above: tuple[float, float, float], k: float, q: float, z: "NDArray[np.complex128]"
) -> "NDArray[np.complex128]":
    below = (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k)
    response: NDArray[np.complex128] = (above[0] + above[1] * z + above[2] * z**2) / (
        below[0] + below[1] * z + below[2] * z**2
    )
    return response


def decibels(ratio: float) -> float:
    """20 log10; minus infinity for 0."""
    return 20 * log10(ratio) if ratio > 0 else float("-inf")
