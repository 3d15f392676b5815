"""Which engine and voice is chosen for a language."""

import pytest

from pipeline.engines.speech import absent, described, find_voice, hints, speakers, speech_engines
from pipeline.engines.voices import nearest
from pipeline.errors import MissingEngineError, UsageError
from pipeline.language import Lang
from pipeline.ports import SpeechEngine, Voice


@pytest.fixture(scope="module")
def engines() -> tuple[SpeechEngine, ...]:
    return speech_engines()


def test_engines_come_by_rank_and_silence_last(engines: tuple[SpeechEngine, ...]) -> None:
    ranks = [engine.rank for engine in engines]
    assert ranks == sorted(ranks, reverse=True)
    assert [engine.name for engine in engines] == ["espeak", "pyttsx3", "piper", "hibari", "silence"]
    assert {engine.name for engine in engines if engine.rank == 0} == {"piper", "hibari", "silence"}


@pytest.mark.parametrize(
    ("tag", "wanted", "key"),
    [
        ("en", None, "espeak:en-gb"),
        ("en-US", None, "espeak:en-us"),
        ("en-IN", None, "espeak:en-gb"),
        ("ar", None, "espeak:ar"),
        ("ar-EG", None, "espeak:ar"),
        ("pt", None, "espeak:pt-br"),
        ("pt-PT", None, "espeak:pt"),
        ("pt-AO", None, "espeak:pt"),
        ("es", None, "espeak:es"),
        ("es-MX", None, "espeak:es-419"),
        ("fr", None, "espeak:fr-fr"),
        ("fr-CA", None, "espeak:fr-fr"),
        ("ca", None, "espeak:ca"),
        ("eo", None, "espeak:eo"),
        ("zh-Hant", None, "espeak:cmn"),
        ("pt", "espeak", "espeak:pt-br"),
        ("pt", "silence", "silence:silence"),
        ("gl", "silence", "silence:silence"),
        ("pt", "pyttsx3", "pyttsx3:Portuguese (Brazil)"),
        ("pt", "pt", "espeak:pt"),
        ("en", "espeak:en-us", "espeak:en-us"),
        ("en", "EN-US", "espeak:en-us"),
        ("en", "pyttsx3:English (America)", "pyttsx3:English (America)"),
        ("gl", "espeak:es", "espeak:es"),
        ("pt", "espeak:pt-br+f2", "espeak:pt-br+f2"),
        ("pt", "pt-br+F2", "espeak:pt-br+f2"),
        ("pt", "espeak+Henrique", "espeak:pt-br+Henrique"),
        ("gl", "espeak:es+f3", "espeak:es+f3"),
        ("en", "hibari", "hibari:heart"),
        ("en-GB", "hibari:heart", "hibari:heart"),
    ],
)
def test_the_voice_for_a_language(
    engines: tuple[SpeechEngine, ...], tag: str, wanted: str | None, key: str
) -> None:
    engine, voice = find_voice(engines, Lang.parse(tag), wanted)
    assert voice.key == key
    assert engine.name == voice.engine


@pytest.mark.parametrize("wanted", [None, "espeak"])
def test_a_language_that_nothing_speaks(engines: tuple[SpeechEngine, ...], wanted: str | None) -> None:
    with pytest.raises(MissingEngineError, match=r"speaks Galician \(gl\)\. .*--voice gl=ENGINE:NAME"):
        find_voice(engines, Lang.parse("gl"), wanted)


def test_engines_that_are_not_here_say_how_to_install_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for engine in ("espeak", "system_voices"):
        monkeypatch.setattr(f"pipeline.engines.{engine}.find_spec", lambda name: None)
    with pytest.raises(MissingEngineError, match=r"pip install espeakng-loader or .*pip install pyttsx3"):
        find_voice(speech_engines(), Lang.parse("en"))


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("espeak:en-bg", r"Near ones: espeak:en-gb, "),
        ("Portugese (Brazil)", r"Near ones: Portuguese \(Brazil\), "),
        ("\u4e16", "`editions voices` lists what is here"),
        ("nothing+f2", "`editions voices` lists what is here"),
    ],
)
def test_an_unknown_voice(engines: tuple[SpeechEngine, ...], wanted: str, near: str) -> None:
    with pytest.raises(UsageError, match=rf"There is no voice .*{near}"):
        find_voice(engines, Lang.parse("en"), wanted)


