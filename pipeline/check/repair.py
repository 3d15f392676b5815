"""Repairs of machine text, only where the source proves them; each is told as a finding of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.check.edits import Edit, applied, moved_marks
from pipeline.check.enclosures import added_parentheses
from pipeline.check.endings import CLOSERS, ending, is_proof
from pipeline.check.formats import foreign_formats
from pipeline.check.groups import reversed_groups
from pipeline.check.months import double_months
from pipeline.check.pair import Fault
from pipeline.check.plain import PLACEHOLDER, unmasked, words
from pipeline.check.words import words_of
from pipeline.language import Lang
from pipeline.model import Mark

Change = tuple[Edit, ...]
"""Edits that are one repair: the two brackets of a pair."""
Find = Callable[[str, str, Lang, Lang], Sequence[Change]]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after its repairs."""

    text: str
    steps: tuple[Change, ...] = ()
    """What was done, one step after the other: a step's offsets are those of the text before it."""
    faults: tuple[Fault, ...] = ()
    """One a repair, `repair.*`, with what was there and what is there now."""

    def marks(self, marks: Iterable[Mark]) -> tuple[Mark, ...]:
        """Marks of the text before its repairs, over the text after them."""
        for step in self.steps:
            marks = moved_marks(marks, step)
        return tuple(marks)


def repair(source: str, target: str, source_lang: Lang, target_lang: Lang) -> Repaired:
    """The target with the faults mended that its source proves. Mending twice changes nothing more."""
    done = Repaired(target)
    while True:
        before = done
        for code, says, find in REPAIRS:
            done = _mended(done, code, says, find(source, done.text, source_lang, target_lang))
        if done is before:
            return done


def _mended(done: Repaired, code: str, says: str, changes: Sequence[Change]) -> Repaired:
    if not changes:
        return done
    edits = tuple(edit for change in changes for edit in change)
    faults = (Fault(code, "note", says, _evidence(done.text, change)) for change in changes)
    return Repaired(applied(done.text, edits), (*done.steps, edits), (*done.faults, *faults))


def _evidence(text: str, change: Change) -> str:
    begin, end = change[0].begin, change[-1].end
    inside = [Edit(edit.begin - begin, edit.end - begin, edit.replacement) for edit in change]
    old, new = text[begin:end], applied(text[begin:end], inside)
    return f"{old.strip() or 'nothing'} → {new.strip() or 'nothing'}"


def _each(edits: Sequence[Edit]) -> Sequence[Change]:
    return [(edit,) for edit in edits]


def _groups(source: str, target: str, source_lang: Lang, target_lang: Lang) -> Sequence[Change]:
    return _each(reversed_groups(source, target, source_lang.base, target_lang.base))


def _formats(source: str, target: str, source_lang: Lang, target_lang: Lang) -> Sequence[Change]:
    return _each(foreign_formats(source, target, source_lang.base, target_lang.base))


def _months(source: str, target: str, source_lang: Lang, target_lang: Lang) -> Sequence[Change]:
    return () if double_months(source, source_lang) else _each(double_months(target, target_lang))


def _parentheses(source: str, target: str, _source_lang: Lang, _target_lang: Lang) -> Sequence[Change]:
    """The brackets go and the words stay. Empty ones, single letters and echoes of the words before go whole.

    Sentences stay as they are, and what holds figures: "Jones, 52," is rightly said with parentheses in
    many languages.
    """
    changes: list[Change] = []
    for match in added_parentheses(source, target):
        begin, end = match.span()
        said, inside = words(match.group()), match.group()[1:-1].strip()
        if ending(inside).kind or any(map(str.isdigit, inside)) or bool(inside) != bool(said):
            continue
        echoes = bool(said) and words(target[:begin])[-len(said) :] == said
        is_stray = len(said) == 1 and len(said[0]) == 1 and said[0] not in words(source)
        if not inside or echoes or is_stray:
            changes.append((Edit(begin - target[:begin].endswith(" "), end, ""),))
        else:
            changes.append((_dropped(target, begin), _dropped(target, end - 1)))
    return changes


def _dropped(text: str, at: int) -> Edit:
    """A bracket taken away, with a space in its place between words."""
    between = text[:at][-1:].isalnum() and text[at + 1 :][:1].isalnum()
    return Edit(at, at + 1, " " if between else "")


def _ends(source: str, target: str, _source_lang: Lang, target_lang: Lang) -> Sequence[Change]:
    """The source's end mark in the target's form, where the target has none or another language's."""
    ours, theirs = ending(source), ending(target)
    marks = words_of(target_lang.base).ends.get(ours.kind, ())
    if not marks or not is_proof(source) or not words(target):
        return ()
    if theirs.kind == ours.kind:
        right_form = theirs.kind == "more" or theirs.mark in marks
        return () if right_form else _each([Edit(theirs.begin, theirs.begin + len(theirs.mark), marks[0])])
    if theirs.kind or unmasked(target).rstrip().endswith(PLACEHOLDER):
        return ()
    within = ours.kind in {"question", "exclamation"} and source.rstrip().endswith(tuple(CLOSERS))
    at = theirs.begin if within else len(target.rstrip())
    dangling = at == theirs.begin and target[at - 1 : at] in set("،,;؛")
    return _each([Edit(at - dangling, at, marks[0])])


REPAIRS: tuple[tuple[str, str, Find], ...] = (
    ("repair.number-reversed", "The groups of a number were put in order.", _groups),
    ("repair.number-format", "A number was written in the language's own format.", _formats),
    ("repair.months", "A month was named once.", _months),
    ("repair.parentheses", "Parentheses that the source lacks were taken away.", _parentheses),
    ("repair.end", "The source's end mark was put in.", _ends),
)
"""Code, what the finding says, and what finds the edits; in the order in which they are done."""
