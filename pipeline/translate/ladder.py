"""The decoding ladder: only what is flagged is asked for again, with more effort at each rung.

1. The engine's normal answer, for all.
2. Its other answers: a wider beam, and no three words twice.
3. The sentence asked in other ways (`perturb`), put together again exactly or not at all.
4. A second engine for the pair, where one is installed.
5. A person.

An answer gives way only to one with strictly better findings. Findings are compared by: is there any text,
how many are blocking, how many warn, how many are notes. Among equals of one rung the score of the model
decides, then the order. So no rung makes a segment worse, and what becomes of a text depends on it alone.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.model import Finding, Severity
from pipeline.ports import Translation, Translator
from pipeline.translate.anchor import anchored
from pipeline.translate.ask import Asker, Question
from pipeline.translate.glossary import Glossary
from pipeline.translate.perturb import Trial, trials
from pipeline.translate.protect import lost
from pipeline.translate.substitute import substituted

Judge = Callable[[Question, Translation, Lang, Lang], Sequence[Finding]]
"""What is wrong with a translation. Its findings need no place."""
Rank = tuple[int, int, int, int]

ALTERNATIVES = 4
"""Other answers asked of an engine, and the width of the beam that finds them."""
_GRAVE: frozenset[Severity] = frozenset({"warning", "blocking"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands for one text at the end."""

    said: Translation
    origin: str = ""
    """Fingerprint of the engine that said it."""
    findings: tuple[Finding, ...] = ()
    """What the ladder did and could not do; without a place. What the judge found is not among them."""
    judged: tuple[Finding, ...] = ()
    """What the judge found."""
    rung: str = ""
    """The rung that gave it; empty for the first."""

    @property
    def rank(self) -> Rank:
        """Smaller is better."""
        severities = [finding.severity for finding in (*self.judged, *self.findings)]
        counts = (severities.count(severity) for severity in ("blocking", "warning", "note"))
        blocking, warning, note = counts
        return (not self.said.text.strip(), blocking, warning, note)

    @property
    def is_grave(self) -> bool:
        """Whether more than a note is wrong with it."""
        return not self.said.text.strip() or any(
            finding.severity in _GRAVE for finding in (*self.judged, *self.findings)
        )


Rung = Callable[[Sequence[Question]], Sequence[Sequence[tuple[Translation, str]]]]
"""For each text, other answers and the engines that gave them."""


def content(_question: Question, _said: Translation, _source: Lang, _target: Lang) -> Sequence[Finding]:
    """The judge that finds nothing wrong."""
    return ()


def no_glossary(_source: Lang, _target: Lang) -> Glossary:
    return Glossary()


def no_second(source: Lang, target: Lang) -> Translator:
    raise MissingEngineError(f"No second engine translates {source} to {target}.")


@dataclass(frozen=True, slots=True)
class Ladder:
    """The way up, for any pair of languages."""

    judge: Judge = content
    glossary: Callable[[Lang, Lang], Glossary] = no_glossary
    open_second: Callable[[Lang, Lang], Translator] = no_second
    """Opens another engine than the first. Raises `MissingEngineError`."""

    def climb(
        self, translator: Translator, questions: Sequence[Question], source: Lang, target: Lang
    ) -> Mapping[Question, Answer]:
        """An answer for each text."""
        with ExitStack() as opened:
            climb = _Climb(self, translator, source, target, opened)
            return climb.all_the_way(list(dict.fromkeys(questions)))


