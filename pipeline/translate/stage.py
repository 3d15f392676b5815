"""The translation stage: all articles and languages of a run, one batch a language pair."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import ArticleError, MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.model import Article, Edition, Finding, Segment, Target
from pipeline.ports import UNKNOWN_WORD, NoProgress, Progress, Translator
from pipeline.translate import bylines
from pipeline.translate.ask import Question
from pipeline.translate.glossary import Glossary
from pipeline.translate.ladder import Answer, Ladder
from pipeline.translate.marks import project
from pipeline.translate.memory import Memory

Pair = tuple[Lang, Lang]
FAMILIES = ("translate.", "ladder.", "glossary.")
"""What the codes of this stage's findings begin with."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one pair's engine said, or why there is none."""

    answers: Mapping[Question, Answer] = field(default_factory=dict)
    missing: str = ""
    broken: bool = False
    """Whether there is an engine, but it broke down: its edition is not made by halves."""


class Translate:
    """Fills `targets`. The source edition gets its own words; the others get the memory's, then an engine's.

    A pair without an engine fails the edition, unless a memory holds a part of it: then the rest stays
    in the source's language, marked, with a finding. An engine that breaks down fails the editions of its pair.
    """

    def __init__(
        self,
        find_memory: Callable[[Article, Lang], Memory],
        open_translator: Callable[[Lang, Lang], Translator],
        progress: Progress | None = None,
        *,
        ladder: Ladder | None = None,
    ) -> None:
        """`ladder`: what is done about texts that an engine translates badly, and with the glossary."""
        self._ladder = ladder or Ladder()
        self._find_memory = find_memory
        self._open_translator = open_translator
        self._progress = progress or NoProgress()

    def __call__(self, editions: Sequence[Edition]) -> Sequence[Edition]:
        remembered = [self._remember(edition) for edition in editions]
        wanted = _wanted(remembered)
        self._progress.begin("translate", sum(map(len, wanted.values())))
        try:
            said = {pair: self._say(pair, texts) for pair, texts in wanted.items()}
        finally:
            self._progress.end()
        return tuple(_complete(edition, said.get(_pair(edition), Said())) for edition in remembered)

    def _remember(self, edition: Edition) -> Edition:
        """The edition with the targets that need no engine, and without what an earlier run found."""
        if edition.failure:
            return edition
        if edition.is_source:
            return edition.but(targets=tuple(_own(segment, edition.lang) for segment in edition.segments))
        try:
            memory = self._find_memory(edition.article, edition.lang)
        except ArticleError as error:
            return edition.but(failure=str(error))
        glossary = self._ladder.glossary(edition.article.lang, edition.lang)
        findings = [finding for finding in edition.findings if not finding.code.startswith(FAMILIES)]
        found: list[Target] = []
        for segment in edition.segments:
            target = (
                _code(segment, edition) or memory.find(segment, edition.lang) or _figures(segment, edition)
            )
            if not target:
                target, told = _byline(segment, edition, glossary)
                findings += told
            found += [target] if target else []
        return edition.but(targets=tuple(found), findings=tuple(findings))

    def _say(self, pair: Pair, questions: Sequence[Question]) -> Said:
        try:
            translator = self._open_translator(*pair)
        except MissingEngineError as error:
            return Said(missing=str(error))
        except SetupError as error:  # a damaged model
            return Said(missing=str(error), broken=True)
        try:
            answers = self._ladder.climb(translator, questions, *pair)
        except SetupError as error:
            return Said(missing=str(error), broken=True)
        finally:
            translator.close()
        self._progress.advance(len(questions))
        return Said(answers)


def _pair(edition: Edition) -> Pair:
    return edition.article.lang, edition.lang


def _wanted(editions: Sequence[Edition]) -> dict[Pair, list[Question]]:
    """The texts that no memory knows, once each, by pair, in reading order."""
    wanted: dict[Pair, dict[Question, None]] = {}
    for edition in editions:
        for segment in _untold(edition):
            wanted.setdefault(_pair(edition), {})[_question(segment)] = None
    return {pair: list(questions) for pair, questions in wanted.items()}


def _question(segment: Segment) -> Question:
    code, marked = dict[str, None](), dict[str, None]()
    for mark in segment.marks:
        (code if mark.kind == "code" else marked)[segment.text[mark.begin : mark.end]] = None
    return Question(segment.text, tuple(code), tuple(marked))


def _untold(edition: Edition) -> list[Segment]:
    if edition.failure:
        return []
    told = {target.segment_id for target in edition.targets}
    return [segment for segment in edition.segments if segment.id not in told]


def _complete(edition: Edition, said: Said) -> Edition:
    """The edition with a target for every segment, in order."""
    if edition.failure:
        return edition
    if said.broken or (said.missing and all(target.state == "source" for target in edition.targets)):
        return edition.but(failure=said.missing)
    told = {target.segment_id: target for target in edition.targets}
    targets = tuple(told.get(segment.id) or _machine(segment, edition, said) for segment in edition.segments)
    found = [finding for segment in _untold(edition) for finding in _findings(segment, said)]
    return edition.but(
        targets=targets, findings=(*edition.findings, *found, *_untranslated(targets, said.missing))
    )


def _code(segment: Segment, edition: Edition) -> Target | None:
    """Lines of a program stay what they are, white space and all: no memory keeps that."""
    if edition.article.blocks[segment.block].kind != "code":
        return None
    return _own(segment, edition.article.lang)


def _figures(segment: Segment, edition: Edition) -> Target | None:
    """The cells of a table that hold figures alone are no engine's business, which might change them."""
    is_cell = edition.article.blocks[segment.block].kind == "cell"
    if not is_cell or any(map(str.isalpha, segment.text)):
        return None
    return Target(segment.id, segment.text, "source", edition.lang, marks=segment.marks)


