"""What is isolated in a line of text, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import Lang
from pipeline.render.runs import runs, scripts
from tests.render.samples import AR, EN, PT

CASES = [
    ("قال على Twitter إن C++ رائعة.", [("Twitter", "en", "ltr"), ("C++", "en", "ltr")]),
    ("شركة Yahoo! و(Free Syrian Army) هنا", [("Yahoo!", "en", "ltr"), ("Free Syrian Army", "en", "ltr")]),
    ('منظمة "White Helmets" هنا', [("White Helmets", "en", "ltr")]),
    ("يقول Bilal (Bob) Kareem كذا", [("Bilal (Bob) Kareem", "en", "ltr")]),
    ("من Halabja, Rwanda إلى Aleppo", [("Halabja, Rwanda", "en", "ltr"), ("Aleppo", "en", "ltr")]),
    ("في Windows 11 Pro نعم", [("Windows 11 Pro", "en", "ltr")]),
    ("@Bana و#Aleppo", [("@Bana", "en", "ltr"), ("#Aleppo", "en", "ltr")]),
    ("انظر https://a.b/c?d=e/ الآن", [("https://a.b/c?d=e/", "en", "ltr")]),
    ("بتقنية .NET و3D", [(".NET", "en", "ltr"), ("3D", "en", "ltr")]),
    ("على Twitter. ثم", [("Twitter", "en", "ltr")]),
    ("الهاتف +1 202-555-0143 هنا", [("+1 202-555-0143", "", "ltr")]),
    ("الهاتف 202-555-0143 هنا", [("202-555-0143", "", "ltr")]),
    ("درجة -5 و90% و$5.50", [("-5", "", "ltr"), ("90%", "", "ltr"), ("$5.50", "", "ltr")]),
    ("غرينتش+05:30", [("+05:30", "", "ltr")]),
    ("في 14 ديسمبر 2016، بين 10-15 ألفًا، 4,000 سنة", []),
    ("كلمة мир بالروسية", [("мир", "und-Cyrl", "ltr")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_runs_in_an_arabic_line(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(text[run.begin : run.end], run.lang, run.direction) for run in runs(text, AR, EN)] == expected


def test_a_right_to_left_run_in_a_latin_line_has_the_language_of_the_source() -> None:
    text = "A palavra سلام، عليكم e שלום"
    found = [(text[run.begin : run.end], run.lang, run.direction) for run in runs(text, PT, AR)]
    assert found == [("سلام، عليكم", "ar", "rtl"), ("שלום", "und-Hebr", "rtl")]


def test_figures_need_no_help_in_a_left_to_right_line() -> None:
    assert runs("call +1 202-555-0143 at -5 degrees", EN, AR) == ()


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("pt-BR", {"Latn"}),
        ("ar", {"Arab"}),
        ("ja", {"Hani", "Hira", "Kana"}),
        ("sr", {"Cyrl"}),
        ("sr-Latn", {"Latn"}),
    ],
)
def test_scripts_of_a_language(tag: str, expected: set[str]) -> None:
    assert scripts(Lang.parse(tag)) == expected


@given(st.text(alphabet='ab اب ש1-+%$.,()"!@/ \u200f', max_size=60))
def test_runs_are_ordered_disjoint_and_hold_something(text: str) -> None:
    found = runs(text, AR, EN)
    edges = [edge for run in found for edge in (run.begin, run.end)]
    assert edges == sorted(edges)
    assert all(text[run.begin : run.end].strip() == text[run.begin : run.end] != "" for run in found)
    latin = {index for index, char in enumerate(text) if char in "ab"}
    assert latin <= {index for run in found if run.lang == "en" for index in range(run.begin, run.end)}


def test_long_lines_without_words_take_linear_time() -> None:
    hard = ["1-" * 50_000, "a " + "1 " * 50_000, "a(" * 50_000, "a 1 (a" * 20_000]
    assert all(runs("م" + line, AR, EN) is not None for line in hard)  # quadratic: hours
