"""What the recipe knows of quality: the checks judge the ladder's answers, the glossary serves both."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import lru_cache, partial

from pipeline.check import Check, Name, Pair, Repair, bound_for, faults, repair
from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.model import Edition, Finding, Target
from pipeline.options import Options
from pipeline.ports import Stage, Translation, Translator
from pipeline.translate import Glossary, Ladder, Question, glossary_for, with_contractions

OpenSecond = Callable[[Lang, Lang], Translator]
"""Opens another engine than the first. Raises `MissingEngineError`, or `SetupError` for a damaged one."""

BOUNDS = {"bergamot 1, English-Portuguese tiny 2.0": -0.16}
"""The beginning of an engine's fingerprint -> the mean log-probability a word that nineteen of twenty sentences of the
news reach (998 sentences of NTREX-128)."""


class Quality:
    """One run's glossaries, and the ladder and the stages that use them."""

    def __init__(self, options: Options) -> None:
        self.glossary = lru_cache(partial(glossary_for, options.glossary))

    def ladder(self, open_second: OpenSecond) -> Ladder:
        """The decoding ladder with the checks as its judge."""
        return Ladder(self.judge, self.glossary, open_second)

    def stages(self, open_second: OpenSecond) -> Sequence[tuple[str, Stage]]:
        """The stages that repair and check what was translated."""
        return [("repair", Repair()), ("check", partial(self.check, open_second))]

    def judge(self, question: Question, said: Translation, source: Lang, target: Lang) -> Sequence[Finding]:
        """What the checks find in a translation once it is repaired: what can be repaired is no fault."""
        text = repair(question.text, said.text, source, target).text
        names = names_in(self.glossary(source, target), [question.text], target)
        pair = Pair(
            question.text,
            text,
            source,
            target,
            names=names,
            verbatim=question.verbatim,
            score=said.score,
            unknown=said.unknown,
        )
        return [fault.at("") for fault in faults(pair)]

    def check(self, open_second: OpenSecond, editions: Sequence[Edition]) -> Sequence[Edition]:
        """The stage of the checks. A second engine is asked about what the first one is unsure of, and about what no
        rung could mend."""
        opinions = second_opinions(editions, open_second)
        check = Check(
            names=self._names, bounds=BOUNDS, second=lambda text, *pair: opinions.get((text, *pair), "")
        )
        return check(editions)

    def _names(self, text: str, source: Lang, target: Lang) -> Sequence[Name]:
        return names_in(self.glossary(source, target), [text], target)


def second_opinions(
    editions: Sequence[Edition], open_second: OpenSecond
) -> Mapping[tuple[str, Lang, Lang], str]:
    """What another engine says for the texts of which the first is not sure, by text and pair of languages; nothing
    where there is none, or where it breaks down: it is no part of what was asked for."""
    wanted: dict[tuple[Lang, Lang], dict[str, None]] = {}
    for edition in editions:
        for text in _doubtful(edition):
            wanted.setdefault((edition.article.lang, edition.lang), {})[text] = None
    found: dict[tuple[str, Lang, Lang], str] = {}
    for pair, texts in wanted.items():
        with suppress(MissingEngineError, SetupError):
            with closing(open_second(*pair)) as translator:
                said = translator.translate(list(texts))
            found |= {(text, *pair): one.text for text, one in zip(texts, said, strict=True)}
    return found


def _doubtful(edition: Edition) -> Iterator[str]:
    left = {finding.place for finding in edition.findings if finding.code == "ladder.person"}
    for segment, target in zip(edition.segments, edition.targets, strict=False):
        if target.state == "machine" and (segment.id in left or _is_unsure(target)):
            yield segment.text


def _is_unsure(target: Target) -> bool:
    bound = bound_for(target.engine, BOUNDS)
    return target.score is not None and bound is not None and target.score < bound


def names_in(glossary: Glossary, texts: Sequence[str], target: Lang) -> tuple[Name, ...]:
    """The names that texts say, spelt as they spell them, with all forms that may stand for them."""
    names = {
        text[found.begin : found.end]: with_contractions(found.term.accepted, target)
        for text in texts
        for found in glossary.found(text)
    }
    return tuple(Name(source, accepted) for source, accepted in names.items())
