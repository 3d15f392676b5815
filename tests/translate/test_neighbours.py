"""Jordan is a country, Jordan Henderson is not."""

import pytest

from pipeline.language import Lang
from pipeline.options import Options
from pipeline.ports import Translation
from pipeline.quality import Quality, names_in
from pipeline.translate.glossary import Glossary, Term
from pipeline.translate.substitute import substituted

EN, AR, PT, ES = map(Lang.parse, ("en", "ar", "pt", "es"))
QUALITY = Quality(Options())


def places(text: str, target: Lang = PT) -> list[str]:
    glossary = QUALITY.glossary(EN, target)
    return [text[found.begin : found.end] for found in glossary.found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Henderson scored.", "London Breed spoke.", "Chad Smith plays.", "He met Jordan Peele.", "She is Georgia Meloni.",
        "Sofia Coppola films.", "Michael Jordan retired.", "Jordan B. Peterson wrote.", "Jack London wrote it.", "Paris Hilton sang.",
    ],
)  # fmt: skip
def test_a_place_in_a_persons_name_is_no_place(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jordan signed.", ["Jordan"]), ("In Jordan, it rained.", ["Jordan"]), ("In Syria nobody slept.", ["Syria"]),
        ("Jordan’s king and London’s mayor met.", ["Jordan", "London"]), ("Rain fell on Chad (Africa).", ["Chad"]),
        ("the US President in Jordan", ["US", "Jordan"]), ("UN envoy to Syria", ["UN", "Syria"]), ("Damascus, Syria", ["Damascus", "Syria"]),
        ("When Egypt and Jordan met Chad", ["Egypt", "Jordan", "Chad"]), ("a Jordan-based group", ["Jordan"]), ("Aleppo University", ["Aleppo"]),
        ("the Syria UN envoy", ["Syria", "UN"]), ("Damascus Syria", ["Damascus", "Syria"]),
    ],
)  # fmt: skip
def test_a_place_by_itself_is_found(text: str, found: list[str]) -> None:
    assert places(text) == found


def test_what_a_publisher_names_counts_everywhere() -> None:
    assert len(Glossary((Term("Chad", "Tchad", (), "place"),)).found("Chad Smith")) == 1


def test_nothing_is_put_into_a_persons_name() -> None:
    glossary = QUALITY.glossary(EN, PT)
    source = "Jordan Henderson visited Jordan."
    said = Translation("Jordan Henderson visitou Jordan.")
    assert substituted(source, said, glossary, PT)[0].text == "Jordan Henderson visitou Jordânia."
    alone = Translation("Jordan Henderson jogou.")
    assert substituted("Jordan Henderson played.", alone, glossary, PT) == (alone, ())


def test_the_check_asks_for_the_places_of_each_sentence() -> None:
    glossary = QUALITY.glossary(EN, AR)
    assert names_in(glossary, ["Chad Smith played."], AR) == ()
    assert [name.source for name in names_in(glossary, ["He went to Chad."], AR)] == ["Chad"]
