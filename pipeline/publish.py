"""The recipe: which stages, in what order, over which articles."""

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial, reduce
from pathlib import Path

from pipeline.cache import Cache, cache_key
from pipeline.engines import find_second, find_translator, rawi, translation_engines
from pipeline.engines.cached import CachedDiacritizer, CachedTranslator
from pipeline.engines.cached_voice import CachedNarrator
from pipeline.engines.pairs import match
from pipeline.engines.speech import ENGLISH, PITCHED, find_voice, speech_engines
from pipeline.engines.utterance import PITCH, RATE
from pipeline.errors import ArticleError, MissingEngineError, UsageError
from pipeline.language import Lang
from pipeline.model import Article, Edition, File
from pipeline.narrate import Lexicon, MixedNarrator, Narrate, Pauses, VowelledNarrator, is_latin, load_lexicon
from pipeline.options import Options
from pipeline.ports import (
    Diacritizer,
    Narrator,
    NoProgress,
    Progress,
    SpeechEngine,
    Stage,
    TranslationEngine,
    Translator,
    Voice,
)
from pipeline.quality import Quality
from pipeline.read import SUFFIXES, read
from pipeline.render import Render, site_files
from pipeline.report import Report, about, articles_json, listings
from pipeline.segment import segments, split
from pipeline.store import Tree, json_bytes
from pipeline.translate import (
    Database,
    Memory,
    Translate,
    check_glossaries,
    load_memory,
    settle,
    shared_memory,
)

REPORT = "report.json"
SPELLED = frozenset({"espeak", "piper"})
"""Speech engines that pronounce what is spelled: they know no word of Arabic that comes without its vowels."""


def publish(sources: Sequence[Path], options: Options, progress: Progress | None = None) -> Report:
    """Makes all editions of some articles and writes them into the output tree.

    An article that cannot be read, or a language that cannot be made, is told in the report; the others
    go on. Raises `UsageError`, `SetupError` or `LockedError` when nothing can be done at all.
    """
    told = progress or NoProgress()
    demand(options)
    with Tree(options.out) as tree:
        articles, unread = read_all(sources, options)
        editions: Sequence[Edition] = begin(articles, options)
        seconds: dict[str, float] = {}
        clock = time.perf_counter()
        for name, done in run(recipe(sources, options, told), editions):
            editions, seconds[name] = done, time.perf_counter() - clock
            clock = time.perf_counter()
        write(tree, editions, options)
        seconds["write"] = time.perf_counter() - clock
    return Report(tuple(editions), unread, seconds)


def recipe(sources: Sequence[Path], options: Options, progress: Progress) -> Sequence[tuple[str, Stage]]:
    """The stages by name, in order."""
    quality = Quality(options)
    translate = Translate(
        partial(memory_of, sources, options),
        partial(open_translator, options),
        progress,
        ladder=quality.ladder(partial(open_second, options)),
    )
    return [
        ("segment", split),
        ("translate", translate),
        *quality.stages(),
        ("settle", settle),
        *([("refuse", refuse)] if options.strict else []),
        *([("narrate", narration(options, progress))] if options.audio != "none" else []),
        ("render", Render(words=options.words)),
    ]


def narration(options: Options, progress: Progress) -> Narrate:
    """The stage that speaks."""
    return Narrate(
        partial(open_narrator, options),
        pauses=Pauses(**options.pauses),
        lexicon=lexicon_of(options),
        encoding=options.audio,
        jobs=options.jobs,
        keeper=Cache(options.cache),
        make_key=cache_key,
        progress=progress,
    )


def run(
    stages: Sequence[tuple[str, Stage]], editions: Sequence[Edition]
) -> Iterator[tuple[str, Sequence[Edition]]]:
    """Applies the stages one after the other and gives the editions as they stand after each."""
    for name, stage in stages:
        editions = stage(editions)
        yield name, editions


def source_files(named: Sequence[Path]) -> tuple[Path, ...]:
    """The articles among the named paths: files as they are, folders as the sorted articles in them.

    Raises `UsageError` when a path does not exist or a folder holds no article.
    """
    found: list[Path] = []
    for path in named:
        if path.is_dir():
            inside = sorted(child for child in path.iterdir() if child.suffix.lower() in SUFFIXES)
            if not inside:
                known = ", ".join(sorted(SUFFIXES))
                raise UsageError("holds no article.", place=str(path), remedy=f"Known endings: {known}.")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise UsageError("does not exist.", place=str(path), remedy="Check the path.")
    return tuple(dict.fromkeys(found))


def read_all(sources: Sequence[Path], options: Options) -> tuple[tuple[Article, ...], dict[str, str]]:
    """The articles that can be read, and why the others cannot. Two articles may not share a slug."""
    articles: dict[str, Article] = {}
    unread: dict[str, str] = {}
    for source in sources:
        try:
            article = read(source, default_lang=options.source)
            _demand_own_slug(article, articles)
        except (ArticleError, UsageError) as error:  # also a faulty sidecar: the other articles go on
            unread[str(source)] = str(error)
        else:
            articles[article.slug] = article
    return tuple(articles.values()), unread


