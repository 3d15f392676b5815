"""All speech engines, and which voice speaks a language."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from pipeline.engines.utterance import RATE
from pipeline.errors import MissingEngineError, UsageError
from pipeline.language import Lang
from pipeline.ports import SpeechEngine, Voice

ENGLISH = Lang.parse("en")


def speech_engines(*, rate: int = RATE) -> tuple[SpeechEngine, ...]:
    """Every engine, the preferred first. `rate` is in words a minute. Asks no engine anything."""
    from pipeline.engines.espeak import Espeak
    from pipeline.engines.silence import Silence
    from pipeline.engines.system_voices import SystemVoices

    engines: list[SpeechEngine] = [Espeak(rate=rate), SystemVoices(rate=rate), Silence()]
    return tuple(sorted(engines, key=lambda engine: -engine.rank))


def find_voice(
    engines: Sequence[SpeechEngine], lang: Lang, wanted: str | None = None
) -> tuple[SpeechEngine, Voice]:
    """The voice for a language, and its engine.

    `wanted` is "engine" (its voice for the language), "name" or "engine:name" (that voice, whatever its
    language). Without it, the first engine of a rank above 0 that speaks the language is taken.
    Raises `MissingEngineError` when nothing speaks the language, `UsageError` for an unknown voice.
    """
    if wanted:
        return _by_engine(engines, lang, wanted) or _by_name(engines, lang, wanted)
    for engine in engines:
        voice = engine.default(lang) if engine.rank > 0 else None
        if voice:
            return engine, voice
    raise _missing("No installed voice", lang, engines)


def _by_engine(engines: Sequence[SpeechEngine], lang: Lang, wanted: str) -> tuple[SpeechEngine, Voice] | None:
    engine = next((engine for engine in engines if engine.name == wanted), None)
    if engine is None:
        return None
    voice = engine.default(lang)
    if voice is None:
        raise _missing(f"No voice of {wanted}", lang, [engine])
    return engine, voice


def _by_name(engines: Sequence[SpeechEngine], lang: Lang, wanted: str) -> tuple[SpeechEngine, Voice]:
    """Of voices with the same name, one of the language is taken before others."""
    asked = wanted.casefold()
    found = [
        (engine, voice)
        for engine, voice in _all(engines)
        if asked in (voice.name.casefold(), voice.key.casefold())
    ]
    if not found:
        raise _unknown(engines, wanted)
    return min(found, key=lambda pair: not pair[1].lang.casefold().startswith(lang.base))


def _all(engines: Sequence[SpeechEngine]) -> Iterator[tuple[SpeechEngine, Voice]]:
    return ((engine, voice) for engine in engines for voice in engine.voices())


def _missing(who: str, lang: Lang, engines: Sequence[SpeechEngine]) -> MissingEngineError:
    absent = [engine.remedy() for engine in engines if not engine.voices()]
    other = f"Install one, or name a voice of a related language: --voice {lang}=ENGINE:NAME."
    return MissingEngineError(
        f"{who} speaks {lang.name_in(ENGLISH)} ({lang}).", remedy=" or ".join(filter(None, absent)) or other
    )


def _unknown(engines: Sequence[SpeechEngine], wanted: str) -> UsageError:
    known = sorted({text for _, voice in _all(engines) for text in (voice.key, voice.name)})
    near = get_close_matches(wanted, known, n=3, cutoff=0.5)
    remedy = f"Near ones: {', '.join(near)}." if near else "`editions voices` lists what is here."
    return UsageError(f"There is no voice {wanted!r}.", remedy=remedy)
