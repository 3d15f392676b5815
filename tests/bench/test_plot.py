"""The picture is whole XML, says in words what it shows, and takes the page's own colours."""

import re
from xml.etree import ElementTree as Xml

import pytest

from pipeline.bench import Curve, Figure, Measured, Point
from pipeline.bench.plot import SVG, WIDTH, picture

FIGURES = (
    Figure("fast <one> & only", "90 sentences/s", "the peer", 2.4),
    Figure("slow", "3 s", "another", 0.04, "of its time"),
    Figure("unmeasured", "not installed: pip install peer"),
)
CURVE = Curve("pt, text only", tuple(Point(n, 0.9 + n / 2, 10**8) for n in (1, 10, 100)))
FULL = Measured(FIGURES, (CURVE,), {})
NAMES = {"s": SVG}


def drawn(measured: Measured) -> Xml.Element:
    return Xml.fromstring(picture(measured))


def test_it_has_a_title_and_says_what_it_shows() -> None:
    root = drawn(FULL)
    assert root.get("role") == "img"
    named = {part.get("id"): part.text or "" for part in root if part.get("id")}
    assert root.get("aria-labelledby", "").split() == list(named)
    assert "ratios" in named["title"]
    assert "fast <one> & only against the peer: 2.40 times as fast." in named["desc"]
    assert "100 articles 50.9 s" in named["desc"]


def test_a_bar_a_ratio_and_a_point_a_size() -> None:
    root = drawn(FULL)
    assert len(root.findall("s:rect", NAMES)) == 2
    assert len(root.findall("s:circle", NAMES)) == 3
    assert "unmeasured" not in picture(FULL)
    said = [text.text for text in root.findall("s:text", NAMES)]
    assert {"fast <one> & only", "against the peer", "2.40", "0.04", "50.9 s"} <= set(said)


def test_bars_begin_at_the_line_of_one() -> None:
    root = drawn(FULL)
    (one,) = [
        float(line.get("x1", "")) for line in root.findall("s:line", NAMES) if line.get("stroke-width") == "2"
    ]
    fast, slow = [
        (float(bar.get("x", "")), float(bar.get("width", ""))) for bar in root.findall("s:rect", NAMES)
    ]
    assert fast[0] == pytest.approx(one, abs=0.2)
    assert sum(slow) == pytest.approx(one, abs=0.2)


def test_nothing_stands_outside_and_no_colour_is_its_own() -> None:
    root = drawn(FULL)
    height = float(root.get("viewBox", "").split()[3])
    for part in root.iter():
        for key, most in (
            ("x", WIDTH),
            ("x1", WIDTH),
            ("cx", WIDTH),
            ("y", height),
            ("y1", height),
            ("cy", height),
        ):
            assert 0 <= float(part.get(key, "0")) <= most
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', picture(FULL)))
    assert colours == {"currentColor", "none"}


@pytest.mark.parametrize(
    "measured", [Measured((), (), {}), Measured((), (CURVE,), {}), Measured(FIGURES[:1], (), {})]
)
def test_what_is_missing_is_not_drawn(measured: Measured) -> None:
    assert drawn(measured).find("s:title", NAMES) is not None


def test_the_same_figures_give_the_same_picture() -> None:
    assert picture(FULL) == picture(FULL)