def begin(articles: Sequence[Article], options: Options) -> tuple[Edition, ...]:
    """An edition in the source language and one for each target, still empty."""
    return tuple(
        Edition(article, lang) for article in articles for lang in dict.fromkeys((article.lang, *options.to))
    )


def demand(options: Options) -> None:
    """What is asked for by name must be here at all; asked before any work is done.

    Raises `UsageError` for an unknown name or a faulty glossary or lexicon, `MissingEngineError` for what is not installed.
    """
    check_glossaries(options.glossary, options.to)
    lexicon_of(options)
    engines = translation_engines(options.models)
    if options.engine and options.to:
        _demand_engine(options, [engine for engine in engines if engine.name == options.engine])
    for tag in {**options.voice, **options.rate, **options.pitch}:
        engine, _ = voice_of(options, Lang.parse(tag))
        if tag in options.pitch and engine.name not in PITCHED:
            raise UsageError(f"--pitch {tag}: the voices of {engine.name} have the pitch that they have.")


def memory_of(sources: Sequence[Path], options: Options, article: Article, lang: Lang) -> Memory:
    """The finished translations beside the source, those of `--memory`, then those of the translation memory."""
    beside = [
        source.parent / f"{article.name}.{lang}.xlf" for source in sources if source.stem == article.name
    ]
    own = [load_memory(path, article.lang, lang) for path in beside]
    named = [shared_memory(path, article.lang, lang) for path in options.memory]
    learnt = Database(options.memory_db, article.lang, lang).memory(segments(article))
    return reduce(Memory.plus, [*own, *named, learnt], Memory())


def open_translator(options: Options, source: Lang, target: Lang) -> Translator:
    """The translator of a pair, behind the cache."""
    translator = find_translator(translation_engines(options.models), source, target, options.engine)
    return CachedTranslator(translator, Cache(options.cache), cache_key)


def open_second(options: Options, source: Lang, target: Lang) -> Translator:
    """The next best translator of a pair; none where one engine was asked for by name."""
    if options.engine:
        raise MissingEngineError("--engine allows no other.")
    translator = find_second(translation_engines(options.models), source, target)
    return CachedTranslator(translator, Cache(options.cache), cache_key)


def lexicon_of(options: Options) -> Lexicon | None:
    """The publisher's pronunciations. Raises `UsageError` for a faulty file."""
    return load_lexicon(options.lexicon) if options.lexicon else None


def voice_of(options: Options, lang: Lang) -> tuple[SpeechEngine, Voice]:
    """The voice of a language, its engine set to the pace and pitch asked for."""
    rate, pitch = options.rate.get(lang.tag, RATE), options.pitch.get(lang.tag, PITCH)
    return find_voice(speech_engines(options, rate=rate, pitch=pitch), lang, options.voice.get(lang.tag))


def open_narrator(options: Options, lang: Lang) -> Narrator:
    """The voice asked for, or the best one; Arabic with its vowels, Latin words in it as the source has them."""
    engine, voice = voice_of(options, lang)
    narrator: Narrator = CachedNarrator(engine.open(voice), Cache(options.cache), cache_key)
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
    return CachedDiacritizer(rawi.Rawi(), Cache(options.cache), cache_key) if rawi.is_installed() else None


def refuse(editions: Sequence[Edition]) -> Sequence[Edition]:
    """The stage behind `--strict`: an edition with a blocking finding is not made."""
    return tuple(_refused(edition) for edition in editions)


def write(tree: Tree, editions: Sequence[Edition], options: Options) -> None:
    """Files, front page and report of this run beside those of older runs; the manifest last."""
    articles = {**tree.load(REPORT).get("articles", {}), **articles_json(editions)}
    articles = dict(sorted(articles.items()))
    made = [file for edition in editions for file in edition.files]
    shared = site_files(listings(articles), fonts=options.fonts)
    report = File(REPORT, json_bytes({"articles": articles}))
    tree.commit([*made, *shared, report], {edition.article.slug for edition in editions}, about(articles))


def _demand_own_slug(article: Article, others: Mapping[str, Article]) -> None:
    if article.slug in others:
        raise ArticleError(
            f"the slug {article.slug!r} is taken by {others[article.slug].name}.",
            place=article.name,
            remedy="Give it its own slug in the sidecar.",
        )


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


def _refused(edition: Edition) -> Edition:
    blocking = [found for found in edition.findings if found.severity == "blocking"]
    if edition.failure or not blocking:
        return edition
    first = blocking[0]
    why = f"--strict: {len(blocking)} blocking findings; the first is {first.code} at {first.place}: {first.message}"
    return edition.but(failure=why)