def _byline(segment: Segment, edition: Edition, glossary: Glossary) -> tuple[Target | None, list[Finding]]:
    """Names of people are no engine's business either; with what a person is to spell."""
    if edition.article.blocks[segment.block].kind != "byline" or segment.marks:
        return None, []
    byline = bylines.parsed(segment.text, edition.article.lang)
    text = bylines.said(byline, glossary, edition.lang) if byline else None
    if not byline or not text:
        return None, []
    told = "The name stays in Latin letters; put its spelling into the glossary."
    names = bylines.unsaid(byline, glossary, edition.lang)
    findings = [Finding("translate.name", "note", segment.id, told, name) for name in names]
    return Target(segment.id, text, "source", edition.lang), findings


def _machine(segment: Segment, edition: Edition, said: Said) -> Target:
    """The engine's words; the source's own where it said nothing."""
    answer = said.answers.get(_question(segment))
    if answer is None or not answer.said.text.strip():
        return Target(segment.id, segment.text, "untranslated", edition.article.lang, marks=segment.marks)
    translation, marks = answer.said, project(segment.marks, answer.said, segment.text)
    return Target(
        segment.id, translation.text, "machine", edition.lang, answer.origin, translation.score, marks
    )


def _findings(segment: Segment, said: Said) -> list[Finding]:
    """What the ladder has to tell of a segment that an engine translated."""
    answer = said.answers.get(_question(segment))
    if answer is None:
        return []
    unknown = (
        Finding(UNKNOWN_WORD, "note", "", "The engine does not know this word.", word)
        for word in answer.said.unknown
        if word[:1].islower()  # names are known to nobody
    )
    return [replace(finding, place=segment.id) for finding in (*answer.findings, *unknown)]


def _own(segment: Segment, lang: Lang) -> Target:
    return Target(segment.id, segment.text, "source", lang, marks=segment.marks)


def _untranslated(targets: Sequence[Target], why: str) -> tuple[Finding, ...]:
    reason = why or "The engine gave no text."
    return tuple(
        Finding("translate.untranslated", "blocking", target.segment_id, reason)
        for target in targets
        if target.state == "untranslated"
    )
