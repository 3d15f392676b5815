"""The checks on human translations: no more false alarms, and no fewer faults found, than the guide allows.

The limits are those of its table of quality gates. `EDITIONS_DEV_DATA` names a folder with `dev.en` and
`dev.ar`, the lines of one the human translations of the other; they are not a part of this project.
"""

import os
from pathlib import Path

import pytest

from pipeline.check import Pair
from pipeline.language import Lang
from tests.check.measure import Alarms, alarms, caught, digit_changed, half_dropped, pairs_of

DATA = Path(os.environ.get("EDITIONS_DEV_DATA", ""))
pytestmark = pytest.mark.skipif(
    not os.environ.get("EDITIONS_DEV_DATA"),
    reason="EDITIONS_DEV_DATA does not name a folder with dev.en and dev.ar, human translations of each other",
)
NUMBERS = ("text.number-changed", "text.number-missing", "text.number-added")


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return pairs_of(DATA / "dev.en", DATA / "dev.ar", Lang.parse("en"), Lang.parse("ar"))


@pytest.fixture(scope="module")
def said(pairs: list[Pair]) -> Alarms:
    return alarms(pairs)


@pytest.mark.parametrize(
    ("code", "most"),
    [
        ("text.script", 0.005),
        ("text.short", 0.004),
        ("text.long", 0.005),
        ("text.loop", 0.001),
        ("text.end", 0.024),
    ],
)
def test_false_alarms_stay_within_the_guide(said: Alarms, code: str, most: float) -> None:
    assert (said.blocking[code] + said.others[code]) / said.segments <= most


def test_no_good_translation_is_blocked_for_its_script_or_length(said: Alarms) -> None:
    assert said.blocking["text.script"] == said.blocking["text.short"] == 0


def test_false_alarms_of_numbers_stay_within_the_guide(said: Alarms) -> None:
    assert said.wrong_numbers <= 0.029 * said.numeric


def test_false_alarms_of_negations_stay_within_the_page(said: Alarms) -> None:
    assert said.others["text.negation"] <= 0.008 * said.segments


def test_dropped_halves_are_found(pairs: list[Pair]) -> None:
    found = caught(pairs, half_dropped, ("text.short",), seed=1)
    assert found.share(found.blocked) >= 0.88
    assert found.share(found.caught) >= 0.94


def test_changed_digits_are_found(pairs: list[Pair]) -> None:
    found = caught(pairs, digit_changed, NUMBERS, seed=1)
    assert found.share(found.caught) >= 0.947
