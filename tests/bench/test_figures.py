"""Figures, curves and the choice of parts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.bench as bench
from pipeline.bench import PARTS, Curve, Figure, Measured, Point, measure
from pipeline.bench.figure import digits, linear_fit
from pipeline.cli import main
from pipeline.errors import UsageError

CELLS = ["what", "value", "against", "ratio", "note"]
FIGURE = Figure("ours", "9.0 x real time", "theirs", 1.5)
CURVE = Curve("pt, text only", (Point(1, 2.0, 10**8), Point(10, 5.0, 2 * 10**8)))
NUMBERS = st.integers(-1_000, 1_000)


@given(NUMBERS, NUMBERS, st.sets(NUMBERS, min_size=2))
def test_an_exact_line_is_found_and_explains_all(slope: int, intercept: int, xs: set[int]) -> None:
    line = linear_fit([(x, slope * x + intercept) for x in sorted(xs)])
    assert line.slope == pytest.approx(slope, abs=1e-6)
    assert line.intercept == pytest.approx(intercept, abs=1e-3)
    assert line.r2 == pytest.approx(1)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2))
def test_a_line_never_explains_more_than_all(points: list[tuple[int, int]]) -> None:
    if len({x for x, _ in points}) > 1:
        assert -1e-6 <= linear_fit(points).r2 <= 1


def test_points_off_the_line_are_told_by_hand() -> None:
    # y = 1.5 + 0.5 (x - 1): misses 0.25 + 1 + 0.25 of a variance of 2
    line = linear_fit([(0, 0.5), (1, 2.5), (2, 1.5)])
    assert (line.slope, line.intercept, line.r2) == pytest.approx((0.5, 1.0, 0.25))


@pytest.mark.parametrize(
    ("value", "told"), [(0.0, "0.00"), (0.0042, "0.0042"), (0.07, "0.07"), (2.4, "2.40"), (61.34, "61.3")]
)
def test_digits_of_a_ratio(value: float, told: str) -> None:
    assert digits(value) == told


def test_a_row_says_what_its_ratio_is_of() -> None:
    assert list(FIGURE.as_row()) == CELLS
    assert FIGURE.as_row()["ratio"] == "1.50 times as fast"
    assert (
        Figure("checks", "0.8 ms", "translating", 0.07, "of its time").as_row()["ratio"] == "0.07 of its time"
    )
    assert Figure("alone", "3 s").as_row()["ratio"] == ""


def test_json_has_numbers() -> None:
    told = json.loads(json.dumps(Measured((FIGURE,), (CURVE,), {"cores": 2}).as_json()))
    assert told["figures"][0]["ratio"] == 1.5
    assert told["growth"][0]["points"][1] == {"articles": 10, "seconds": 5.0, "peak_bytes": 2 * 10**8}
    assert told["machine"] == {"cores": 2}


@pytest.mark.parametrize("name", PARTS)
def test_every_part_is_there(name: str) -> None:
    assert callable(bench.part(name))


def test_parts_are_measured_in_their_order_and_the_long_one_on_request() -> None:
    assert bench.chosen_parts(["peak", "engines"]) == ("engines", "peak")
    assert "growth-sound" not in bench.chosen_parts([])
    assert bench.chosen_parts(["growth-sound"]) == ("growth-sound",)


def test_an_unknown_part_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match=r"'nonsense' is no part.*translate"):
        measure(tmp_path / "none.md", ["nonsense"])
    assert main(["bench", str(tmp_path / "none.md"), "--only", "engines,nonsense"]) == 2
    assert "Known: engines, bergamot" in capsys.readouterr().err


def test_without_an_article_nothing_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="editions bench SOURCE"):
        measure(None)
    assert main(["bench"]) == 2
    assert "editions bench SOURCE" in capsys.readouterr().err


@pytest.fixture
def one_figure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An article; what is measured of it stands fast."""
    monkeypatch.setattr(bench, "part", lambda name: lambda subject: iter([FIGURE, CURVE]))
    source = tmp_path / "lamps.md"
    source.write_text("The old harbour had forty lamps.\n", "utf-8")
    return source


def test_the_command_prints_a_table_or_json(one_figure: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", str(one_figure), "--only", "peak"]) == 0
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == CELLS
    assert row.startswith("ours  9.0 x real time  theirs   1.50 times as fast")
    assert main(["bench", str(one_figure), "--only", "peak", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"machine", "figures", "growth"}
    assert list(measure(one_figure, ["peak"]).figures) == [FIGURE]


def test_the_command_draws(one_figure: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", str(one_figure), "--plot", str(tmp_path / "plot.svg")]) == 0
    assert (tmp_path / "plot.svg").read_text("utf-8").startswith("<svg")
    assert main(["bench", str(one_figure), "--plot", str(tmp_path / "no" / "plot.svg")]) == 3
    assert "plot.svg" in capsys.readouterr().err
