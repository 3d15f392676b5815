"""Louder without clipping: a gain, and a limiter that turns it down around peaks before they come.

The limiter sees the whole sound, so that it looks ahead and delays nothing: every sample keeps its place.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

OVERSAMPLING = 4
"""BS.1770-4, annex 2: peaks between samples are looked for at three places."""
_TAPS = 12
"""Samples that a value between two of them is interpolated from."""
_REACH_MS = 12
"""How long before and after a peak the gain is as low as at it: more than a period of the lowest voices, so that
the shape of their waves stays. It falls and rises as long."""
_BLOCK = 1 << 17


def limited(
    read: Callable[[int, int], "Samples"], length: int, rate: int, gain: float, ceiling: float
) -> Iterator["Samples"]:
    """The sound times `gain`, its true peak at most `ceiling` (both linear), in blocks; as long as before.

    `read(begin, end)` gives samples within +-1 for positions that may lie outside of `[0, length)`: zeros there.
    """
    reach = ceil(_REACH_MS * rate / 1000)
    context = 2 * reach + _TAPS
    for begin in range(0, length, _BLOCK):
        end = min(begin + _BLOCK, length)
        sound = read(begin - context, end + context) * gain
        yield _turned_down(sound, reach, ceiling)[context : context + end - begin]


def _turned_down(sound: "Samples", reach: int, ceiling: float) -> "Samples":
    import numpy as np

    peaks = true_peaks(sound, ceiling)
    if not len(sound) or peaks.max() <= ceiling:
        return sound
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    return sound * _mean(_lowest(wanted, reach), reach)


def true_peaks(sound: "Samples", worth: float = 0.0) -> "Samples":
    """At each sample the highest magnitude of it and of the values between it and its neighbours.

    Between samples so low that nothing near them can exceed `worth` nobody looks: speech is mostly low.
    """
    import numpy as np

    highest = np.abs(sound)
    places = _near(highest > worth / _most(), _TAPS // 2)
    padded = np.pad(sound, (_TAPS // 2 - 1, _TAPS // 2 + 1))
    around = np.lib.stride_tricks.sliding_window_view(padded, _TAPS)[places]
    between = np.abs(np.einsum("ij,kj->ik", around, np.stack(_phases()))).max(axis=1, initial=0)
    highest[places] = np.maximum(highest[places], between)
    behind = places[places + 1 < len(sound)] + 1
    highest[behind] = np.maximum(highest[behind], between[: len(behind)])
    return highest


def _near(is_high: "NDArray[np.bool_]", reach: int) -> "NDArray[np.intp]":
    """Where any of the values up to `reach` places away is high."""
    import numpy as np

    spread = is_high.copy()
    for step in range(1, reach + 1):
        spread[step:] |= is_high[:-step]
        spread[:-step] |= is_high[step:]
    return np.flatnonzero(spread)


def _most() -> float:
    """How many times the highest of its samples a value between them can be."""
    import numpy as np

    return float(max(np.abs(phase).sum() for phase in _phases()))


@lru_cache(maxsize=1)
def _phases() -> tuple["Samples", ...]:
    """Interpolators for a quarter, a half and three quarters of the way: sinc under a Kaiser window."""
    import numpy as np

    places = np.arange(_TAPS) - _TAPS // 2
    window = np.kaiser(_TAPS * OVERSAMPLING + 1, 5.0)
    found = []
    for step in range(1, OVERSAMPLING):
        taps = np.sinc(places + step / OVERSAMPLING) * window[step::OVERSAMPLING][:_TAPS]
        found.append((taps / taps.sum())[::-1])  # the sample that lies furthest back comes first
    return tuple(found)


def _lowest(values: "Samples", reach: int) -> "Samples":
    """At each place the lowest value at most `reach` places away."""
    import numpy as np

    lowest, width = np.pad(values, reach, mode="edge"), 1
    while width < 2 * reach + 1:
        step = min(width, 2 * reach + 1 - width)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        width += step
    return lowest


def _mean(values: "Samples", reach: int) -> "Samples":
    """A weighted mean over at most `reach` places either side: two running means, so that nothing jumps.

    It never exceeds a value that all places within reach have, so that the gain at a peak is low enough.
    """
    half = reach // 2
    return _running_mean(_running_mean(values, half), half)


def _running_mean(values: "Samples", half: int) -> "Samples":
    import numpy as np

    sums = np.cumsum(np.pad(values, (half + 1, half), mode="edge"))
    return (sums[2 * half + 1 :] - sums[: -2 * half - 1]) / (2 * half + 1)
