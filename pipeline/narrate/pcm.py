"""Sound as 16-bit native-endian mono samples in bytes: silence, another rate, PyAV's frames."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av import AudioFrame

SAMPLE_BYTES = 2


def samples_in(milliseconds: int, rate: int) -> int:
    """Whole samples in so many milliseconds, rounded down: 7,717 for 350 ms at 22,050 Hz."""
    return milliseconds * rate // 1000


def silence(samples: int) -> bytes:
    return bytes(samples * SAMPLE_BYTES)


def frame_of(sound: bytes, rate: int, begin: int = 0) -> "AudioFrame":
    """PyAV's form of a sound; `begin` is its place in a longer one, in samples."""
    from av import AudioFrame

    frame = AudioFrame(format="s16", layout="mono", samples=len(sound) // SAMPLE_BYTES)
    frame.planes[0].update(sound)
    frame.sample_rate = rate
    frame.pts = begin
    return frame


def resampled(sound: bytes, rate: int, wanted: int) -> bytes:
    """The sound at another rate (hertz), as long to within a sample; less than 2 ms may come to nothing."""
    if rate == wanted or not sound:
        return sound
    from av import AudioResampler

    resampler = AudioResampler(format="s16", layout="mono", rate=wanted)
    frames = [*resampler.resample(frame_of(sound, rate)), *resampler.resample(None)]
    return b"".join(bytes(frame.planes[0])[: frame.samples * SAMPLE_BYTES] for frame in frames)
