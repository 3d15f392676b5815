"""What holds for every text: the way back from what is spoken to what is shown, and the cutting of long texts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import Lang
from pipeline.narrate.say import TONGUES, Piece, Spoken, say
from tests.narrate.say.cases import LANGUAGES, cases

TATWEEL = "\u0640"
"""Arabic's stretched line: a letter to Unicode, to nobody else."""
EN, EO = Lang.parse("en"), Lang.parse("eo")
languages = st.sampled_from([Lang.parse(tag) for tag in (*TONGUES, "pt-PT", "en-US", "eo")])
troublesome = st.lists(
    st.sampled_from([
        "abc", "Ñu", "حلب", "ß", "\u0301", "9", "10", "2016", "1,000", "3.5", "-5", "10-15", "14/12/2016", "$5.50", "R$", "€",
        "90%", "5km", "km/h", "²", "2.36pm", "14h30", "15:43", "IST", "UN", "NGOs", "II", "Elizabeth", "Mr.", "etc.", "U.S.",
        "@bana", "#Save_Aleppo", "https://a.org/b", "a@b.org", "😀", "👨‍👩‍👧", "1️⃣", "½", "№", "…", "—", "-", "/", "&", "+",
        "'", "90s", ".", ",", "(", ")", "\u200f", "\u202e", "\u2068", "\0", "\n", "\u00a0", "\u202f", "\u00ad", "\ud800", "ـ", "٣", "٪", " ",
    ])
).map("".join)  # fmt: skip
texts = st.one_of(
    troublesome, st.text(), st.sampled_from([shown for tag in LANGUAGES for shown, _ in cases(tag)])
)


@given(text=texts, lang=languages)
def test_pieces_are_in_order_and_inside_both_texts(text: str, lang: Lang) -> None:
    spoken = say(text, lang)
    shown = said = 0
    for piece in spoken.pieces:
        assert shown <= piece.begin < piece.end <= len(text)
        assert said <= piece.spoken_begin <= piece.spoken_end <= len(spoken.text)
        shown, said = piece.end, piece.spoken_end


@given(text=texts, lang=languages)
def test_every_displayed_letter_is_in_a_piece_and_every_spoken_one_too(text: str, lang: Lang) -> None:
    spoken = say(text, lang)
    shown = {at for piece in spoken.pieces for at in range(piece.begin, piece.end)}
    said = {at for piece in spoken.pieces for at in range(piece.spoken_begin, piece.spoken_end)}
    assert {at for at, char in enumerate(text) if char.isalnum() and char != TATWEEL} <= shown
    assert {at for at, char in enumerate(spoken.text) if char != " "} <= said


@given(text=texts, lang=languages)
def test_what_is_spoken_is_tidy(text: str, lang: Lang) -> None:
    said = say(text, lang).text
    assert said == " ".join(said.split())
    assert not {unicodedata.category(char) for char in said if char not in "\u200c\u200d"} & {
        "Cc",
        "Cf",
        "Cs",
        "So",
    }


@given(text=texts, lang=st.sampled_from([Lang.parse(tag) for tag in TONGUES if tag != "ar"]))
def test_no_figure_is_left(text: str, lang: Lang) -> None:
    """Arabic leaves those of Latin words ("G20") to the voice that says the word."""
    assert not any(char in "0123456789" for char in say(text, lang).text)


@given(words=st.lists(st.from_regex(r"[a-zñçéâ]{1,9}[,;]?", fullmatch=True), min_size=1), lang=languages)
def test_a_text_without_anything_special_is_itself(words: list[str], lang: Lang) -> None:
    plain = {"no", "vs", "vs,", "vs;"}
    text = " ".join(word for word in words if word not in plain) or "a"
    spoken = say(text, lang)
    assert spoken.text == text
    assert all((piece.begin, piece.end) == (piece.spoken_begin, piece.spoken_end) for piece in spoken.pieces)


