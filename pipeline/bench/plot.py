"""The figures as one SVG: a bar a ratio, with a line at 1, and a curve a growth, both axes logarithmic.

Colours are the page's own (`currentColor`), so that it reads on light and dark; text is text, and what the picture
shows is told in words too.
"""

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10
from pathlib import Path
from xml.etree import ElementTree as Xml

from pipeline.bench import Measured
from pipeline.bench.figure import Curve, Figure, digits
from pipeline.errors import OutputError

SVG = "http://www.w3.org/2000/svg"
WIDTH = 960
_LEFT, _RIGHT = 430, 900
_ROW, _CHART = 40, 320


def keep(measured: Measured, file: Path) -> None:
    """Writes the picture. Raises `OutputError`."""
    try:
        file.write_text(picture(measured), "utf-8")
    except OSError as error:
        raise OutputError(f"Cannot be written: {error.strerror}.", place=str(file)) from error


def picture(measured: Measured) -> str:
    """An SVG document. The same figures give the same text."""
    bars = [figure for figure in measured.figures if figure.ratio]
    height = 60 + _ROW * len(bars) + 60 + (_CHART + 60) * len(measured.curves)
    root = Xml.Element(
        "svg",
        {"xmlns": SVG, "viewBox": f"0 0 {WIDTH} {height}", "role": "img", "aria-labelledby": "title desc",
         "font-family": "system-ui, sans-serif", "font-size": "13", "fill": "currentColor"},
    )  # fmt: skip
    Xml.SubElement(root, "title", id="title").text = "Editions: ratios against peers, and growth"
    Xml.SubElement(root, "desc", id="desc").text = " ".join(_told(bars, measured.curves))
    _bars(root, bars)
    for number, curve in enumerate(measured.curves):
        _curve(root, curve, top=60 + _ROW * len(bars) + 60 + (_CHART + 60) * number)
    return Xml.tostring(root, "unicode") + "\n"


def _told(bars: Sequence[Figure], curves: Sequence[Curve]) -> Iterator[str]:
    """What the picture shows, a sentence a bar and a curve."""
    for figure in bars:
        yield f"{figure.what} against {figure.against}: {digits(figure.ratio or 0)} {figure.meaning}."
    for curve in curves:
        yield f"{curve.name}: {', '.join(f'{p.articles:,} articles {p.seconds:.1f} s' for p in curve.points)}."


def _bars(root: Xml.Element, bars: Sequence[Figure]) -> None:
    if not bars:
        return
    powers = [log10(figure.ratio or 1) for figure in bars]
    scale = _Scale(min(0, floor(min(powers))), max(1, ceil(max(powers))), _LEFT, _RIGHT)
    bottom = 50 + _ROW * len(bars)
    _text(root, "Ratio to the peer; the line is 1, where both are alike", 16, 24, size=16)
    for power in range(scale.low, scale.high + 1):
        _line(root, scale(10**power), 44, scale(10**power), bottom, width=2 if power == 0 else 0.5)
        _text(root, f"{10.0**power:g}", scale(10**power), bottom + 18, anchor="middle")
    for number, figure in enumerate(bars):
        _bar(root, figure, scale, 50 + _ROW * number)


def _bar(root: Xml.Element, figure: Figure, scale: "_Scale", top: int) -> None:
    ratio = figure.ratio or 1
    begin, end = sorted((scale(1), scale(ratio)))
    solid = figure.meaning == "times as fast"
    Xml.SubElement(
        root,
        "rect",
        {"x": f"{begin:.1f}", "y": str(top + 6), "width": f"{max(1.0, end - begin):.1f}", "height": "20",
         "fill": "currentColor", "fill-opacity": "0.6" if solid else "0.2", "stroke": "currentColor"},
    )  # fmt: skip
    _text(root, _short(figure.what), 16, top + 16)
    _text(root, _short(f"against {figure.against}"), 16, top + 32, size=11)
    place = (end + 6, "start") if end < _RIGHT - 60 else (begin - 6, "end")
    _text(root, digits(ratio), place[0], top + 21, anchor=place[1])


def _short(text: str, most: int = 62) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _curve(root: Xml.Element, curve: Curve, top: int) -> None:
    """Seconds over articles."""
    points = [(point.articles, point.seconds) for point in curve.points]
    across = _spanning([articles for articles, _ in points], 90, _RIGHT)
    up = _spanning([seconds for _, seconds in points], top + _CHART - 20, top + 20)
    _text(root, f"Seconds of a build over articles: {curve.name}", 16, top, size=16)
    for power in range(across.low, across.high + 1):
        _line(root, across(10**power), up(10**up.low), across(10**power), up(10**up.high), width=0.5)
        _text(root, f"{10.0**power:,g}", across(10**power), up(10**up.low) + 18, anchor="middle")
    for power in range(up.low, up.high + 1):
        _line(root, across(10**across.low), up(10**power), across(10**across.high), up(10**power), width=0.5)
        _text(root, f"{10.0**power:g} s", across(10**across.low) - 8, up(10**power) + 4, anchor="end")
    places = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in points)
    drawn = {"points": places, "fill": "none", "stroke": "currentColor", "stroke-width": "2.5"}
    Xml.SubElement(root, "polyline", drawn)
    for x, y in points:
        place = {"cx": f"{across(x):.1f}", "cy": f"{up(y):.1f}", "r": "4", "fill": "currentColor"}
        Xml.SubElement(root, "circle", place)
        _text(root, f"{y:.1f} s", across(x), up(y) - 12, anchor="middle")


class _Scale:
    """A logarithmic axis from 10**low to 10**high, drawn from `begin` to `end`."""

    def __init__(self, low: int, high: int, begin: float, end: float) -> None:
        self.low, self.high = low, high
        self._begin, self._step = begin, (end - begin) / (high - low)

    def __call__(self, value: float) -> float:
        return self._begin + (log10(value) - self.low) * self._step


def _spanning(values: Sequence[float], begin: float, end: float) -> _Scale:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return _Scale(low, max(high, low + 1), begin, end)


def _line(root: Xml.Element, x1: float, y1: float, x2: float, y2: float, width: float) -> None:
    ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    Xml.SubElement(root, "line", {**ends, "stroke": "currentColor", "stroke-width": f"{width:g}"})


def _text(root: Xml.Element, text: str, x: float, y: float, *, anchor: str = "start", size: int = 13) -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "font-size": str(size)}
    Xml.SubElement(root, "text", place).text = text
