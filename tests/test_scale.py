"""The page on scale says what its script reckons, and the script reckons rightly."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from docs import scale
from docs.scale import HOUR, Plan

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "scale.md"
MARK = re.compile(r"<!-- table: (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)
USUAL = Plan()


@pytest.mark.parametrize("name", scale.TABLES)
def test_the_page_has_each_table_as_the_script_makes_it(name: str) -> None:
    told = dict(MARK.findall(PAGE.read_text("utf-8")))
    assert told[name] == scale.markdown(scale.TABLES[name](USUAL)), (
        "python docs/scale.py --write docs/scale.md"
    )


def test_the_page_has_no_other_table_between_marks() -> None:
    names = [name for name, _ in MARK.findall(PAGE.read_text("utf-8"))]
    assert names == list(scale.TABLES)


def test_the_script_prints_the_tables() -> None:
    command = [sys.executable, str(ROOT / "docs" / "scale.py")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed == "\n\n".join(scale.marked(name, USUAL) for name in scale.TABLES) + "\n"


def test_a_price_is_a_parameter() -> None:
    command = [sys.executable, str(ROOT / "docs" / "scale.py"), "--core-hour", "0.04"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert scale.marked("price", Plan(core_hour=0.04)) in printed
    assert scale.dollars(Plan(core_hour=0.04))["making"] == pytest.approx(2 * scale.dollars(USUAL)["making"])


# By hand, with round figures in place of those that were measured.


@pytest.fixture
def round_figures(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """An article of 500 words in 50 sentences, 5 minutes of speech; a second to translate, 3 each to speak, master and encode, 1 to join."""
    figures: dict[str, object] = {
        "TRANSLATED": 500.0, "OPENED": 0.0, "CHECKED": 5_000.0, "READ": 500.0, "SPOKEN": 100.0, "JOINED": 300.0, "MASTERED": 100.0,
        "ENCODED": {"mp3": 100.0, "opus": 50.0}, "RENDERED": 0.2, "BOUND": 0.1, "WRITTEN": 0.2, "STARTED": 0.0,
        "SIZED_WORDS": 500.0, "SIZED_SENTENCES": 50.0, "SPOKEN_MINUTES": 5.0,
        "PAGE": 30_000, "CAPTIONS": 6_000, "RECORD": 50_000, "REVIEW": 20_000, "CHAPTERS": 500, "BOOK_TEXT": 10_000,
        "SOUND": {"mp3": 480_000.0, "opus": 180_000.0}, "LISTED": 150.0, "REPORTED": 1_500.0, "LISTINGS": 1_000.0,
        "CHANGED": 0.01, "NEW": 0.0, "SENTENCES": 1, "BUSY": 0.5,
    }  # fmt: skip
    for name, figure in figures.items():
        monkeypatch.setattr(scale, name, figure)
    return Plan(articles=1_000, languages=10, words=500, source=6_000)


def test_work_by_hand(round_figures: Plan) -> None:
    # 0.1 reading (1 s over ten languages), 1 translating, 0.1 checking, 3 + 1 + 3 + 3 of sound, 0.3 rendering, 0.2 writing
    assert sum(scale.work(round_figures).values()) == pytest.approx(11.7)
    assert scale.core_hours(round_figures) == pytest.approx(10_000 * 11.7 / 3_600)


def test_opus_and_mp3_are_mastered_each_by_hand(round_figures: Plan) -> None:
    both = scale.work(replace(round_figures, audio=("mp3", "opus")))
    assert both["mastering"] == pytest.approx(6.0)
    assert both["encoding"] == pytest.approx(9.0)


def test_bytes_by_hand(round_figures: Plan) -> None:
    # the sound 2,400,000; the book 10,000 more than that; texts 106,500; seven lines of the manifest 1,050; report and lists 2,500
    assert sum(scale.sizes(round_figures).values()) == pytest.approx(4_920_050)
    assert scale.stored(round_figures) == pytest.approx(10_000 * 4_920_050 + 6_000_000)
    without = scale.stored(replace(round_figures, epub=False))
    assert scale.stored(round_figures) - without == pytest.approx(10_000 * (2_410_000 + 150))


def test_a_changed_sentence_by_hand(round_figures: Plan) -> None:
    # a fiftieth of a second translating; speaking 0.06, or all 3; all else whole: 7.7
    assert sum(scale.again(round_figures, speech=True).values()) == pytest.approx(7.7 + 0.02 + 0.06)
    assert sum(scale.again(round_figures, speech=False).values()) == pytest.approx(7.7 + 0.02 + 3.0)
    assert scale.daily(round_figures, speech=False) * HOUR == pytest.approx(100 * 10.72)


def test_wall_time_and_price_by_hand(round_figures: Plan) -> None:
    assert scale.wall_hours(1_000.0, 100) == 20.0  # half of the time is work
    cost = scale.dollars(replace(round_figures, core_hour=0.1, month=0.02, writes=5.0))
    assert cost["making"] == pytest.approx(3.25)  # 32.5 core-hours
    assert cost["writing"] == pytest.approx(0.35)  # 70,000 files
    assert cost["a month of keeping"] == pytest.approx(0.98413, abs=1e-5)  # 49.2065 GB


def test_figures_are_told_with_three_digits() -> None:
    told = [scale.amount(figure) for figure in (153, 10_710, 1_234_567.0, 99.96, 1.0, 0.012345)]
    assert told == ["153", "10,710", "1,230,000", "100", "1.00", "0.0123"]
