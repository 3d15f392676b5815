"""libespeak-ng: how it pronounces each language, how long and how loud it is, and that it repeats itself."""

from array import array
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from pytest_regressions.data_regression import DataRegressionFixture

from pipeline.engines.espeak import Espeak, EspeakNarrator, words_of
from pipeline.engines.utterance import QUIET
from pipeline.engines.worker import Isolation
from pipeline.errors import SetupError, UsageError
from pipeline.language import Lang
from pipeline.model import Word
from pipeline.ports import Audio

SENTENCES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "The lighthouse was built in 1871, and its keeper left it in the spring.",
        "Who would climb two hundred steps every night?",
        "The sea took the harbour wall; nobody was hurt.",
    ),
    "ar": ("بُنِيَتِ المَنارَةُ قَبلَ مِئَةِ عامٍ.", "مَن يَصعَدُ السُّلَّمَ كُلَّ لَيلَةٍ؟", "أَخَذَ البَحرُ جِدارَ المِيناءِ."),
    "pt": (
        "O farol foi construído em 1871, e o guarda partiu na primavera.",
        "Quem subiria duzentos degraus todas as noites?",
        "O mar levou o muro do porto; ninguém se feriu.",
    ),
    "es": (
        "El faro se construyó en 1871, y su guardián se fue en primavera.",
        "¿Quién subiría doscientos escalones cada noche?",
        "El mar se llevó el muro del puerto; nadie resultó herido.",
    ),
    "fr": (
        "Le phare fut construit en 1871, et son gardien partit au printemps.",
        "Qui monterait deux cents marches chaque nuit ?",
    ),
    "ca": (
        "El far es va construir el 1871, i el seu guardià va marxar a la primavera.",
        "Qui pujaria dos-cents graons cada nit?",
    ),
    "eo": ("La lumturo estis konstruita antaŭ cent jaroj.", "Kiu grimpus ducent ŝtupojn ĉiunokte?"),
}


def narrator_of(tag: str, espeak: Espeak | None = None) -> EspeakNarrator:
    espeak = espeak or Espeak()
    voice = espeak.default(Lang.parse(tag))
    assert voice is not None
    return espeak.open(voice)


@pytest.fixture(scope="module", params=SENTENCES)
def spoken(request: pytest.FixtureRequest) -> Iterator[tuple[str, EspeakNarrator, list[Audio]]]:
    narrator = narrator_of(request.param)
    yield request.param, narrator, list(narrator.speak(SENTENCES[request.param]))
    narrator.close()


Spoken = tuple[str, EspeakNarrator, list[Audio]]


def samples(audio: Audio) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array(array("h", audio.samples), dtype=np.float64)


def test_pronunciation(spoken: Spoken, data_regression: DataRegressionFixture) -> None:
    tag, narrator, _ = spoken
    said = {text: narrator.phonemes(text).split("\n") for text in SENTENCES[tag]}
    data_regression.check({"voice": narrator.fingerprint, "says": said}, basename=f"pronunciation_{tag}")


MILLISECONDS: Mapping[str, tuple[int, ...]] = {
    "en": (5775, 2702, 2877),
    "ar": (2782, 2396, 2450),
    "pt": (5974, 3071, 2980),
    "es": (5385, 2810, 3587),
    "fr": (4299, 1679),
    "ca": (5057, 2246),
    "eo": (3042, 2412),
}


def test_durations(spoken: Spoken) -> None:
    tag, _, sounds = spoken
    lengths = [len(samples(audio)) * 1000 / audio.sample_rate for audio in sounds]
    assert lengths == pytest.approx(MILLISECONDS[tag], rel=0.02)


def test_it_is_loud_enough_and_never_clips(spoken: Spoken) -> None:
    sound = np.concatenate([samples(audio) for audio in spoken[2]])
    level = 20 * np.log10(np.sqrt(np.mean(sound**2)) / 32_768)
    assert -23 < level < -18
    assert np.abs(sound).max() < 32_767


def test_sounds_end_where_the_voice_does(spoken: Spoken) -> None:
    for audio in spoken[2]:
        assert abs(samples(audio)[-1]) > QUIET


