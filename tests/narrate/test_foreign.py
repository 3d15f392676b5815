"""Latin words in a text of another script, and the voice that speaks them."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.espeak import Espeak, EspeakNarrator
from pipeline.engines.silence import SilenceNarrator
from pipeline.errors import MissingEngineError
from pipeline.language import Lang
from pipeline.narrate.foreign import MixedNarrator, is_latin, parts
from pipeline.narrate.join import joined
from pipeline.ports import Audio, Narrator
from tests.narrate.editions import AR, EN, ES


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("تصوير Zyzzzzzy عبر فليكر", ["ar:تصوير ", "en:Zyzzzzzy", "ar: عبر فليكر"]),
        ("BBC", ["en:BBC"]),
        ("(BBC).", ["en:(BBC)."]),
        ("نشرته BBC News.", ["ar:نشرته ", "en:BBC News."]),
        ("قالت AT&T إن B-52", ["ar:قالت ", "en:AT&T", "ar: إن ", "en:B-52"]),
        ("لا شيء هنا.", ["ar:لا شيء هنا."]),
        ("... !", ["ar:... !"]),
        ("عام 2012", ["ar:عام 2012"]),
        ("صيغة 3D", ["ar:صيغة ", "en:3D"]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_the_script_changes(text: str, cut: list[str]) -> None:
    assert [f"{lang}:{piece}" for lang, piece in parts(text, AR, EN)] == cut


def test_a_language_in_latin_letters_is_never_cut() -> None:
    assert parts("La BBC dijo", ES, EN) == ((ES, "La BBC dijo"),)


@given(text=st.text(alphabet="ابت ءaZéñ19٣.,()-'،\n😀", max_size=40))
def test_parts_joined_are_the_text(text: str) -> None:
    cut = parts(text, AR, EN)
    assert "".join(piece for _, piece in cut) == text
    assert all(before != after for (before, _), (after, _) in pairwise(cut))
    if len(cut) > 1:
        assert all(any(map(str.isalnum, piece)) for _, piece in cut)


@pytest.mark.parametrize(
    ("tag", "latin"),
    [
        ("en", True),
        ("ar", False),
        ("pt-BR", True),
        ("ru", False),
        ("sr", False),
        ("sr-Latn", True),
        ("eo", True),
    ],
)
def test_which_languages_are_written_in_latin_letters(tag: str, latin: bool) -> None:
    assert is_latin(Lang.parse(tag)) is latin


@pytest.fixture(scope="module")
def voices() -> Iterator[dict[Lang, EspeakNarrator]]:
    espeak = Espeak()
    found = {lang: voice for lang in (AR, EN) if (voice := espeak.default(lang))}
    opened = {lang: espeak.open(voice) for lang, voice in found.items()}
    yield opened
    for narrator in opened.values():
        narrator.close()


def test_foreign_words_are_spoken_by_their_own_voice(voices: dict[Lang, EspeakNarrator]) -> None:
    text = "تصوير Lighthouse keeper عبر فليكر"
    (audio,) = MixedNarrator(voices[AR], AR, EN, lambda: voices[EN]).speak([text])
    begin, end = text.index("L"), text.index(" ع")
    (foreign,) = voices[EN].speak([text[begin:end]])
    before, after = voices[AR].speak([text[:begin], text[end:]])
    assert audio.samples == before.samples + foreign.samples + after.samples
    assert [text[word.begin : word.end] for word in audio.words] == text.split()
    spoken = {text[word.begin : word.end]: word for word in audio.words}
    assert spoken["Lighthouse"].first == len(before.samples) // 2
    assert spoken["عبر"].first == (len(before.samples) + len(foreign.samples)) // 2


def test_texts_come_in_their_order(voices: dict[Lang, EspeakNarrator]) -> None:
    texts = ["كتاب", "One", "باب Two", "Three دار"]
    narrator = MixedNarrator(voices[AR], AR, EN, lambda: voices[EN])
    alone = [sound for text in texts for sound in narrator.speak([text])]
    assert list(narrator.speak(texts)) == alone


def test_without_a_foreign_voice_the_own_one_speaks_all() -> None:
    def missing() -> Narrator:
        raise MissingEngineError("No voice.")

    (audio,) = MixedNarrator(SilenceNarrator(), AR, EN, missing).speak(["باب Two"])
    assert len(audio.words) == 2


def test_no_foreign_voice_is_opened_for_nothing() -> None:
    def never() -> Narrator:
        raise AssertionError

    narrator = MixedNarrator(SilenceNarrator(), AR, EN, never)
    assert len(list(narrator.speak(["باب", "دار"]))) == 2
    narrator.close()


def test_sounds_of_another_rate_are_brought_to_the_first_ones() -> None:
    slow, fast = (next(iter(SilenceNarrator().speak(["ab cd"]))) for _ in range(2))
    fast = Audio(fast.samples, fast.sample_rate * 2, fast.words)
    both = joined([slow, fast], [0, 6])
    length = len(slow.samples) // 2
    assert len(both.samples) // 2 == pytest.approx(length * 1.5, abs=2)
    assert both.words[2].first == length
    assert both.words[2].begin == 6
    assert both.words[-1].last <= len(both.samples) // 2
