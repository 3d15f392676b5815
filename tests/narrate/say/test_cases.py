"""What is spoken for each kind of thing, in each language: the cases in `cases/`, and how a voice says a third of them."""

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.language import Lang
from pipeline.narrate.say import TONGUES, say
from tests.narrate.say.cases import FEWEST, FEWEST_LATER, LANGUAGES, cases, later
from tests.narrate.say.hearing import heard


@pytest.mark.parametrize(
    ("language", "shown", "spoken"), [(tag, *case) for tag in LANGUAGES for case in cases(tag)]
)
def test_what_is_spoken(language: str, shown: str, spoken: str) -> None:
    assert say(shown, Lang.parse(language)).text == spoken


@pytest.mark.parametrize(
    ("language", "shown", "spoken"), [(tag, *case) for tag in LANGUAGES for case in later(tag)]
)
def test_what_is_spoken_of_the_later_cases(language: str, shown: str, spoken: str) -> None:
    assert say(shown, Lang.parse(language)).text == spoken


def test_every_language_with_rules_has_cases() -> None:
    assert LANGUAGES == TONGUES
    assert all(len(cases(tag)) >= FEWEST for tag in LANGUAGES)
    assert all(len(later(tag)) >= FEWEST_LATER for tag in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_it_sounds(language: str, file_regression: FileRegressionFixture) -> None:
    """The phonemes of espeak for every third case."""
    some = cases(language)[::3]
    lines = [
        f"{shown}\n  {spoken}\n  {sound}"
        for (shown, spoken), sound in zip(some, heard(language, [spoken for _, spoken in some]), strict=True)
    ]
    file_regression.check("\n".join(lines) + "\n", extension=".txt", encoding="utf-8")
