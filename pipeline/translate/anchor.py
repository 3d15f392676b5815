"""An alignment for engines that give none: marked words are translated by themselves, and looked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.ports import Link, Translation
from pipeline.translate.ask import Asker, Question


def anchored(asker: Asker, questions: Sequence[Question], said: Sequence[Translation]) -> list[Translation]:
    """What was said, with links from the marked words to where the engine's own words for them stand.

    Only words that stand once in the source, and whose translation stands once in the target, are joined.
    Translations that have links already stay as they are.
    """
    phrases = dict.fromkeys(
        phrase
        for question, one in zip(questions, said, strict=True)
        if not one.links
        for phrase in question.marked
    )
    answers = asker.answers([Question(phrase) for phrase in phrases])
    known = {phrase: answer.text for phrase, answer in zip(phrases, answers, strict=True)}
    return [
        one if one.links else replace(one, links=_links(question, one.text, known))
        for question, one in zip(questions, said, strict=True)
    ]


def _links(question: Question, target: str, known: dict[str, str]) -> tuple[Link, ...]:
    found = [
        Link(*ours, *theirs)
        for phrase in question.marked
        for ours, theirs in zip(_once(phrase, question.text), _once(known[phrase], target), strict=False)
    ]
    return tuple(sorted(found, key=lambda link: (link.target_begin, link.target_end)))


def _once(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """The one place where a phrase stands as whole words, in any case; nothing where there are several."""
    words = phrase.strip(" .")
    places = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)) if words else []
    if len(places) == 1:
        yield places[0].span()
