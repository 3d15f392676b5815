"""What a run works with: the engines, voices, memories and word lists that its options ask for, opened on demand."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial, reduce
from pathlib import Path

from pipeline.cache import Cache, cache_key
from pipeline.engines import find_second, find_translator, rawi, translation_engines
from pipeline.engines.cached import CachedDiacritizer, CachedTranslator
from pipeline.engines.cached_voice import CachedNarrator
from pipeline.engines.pairs import match
from pipeline.engines.speech import ENGLISH, PITCHED, find_voice, speech_engines
from pipeline.engines.utterance import PITCH, RATE
from pipeline.engines.voices import installed
from pipeline.errors import ArticleError, MissingEngineError, UsageError
from pipeline.language import Lang
from pipeline.model import Article
from pipeline.narrate import Lexicon, MixedNarrator, VowelledNarrator, is_latin, load_lexicon
from pipeline.options import Options
from pipeline.ports import Diacritizer, KeyMaker, Narrator, SpeechEngine, TranslationEngine, Translator, Voice
from pipeline.segment import segments
from pipeline.store import digest_of
from pipeline.translate import Database, Memory, check_glossaries, load_memory, shared_memory

SPELLED = frozenset({"espeak", "piper"})
"""Speech engines that pronounce what is spelled: they know no word of Arabic that comes without its vowels."""

BEHIND_TRANSLATION = ("numpy", "sentencepiece")
BEHIND_SPEECH = ("espeakng-loader",)
BEHIND_VOWELS = ("onnxruntime",)
"""Packages that have a part in results and are not told by every fingerprint: with another version of one, what was
kept is made anew."""


def demand(options: Options) -> None:
    """What is asked for by name must be here at all; asked before any work is done.

    Raises `UsageError` for an unknown name or a faulty glossary, memory or lexicon, `MissingEngineError` for what is not
    installed.
    """
    check_glossaries(options.glossary, options.to)
    _check_memories(options)
    lexicon_of(options)
    engines = translation_engines(options.models)
    if options.engine and options.to:
        _demand_engine(options, [engine for engine in engines if engine.name == options.engine])
    for tag in {**options.voice, **options.rate, **options.pitch}:
        engine, _ = voice_of(options, Lang.parse(tag))
        if tag in options.pitch and engine.name not in PITCHED:
            raise UsageError(f"--pitch {tag}: the voices of {engine.name} have the pitch that they have.")


def cache_of(options: Options) -> Cache:
    """The one of this process for a folder: it counts what all of a run adds."""
    return _cache(options.cache, options.cache_size)


@lru_cache(maxsize=8)
def _cache(folder: Path, most: int) -> Cache:
    return Cache(folder, most)


def keys_of(*packages: str) -> KeyMaker:
    """Keys that hold the versions of packages beside all else."""
    return partial(cache_key, *(f"{name} {installed(name)}" for name in packages))


def memory_of(sources: Sequence[Path], options: Options, article: Article, lang: Lang) -> Memory:
    """The finished translations beside the source, those of `--memory`, then those of the translation memory."""
    beside = [
        source.parent / f"{article.name}.{lang}.xlf" for source in sources if source.stem == article.name
    ]
    own = [_told(load_memory(path, article.lang, lang), path) for path in beside]
    named = [_told(shared_memory(path, article.lang, lang), path) for path in options.memory]
    learnt = Database(options.memory_db, article.lang, lang).memory(segments(article))
    return reduce(Memory.plus, [*own, *named, learnt], Memory())


def _told(memory: Memory, path: Path) -> Memory:
    """With its fingerprint beside its name, as models have theirs: the manifest tells which state of a file was used."""
    return replace(memory, name=f"{memory.name}, sha256 {digest_of(path)[:12]}") if memory.name else memory


def open_translator(options: Options, source: Lang, target: Lang) -> Translator:
    """The translator of a pair, behind the cache."""
    translator = find_translator(translation_engines(options.models), source, target, options.engine)
    return CachedTranslator(translator, cache_of(options), keys_of(*BEHIND_TRANSLATION))


def open_second(options: Options, source: Lang, target: Lang) -> Translator:
    """The next best translator of a pair; none where one engine was asked for by name."""
    if options.engine:
        raise MissingEngineError("--engine allows no other.")
    translator = find_second(translation_engines(options.models), source, target)
    return CachedTranslator(translator, cache_of(options), keys_of(*BEHIND_TRANSLATION))


def lexicon_of(options: Options) -> Lexicon | None:
    """The publisher's pronunciations. Raises `UsageError` for a faulty file."""
    return load_lexicon(options.lexicon) if options.lexicon else None


