"""Each translation engine by itself: the article in one batch against sentence by sentence, and what the checks add."""

import time
from collections.abc import Iterator, Sequence

from pipeline.bench.figure import Figure
from pipeline.bench.subject import ENGLISH, Subject
from pipeline.bench.timing import in_turn
from pipeline.check import Pair, faults
from pipeline.engines import find_translator
from pipeline.errors import MissingEngineError
from pipeline.language import Lang
from pipeline.ports import Translator

SAMPLE = ("pt", "es", "ar")
"""One pair an engine is measured: of the sample's languages where it can."""


def rates(subject: Subject) -> Iterator[Figure]:
    """Sentences a second of each engine that has a pair from English."""
    for engine in subject.translators:
        pairs = {target for origin, target in engine.pairs() if origin == ENGLISH.base}
        for tag in sorted(pairs, key=lambda tag: (tag not in SAMPLE, tag))[:1]:
            yield from _engine(engine.name, Lang.parse(tag), subject)


def _engine(name: str, target: Lang, subject: Subject) -> Iterator[Figure]:
    try:
        translator = find_translator(subject.translators, ENGLISH, target, name)
    except MissingEngineError as error:
        yield Figure(f"{name} en-{target}", str(error))
        return
    texts = subject.texts
    translator.translate(texts[:1])
    batch, single = in_turn(lambda: translator.translate(texts), lambda: _one_by_one(translator, texts))
    yield sentences_a_second(f"{name} en-{target}", len(texts), batch, "one sentence a call", single)
    yield _checks(name, target, texts, [answer.text for answer in translator.translate(texts)], batch)
    translator.close()


def sentences_a_second(
    what: str, count: int, ours: float, against: str, theirs: float, note: str = ""
) -> Figure:
    """A figure of `count` sentences in so many seconds each way."""
    return Figure(what, f"{count / ours:.1f} sentences/s", against, theirs / ours, note=note)


def _checks(name: str, target: Lang, texts: Sequence[str], answers: Sequence[str], batch: float) -> Figure:
    """What looking at every answer adds to making it. Timed once: what was looked at is remembered."""
    pairs = [Pair(text, answer, ENGLISH, target) for text, answer in zip(texts, answers, strict=True)]
    pairs.sort(key=lambda pair: len(pair.source))
    list(faults(pairs[-1]))  # the longest: it loads all that any check needs
    measured = pairs[:-1] or pairs
    begin = time.perf_counter()
    for pair in measured:
        list(faults(pair))
    taken = (time.perf_counter() - begin) / len(measured)
    told = f"{taken * 1000:.2f} ms a sentence"
    return Figure(f"checks on {name}", told, "translating it", taken / (batch / len(texts)), "of its time")


def _one_by_one(translator: Translator, texts: Sequence[str]) -> None:
    for text in texts:
        translator.translate([text])
