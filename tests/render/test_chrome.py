"""Figures, lists and messages in the languages of the catalogues."""

import pytest
from markupsafe import Markup

from pipeline.language import Lang
from pipeline.messages import words
from pipeline.render.chrome import Chrome
from tests.render.samples import AR, EN, PT


def chrome(lang: Lang) -> Chrome:
    return Chrome(words(lang), EN)


def test_durations_and_sizes() -> None:
    assert chrome(EN).duration(3_785_000) == "1 hour, 3 minutes, and 5 seconds"
    assert chrome(AR).duration(62_000) == "دقيقة وثانيتان"
    assert chrome(PT).duration(3) == "1 segundo"
    assert (chrome(PT).size(2_440_000), chrome(PT).size(180_400)) == ("2,4 MB", "180 kB")


def test_values_are_escaped_and_elements_are_not() -> None:
    w = chrome(EN)
    assert w("Voice: {voice}", voice="<b>") == "Voice: &lt;b&gt;"
    assert w("Voice: {voice}", voice=Markup("<b>x</b>")) == "Voice: <b>x</b>"


def test_latin_words_in_an_arabic_message_are_isolated() -> None:
    assert '<bdi lang="en" dir="ltr">Editions</bdi>' in chrome(AR)("Made with Editions")


def test_a_list_of_elements() -> None:
    assert chrome(PT).listed([Markup("<i>a</i>"), Markup("<i>b</i>")]) == "<i>a</i> e <i>b</i>"
    assert chrome(PT).listed([]) == ""


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, "جملة واحدة"),
        (2, "جملتين"),
        (3, "3 جمل"),
        (11, "11 جملة"),
        (100, "100 جملة"),
        (1234, "1,234 جملة"),
    ],
)
def test_arabic_counts_in_all_its_forms(n: int, expected: str) -> None:
    one, many = (
        "The translation of {n} sentence has been edited by a person, and has not been reviewed.",
        "The translation of {n} sentences has been edited by a person, and has not been reviewed.",
    )
    assert expected in chrome(AR).count(one, many, n)