def test_the_way_back() -> None:
    text = "Since 2.36pm IST (2016) 6,000 left 😀 Aleppo."
    spoken = say(text, EN)
    back = [
        (text[piece.begin : piece.end], spoken.text[piece.spoken_begin : piece.spoken_end])
        for piece in spoken.pieces
    ]
    assert back == [
        ("Since", "Since"),
        ("2.36pm", "two thirty-six p m"),
        ("IST", "India Standard Time"),
        ("(2016)", "(twenty sixteen)"),
        ("6,000", "six thousand"),
        ("left", "left"),
        ("😀", ""),
        ("Aleppo.", "Aleppo."),
    ]


def test_bidi_marks_and_composed_letters_keep_their_places() -> None:
    text = "\u2068cafe\u0301\u2069 \u200fx\u00ady"
    assert say(text, EN) == Spoken("café xy", (Piece(1, 6, 0, 4), Piece(9, 12, 5, 7)))


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("  two\u00a0 \n\tspaces ", "two spaces"),
        ("a\0b\x1bc", "a b c"),
        ("\u2068Aleppo\u2069 \u200fحلب\u202c", "Aleppo حلب"),
        ("soft\u00adhyphen and \ufeffmark", "softhyphen and mark"),
        ("می\u200cروم", "می\u200cروم"),
        ("half \ud83d of a pair", "half of a pair"),
        ("wait 😀.", "wait."),
    ],
)
def test_what_no_engine_could_say(shown: str, said: str) -> None:
    assert say(shown, EN).text == said


@pytest.mark.parametrize("shown", ["", " ", "—", "* * *", "…", "😀", "\u200f\u202e", "\0", "\u0301"])
def test_nothing_to_say(shown: str) -> None:
    spoken = say(shown, EN)
    assert spoken.text == ""
    assert spoken.cut(5) == ()


def test_a_language_without_rules_keeps_its_figures() -> None:
    """Engines have rules of their own for it."""
    assert say("La 14-an de decembro 2016 😀 kaj 90%", EO).text == "La 14-an de decembro 2016 kaj 90%"


def test_a_long_text_is_cut_at_spaces() -> None:
    spoken = say(" ".join(["sevenxx"] * 2_000), EN)
    parts = spoken.cut(5_000)
    assert [len(part.text) for part in parts] == [4_999, 4_999, 4_999, 999]
    assert " ".join(part.text for part in parts) == spoken.text


@pytest.mark.parametrize("tag", TONGUES)
def test_figures_without_end_are_said_one_by_one(tag: str) -> None:
    nine = say("9", Lang.parse(tag)).text
    assert say("9" * 150, Lang.parse(tag)).text.split() == [nine] * 150


@pytest.mark.parametrize("tag", TONGUES)
@pytest.mark.parametrize("part", ["1", "1-", "a.", "@", "A.", "10:", "12/", "a@b.", "1,000", "é\u0301"])
def test_what_has_no_end_is_no_word(tag: str, part: str) -> None:
    """It stays as it is; were rules let loose on it, this would take minutes."""
    endless = unicodedata.normalize("NFC", part * 20_000)
    assert say(f"so {part * 20_000} so", Lang.parse(tag)).text == f"so {endless} so"


def test_a_word_too_long_is_cut_where_it_must() -> None:
    parts = say("w" * 12_000, EN).cut(5_000)
    assert [len(part.text) for part in parts] == [5_000, 5_000, 2_000]
    assert {part.pieces for part in parts[:2]} == {(Piece(0, 12_000, 0, 5_000),)}


@given(text=texts, lang=languages, longest=st.integers(1, 30))
def test_parts_are_short_and_their_pieces_say_what_they_said(text: str, lang: Lang, longest: int) -> None:
    spoken = say(text, lang)
    parts = spoken.cut(longest)
    assert all(0 < len(part.text) <= longest for part in parts)
    assert "".join(part.text for part in parts).replace(" ", "") == spoken.text.replace(" ", "")
    for part in parts:
        for piece in part.pieces:
            assert 0 <= piece.spoken_begin <= piece.spoken_end <= len(part.text)
    if parts:
        assert {(piece.begin, piece.end) for piece in spoken.pieces} == {
            (piece.begin, piece.end) for part in parts for piece in part.pieces
        }
