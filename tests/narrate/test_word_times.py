"""Word times: all that is said has one, in order, and what the voice did not tell is flagged."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engines.espeak import Espeak
from pipeline.language import Lang
from pipeline.model import Word, WordTime
from pipeline.narrate.say import Piece, Spoken, say
from pipeline.narrate.word_times import disjoint, word_times

EN = Lang.parse("en")


def times(spoken: Spoken, words: list[Word], begin: int, end: int) -> list[WordTime]:
    return list(word_times(spoken, words, begin, end))


def identity(text: str) -> Spoken:
    return Spoken(text, tuple(Piece(*found.span(), *found.span()) for found in re.finditer(r"\S+", text)))


def test_a_word_lasts_until_the_next_one() -> None:
    told = [Word(0, 3, 10, 900), Word(4, 9, 1_000, 1_500)]
    assert times(identity("The light"), told, 5_000, 7_000) == [
        WordTime(0, 3, 5_010, 6_000),
        WordTime(4, 9, 6_000, 7_000),
    ]


def test_a_word_without_a_time_gets_its_share_by_length() -> None:
    told = [Word(0, 3, 0, 900), Word(15, 19, 1_500, 2_000)]
    assert times(identity("The lighthouse went"), told, 0, 2_000) == [
        WordTime(0, 3, 0, 400),
        WordTime(4, 14, 400, 1_500, interpolated=True),
        WordTime(15, 19, 1_500, 2_000),
    ]


def test_a_voice_that_tells_nothing_has_all_words_flagged() -> None:
    found = times(identity("one two six"), [], 100, 1_200)
    assert [(each.first, each.last) for each in found] == [(100, 500), (500, 900), (900, 1_200)]
    assert all(each.interpolated for each in found)


def test_words_said_as_one_thing_have_one_time() -> None:
    spoken = Spoken("three million reais fell", (Piece(0, 12, 0, 19), Piece(13, 17, 20, 24)))
    told = [Word(0, 5, 0, 100), Word(6, 13, 100, 300), Word(14, 19, 300, 500), Word(20, 24, 500, 700)]
    assert times(spoken, told, 0, 700) == [WordTime(0, 12, 0, 500), WordTime(13, 17, 500, 700)]


def test_what_is_not_said_has_no_time() -> None:
    spoken = Spoken("sea", (Piece(0, 1, 0, 0), Piece(2, 5, 0, 3)))
    assert times(spoken, [Word(0, 3, 0, 90)], 0, 100) == [WordTime(2, 5, 0, 100)]


def test_a_word_cut_in_two_has_one_time() -> None:
    halves = [WordTime(0, 9, 0, 50), WordTime(0, 9, 50, 90, interpolated=True), WordTime(10, 12, 90, 99)]
    assert disjoint(halves) == (WordTime(0, 9, 0, 90, interpolated=True), WordTime(10, 12, 90, 99))


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(alphabet="ab c,1", min_size=1, max_size=40).filter(str.strip),
    data=st.data(),
    begin=st.integers(0, 10**6),
    length=st.integers(200, 10**5),
)
def test_times_tile_the_sound_whatever_the_voice_tells(
    text: str, data: st.DataObject, begin: int, length: int
) -> None:
    tokens = [found.span() for found in re.finditer(r"\S+", text)]
    firsts = sorted(data.draw(st.lists(st.integers(0, length + 5), max_size=len(tokens), unique=True)))
    told = [Word(*span, first, first + 1) for span, first in zip(tokens, firsts, strict=False)]
    found = times(identity(text), told, begin, begin + length)
    assert all(each.first < each.last for each in found)
    assert [each.first for each in found[1:]] == [each.last for each in found[:-1]]
    assert found[-1].last == begin + length
    exact = {each.begin: each.first for each in found if not each.interpolated}
    assert all(begin + word.first == exact[word.begin] for word in told if word.begin in exact)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "On 14 December 2016, at 2.36pm, the keeper Ada Reed paid $5.50 for 10-15 lamps."),
        ("es", "El 14 de diciembre de 2016 la guardiana pagó 5,50 € por las lámparas del faro."),
        ("pt", "Em 14 de dezembro de 2016, a guardiã pagou R$ 5,50 pelas lâmpadas do farol."),
        ("fr", "Le 14 décembre 2016, la gardienne a payé 5,50 € pour les lampes du phare."),
        ("ar", "في 14 ديسمبر 2016 دفعت الحارسة 5 دولارات ثمن المصابيح."),
    ],
)
def test_every_shown_word_is_timed_by_a_real_voice(tag: str, text: str) -> None:
    lang, engine = Lang.parse(tag), Espeak()
    voice = engine.default(lang)
    assert voice
    spoken = say(text, lang)
    narrator = engine.open(voice)
    (audio,) = narrator.speak([spoken.text])
    narrator.close()
    found = times(spoken, list(audio.words), 0, len(audio.samples) // 2)
    covered = {place for each in found for place in range(each.begin, each.end)}
    assert all(place in covered for place, char in enumerate(text) if char.isalnum())
    assert sum(each.interpolated for each in found) <= len(found) // 5
