"""What holds for every speech engine, asked of the real ones."""

from array import array
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.ports import Audio, Narrator, SpeechEngine, Variants, Voice
from tests.engines.speakers import NAMES, engine_called

EN = Lang.parse("en")
TEXTS = (
    "The lighthouse was built in 1871, and its keeper left it in the spring.",
    "Who would climb two hundred steps every night?",
    "Nobody.",
    "بُنِيَتِ المنارة قبل قرن.",
    "¡Qué faro! — dijo la niña.",
)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SpeechEngine:
    return engine_called(request.param, tmp_path_factory.mktemp("voices"))


@pytest.fixture(scope="module")
def narrator(engine: SpeechEngine) -> Iterator[Narrator]:
    opened = opened_in(engine)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def alone(engine: SpeechEngine) -> dict[str, Audio]:
    """Each text's sound from a narrator that spoke nothing else."""
    return {text: said_alone(engine, text) for text in TEXTS}


def said_alone(engine: SpeechEngine, text: str) -> Audio:
    narrator = opened_in(engine)
    (audio,) = narrator.speak([text])
    narrator.close()
    return audio


def opened_in(engine: SpeechEngine) -> Narrator:
    voice = engine.default(EN)
    assert voice is not None
    return engine.open(voice)


def test_voices_are_listed_sorted_each_with_a_key_of_its_own(engine: SpeechEngine) -> None:
    voices = engine.voices()
    assert voices
    assert list(voices) == sorted(voices, key=lambda voice: (voice.lang, voice.name))
    assert len({voice.key for voice in voices}) == len(voices)
    assert {voice.engine for voice in voices} == {engine.name}
    assert {voice.sex for voice in voices} <= {"", "F", "M"}
    assert {voice.quality.partition(" ")[0] for voice in voices} <= {"", "formant", "neural"}


@pytest.mark.parametrize("tag", ["en", "ar", "pt", "es", "ca", "eo", "fr"])
def test_the_default_voice_is_of_the_language(engine: SpeechEngine, tag: str) -> None:
    """Or there is none: the English engine speaks no Arabic."""
    spoken = {each.lang.partition("-")[0] for each in engine.voices()}
    voice = engine.default(Lang.parse(tag))
    assert voice.lang.partition("-")[0] == tag if voice else not spoken & {tag, "mul"}


def test_an_unknown_voice_cannot_be_opened(engine: SpeechEngine) -> None:
    with pytest.raises(MissingEngineError, match="has no voice"):
        engine.open(Voice(engine.name, "nobody", "en"))


def test_each_text_gives_one_sound_in_order(narrator: Narrator, alone: dict[str, Audio]) -> None:
    assert list(narrator.speak(TEXTS)) == [alone[text] for text in TEXTS]


def test_no_text_gives_no_sound(narrator: Narrator) -> None:
    assert list(narrator.speak([])) == []


def test_speech_is_lazy(narrator: Narrator, alone: dict[str, Audio]) -> None:
    sounds = narrator.speak([TEXTS[2], "x" * 5_001])
    assert next(sounds) == alone[TEXTS[2]]
    with pytest.raises(SetupError):
        next(sounds)


@FEW
@given(order=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=8))
def test_a_sound_depends_on_its_text_alone(
    narrator: Narrator, alone: dict[str, Audio], order: list[str]
) -> None:
    assert list(narrator.speak(order)) == [alone[text] for text in order]


def test_a_sound_is_16_bit_and_as_long_as_speech_is(alone: dict[str, Audio]) -> None:
    for text, audio in alone.items():
        if not text.isascii():
            continue  # an English voice spells what it cannot read
        seconds = len(array("h", audio.samples)) / audio.sample_rate
        assert audio.sample_rate >= 16_000
        assert 0.03 * len(text) < seconds < 0.15 * len(text)


@FEW
@given(text=st.text(alphabet=st.characters(), max_size=80))
def test_words_are_in_order_within_the_text_and_the_sound(narrator: Narrator, text: str) -> None:
    (audio,) = narrator.speak([text])
    samples = len(array("h", audio.samples))
    character = sample = 0
    for word in audio.words:
        assert character <= word.begin < word.end <= len(text)
        assert sample <= word.first < word.last <= samples
        assert not text[word.begin : word.end].isspace()
        character, sample = word.end, word.last


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "\x1b[31m\x07\x7f",
        "\ud800",
        "\udfff and more",
        "\u202e\u2066\u200f",
        "\ufffe\uffff",
        "<speak><audio src='/bin/sh'/></speak>",
        "[[foo]]",
        "--version",
        "%s %n",
        "e\u0301" * 200,
        "\U0001f469\u200d\U0001f680",
    ],
)
def test_odd_texts_neither_crash_nor_stop_the_voice(
    narrator: Narrator, alone: dict[str, Audio], text: str
) -> None:
    odd, even = narrator.speak([text, TEXTS[2]])
    assert len(odd.samples) % 2 == 0
    assert even == alone[TEXTS[2]]


def test_a_nul_does_not_end_the_text(narrator: Narrator, alone: dict[str, Audio]) -> None:
    (audio,) = narrator.speak([TEXTS[0].replace(" ", "\0")])
    assert audio.samples == alone[TEXTS[0]].samples


def test_the_longest_text_is_spoken_and_a_longer_one_refused(narrator: Narrator) -> None:
    (audio,) = narrator.speak(["long " * 1_000])
    assert len(audio.samples) // 2 > 100 * audio.sample_rate
    with pytest.raises(SetupError, match=r"5,001 characters .* 5,000 is the most"):
        list(narrator.speak(["x" * 5_001]))


def test_the_fingerprint_names_engine_and_voice(engine: SpeechEngine) -> None:
    first, second = opened_in(engine), opened_in(engine)
    assert first.fingerprint == second.fingerprint
    assert engine.name in first.fingerprint


def test_the_fingerprint_credits_the_voice_and_its_licence(engine: SpeechEngine) -> None:
    voice = engine.default(EN)
    assert voice is not None
    credit = opened_in(engine).fingerprint
    assert voice.name in credit
    assert voice.licence in credit


def test_every_variant_of_a_voice_has_a_name_of_its_own_and_can_be_opened(engine: SpeechEngine) -> None:
    if not isinstance(engine, Variants):
        return
    voice = next(voice for voice in engine.voices() if engine.variants(voice))
    ways = engine.variants(voice)
    assert list(ways) == sorted(ways)
    varied = engine.varied(voice, ways[-1])
    assert varied.name == f"{voice.name}+{ways[-1]}"
    narrator, plain = engine.open(varied), engine.open(voice)
    assert list(narrator.speak(TEXTS[2:3])) != list(plain.speak(TEXTS[2:3]))
    assert varied.name in narrator.fingerprint
    narrator.close()
    plain.close()
    with pytest.raises(MissingEngineError, match="has no voice"):
        engine.open(Voice(engine.name, f"{voice.name}+nobody", "en"))


def test_closing_may_be_repeated(engine: SpeechEngine) -> None:
    narrator = opened_in(engine)
    list(narrator.speak(TEXTS[:1]))
    narrator.close()
    narrator.close()
