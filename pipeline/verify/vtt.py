"""WebVTT, as far as captions of a narration use it."""

import html
import re
from dataclasses import dataclass

_TIMES = re.compile(r"((?:\d{2,}:)?\d{2}:\d{2}\.\d{3}) --> ((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})(?:[ \t].*)?")
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
    return Cue(name, begin, end, plain(_TAG.sub("", "\n".join(lines[1:]))))


def plain(text: str) -> str:
    """What is left for comparison: no entities, no isolates, single spaces."""
    return " ".join(html.unescape(text).translate(_ISOLATES).split())


def _milliseconds(clock: str) -> int:
    seconds = 0.0
    for part in clock.split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds * 1000)
