"""MP3 of constant bit rate through LAME, with the frame that tells players where the sound begins and ends.

LAME itself comes from the `lameenc` wheel: the one inside PyAV is built without its fast paths and takes three
times as long for the same bits. Encoders of MP3 start late and end late; the first frame (Xing's, in LAME's
form, https://gabriel.mp3-tech.org/mp3infotag.html) says by how much, and players drop that.
"""

import tempfile
from dataclasses import dataclass
from struct import pack

from pipeline.narrate.id3 import id3
from pipeline.narrate.label import Label
from pipeline.narrate.spool import on_disk

RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
"""Hertz that MP3 knows."""
KBPS = 64
QUALITY = 4
"""LAME's, 0 best to 9 fastest: the one whose spectrum strays least from the original's at this bit rate, in 1.4 s of
the processor's time for ten minutes of speech (`editions bench --only encode`); 2 takes 1.6 times as long, 7 half."""
SCALE = -0.45
"""Decibels: LAME multiplies what it is given by 0.95 at this bit rate."""
_DELAY = 576
"""Samples that LAME puts before the sound; decoders add 529 of their own, which they know of."""
_VERSION = b"LAME3.100"
_HEADER = 4
_CONTENTS = 0x0F  # frames, bytes, table of contents, quality
_MPEG1_FROM = 32_000


class Mp3:
    """One file, written as the samples come. Sound goes to a temporary file, so that memory stays flat."""

    def __init__(self, rate: int, samples: int, label: Label) -> None:
        """`rate` in hertz, one of `RATES`; `samples` is how many will be added."""
        import lameenc

        self._form = _Form(rate)
        self._samples = samples
        self._tag = id3(label, samples, rate)
        self._encoder = lameenc.Encoder()
        self._encoder.set_bit_rate(KBPS)
        self._encoder.set_in_sample_rate(rate)
        self._encoder.set_out_sample_rate(rate)
        self._encoder.set_channels(1)
        self._encoder.set_quality(QUALITY)
        self._encoder.silence()
        with on_disk():
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - `close` closes it
            self._file.write(self._tag + bytes(self._form.info_size))

    def add(self, sound: bytes) -> None:
        """16-bit native-endian samples."""
        with on_disk():
            self._file.write(self._encoder.encode(sound))

    def finish(self) -> bytes:
        """The whole file."""
        with on_disk():
            self._file.write(self._encoder.flush())
            size = self._file.tell() - len(self._tag)
            self._file.seek(len(self._tag))
            self._file.write(self._form.info(size, self._samples))
            self._file.seek(0)
            return self._file.read()

    def close(self) -> None:
        self._file.close()


@dataclass(frozen=True, slots=True)
class _Form:
    """How frames look at one sample rate."""

    rate: int

    @property
    def is_mpeg1(self) -> bool:
        return self.rate >= _MPEG1_FROM

    @property
    def frame_samples(self) -> int:
        return 1152 if self.is_mpeg1 else 576

    @property
    def info_size(self) -> int:
        """Bytes of a frame without padding."""
        return self.frame_samples // 8 * KBPS * 1000 // self.rate

    def header(self) -> bytes:
        """Layer III, no checksum, 64 kb/s, no padding, mono."""
        family = self.rate * (1 if self.is_mpeg1 else 2 if self.rate >= 16_000 else 4)
        version = 0xFB if self.is_mpeg1 else 0xF3 if self.rate >= 16_000 else 0xE3
        bit_rate = 5 if self.is_mpeg1 else 8
        sampling = (44_100, 48_000, 32_000).index(family)
        return bytes([0xFF, version, bit_rate << 4 | sampling << 2, 0xC0])

    def info(self, size: int, samples: int) -> bytes:
        """The first frame, silent: `size` is that of all frames in bytes, with this one."""
        side = 17 if self.is_mpeg1 else 9
        count = -(-(size - self.info_size) * self.rate // (self.frame_samples // 8 * KBPS * 1000))
        padding = count * self.frame_samples - _DELAY - samples
        table = bytes(
            index * 256 // 100 for index in range(100)
        )  # constant bit rate: time is proportional to bytes
        told = self.header() + bytes(side) + b"Info" + pack(">3I", _CONTENTS, count, size) + table
        told += pack(">I", 100 - 10 * QUALITY) + _VERSION + bytes([0x01, 0]) + bytes(8)
        told += bytes([0, KBPS]) + (_DELAY << 12 | min(max(padding, 0), 0xFFF)).to_bytes(3, "big")
        told += bytes(4) + pack(">I", size) + bytes(2)
        return (told + pack(">H", _crc(told))).ljust(self.info_size, b"\0")


def _crc(data: bytes) -> int:
    """CRC-16/ARC, as LAME computes it over its own frame."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value