def voice_of(options: Options, lang: Lang) -> tuple[SpeechEngine, Voice]:
    """The voice of a language, its engine set to the pace and pitch asked for."""
    rate, pitch = options.rate.get(lang.tag, RATE), options.pitch.get(lang.tag, PITCH)
    engines, wanted = speech_engines(options, rate=rate, pitch=pitch), options.voice.get(lang.tag)
    if wanted:
        _demand_voices(engines, wanted)
    return find_voice(engines, lang, wanted)


def open_narrator(options: Options, lang: Lang) -> Narrator:
    """The voice asked for, or the best one; Arabic with its vowels, Latin words in it as the source has them."""
    engine, voice = voice_of(options, lang)
    narrator: Narrator = CachedNarrator(engine.open(voice), cache_of(options), keys_of(*BEHIND_SPEECH))
    if engine.name not in SPELLED:
        return narrator
    if lang.base == "ar":
        narrator = VowelledNarrator(narrator, open_diacritizer(options), lang, rawi.REMEDY)
    if is_latin(lang):
        return narrator
    foreign = options.source if is_latin(options.source) else ENGLISH
    return MixedNarrator(narrator, lang, foreign, partial(open_narrator, options, foreign))


def open_diacritizer(options: Options) -> Diacritizer | None:
    """What vowels Arabic, behind the cache; None where it is not installed."""
    if not rawi.is_installed():
        return None
    return CachedDiacritizer(rawi.Rawi(), cache_of(options), keys_of(*BEHIND_VOWELS))


def _check_memories(options: Options) -> None:
    """A named file is asked for: what is wrong with it is wrong with the run, not with each language of it."""
    target = options.to[0] if options.to else options.source
    for path in options.memory:
        try:
            shared_memory(path, options.source, target)
        except (ArticleError, UsageError) as error:
            place = f"{path}{error.place.removeprefix(path.name)}"
            raise UsageError(error.message, place=place, remedy=error.remedy or "Check the path.") from error


def _demand_voices(engines: Sequence[SpeechEngine], wanted: str) -> None:
    """The engine before a colon must have voices: where it has none it is to be installed, and no name is mistaken."""
    name, colon, _ = wanted.casefold().partition(":")
    for engine in engines:
        if colon and engine.name == name and not engine.voices():
            raise MissingEngineError(f"{wanted}: {name} has no voice here.", remedy=engine.remedy())


def _demand_engine(options: Options, named: Sequence[TranslationEngine]) -> None:
    """The one engine of `--engine` must translate into at least one of the languages; `echo` takes any."""
    if not named:
        names = ", ".join(engine.name for engine in translation_engines(options.models))
        raise UsageError(f"--engine {options.engine!r} is not one of {names}.")
    engine = named[0]
    sources = [Lang.parse(source) for source, _ in engine.pairs()]
    targets = [target for target in options.to if target != options.source]
    able = any(match(engine.pairs(), source, target) for source in sources for target in targets)
    if engine.rank > 0 and targets and not able:
        asked = ", ".join(target.tag for target in targets)
        raise MissingEngineError(
            f"the engine {engine.name} has no model into {asked}.",
            remedy=engine.remedy(options.source, targets[0]) or "Install one: editions models install FILE.",
        )
