"""What the recipe knows of quality: the checks judge the ladder's answers, the glossary serves both."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from pipeline.check import Check, Name, Pair, Repair, faults, repair
from pipeline.language import Lang
from pipeline.model import Edition, Finding
from pipeline.options import Options
from pipeline.ports import Stage, Translation, Translator
from pipeline.translate import Glossary, Ladder, Question, glossary_for, with_contractions


class Quality:
    """One run's glossaries, and the ladder and the stages that use them."""

    def __init__(self, options: Options) -> None:
        self.glossary = lru_cache(partial(glossary_for, options.glossary))

    def ladder(self, open_second: Callable[[Lang, Lang], Translator]) -> Ladder:
        """The decoding ladder with the checks as its judge."""
        return Ladder(self.judge, self.glossary, open_second)

    def stages(self) -> Sequence[tuple[str, Stage]]:
        """The stages that repair and check what was translated."""
        return [("repair", Repair()), ("check", self.check)]

    def judge(self, question: Question, said: Translation, source: Lang, target: Lang) -> Sequence[Finding]:
        """What the checks find in a translation once it is repaired: what can be repaired is no fault."""
        text = repair(question.text, said.text, source, target).text
        names = names_in(self.glossary(source, target), [question.text], target)
        pair = Pair(
            question.text, text, source, target, names=names, verbatim=question.verbatim, score=said.score
        )
        return [fault.at("") for fault in faults(pair)]

    def check(self, editions: Sequence[Edition]) -> Sequence[Edition]:
        """The stage of the checks. Each edition is asked for the names that its article says: asking for all
        that the glossary has takes far longer."""
        return tuple(
            edition if edition.is_source or edition.failure else self._checked(edition)
            for edition in editions
        )

    def _checked(self, edition: Edition) -> Edition:
        glossary = self.glossary(edition.article.lang, edition.lang)
        names = names_in(glossary, [segment.text for segment in edition.segments], edition.lang)
        (checked,) = Check(names=lambda _source, _target: names)([edition])
        return checked


def names_in(glossary: Glossary, texts: Sequence[str], target: Lang) -> tuple[Name, ...]:
    """The names that texts say, spelt as they spell them, with all forms that may stand for them."""
    names = {
        text[found.begin : found.end]: with_contractions(found.term.accepted, target)
        for text in texts
        for found in glossary.found(text)
    }
    return tuple(Name(source, accepted) for source, accepted in names.items())