def test_nearly_every_token_has_a_time(spoken: Spoken) -> None:
    tag, _, sounds = spoken
    for text, audio in zip(SENTENCES[tag], sounds, strict=True):
        timed = {text[word.begin : word.end] for word in audio.words}
        assert len(audio.words) >= len(text.split()) - 2
        assert timed <= set(text.split())
        assert audio.words[0].first == 0
        assert audio.words[-1].last == len(samples(audio))


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([], []),
        ([(1, 0), (4, 300)], [("In", 0, 300), ("2016,", 300, 900)]),
        ([(1, 0), (4, 300), (5, 400), (8, 500)], [("In", 0, 300), ("2016,", 300, 900)]),
        ([(1, 0), (6, 300), (10, 600)], [("In", 0, 300), ("2016,", 300, 600), ("we", 600, 900)]),
        ([(1, 0), (3, 200), (10, 600)], [("In", 0, 600), ("we", 600, 900)]),
        ([(10, 600)], [("we", 600, 900)]),
        ([(3, 200)], []),
        ([(1, 0), (4, 500), (10, 400), (13, 700)], [("In", 0, 500), ("2016,", 500, 700), ("won", 700, 900)]),
        ([(10, 0), (1, 100)], [("we", 0, 900)]),
        ([(1, 0), (4, 0), (10, 600)], [("2016,", 0, 600), ("we", 600, 900)]),
        ([(1, 0), (13, 900), (14, 901)], [("In", 0, 900)]),
    ],
)
def test_word_times_come_from_the_first_event_in_a_token(
    events: list[tuple[int, int]], words: list[tuple[str, int, int]]
) -> None:
    """Events hold a 1-based character and a sample; the sound has 900."""
    text = "In 2016, we won"
    expected = [Word(text.index(token), text.index(token) + len(token), *span) for token, *span in words]
    assert list(words_of(text, events, 900)) == expected


@pytest.mark.parametrize("isolation", ["fork", "fresh"])
def test_another_process_says_the_same(isolation: Isolation) -> None:
    texts = SENTENCES["en"]
    forked = narrator_of("en", Espeak(isolation="fork"))
    other = narrator_of("en", Espeak(isolation=isolation))
    assert list(forked.speak(texts)) == list(other.speak(texts[::-1]))[::-1]
    forked.close()
    other.close()


def test_a_shared_process_would_not_repeat_itself() -> None:
    """Why each text has a process: when this fails, libespeak-ng has been mended, and one will do."""
    shared = narrator_of("en", Espeak(isolation="shared"))
    texts = SENTENCES["en"] * 3
    assert len({audio.samples for audio in shared.speak(texts)}) > len(SENTENCES["en"])
    shared.close()


def test_the_rate_is_kept() -> None:
    lengths = [
        len(next(narrator_of("en", Espeak(rate=rate)).speak(SENTENCES["en"])).samples)
        for rate in (120, 160, 320)
    ]
    assert lengths[0] / lengths[1] == pytest.approx(160 / 120, rel=0.05)
    assert lengths[2] / lengths[1] == pytest.approx(160 / 320, rel=0.15)


@pytest.mark.parametrize("rate", [79, 451, -1])
def test_a_rate_out_of_range_is_refused(rate: int) -> None:
    with pytest.raises(UsageError, match="80 to 450 words a minute"):
        Espeak(rate=rate)


def test_the_pitch_is_kept() -> None:
    pitches = [
        period_of(next(narrator_of("en", Espeak(pitch=pitch)).speak(["Aaaah."]))) for pitch in (20, 50, 80)
    ]
    assert pitches[0] > 1.1 * pitches[1] > 1.21 * pitches[2]


def period_of(audio: Audio) -> float:
    """Samples between two pulses of the voice, by autocorrelation of the middle of a vowel."""
    sound = np.frombuffer(audio.samples, np.int16).astype(float)
    middle = sound[len(sound) // 2 - 2_000 : len(sound) // 2 + 2_000]
    alike = np.correlate(middle, middle, "full")[len(middle) - 1 :]
    return float(np.argmax(alike[80:600]) + 80)


@pytest.mark.parametrize("pitch", [-1, 100])
def test_a_pitch_out_of_range_is_refused(pitch: int) -> None:
    with pytest.raises(UsageError, match="a pitch of 0 to 99"):
        Espeak(pitch=pitch)


def test_the_fingerprint_tells_version_voice_rate_and_pitch() -> None:
    fingerprints = {
        narrator_of("en").fingerprint,
        narrator_of("ar").fingerprint,
        narrator_of("en", Espeak(rate=200)).fingerprint,
        narrator_of("en", Espeak(pitch=40)).fingerprint,
    }
    assert len(fingerprints) == 4
    assert narrator_of("en").fingerprint.startswith("espeak-ng 1.")


def test_voices_are_named_by_language() -> None:
    voices = {voice.name: voice for voice in Espeak().voices()}
    assert {"en-gb", "en-us", "ar", "pt", "pt-br", "es", "es-419", "fr-fr", "ca", "eo"} <= set(voices)
    assert voices["en-gb"].sex == "M"
    assert "gl" not in voices


def test_a_text_that_takes_too_long_is_given_up() -> None:
    hasty = Espeak(deadline=0.01)
    narrator = narrator_of("en", hasty)
    with pytest.raises(SetupError, match=r"did not answer within 0\.01 s"):
        list(narrator.speak(["a long story " * 300]))
    narrator.close()


def test_without_the_wheel_there_are_no_voices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.engines.espeak.find_spec", lambda name: None)
    assert Espeak().voices() == ()
    assert Espeak().default(Lang.parse("en")) is None
    assert Espeak().remedy() == "Install it: pip install espeakng-loader"
