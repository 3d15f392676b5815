"""Asking an engine for texts of which parts must pass through it unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ports import Alternatives, Translation, Translator
from pipeline.translate.glossary import Glossary
from pipeline.translate.protect import Masked, Span, lost, mask, opaque


@dataclass(frozen=True, slots=True)
class Question:
    """One text to be translated once, however often it stands in the articles."""

    text: str
    verbatim: tuple[str, ...] = ()
    """Stretches of it that pass through unchanged: code."""
    marked: tuple[str, ...] = ()
    """Stretches of it whose place in the translation must be known: links, emphasis."""


class Asker:
    """An engine that is shown placeholders for what it must not touch.

    Addresses, handles and code are always masked; names that are never translated only where the engine
    lost them. Where the placeholders do not come back exactly once each, the text is asked for as it is.
    """

    def __init__(self, translator: Translator, glossary: Glossary) -> None:
        self._translator = translator
        self._glossary = glossary

    def answers(self, questions: Sequence[Question]) -> list[Translation]:
        """One answer a question, in order."""
        found: list[Translation | None] = self._restored([_masked(question) for question in questions])
        said = self._filled(questions, found)
        names = [self._names_lost(question, one) for question, one in zip(questions, said, strict=True)]
        again = [index for index, spans in enumerate(names) if spans]
        masked = [mask(questions[index].text, names[index]) for index in again]
        for index, one in zip(again, self._restored(masked), strict=True):
            said[index] = one or said[index]
        return said

    def alternatives(self, questions: Sequence[Question], count: int) -> list[list[Translation]]:
        """Up to `count` answers a question, the likeliest first; none where the engine has only one."""
        if not isinstance(self._translator, Alternatives):
            return [[] for _ in questions]
        masked = [_masked(question) for question in questions]
        found = self._translator.alternatives([one.text for one in masked], count)
        restored = [[one.restored(said) for said in some] for one, some in zip(masked, found, strict=True)]
        return [[said for said in some if said is not None] for some in restored]

    def _restored(self, masked: Sequence[Masked]) -> list[Translation | None]:
        """What is said for masked texts, restored; None where that cannot be done."""
        asked = [one for one in masked if not one.is_bare]
        said = iter(self._translator.translate([one.text for one in asked]) if asked else ())
        return [
            Translation(one.rewrite.before) if one.is_bare else one.restored(next(said)) for one in masked
        ]

    def _filled(
        self, questions: Sequence[Question], found: Sequence[Translation | None]
    ) -> list[Translation]:
        """The gaps are asked for without placeholders."""
        gaps = [question.text for question, one in zip(questions, found, strict=True) if one is None]
        said = iter(self._translator.translate(gaps) if gaps else ())
        return [next(said) if one is None else one for one in found]

    def _names_lost(self, question: Question, said: Translation) -> list[Span]:
        """All that must be masked, if a name that is never translated was lost; else nothing."""
        kept = [found for found in self._glossary.found(question.text) if not found.term.accepted]
        names = tuple(question.text[found.begin : found.end] for found in kept)
        if not names or not lost(question.text, said.text, names):
            return []
        return opaque(question.text, question.verbatim + names)


def _masked(question: Question) -> Masked:
    return mask(question.text, opaque(question.text, question.verbatim))