@pytest.mark.parametrize(
    ("wanted", "remedy"),
    [
        ("espeak:en-gb+f9", r"espeak:en-gb has no variant 'f9'\. It has \d+ others, such as f\d, "),
        ("espeak+", "espeak:en-gb has no variant ''"),
        ("hibari+f2", r"hibari:heart has no variant 'f2'\. It has one way to sound"),
    ],
)
def test_an_unknown_variant(engines: tuple[SpeechEngine, ...], wanted: str, remedy: str) -> None:
    with pytest.raises(UsageError, match=remedy):
        find_voice(engines, Lang.parse("en"), wanted)


def test_a_variant_s_sex_is_its_own(engines: tuple[SpeechEngine, ...]) -> None:
    _, voice = find_voice(engines, Lang.parse("ar"), "espeak+f2")
    assert (voice.name, voice.sex) == ("ar+f2", "F")


def test_voices_of_a_language_whatever_its_region(engines: tuple[SpeechEngine, ...]) -> None:
    found = [voice.key for voice in speakers(engines, Lang.parse("pt-AO"))]
    assert found[:2] == ["espeak:pt", "espeak:pt-br"]
    assert all(key.startswith(("espeak:pt", "pyttsx3:Portuguese")) for key in found)
    assert "espeak:cmn" in {voice.key for voice in speakers(engines, Lang.parse("zh"))}


def test_a_row_tells_what_one_chooses_by(engines: tuple[SpeechEngine, ...]) -> None:
    (heart,) = (voice for voice in speakers(engines) if voice.engine == "hibari")
    assert described(heart) == {
        "lang": "en-US",
        "voice": "hibari:heart",
        "sex": "F",
        "quality": "neural",
        "licence": "Apache-2.0",
    }
    assert described(Voice("x", "y", "z"))["licence"] == "unknown"


def test_engines_without_a_voice_say_how_to_get_one(engines: tuple[SpeechEngine, ...]) -> None:
    ((name, remedy),) = absent(engines)
    assert name == "piper"
    assert remedy.startswith("Put a piper voice")
    ways, missing = hints(engines, list(speakers(engines, Lang.parse("eo"))))
    assert ways.startswith("espeak: a name and +VARIANT sounds otherwise; variants: Alex, ")
    assert " f2, " in ways
    assert missing == f"piper has no voice here. {remedy}"


def test_of_voices_with_one_name_that_of_the_language_is_taken(engines: tuple[SpeechEngine, ...]) -> None:
    class Twins:
        name, rank = "twins", 99

        def voices(self) -> tuple[Voice, ...]:
            return (Voice("twins", "Alex", "en-US"), Voice("twins", "Alex", "fr-FR"))

        def default(self, lang: Lang) -> Voice | None:
            return nearest(self.voices(), lang)

        def remedy(self) -> str:
            return ""

        def open(self, voice: Voice) -> None: ...

    twins = Twins()
    _, voice = find_voice([twins], Lang.parse("fr"), "Alex")  # type: ignore[list-item]  # it is never opened
    assert voice.lang == "fr-FR"


@pytest.mark.parametrize(
    ("tag", "lang"),
    [
        ("pt", "pt-BR"),
        ("pt-PT", "pt-PT"),
        ("en-GB", "en-US"),
        ("es", "es-ES"),
        ("es-MX", "es-ES"),
        ("ar", None),
    ],
)
def test_the_nearest_voice_of_a_system_that_names_regions(tag: str, lang: str | None) -> None:
    voices = [Voice("pyttsx3", each, each) for each in ("en-US", "es-ES", "fr-FR", "pt-BR", "pt-PT")]
    found = nearest(voices, Lang.parse(tag))
    assert (found.lang if found else None) == lang
