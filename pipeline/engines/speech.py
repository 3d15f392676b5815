"""All speech engines, and which voice speaks a language."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from pipeline.engines.utterance import PITCH, RATE
from pipeline.engines.voices import speaks
from pipeline.errors import MissingEngineError, UsageError
from pipeline.language import Lang
from pipeline.options import Options
from pipeline.ports import SpeechEngine, Variants, Voice

ENGLISH = Lang.parse("en")
PITCHED = frozenset({"espeak"})
"""Engines whose voices can speak higher or lower."""


def speech_engines(
    options: Options | None = None, *, rate: int = RATE, pitch: int = PITCH
) -> tuple[SpeechEngine, ...]:
    """Every engine, the preferred first. Asks no engine anything.

    `rate` is in words a minute; `pitch` is 0 to 99 and heeded by those in `PITCHED`. Raises `UsageError`.
    """
    from pipeline.engines.espeak import Espeak
    from pipeline.engines.hibari import Hibari
    from pipeline.engines.piper import Piper, voice_folders
    from pipeline.engines.silence import Silence
    from pipeline.engines.system_voices import SystemVoices

    engines: list[SpeechEngine] = [
        Espeak(rate=rate, pitch=pitch),
        SystemVoices(rate=rate),
        Piper(voice_folders(options or Options()), rate=rate),
        Hibari(rate=rate),
        Silence(),
    ]
    return tuple(sorted(engines, key=lambda engine: -engine.rank))


def speakers(engines: Sequence[SpeechEngine], lang: Lang | None = None) -> Iterator[Voice]:
    """Every installed voice, or those of one language whatever its region; engine by engine, sorted."""
    return (voice for _, voice in _all(engines) if lang is None or speaks(voice, lang))


def described(voice: Voice) -> dict[str, str]:
    """A voice as a row of a table: what `--voice LANG=` takes, and what one chooses by."""
    return {
        "lang": voice.lang,
        "voice": voice.key,
        "sex": voice.sex,
        "quality": voice.quality,
        "licence": voice.licence or "unknown",
    }


def hints(engines: Sequence[SpeechEngine], voices: Sequence[Voice]) -> Iterator[str]:
    """What a list of voices cannot show: other ways for them to sound, and what engines would need to have any."""
    for engine in engines:
        ways = {way for voice in voices for way in _ways(engine, voice)}
        if ways:
            yield f"{engine.name}: a name and +VARIANT sounds otherwise; variants: {', '.join(sorted(ways))}."
    for name, remedy in absent(engines):
        yield f"{name} has no voice here. {remedy}"


def _ways(engine: SpeechEngine, voice: Voice) -> Sequence[str]:
    return engine.variants(voice) if voice.engine == engine.name and isinstance(engine, Variants) else ()


def absent(engines: Sequence[SpeechEngine]) -> Iterator[tuple[str, str]]:
    """Engines without a voice here, each with what to do about it."""
    return ((engine.name, engine.remedy()) for engine in engines if not engine.voices())


def find_voice(
    engines: Sequence[SpeechEngine], lang: Lang, wanted: str | None = None
) -> tuple[SpeechEngine, Voice]:
    """The voice for a language, and its engine.

    `wanted` is "engine" (its voice for the language), "name" or "engine:name" (that voice, whatever its
    language); each with "+variant" at its end where the engine knows several ways for a voice to sound.
    Without it, the first engine of a rank above 0 that speaks the language is taken. Raises `MissingEngineError` when nothing speaks the language, `UsageError` for an unknown voice.
    """
    if wanted:
        return _whole(engines, lang, wanted) or _varied(engines, lang, wanted)
    for engine in engines:
        voice = engine.default(lang) if engine.rank > 0 else None
        if voice:
            return engine, voice
    raise _missing("No installed voice", lang, engines)


_Chosen = tuple[SpeechEngine, Voice]


def _whole(engines: Sequence[SpeechEngine], lang: Lang, wanted: str) -> _Chosen | None:
    """What is called just so."""
    return _by_engine(engines, lang, wanted) or _by_name(engines, lang, wanted)


def _varied(engines: Sequence[SpeechEngine], lang: Lang, wanted: str) -> _Chosen:
    """What is called so up to its last plus, in the way that stands after it."""
    name, plus, variant = wanted.rpartition("+")
    chosen = _whole(engines, lang, name) if plus else None
    if chosen is None:
        raise _unknown(engines, wanted)
    engine, voice = chosen
    ways = _ways(engine, voice)
    found = next((way for way in ways if way.casefold() == variant.casefold()), None)
    if found is None or not isinstance(engine, Variants):
        raise _unknown_way(voice, variant, ways)
    return engine, engine.varied(voice, found)


def _by_engine(engines: Sequence[SpeechEngine], lang: Lang, wanted: str) -> _Chosen | None:
    engine = next((engine for engine in engines if engine.name == wanted), None)
    if engine is None:
        return None
    voice = engine.default(lang)
    if voice is None:
        raise _missing(f"No voice of {wanted}", lang, [engine])
    return engine, voice


def _by_name(engines: Sequence[SpeechEngine], lang: Lang, wanted: str) -> _Chosen | None:
    """Of voices with the same name, one of the language is taken before others."""
    asked = wanted.casefold()
    named = [engine for engine in engines if engine.name == asked.partition(":")[0]]
    found = [
        (engine, voice)
        for engine, voice in _all(named or engines)  # to list what another has can take a second
        if asked in (voice.name.casefold(), voice.key.casefold())
    ]
    return min(found, key=lambda pair: not pair[1].lang.casefold().startswith(lang.base), default=None)


def _all(engines: Sequence[SpeechEngine]) -> Iterator[tuple[SpeechEngine, Voice]]:
    return ((engine, voice) for engine in engines for voice in engine.voices())


def _missing(who: str, lang: Lang, engines: Sequence[SpeechEngine]) -> MissingEngineError:
    usual = [engine for engine in engines if engine.rank > 0] or engines
    remedies = [remedy for _, remedy in absent(usual)]
    other = f"Install one, or name a voice of a related language: --voice {lang}=ENGINE:NAME."
    return MissingEngineError(
        f"{who} speaks {lang.name_in(ENGLISH)} ({lang}).", remedy=" or ".join(filter(None, remedies)) or other
    )


def _unknown_way(voice: Voice, variant: str, ways: Sequence[str]) -> UsageError:
    near = get_close_matches(variant, ways, n=3, cutoff=0.4) or ways[:3]
    remedy = f"It has {len(ways)} others, such as {', '.join(near)}." if ways else "It has one way to sound."
    return UsageError(f"{voice.key} has no variant {variant!r}.", remedy=remedy)


def _unknown(engines: Sequence[SpeechEngine], wanted: str) -> UsageError:
    known = sorted({text for _, voice in _all(engines) for text in (voice.key, voice.name)})
    near = get_close_matches(wanted, known, n=3, cutoff=0.5)
    remedy = f"Near ones: {', '.join(near)}." if near else "`editions voices` lists what is here."
    return UsageError(f"There is no voice {wanted!r}.", remedy=remedy)
