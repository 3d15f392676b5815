"""Bare text -> vowelled text: nothing is changed but signs are added, and what a person wrote stays."""

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.rawi import Rawi
from pipeline.narrate.arabic.letters import SHADDA, SIGNS, TATWEEL, VOWELS, bare, letters
from pipeline.narrate.arabic.vowel import vowelled

TEXTS = st.text(alphabet='ابتحدلمنهوية أإآئؤءىـ،.؟!"()%/ abZ12٣5پ😀\n' + "".join(sorted(SIGNS)), max_size=60)


class Whim:
    """A diacritizer that puts any signs on any letter; it may also write other letters."""

    def __init__(self, signs: Sequence[str], *, letters_kept: bool) -> None:
        self.fingerprint = "whim"
        self.asked: list[str] = []
        self._signs = signs
        self._letters_kept = letters_kept

    def vowel(self, texts: Sequence[str]) -> Sequence[str]:
        self.asked += texts
        return [self._said(text) for text in texts]

    def close(self) -> None: ...

    def _said(self, text: str) -> str:
        said = "".join(
            character + self._signs[index % len(self._signs)] for index, character in enumerate(text)
        )
        return said if self._letters_kept else said + "ب"


WHIMS = st.lists(st.text(alphabet=sorted(VOWELS | {SHADDA}), max_size=2), min_size=1, max_size=9)


@given(text=TEXTS, signs=WHIMS, letters_kept=st.booleans())
def test_letters_digits_and_punctuation_stay(text: str, signs: list[str], letters_kept: bool) -> None:
    (result,) = vowelled([text], Whim(signs, letters_kept=letters_kept))
    assert bare(result.text) == bare(text)


@given(text=TEXTS, signs=WHIMS, letters_kept=st.booleans())
def test_what_a_person_wrote_stays(text: str, signs: list[str], letters_kept: bool) -> None:
    (result,) = vowelled([text], Whim(signs, letters_kept=letters_kept))
    for own, its in zip(letters(text), letters(result.text), strict=True):
        assert own.signs <= its.signs
        if own.vowel:
            assert its.signs - own.signs <= {SHADDA}


@given(text=TEXTS, signs=WHIMS, letters_kept=st.booleans())
def test_signs_come_on_letters_alone(text: str, signs: list[str], letters_kept: bool) -> None:
    (result,) = vowelled([text], Whim(signs, letters_kept=letters_kept))
    for own, its in zip(letters(text), letters(result.text), strict=True):
        assert own.is_letter or own.signs == its.signs


@pytest.mark.parametrize(("shown", "vowels"), [("كبَد", "كَبَّدَ"), ("كبِد", "كَبِدَ"), ("كبّد", "كَبَّدَ")])
def test_a_doubling_is_added_to_the_same_vowel_alone(shown: str, vowels: str) -> None:
    (result,) = vowelled([shown], Whim(["\u064e", "\u064e\u0651", "\u064e"], letters_kept=True))
    assert letters(result.text) == letters(vowels)


@given(text=TEXTS, signs=WHIMS)
def test_other_letters_leave_the_text_bare_and_are_told(text: str, signs: list[str]) -> None:
    whim = Whim(signs, letters_kept=False)
    (result,) = vowelled([text], whim)
    assert bool(result.flaw) == bool(whim.asked)
    assert [letter.signs for letter in letters(result.text)] == [letter.signs for letter in letters(text)]


@given(text=TEXTS)
def test_only_bare_arabic_is_asked_for(text: str) -> None:
    whim = Whim([""], letters_kept=True)
    vowelled([text], whim)
    for asked in whim.asked:
        assert not set(asked) & (SIGNS | {TATWEEL, "a", "1", "٣", "😀"})
        assert any(unicodedata.category(character) == "Lo" for character in asked)


@given(texts=st.lists(TEXTS, max_size=4), signs=WHIMS)
def test_texts_do_not_depend_on_their_neighbours(texts: list[str], signs: list[str]) -> None:
    together = vowelled(texts, Whim(signs, letters_kept=True))
    assert together == tuple(vowelled([text], Whim(signs, letters_kept=True))[0] for text in texts)


@pytest.mark.parametrize(
    ("shown", "vowels"),
    [
        ("عُلِم", "عُلِمَ"),
        ("شاهدتُ مدينةً", "شَاهَدْتُ مَدِينَةً"),
        ("تحوّل", "تَحَوَّلَ"),
        ("شكّلوا الجيش", "شَكَّلُوا الْجَيْشَ"),
        ("يعرّف نفسه", "يُعَرِّفُ نَفْسَهُ"),
        ("أصدر الوزير بياناً", "أَصْدَرَ الْوَزِيرُ بَيَاناً"),
        ("أصدر الوزير بيانًا", "أَصْدَرَ الْوَزِيرُ بَيَانًا"),
        ("في حلب", "فِي حَلَبَ"),
        ("قال إنهم هنا", "قَالَ إِنَّهُمْ هُنَا"),
        ("هم الذين", "هُمُ الَّذِينَ"),
        ("قد انتهى", "قَدِ انْتَهَى"),
        ("خمسة عشر", "خَمْسَةَ عَشَرَ"),
        ("الكتـــاب", "الْكِتَـــابُ"),
        ("BBC", "BBC"),
        ("", ""),
    ],
)
def test_what_comes_of_it(shown: str, vowels: str) -> None:
    (result,) = vowelled([shown], Rawi())
    assert [(letter.base, letter.signs) for letter in letters(result.text)] == [
        (letter.base, letter.signs) for letter in letters(vowels)
    ]


def test_latin_and_digits_are_left_out_and_kept() -> None:
    (result,) = vowelled(["قالت BBC إن 13 فتى"], Rawi())
    assert bare(result.text) == "قالت BBC إن 13 فتى"
    assert " BBC " in result.text
    assert " 13 " in result.text
