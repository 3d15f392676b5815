"""The picture of an edition: a front page without words, drawn to the language's side.

Players show it beside a narration, directories beside a podcast.
"""

import struct
import zlib
from functools import lru_cache

SIDE = 600
"""Pixels, square: players shrink it to a stamp."""
LARGE = 1800
"""Pixels, square: podcast directories take 1,400 to 3,000."""
_PALETTE = bytes.fromhex("fdfcf81b1b1b8f1d1d8a8781")
"""Paper, ink, accent, grey: the colours of the pages."""
_PAPER, _INK, _ACCENT, _GREY = range(4)

_BARS = (
    # in pixels of 600, from the top: first row, height, begin and end of the bar in hundredths of the width, colour
    (72, 10, 10, 90, _INK), (88, 3, 10, 90, _INK), (124, 14, 10, 26, _ACCENT),
    (166, 44, 10, 84, _INK), (228, 44, 10, 62, _INK),
    *((304 + 26 * line, 9, 10, end, _GREY) for line, end in enumerate((90, 88, 90, 84, 90, 87, 90, 52))),
)  # fmt: skip


@lru_cache(maxsize=4)
def cover(direction: str, side: int = SIDE) -> bytes:
    """A PNG for `ltr` or `rtl`, `side` pixels square, a multiple of 600; the same bytes everywhere."""
    scale = side // SIDE
    rows = [bytes(side)] * side
    for top, height, begin, end, colour in _BARS:
        row = _row(side, begin * side // 100, end * side // 100, colour)
        row = row if direction == "ltr" else row[::-1]
        rows[top * scale : (top + height) * scale] = [row] * (height * scale)
    pixels = b"".join(b"\0" + row for row in rows)  # each row without a filter
    header = struct.pack(">IIBBBBB", side, side, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", _PALETTE), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _row(side: int, begin: int, end: int, colour: int) -> bytes:
    return bytes([_PAPER] * begin + [colour] * (end - begin) + [_PAPER] * (side - end))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
