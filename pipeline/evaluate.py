"""Measuring translation engines on a text with a known good translation: scores, and what the checks say.

BLEU, chrF++ and TER are sacrebleu's (Post, "A Call for Clarity in Reporting BLEU Scores", 2018), each with the
signature that makes it comparable. The checks look at what an engine says as it says it, before any repair.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.check import CHECKS, Pair, calibrated_bound, faults
from pipeline.engines import find_translator
from pipeline.engines.pairs import match
from pipeline.errors import UnknownLanguageError, UsageError
from pipeline.language import Lang
from pipeline.ports import Translation, TranslationEngine, Translator

_TOKENIZERS = {"zh": "zh", **dict.fromkeys(("ja", "km", "lo", "my", "th"), "char")}
"""How BLEU counts words in languages that put no spaces between them; elsewhere `13a`."""
_PASSES, _ENOUGH = 5, 2.0
"""How often a sample is translated at most, and the seconds after which it is not translated again."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Sentences and a good translation of each, in the same order."""

    sources: tuple[str, ...]
    references: tuple[str, ...]
    source_lang: Lang
    target_lang: Lang


@dataclass(frozen=True, slots=True)
class Score:
    """A figure for all sentences together."""

    name: str
    value: float
    """0 to 100; of TER, the share of edits, less is better and more than 100 is possible."""
    signature: str
    """How it was computed."""


@dataclass(frozen=True, slots=True)
class Objections:
    """What the checks say about some translations."""

    by_check: Mapping[str, int]
    """Code -> sentences that the check objects to, for all checks, also those that found nothing."""
    flagged: int
    """Sentences that any check objects to."""
    blocked: int
    """Sentences that must not be published as they are."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one engine reached."""

    engine: str
    fingerprint: str
    """Engine, model and version."""
    scores: tuple[Score, ...]
    """BLEU, chrF++, TER."""
    objections: Objections
    rate: float
    """Sentences a second on this machine, all in one batch, without loading; the fastest of some passes."""
    bound: float | None = None
    """The mean log-probability a word that nineteen of twenty sentences reach; None where the engine tells none."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results of several engines on one sample."""

    sample: Sample
    results: tuple[Result, ...]
    reference: Objections
    """About the good translations: the checks' false alarms, for comparison."""

    def scores(self) -> list[dict[str, Any]]:
        """A row an engine."""
        return [
            {
                "engine": result.engine,
                **{score.name: f"{score.value:.1f}" for score in result.scores},
                "sentences/s": f"{result.rate:.1f}",
                "flagged": self._share(result.objections.flagged),
                "blocked": self._share(result.objections.blocked),
            }
            for result in self.results
        ]

    def rates(self) -> list[dict[str, Any]]:
        """A row for each check that objects to anything, with the share of sentences, engine by engine."""
        columns = {result.engine: result.objections for result in self.results}
        columns["reference"] = self.reference
        return [
            {"check": code, **{name: self._share(column.by_check[code]) for name, column in columns.items()}}
            for code in self.reference.by_check
            if any(column.by_check[code] for column in columns.values())
        ]

    def notes(self) -> list[str]:
        """What was measured, with which models, and the signatures of the scores."""
        count, sample = len(self.sample.sources), self.sample
        signatures = {score.name: score.signature for score in self.results[0].scores}
        return [
            f"{count} sentences, {sample.source_lang} -> {sample.target_lang}; checks before any repair",
            *(f"{result.engine}: {result.fingerprint}" for result in self.results),
            *(f"{name}: {signature}" for name, signature in signatures.items()),
            *(
                f"{result.engine}: one sentence in twenty scores below {result.bound:.2f}"
                for result in self.results
                if result.bound is not None
            ),
        ]

    def as_json(self) -> dict[str, Any]:
        """All of it; the checks in numbers of sentences."""
        return {
            "source": self.sample.source_lang.tag,
            "target": self.sample.target_lang.tag,
            "sentences": len(self.sample.sources),
            "engines": [_as_json(result) for result in self.results],
            "reference": _counted(self.reference),
        }

    def _share(self, count: int) -> str:
        return f"{count / len(self.sample.sources):.1%}"


def read_sample(
    source: Path,
    reference: Path,
    source_lang: Lang | None = None,
    target_lang: Lang | None = None,
    limit: int | None = None,
) -> Sample:
    """The first `limit` lines of two text files, one sentence a line; lines that are empty in both are left out.

    Languages that are not given are taken from the names: `news.en`, `news.pt`. Raises `UsageError` naming
    the file that cannot be read, has other lines than its partner, or does not tell its language.
    """
    origin, target = source_lang or _named(source, "--from"), target_lang or _named(reference, "--to")
    said, meant = _lines(source), _lines(reference)
    if len(said) != len(meant):
        raise UsageError(
            f"has {len(meant)} lines, {source.name} has {len(said)}.",
            place=str(reference),
            remedy="The translation of each line must stand in the same line.",
        )
    pairs = list(zip(said, meant, strict=True))[:limit]
    for number, pair in enumerate(pairs, 1):
        if any(pair) and not all(pair):
            raise UsageError(
                "is empty, its partner is not.", place=f"{(reference if pair[0] else source)}:{number}"
            )
    filled = [pair for pair in pairs if all(pair)]
    if not filled:
        raise UsageError("holds no sentence.", place=str(source))
    sources, references = zip(*filled, strict=True)
    return Sample(sources, references, origin, target)


