"""What no voice should be given is left out, told, and nothing else is touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import Lang
from pipeline.narrate.screen import LONGEST_WORD, MOST_MARKS, Screened, screen, scripts_of, skipped, skips

EN, AR, PT = (Lang.parse(tag) for tag in ("en", "ar", "pt"))
BLANK = " "


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The lighthouse was built in 1871.", "en"),
        ("<speak><audio src='a.wav'/></speak> & $(reboot)", "en"),
        ("«هذا» AT&T في 1871، ٪", "ar"),
        ("لُغَةٌ مُشَكَّلَةٌ", "ar"),
        ("O “farol” nº 1, a 20 °C — 5 µm, x², ½ e α", "pt"),
        ("नमस्ते, 안녕하세요, გამარჯობა", "es"),
        ("日本語とカタカナとひらがな", "ja"),
        ("中文" * LONGEST_WORD, "zh"),
        ("привет", "ru"),
        ("বাংলা", "bn"),
        ("family: \U0001f469\u200d\U0001f467 and \u2764\ufe0f", "en"),
        ("e\u0301 o\u0302\u0323", "vi"),
        ("\u202bisolated\u202c \u2068marks\u2069", "en"),
        ("ℵ ℓ K Å", "en"),
        ("w" * LONGEST_WORD, "en"),
    ],
)
def test_what_a_voice_can_read_stays_as_it_is(text: str, tag: str) -> None:
    screened = screen(text, Lang.parse(tag))
    assert screened.reasons == ()
    assert screened.says_something
    assert [char for char in screened.text if char.isspace()] == [char for char in text if char.isspace()]
    assert skipped("s1", text, screened) is None


@pytest.mark.parametrize(
    ("text", "lang", "left", "reason"),
    [
        ("", EN, "", "it is empty"),
        (" \t ", EN, "   ", "it is empty"),
        ("—…!", EN, "—…!", "it has no letter and no digit"),
        ("😀", PT, "😀", "it has no letter and no digit"),
        ("\u200d\u200c", AR, "\u200d\u200c", "it has no letter and no digit"),
        ("ᎠᎹ ᏂᎦ", AR, "     ", "a voice for ar cannot read Cherokee (4 letters)"),
        ("ver 中国 hoje", PT, "ver    hoje", "a voice for pt cannot read Chinese characters (2 letters)"),
        ("о Jan", PT, "  Jan", "a voice for pt cannot read Cyrillic (1 letter)"),
        ("שָׁ x", EN, "    x", "a voice for en cannot read Hebrew (1 letter)"),
        ("a\0b\x1b", EN, "a b ", "characters that are no text (2)"),
        ("\ud800a\uffff\ue000", EN, " a  ", "characters that are no text (3)"),
        ("see " + "x" * 400_000, EN, "see " + BLANK * 400_000, "400,000 characters without a space"),
    ],
)
def test_what_it_cannot_is_left_out_and_told(text: str, lang: Lang, left: str, reason: str) -> None:
    screened = screen(text, lang)
    assert screened.text == left
    assert screened.reasons == (reason,)


def test_a_heap_of_marks_is_cut_and_the_word_stays_whole() -> None:
    screened = screen("Z" + "\u0301" * 1_000 + "algo", EN)
    said = "".join(char for char in screened.text if unicodedata.category(char) != "Cf")
    assert said == "Z" + "\u0301" * MOST_MARKS + "algo"
    assert screened.reasons == ("more than 4 combining marks on one letter",)
    assert not screened.lost_words


def test_letters_in_another_dress_become_plain() -> None:
    assert screen("𝐇𝐞𝐥𝐥𝐨 ＡＢＣ ℕ 1º", EN).text == "Hello ABC N 1º"
    assert screen("\ufe8d\ufedf", AR).text == "\u0627\u0644"


def test_only_words_without_an_end_are_left_out() -> None:
    assert screen("w" * (LONGEST_WORD + 1) + " end", EN).text.split() == ["end"]
    assert screen("中文" * LONGEST_WORD, EN).reasons == (
        "a voice for en cannot read Chinese characters (400 letters)",
    )


@pytest.mark.parametrize(
    ("text", "severity", "message"),
    [
        (
            "ver 中国",
            "warning",
            "Some of this is not spoken: a voice for pt cannot read Chinese characters (2 letters).",
        ),
        ("中国", "warning", "This is not spoken: a voice for pt cannot read Chinese characters (2 letters)."),
        ("!", "note", "This is not spoken: it has no letter and no digit."),
        ("a\0", "note", "Some of this is not spoken: characters that are no text (1)."),
    ],
)
def test_the_finding_says_how_bad_it_is(text: str, severity: str, message: str) -> None:
    found = skipped("s1", text, screen(text, PT))
    assert found is not None
    assert (found.code, found.severity, found.place, found.message) == (
        "narrate.skipped",
        severity,
        "s1",
        message,
    )
    assert found.evidence.isprintable()


def test_what_is_alike_and_in_a_row_is_told_once_with_a_count() -> None:
    data = "x" * 300
    texts = ["!", "…", "Words.", data, data, data, "x" * 301, data]
    found = skips((f"s{number}", text, EN) for number, text in enumerate(texts))
    assert [(finding.place, finding.message) for finding in found] == [
        ("s0", "This is not spoken: it has no letter and no digit. The same holds for the segment after it."),
        (
            "s3",
            "This is not spoken: 300 characters without a space. The same holds for the 2 segments after it.",
        ),
        ("s6", "This is not spoken: 301 characters without a space."),
        ("s7", "This is not spoken: 300 characters without a space."),
    ]


@pytest.mark.parametrize(
    ("tag", "own"),
    [
        ("ar", "ARABIC"),
        ("ru", "CYRILLIC"),
        ("sr-Latn", "LATIN"),
        ("bn", "BENGALI"),
        ("ko", "CJK"),
        ("zh-TW", "BOPOMOFO"),
    ],
)
def test_a_language_can_read_its_own_script(tag: str, own: str) -> None:
    assert own in scripts_of(Lang.parse(tag))


def test_an_unknown_language_reads_latin_letters() -> None:
    assert screen("Tere", Lang.parse("et")).reasons == ()


@given(text=st.text(), lang=st.sampled_from([EN, AR, PT, Lang.parse("zh"), Lang.parse("he")]))
def test_positions_hold_and_screening_again_changes_nothing(text: str, lang: Lang) -> None:
    screened = screen(text, lang)
    assert len(screened.text) == len(text)
    again = screen(screened.text, lang)
    assert again.text == screened.text
    assert again.says_something or screened.reasons
    assert not any("\ud800" <= char <= "\udfff" for char in screened.text)


@given(text=st.text(min_size=1), lang=st.sampled_from([EN, AR, PT]))
def test_a_letter_or_digit_is_lost_only_with_a_reason(text: str, lang: Lang) -> None:
    screened = screen(text, lang)
    lost = [char for char, left in zip(text, screened.text, strict=True) if char.isalnum() and left == BLANK]
    assert bool(lost) <= bool(screened.reasons)
    assert bool(lost) <= screened.lost_words


def test_a_text_of_ascii_takes_the_short_way() -> None:
    assert screen("Hello.", EN) == Screened("Hello.")
