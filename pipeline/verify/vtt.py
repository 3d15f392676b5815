"""WebVTT, as far as captions of a narration use it."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TIMES = re.compile(r"((?:\d{2,}:)?\d{2}:\d{2}\.\d{3}) --> ((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})(?:[ \t].*)?")
_TIME = re.compile(r"<((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})>")
_TAG = re.compile(r"<[^>]*>")
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue; times in milliseconds."""

    id: str
    begin: int
    end: int
    text: str
    """Without tags and isolates, white space made single."""
    times: tuple[tuple[int, int], ...] = ()
    """The times within it, each with the `reach` of what stands before it."""


class VttError(ValueError):
    """Names the line that cannot be read."""


def parse(data: bytes) -> tuple[Cue, ...]:
    """The cues of a file. Raises `VttError`."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise VttError("is not UTF-8") from error
    header, *blocks = re.split(r"\n\n+", text.strip("\n"))
    if not re.match(r"WEBVTT(\s|$)", header):
        raise VttError("does not begin with WEBVTT")
    kept = [block for block in blocks if not block.startswith(("NOTE", "STYLE", "REGION"))]
    return tuple(_cue(block) for block in kept)


def _cue(block: str) -> Cue:
    lines = block.split("\n")
    name, lines = ("", lines) if "-->" in lines[0] else (lines[0], lines[1:])
    times = _TIMES.fullmatch(lines[0]) if lines else None
    if times is None:
        raise VttError(f"the cue {name!r} has no times")
    begin, end = (_milliseconds(each) for each in times.groups())
    payload = "\n".join(lines[1:])
    return Cue(name, begin, end, plain(_TAG.sub("", payload)), tuple(_within(payload)))


def _within(payload: str) -> Iterator[tuple[int, int]]:
    for tag in _TIME.finditer(payload):
        before = html.unescape(_TAG.sub("", payload[: tag.start()]))
        yield _milliseconds(tag[1]), reach(before)


def plain(text: str) -> str:
    """What is left for comparison: no entities, no isolates, single spaces."""
    return " ".join(html.unescape(text).translate(_ISOLATES).split())


def reach(text: str) -> int:
    """How far a text goes, in characters that leave a mark: captions set spaces and isolates as they need them."""
    return len("".join(text.translate(_ISOLATES).split()))


def _milliseconds(clock: str) -> int:
    seconds = 0.0
    for part in clock.split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds * 1000)
