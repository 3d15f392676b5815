"""A long sound kept on disk while it is worked on: ten hours take 1.6 GB there and nothing in memory."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.errors import SetupError
from pipeline.narrate.pcm import SAMPLE_BYTES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_IN_MEMORY = 1 << 20
"""Bytes up to which no file is made: 24 s."""
_BLOCK = 1 << 16
FULL_SCALE = 32_768


@contextmanager
def on_disk() -> Iterator[None]:
    """Around work on a temporary file. Raises `SetupError` with the system's reason."""
    try:
        yield
    except OSError as error:
        raise SetupError(
            f"The narration cannot be kept while it is made: {error.strerror or error} (errno {error.errno}).",
            place=tempfile.gettempdir(),
            remedy="Make room, or set TMPDIR to a folder with more.",
        ) from error


class Spool:
    """16-bit native-endian mono samples, added at the end, read anywhere. The file has no name and goes with it."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - `close` closes it
        self.samples = 0

    def add(self, sound: bytes) -> None:
        """Raises `SetupError` when the disk is full."""
        with on_disk():
            self._file.seek(self.samples * SAMPLE_BYTES)
            self._file.write(sound)
        self.samples += len(sound) // SAMPLE_BYTES

    def read(self, begin: int, end: int) -> "NDArray[np.float64]":
        """Samples within +-1; zeros outside of what was added."""
        import numpy as np

        low, high = max(begin, 0), min(max(end, 0), self.samples)
        self._file.seek(low * SAMPLE_BYTES)
        inside = np.frombuffer(self._file.read((high - low) * SAMPLE_BYTES), np.int16) / FULL_SCALE
        return np.pad(inside, (low - begin, end - high))

    def blocks(self) -> Iterator[bytes]:
        """All of it in order."""
        for begin in range(0, self.samples * SAMPLE_BYTES, _BLOCK):
            self._file.seek(begin)
            yield self._file.read(min(_BLOCK, self.samples * SAMPLE_BYTES - begin))

    def digest(self) -> bytes:
        """The sha256 of the samples."""
        digest = hashlib.sha256()
        for block in self.blocks():
            digest.update(block)
        return digest.digest()

    def close(self) -> None:
        self._file.close()