def evaluate(sample: Sample, engines: Sequence[TranslationEngine], names: Sequence[str] = ()) -> Evaluation:
    """Measures the named engines, or all that have the pair, the best one first.

    Raises `UsageError` for a name that no engine has, `MissingEngineError` when a pair is not installed.
    """
    results = [_measured(sample, engines, name) for name in dict.fromkeys(names or _able(sample, engines))]
    return Evaluation(sample, tuple(results), _objections(sample, sample.references))


def _named(path: Path, flag: str) -> Lang:
    try:
        return Lang.parse(path.suffix.removeprefix("."))
    except UnknownLanguageError as error:
        raise UsageError(
            "does not tell its language by its name.", place=str(path), remedy=f"Add {flag} LANG."
        ) from error


def _lines(path: Path) -> list[str]:
    """Stripped. Only line feeds part lines: other programs count them so too."""
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            text = file.read()
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}.", place=str(path)) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8: byte {error.start}.", place=str(path)) from error
    return [line.strip() for line in text.removesuffix("\n").split("\n")]


def _able(sample: Sample, engines: Sequence[TranslationEngine]) -> list[str]:
    source, target = sample.source_lang, sample.target_lang
    able = [engine.name for engine in engines if match(engine.pairs(), source, target)]
    if not able:
        find_translator(engines, source, target)  # raises the error with all remedies
    return able


def _measured(sample: Sample, engines: Sequence[TranslationEngine], name: str) -> Result:
    translator = find_translator(engines, sample.source_lang, sample.target_lang, name)
    try:
        translations, seconds = _timed(translator, sample.sources)
    finally:
        translator.close()
    texts = [translation.text for translation in translations]
    told = [one.score for one in translations if one.score is not None]
    return Result(
        engine=name,
        fingerprint=translator.fingerprint,
        scores=scored(texts, sample.references, sample.target_lang),
        objections=_objections(sample, translations),
        rate=len(texts) / seconds,
        bound=calibrated_bound(told) if told else None,
    )


def _timed(translator: Translator, texts: Sequence[str]) -> tuple[Sequence[Translation], float]:
    """The translations, and the seconds of the fastest pass. A short sample is translated several times: what else
    the machine does disturbs a second or so."""
    translator.translate(texts[:1])  # what is done once only is not counted
    taken: list[float] = []
    while len(taken) < _PASSES and sum(taken) < _ENOUGH:
        begin = time.perf_counter()
        translations = translator.translate(texts)
        taken.append(time.perf_counter() - begin)
    return translations, min(taken)


def scored(texts: Sequence[str], references: Sequence[str], lang: Lang) -> tuple[Score, ...]:
    """BLEU, chrF++ and TER of translations into `lang`, one reference each."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    bleu = BLEU(tokenize=_TOKENIZERS.get(lang.base, "13a"))
    spaceless = lang.base in _TOKENIZERS
    metrics = bleu, CHRF(word_order=2), TER(normalized=spaceless, asian_support=spaceless)
    found = [(metric, metric.corpus_score(texts, [references])) for metric in metrics]
    return tuple(
        Score(score.name.replace("chrF2", "chrF"), score.score, str(metric.get_signature()))
        for metric, score in found
    )


def _objections(sample: Sample, said: Sequence[Translation | str]) -> Objections:
    by_check = {gate.code: 0 for gate in CHECKS}
    flagged = blocked = 0
    for source, translation in zip(sample.sources, said, strict=True):
        found = list(faults(_pair(sample, source, translation)))
        for code in {fault.code for fault in found}:
            by_check[code] += 1
        flagged += bool(found)
        blocked += any(fault.severity == "blocking" for fault in found)
    return Objections(by_check, flagged, blocked)


def _pair(sample: Sample, source: str, said: Translation | str) -> Pair:
    if isinstance(said, str):
        return Pair(source, said, sample.source_lang, sample.target_lang)
    return Pair(source, said.text, sample.source_lang, sample.target_lang, unknown=said.unknown)


def _as_json(result: Result) -> dict[str, Any]:
    return {
        "engine": result.engine,
        "fingerprint": result.fingerprint,
        "scores": {
            score.name: {"value": round(score.value, 2), "signature": score.signature}
            for score in result.scores
        },
        "sentences_per_second": round(result.rate, 2),
        "bound": result.bound if result.bound is None else round(result.bound, 4),
        **_counted(result.objections),
    }


def _counted(objections: Objections) -> dict[str, Any]:
    return {
        "flagged": objections.flagged,
        "blocked": objections.blocked,
        "checks": {code: count for code, count in objections.by_check.items() if count},
    }
