"""The translation stage: all articles and languages of a run, one batch a language pair."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.errors import ArticleError, MissingEngineError
from pipeline.language import Lang
from pipeline.model import Article, Edition, Finding, Segment, Target
from pipeline.ports import NoProgress, Progress, Translation, Translator
from pipeline.translate.marks import project
from pipeline.translate.memory import Memory

Pair = tuple[Lang, Lang]


@dataclass(frozen=True, slots=True)
class Said:
    """What one pair's engine said, or why there is none."""

    origin: str = ""
    by_source: Mapping[str, Translation] = field(default_factory=dict)
    missing: str = ""


class Translate:
    """Fills `targets`. The source edition gets its own words; the others get the memory's, then an engine's.

    A pair without an engine fails the edition, unless a memory holds a part of it: then the rest stays
    in the source's language, marked, with a finding.
    """

    def __init__(
        self,
        find_memory: Callable[[Article, Lang], Memory],
        open_translator: Callable[[Lang, Lang], Translator],
        progress: Progress | None = None,
    ) -> None:
        self._find_memory = find_memory
        self._open_translator = open_translator
        self._progress = progress or NoProgress()

    def __call__(self, editions: Sequence[Edition]) -> Sequence[Edition]:
        remembered = [self._remember(edition) for edition in editions]
        wanted = _wanted(remembered)
        self._progress.begin("translate", sum(map(len, wanted.values())))
        said = {pair: self._say(pair, texts) for pair, texts in wanted.items()}
        self._progress.end()
        return tuple(_complete(edition, said.get(_pair(edition), Said())) for edition in remembered)

    def _remember(self, edition: Edition) -> Edition:
        """The edition with the targets that need no engine."""
        if edition.failure:
            return edition
        if edition.is_source:
            return edition.but(targets=tuple(_own(segment, edition.lang) for segment in edition.segments))
        try:
            memory = self._find_memory(edition.article, edition.lang)
        except ArticleError as error:
            return edition.but(failure=str(error))
        found = [memory.find(segment, edition.lang) for segment in edition.segments]
        return edition.but(targets=tuple(target for target in found if target))

    def _say(self, pair: Pair, texts: Sequence[str]) -> Said:
        try:
            translator = self._open_translator(*pair)
        except MissingEngineError as error:
            return Said(missing=str(error))
        try:
            results = translator.translate(texts)
        finally:
            translator.close()
        self._progress.advance(len(texts))
        return Said(translator.fingerprint, dict(zip(texts, results, strict=True)))


def _pair(edition: Edition) -> Pair:
    return edition.article.lang, edition.lang


def _wanted(editions: Sequence[Edition]) -> dict[Pair, list[str]]:
    """The texts that no memory knows, once each, by pair, in reading order."""
    wanted: dict[Pair, dict[str, None]] = {}
    for edition in editions:
        for segment in _untold(edition):
            wanted.setdefault(_pair(edition), {})[segment.text] = None
    return {pair: list(texts) for pair, texts in wanted.items()}


def _untold(edition: Edition) -> list[Segment]:
    if edition.failure:
        return []
    told = {target.segment_id for target in edition.targets}
    return [segment for segment in edition.segments if segment.id not in told]


def _complete(edition: Edition, said: Said) -> Edition:
    """The edition with a target for every segment, in order."""
    if edition.failure:
        return edition
    if said.missing and not edition.targets:
        return edition.but(failure=said.missing)
    told = {target.segment_id: target for target in edition.targets}
    targets = tuple(told.get(segment.id) or _machine(segment, edition, said) for segment in edition.segments)
    return edition.but(targets=targets, findings=edition.findings + _untranslated(targets, said.missing))


def _machine(segment: Segment, edition: Edition, said: Said) -> Target:
    """The engine's words; the source's own where it said nothing."""
    translation = said.by_source.get(segment.text)
    if translation is None or not translation.text.strip():
        return Target(segment.id, segment.text, "untranslated", edition.article.lang, marks=segment.marks)
    marks = project(segment.marks, translation)
    return Target(
        segment.id, translation.text, "machine", edition.lang, said.origin, translation.score, marks
    )


def _own(segment: Segment, lang: Lang) -> Target:
    return Target(segment.id, segment.text, "source", lang, marks=segment.marks)


def _untranslated(targets: Sequence[Target], why: str) -> tuple[Finding, ...]:
    reason = why or "The engine gave no text."
    return tuple(
        Finding("translate.untranslated", "blocking", target.segment_id, reason)
        for target in targets
        if target.state == "untranslated"
    )
