"""A picture of finished narrations: the peaks of the decoded file, and where each segment sounds in it.

Time runs from left to right in all of them; the words under a clip keep the direction of their language. Colours are
for light and dark, by the reader's setting. What the picture shows is told in words too.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from pipeline.bench.ear import decoded
from pipeline.bench.plot import SVG
from pipeline.errors import UsageError
from pipeline.language import Lang

SECONDS = 30
"""From the begin of each narration."""
WIDTH = 960
_LEFT, _RIGHT = 20, 940
_TOP, _PANEL, _HALF = 10, 190, 44
_COLUMN = 2
"""Wide is the part of the sound that has one line, its peak."""
_LETTER = 6.5
"""Wide is a letter, about."""
_STYLE = """
.ground{fill:#fff}.wave{stroke:#1f5f8b;stroke-width:1.4}.clip{fill:#e4eef5;stroke:#7894a8}.axis{stroke:#5c6670}
text{fill:#1b1f23;font:12px system-ui,"Noto Sans","Noto Naskh Arabic",sans-serif}.head{font-size:15px}
@media (prefers-color-scheme:dark){.ground{fill:#0d1117}.wave{stroke:#79c0ff}.clip{fill:#1c2733;stroke:#6b8296}
.axis{stroke:#9aa4ae}text{fill:#e6edf3}}
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A segment or a note where it sounds."""

    begin: float
    """Seconds."""
    end: float
    """Seconds; at most where the picture ends."""
    text: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class Shown:
    """The begin of one narration."""

    lang: Lang
    marks: tuple[Mark, ...]
    peaks: tuple[float, ...]
    """Of each column, 0 to 1."""


def picture(folders: Sequence[Path], seconds: int = SECONDS) -> str:
    """An SVG document of the editions in some folders. The same files give the same text.

    Raises `UsageError` for a folder that holds no finished edition with sound.
    """
    shown = [read(folder, seconds) for folder in folders]
    height = _TOP + _PANEL * len(shown)
    root = Xml.Element(
        "svg", {"xmlns": SVG, "viewBox": f"0 0 {WIDTH} {height}", "role": "img", "aria-labelledby": "t d"}
    )
    Xml.SubElement(root, "title", id="t").text = f"The first {seconds} seconds of {len(shown)} narrations"
    Xml.SubElement(root, "desc", id="d").text = " ".join(
        ["Time runs from left to right.", *(_told(each) for each in shown)]
    )
    Xml.SubElement(root, "style").text = _STYLE
    Xml.SubElement(root, "rect", {"class": "ground", "width": str(WIDTH), "height": str(height)})
    for number, each in enumerate(shown):
        _draw(root, each, seconds, _TOP + _PANEL * number)
    return Xml.tostring(root, "unicode") + "\n"


def read(folder: Path, seconds: int = SECONDS) -> Shown:
    """What is drawn of one edition. Raises `UsageError` where there is nothing."""
    try:
        record = json.loads((folder / "edition.json").read_text("utf-8"))
        data = (folder / record["narration"]["file"]).read_bytes()
    except (OSError, TypeError) as error:
        raise UsageError("holds no finished edition with sound.", place=str(folder)) from error
    marks = sorted(_marks(record, seconds), key=lambda mark: mark.begin)
    return Shown(Lang.parse(record["lang"]), tuple(marks), tuple(_peaks(data, seconds)))


def _marks(record: dict[str, Any], seconds: int) -> Iterator[Mark]:
    for part in (*record["segments"], *record["notes"]):
        clip = part["clip"]
        if clip and clip["begin"] < seconds * 1000:
            text, end = part.get("target", part.get("text", "")), min(clip["end"] / 1000, seconds)
            yield Mark(clip["begin"] / 1000, end, text, Lang.parse(part["lang"]))


def _peaks(data: bytes, seconds: int) -> Iterator[float]:
    """To a hundredth, so that the last digits of a decoder, which differ between processors, change nothing."""
    sound, rate = decoded(data)
    columns = (_RIGHT - _LEFT) // _COLUMN
    for column in range(columns):
        begin, end = (at * seconds * rate // columns for at in (column, column + 1))
        yield round(float(abs(sound[begin:end]).max(initial=0)), 2)


def _told(shown: Shown) -> str:
    """What is drawn, in words."""
    parts = (f"{mark.begin:.1f} to {mark.end:.1f} s: {mark.text}" for mark in shown.marks)
    return f"{shown.lang.name_in(Lang.parse('en'))}, {len(shown.marks)} clips. {' | '.join(parts)}."


def _draw(root: Xml.Element, shown: Shown, seconds: int, top: int) -> None:
    middle = top + 30 + _HALF
    _text(root, shown.lang.autonym, shown.lang, _LEFT, _RIGHT, top + 14).set("class", "head")
    for number, mark in enumerate(shown.marks):
        _clip(root, mark, seconds, middle, number)
    lines = []
    for number, peak in enumerate(shown.peaks):
        high = max(0.5, peak * _HALF)
        lines.append(f"M{_LEFT + number * _COLUMN + 1} {middle - high:.1f}v{2 * high:.1f}")
    Xml.SubElement(root, "path", {"class": "wave", "d": "".join(lines)})
    for second in range(0, seconds + 1, 5):
        x = _x(second, seconds)
        ends = {"x1": f"{x:.1f}", "x2": f"{x:.1f}", "y1": f"{middle + _HALF}", "y2": f"{middle + _HALF + 5}"}
        Xml.SubElement(root, "line", {"class": "axis", **ends})
        anchor = "start" if second == 0 else "end" if second == seconds else "middle"
        place = {"x": f"{x:.1f}", "y": str(middle + _HALF + 54), "text-anchor": anchor}
        Xml.SubElement(root, "text", place).text = f"{second} s"


def _clip(root: Xml.Element, mark: Mark, seconds: int, middle: int, number: int) -> None:
    """A field behind the sound, and the begin of its words below; of two neighbours one stands lower."""
    begin, end = _x(mark.begin, seconds), _x(mark.end, seconds)
    size = {
        "x": f"{begin:.1f}",
        "y": str(middle - _HALF),
        "width": f"{end - begin:.1f}",
        "height": str(2 * _HALF),
    }
    Xml.SubElement(root, "rect", {"class": "clip", **size})
    shown = _short(mark.text, int((end - begin) / _LETTER))
    _text(root, shown, mark.lang, begin, end, middle + _HALF + 18 + 16 * (number % 2))


def _text(root: Xml.Element, text: str, lang: Lang, left: float, right: float, y: float) -> Xml.Element:
    """Within its bounds at the side where its language begins a line."""
    start = right if lang.direction == "rtl" else left
    place = {"x": f"{start:.1f}", "y": f"{y:g}", "direction": lang.direction, "lang": lang.tag}
    element = Xml.SubElement(root, "text", place)
    element.text = text
    return element


def _x(second: float, seconds: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * second / seconds


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: max(most - 1, 1)].rstrip()}…"
