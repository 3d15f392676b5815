"""Each engine's voice alone, and the whole stage around it: how many times as fast as it sounds; on one core."""

from collections.abc import Iterator
from contextlib import closing

from pipeline.bench.figure import Figure
from pipeline.bench.ready import Ready, narrator, ready, shortened
from pipeline.bench.subject import ARABIC, ENGLISH, Subject
from pipeline.bench.timing import in_turn, one_core
from pipeline.engines.silence import Silence
from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.narrate import Narrate, Pauses
from pipeline.narrate.script import script
from pipeline.ports import SpeechEngine, Voice

SENTENCES = 12
"""About a minute: neural voices take half of that."""


def voices(subject: Subject) -> Iterator[Figure]:
    """In English and Arabic, each engine; what one lacks is told."""
    with one_core():
        for lang in (ENGLISH, ARABIC):
            given = ready(subject, lang)
            for engine in subject.voices:
                if engine.name != Silence.name:
                    yield _figure(subject, engine, lang, given)


def _figure(subject: Subject, engine: SpeechEngine, lang: Lang, given: Ready) -> Figure:
    voice = engine.default(lang)
    if voice is None:
        remedy = "" if engine.voices() else f" {engine.remedy()}"
        return Figure(f"{engine.name} alone, {lang}", f"has no voice for {lang} here.{remedy}")
    try:
        return _measured(subject, engine, voice, lang, given)
    except SetupError as error:
        return Figure(f"{voice.key} alone, {lang}", str(error))


def _measured(subject: Subject, engine: SpeechEngine, voice: Voice, lang: Lang, given: Ready) -> Figure:
    edition = shortened(given.edition, SENTENCES)
    texts = [text for line in script(edition, Pauses()) for text in line.texts]
    stage = Narrate(lambda lang: narrator(subject, lang, engine.name))
    with closing(engine.open(voice)) as alone:
        sounds = list(alone.speak(texts))
        spoken, whole = in_turn(lambda: list(alone.speak(texts)), lambda: stage([edition]))
    (done,) = stage([edition])
    if done.track is None:
        raise SetupError(done.failure or "The article has nothing to say.")
    length = sum(len(sound.samples) / 2 / sound.sample_rate for sound in sounds)
    told = f"{done.track.samples / done.track.sample_rate / whole:.0f} x real time"
    return Figure(
        f"{voice.key} alone, {lang}",
        f"{length / spoken:.0f} x real time",
        f"the whole stage, to MP3, {told}",
        spoken / whole,
        "of its time",
        f"{len(edition.targets)} sentences of {given.of}; one core, no cache",
    )
