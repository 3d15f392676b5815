"""ID3v2.4 tags with chapters: what players show of an MP3.

The frames are those of the ID3v2.4.0 native frames document and of its chapter frame addendum (CHAP, CTOC).
Nothing of time or place goes in but what it is given.
"""

from collections.abc import Sequence
from struct import pack

from pipeline.narrate.label import Label

_TEXT_FRAMES = {
    "title": "TIT2",
    "artist": "TPE1",
    "album": "TALB",
    "date": "TDRC",
    "language": "TLAN",
    "copyright": "TCOP",
}
_UTF8 = b"\x03"
_FRONT_COVER = b"\x03"
_NO_OFFSET = 0xFFFFFFFF
"""Chapters are found by their times, not by bytes."""
_TOP_LEVEL_AND_ORDERED = 3


def id3(label: Label, samples: int, rate: int) -> bytes:
    """The tag that goes before the sound; empty when there is nothing to say."""
    tags = label.written()
    frames = [_text(_TEXT_FRAMES[name], value) for name, value in tags.items() if name in _TEXT_FRAMES]
    if "comment" in tags:
        frames.append(_comment(tags["comment"], tags.get("language", "und")))
    if label.cover:
        frames.append(_picture(label.cover))
    spans = label.spans(samples, rate)
    if spans:
        frames += _chapters(spans)
    body = b"".join(frames)
    return b"ID3\x04\x00\x00" + _syncsafe(len(body)) + body if body else b""


def _text(name: str, value: str) -> bytes:
    return _frame(name, _UTF8 + value.encode() + b"\0")


def _comment(value: str, language: str) -> bytes:
    return _frame("COMM", _UTF8 + language.encode("ascii") + b"\0" + value.encode() + b"\0")


def _picture(png: bytes) -> bytes:
    return _frame("APIC", _UTF8 + b"image/png\0" + _FRONT_COVER + b"\0" + png)


def _chapters(spans: Sequence[tuple[str, int, int]]) -> list[bytes]:
    names = [f"ch{index}".encode() + b"\0" for index in range(len(spans))]
    if len(names) > 255:  # the table counts in one byte; the chapters are found without it
        contents = []
    else:
        flags = bytes([_TOP_LEVEL_AND_ORDERED, len(names)])
        contents = [_frame("CTOC", b"toc\0" + flags + b"".join(names))]
    return contents + [
        _frame("CHAP", name + pack(">4I", begin, end, _NO_OFFSET, _NO_OFFSET) + _text("TIT2", title))
        for name, (title, begin, end) in zip(names, spans, strict=True)
    ]


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + _syncsafe(len(body)) + b"\0\0" + body


def _syncsafe(number: int) -> bytes:
    """28 bits in four bytes of seven: no byte looks like the begin of a sound frame."""
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))