@dataclass(slots=True)
class _Climb:
    """One pair's way up."""

    ladder: Ladder
    translator: Translator
    source: Lang
    target: Lang
    opened: ExitStack
    best: dict[Question, Answer] = field(default_factory=dict)
    broken: Finding | None = None
    """Told of a second engine that broke down, at every text that it was to mend."""

    def all_the_way(self, questions: Sequence[Question]) -> Mapping[Question, Answer]:
        for question, said in zip(questions, self._asker(self.translator).answers(questions), strict=True):
            self.best[question] = self._answer(question, said, self.translator.fingerprint, "")
        rungs: Sequence[tuple[str, Rung, bool]] = (
            ("alternative", self._alternatives, False),
            ("perturbed", self._perturbed, True),
            ("second", self._second, True),
        )
        first = dict(self.best)
        for name, rung, only_grave in rungs:
            flagged = [q for q in questions if _is_flagged(self.best[q], only_grave=only_grave)]
            for question, others in zip(flagged, rung(flagged) if flagged else (), strict=True):
                self._improve(question, [self._answer(question, *other, name) for other in others])
        self._anchor(questions)
        return {question: self._told(question, first[question]) for question in questions}

    def _told(self, question: Question, first: Answer) -> Answer:
        last = _told(self.best[question], first)
        if self.broken and last.is_grave:
            last = replace(last, findings=(*last.findings, self.broken))
        return last

    def _anchor(self, questions: Sequence[Question]) -> None:
        """Where the engine tells no alignment, marked words are looked for."""
        own = [q for q in questions if q.marked and self.best[q].origin == self.translator.fingerprint]
        said = anchored(self._asker(self.translator), own, [self.best[question].said for question in own])
        for question, one in zip(own, said, strict=True):
            self.best[question] = replace(self.best[question], said=one)

    def _improve(self, question: Question, others: Sequence[Answer]) -> None:
        """The best of the others takes the place of the present answer, if it is strictly better."""
        best = min(others, key=_by_rank_and_score, default=None)
        if best is not None and best.rank < self.best[question].rank:
            self.best[question] = best

    def _answer(self, question: Question, said: Translation, origin: str, rung: str) -> Answer:
        said, put_in = substituted(question.text, said, self._glossary, self.target)
        judged = self.ladder.judge(question, said, self.source, self.target)
        findings = (*put_in, *_broken(question, said))
        return Answer(said, origin, findings, tuple(judged), rung)

    def _alternatives(self, flagged: Sequence[Question]) -> Sequence[Sequence[tuple[Translation, str]]]:
        found = self._asker(self.translator).alternatives(flagged, ALTERNATIVES)
        return [[(said, self.translator.fingerprint) for said in some] for some in found]

    def _perturbed(self, flagged: Sequence[Question]) -> Sequence[Sequence[tuple[Translation, str]]]:
        tried = [list(trials(question.text, self.target, question.verbatim)) for question in flagged]
        pieces = [
            Question(piece, question.verbatim)
            for question, some in zip(flagged, tried, strict=True)
            for trial in some
            for piece in trial.pieces
        ]
        said = iter(self._asker(self.translator).answers(pieces))
        put_together = [
            [_joined(trial, [next(said) for _ in trial.pieces]) for trial in some] for some in tried
        ]
        origin = self.translator.fingerprint
        return [[(one, origin) for one in some if one is not None] for some in put_together]

    def _second(self, flagged: Sequence[Question]) -> Sequence[Sequence[tuple[Translation, str]]]:
        try:
            translator = self.ladder.open_second(self.source, self.target)
            self.opened.callback(translator.close)
            said = self._asker(translator).answers(flagged)
        except MissingEngineError:
            return [() for _ in flagged]
        except SetupError as error:  # it is no part of what was asked for: the first engine's answers stand
            self.broken = Finding("translate.second", "note", "", "The second engine broke down.", str(error))
            return [() for _ in flagged]
        return [[(one, translator.fingerprint)] for one in said]

    def _asker(self, translator: Translator) -> Asker:
        return Asker(translator, self._glossary)

    @property
    def _glossary(self) -> Glossary:
        return self.ladder.glossary(self.source, self.target)


def _is_flagged(answer: Answer, *, only_grave: bool) -> bool:
    """The first effort is cheap and made for a note already; the others are for what warns or blocks."""
    return answer.is_grave if only_grave else any(answer.rank)


def _by_rank_and_score(answer: Answer) -> tuple[Rank, float]:
    score = answer.said.score
    return answer.rank, float("inf") if score is None else -score


def _joined(trial: Trial, said: Sequence[Translation]) -> Translation | None:
    return trial.join(said)


def _broken(question: Question, said: Translation) -> tuple[Finding, ...]:
    """What should have passed through unchanged and did not."""
    return tuple(
        Finding(
            "translate.changed",
            "warning",
            "",
            "An address, a handle or a piece of code did not come through unchanged.",
            stretch,
        )
        for stretch in lost(question.text, said.text, question.verbatim)
        if said.text.strip()
    )


_MENDED = {
    "alternative": "Another answer of the engine took the place of its first one.",
    "perturbed": "The sentence was asked for in another way, and put together again.",
    "second": "A second engine's answer took the place of the first engine's.",
}
"""What is told of each rung that gave the final answer."""


def _told(last: Answer, first: Answer) -> Answer:
    """The answer with a note for the rung that gave it, and one where a person must go on."""
    found = list(last.findings)
    if last.rung:
        evidence = f"{_codes(first)} → {_codes(last)}"
        found.append(Finding(f"ladder.{last.rung}", "note", "", _MENDED[last.rung], evidence))
    if last.is_grave:
        found.append(
            Finding(
                "ladder.person",
                "note",
                "",
                "No answer passed the checks; a person must mend it.",
                _codes(last),
            )
        )
    return replace(last, findings=tuple(found))


def _codes(answer: Answer) -> str:
    codes = [finding.code for finding in (*answer.judged, *answer.findings)]
    return ", ".join(codes) or ("ok" if answer.said.text.strip() else "nothing")
