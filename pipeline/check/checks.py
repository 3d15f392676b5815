"""All checks of translations, as data. `docs/checks.md` has a section for each."""

from collections.abc import Iterator

from pipeline.check.agreement import disagreement, unsure
from pipeline.check.amounts import number_added, number_changed, number_missing, unit_lost
from pipeline.check.copies import untranslated_copy
from pipeline.check.enclosures import brackets_broken, parentheses_added, quotes_broken
from pipeline.check.endings import end_changed, opening_missing
from pipeline.check.formats import format_foreign
from pipeline.check.groups import groups_reversed
from pipeline.check.leftovers import word_left
from pipeline.check.length import too_long, too_short
from pipeline.check.loops import loops
from pipeline.check.months import months_doubled
from pipeline.check.names import names_lost
from pipeline.check.negation import negation_lost
from pipeline.check.pair import Fault, Gate, Pair
from pipeline.check.script import wrong_language, wrong_script
from pipeline.check.vowelling import vowelled_burst

CHECKS: tuple[Gate, ...] = (
    Gate("text.short", "blocking", "a part of the source is missing", too_short),
    Gate("text.long", "warning", "more than the source can have said", too_long),
    Gate("text.script", "blocking", "letters of another script", wrong_script),
    Gate("text.language", "blocking", "another language", wrong_language),
    Gate("text.copy", "blocking", "source words left untranslated", untranslated_copy),
    Gate("text.word", "warning", "a word left untranslated", word_left),
    Gate("text.loop", "blocking", "the same words again and again", loops),
    Gate("text.number-reversed", "blocking", "groups of digits in reverse", groups_reversed),
    Gate("text.number-format", "blocking", "figures in another language's format", format_foreign),
    Gate("text.number-changed", "blocking", "another number than the source's", number_changed),
    Gate("text.number-missing", "warning", "a number of the source is gone", number_missing),
    Gate("text.number-added", "warning", "a number that the source lacks", number_added),
    Gate("text.unit", "warning", "a percent sign or a currency is gone", unit_lost),
    Gate("text.negation", "warning", "a negation is gone", negation_lost),
    Gate("text.name", "warning", "a name is not said as the glossary wants", names_lost),
    Gate("text.end", "warning", "the end mark is gone or wrong", end_changed),
    Gate("text.opening", "warning", "a question or exclamation is not opened", opening_missing),
    Gate("text.brackets", "warning", "brackets are gone or without partner", brackets_broken),
    Gate("text.parentheses", "warning", "parentheses that the source lacks", parentheses_added),
    Gate("text.quotes", "warning", "quotation marks are gone or without partner", quotes_broken),
    Gate("text.months", "note", "a month by two names", months_doubled),
    Gate("text.vowelling", "warning", "a burst of vowel signs", vowelled_burst),
    Gate("text.score", "warning", "the engine is unsure", unsure),
    Gate("text.disagreement", "warning", "a second engine says something else", disagreement),
)


def faults(pair: Pair) -> Iterator[Fault]:
    """All that the checks find in a pair, in the order of `CHECKS`."""
    for gate in CHECKS:
        yield from gate(pair)
