"""Numbers in words and figures, read as values."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.number import Number
from pipeline.check.numbers import numbers
from pipeline.check.numerals import decade, readings, roman, times
from pipeline.check.words import Words, words_of

LANGUAGES = ("ar", "ca", "en", "eo", "es", "fr", "gl", "pt")


@pytest.mark.parametrize(
    ("base", "said", "value"),
    [
        ("en", "two hundred and five", 205),
        ("en", "one thousand two hundred and thirty-four", 1234),
        ("en", "three and a half million", 3_500_000),
        ("en", "two thirds", "2/3"),
        ("en", "1,00,000", 100_000),
        ("en", "162", 162),
        ("en", "6½", "13/2"),
        ("ar", "ثلاثة وعشرون ألفًا", 23_000),
        ("ar", "ألف وتسعمائة وخمسة وتسعين", 1995),
        ("ar", "أحد عشر", 11),
        ("ar", "الحادي والعشرين", 21),
        ("ar", "مئتي ألف", 200_000),
        ("ar", "خمس مئة", 500),
        ("ar", "ثلاثة ملايين ونصف المليون", 3_500_000),
        ("ar", "3 آلاف و500", 3500),
        ("ar", "مليار و200 مليون", 1_200_000_000),
        ("ar", "١٧٬٥٠٠", 17_500),
        ("ar", "٣٫٥", "7/2"),
        ("pt", "cento e vinte e três mil", 123_000),
        ("pt", "1.500,50", "3001/2"),
        ("pt", "mil milhões", 10**9),
        ("es", "veintidós mil quinientos", 22_500),
        ("es", "2 millones 500 mil", 2_500_000),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "soixante et onze", 71),
        ("ca", "mil cent vint-i-tres", 1123),
        ("eo", "dek sep", 17),
        ("gl", "douscentos corenta e dous", 242),
    ],
)
def test_a_number_has_its_value(base: str, said: str, value: int | str) -> None:
    assert any(Fraction(value) in number.readings for number in numbers(said, base)), numbers(said, base)


@pytest.mark.parametrize(
    ("base", "said", "values"),
    [
        ("en", "one hundred and two hundred", [100, 200]),
        ("en", "between fifty and five", [50, 5]),
        ("en", "30 first-graders", [30, 1]),
        ("en", "the second half", [2]),
        ("ar", "بين 5 و10", [5, 10]),
        ("ar", "ستة وسبعة", [6, 7]),
        ("es", "tres, cuatro y cinco", [3, 4, 5]),
    ],
)
def test_neighbours_stay_apart(base: str, said: str, values: list[int]) -> None:
    found = [
        value for number in numbers(said, base) for value in values if Fraction(value) in number.readings
    ]
    assert found == values


def test_a_joining_word_may_part_two_numbers() -> None:
    (number,) = numbers("مليون و200 ألف", "ar")
    assert number.readings == {Fraction(1_200_000)}
    assert number.said_by(frozenset({Fraction(1_000_000), Fraction(200_000)}))
    assert not number.said_by(frozenset({Fraction(200_000)}))


def test_groups_have_no_meaning_alone() -> None:
    (number,) = numbers("17,500", "en")
    assert not number.said_by(frozenset({Fraction(17), Fraction(500)}))


def test_vague_scales_are_no_numbers() -> None:
    assert numbers("thousands of people", "en") == ()
    assert numbers("آلاف الأشخاص", "ar") == ()
    assert [number.written for number in numbers("several hundred people", "en")] == ["hint"]
    assert [number.written for number in numbers("a hundred people", "en")] == ["words"]


def test_separators_belong_to_a_language() -> None:
    pt, en = words_of("pt").format, words_of("en").format
    assert readings("1.500", pt) == {Fraction(1500)}
    assert readings("1.500", en) == {Fraction(3, 2)}
    assert readings("1,500", pt) == {Fraction(3, 2)}
    assert readings("1.2.3", en) == frozenset()


def test_times_decades_and_roman_numerals() -> None:
    assert times(2, 36) == {"t156", "t876"}
    assert times(14, 36) == {"t876"}
    assert times(14, 72) == times(25, 0) == frozenset()
    assert decade(1990) == {Fraction(1990), Fraction(90), "d90"}
    assert Fraction(20) in decade(1900)
    assert [roman(word) for word in ("XIX", "xxi", "IV", "civil", "Xix", "I", "i", "IIII", "")] == [
        19, 21, 4, None, None, 1, None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("base", LANGUAGES)
@given(value=st.integers(min_value=0, max_value=10**12))
def test_what_a_language_groups_it_reads_again(base: str, value: int) -> None:
    form = words_of(base).format
    figures = f"{value:,}".replace(",", form.group[0])
    assert any(Fraction(value) in number.readings for number in numbers(f"a {figures} b", base))


@given(st.text(), st.sampled_from((*LANGUAGES, "sv")))
def test_any_text_can_be_read(text: str, base: str) -> None:
    assert all(isinstance(number, Number) for number in numbers(text, base))


@pytest.mark.parametrize("base", LANGUAGES)
def test_the_tables_are_whole(base: str) -> None:
    words = words_of(base)
    values = {value for meanings in words.meanings.values() for kind, value in meanings if kind == "value"}
    assert {*range(11), *range(20, 100, 10)} <= values
    assert sorted(words.months) == list(range(1, 13))
    assert {"stop", "question", "exclamation", "colon", "more"} <= words.ends.keys()
    assert words.negation.certain.pattern != "(?!)"
    assert words.currencies.keys() >= {"USD", "EUR", "GBP"}


def test_a_language_without_tables_has_empty_ones() -> None:
    assert words_of("sv") == Words()
