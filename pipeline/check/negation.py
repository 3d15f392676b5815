"""A negation of the source that left no trace in the target."""

from collections.abc import Iterator

from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import bare, quoted
from pipeline.check.words import words_of


def negation_lost(pair: Pair) -> Iterator[Seen]:
    """The source says "not" and the target has nothing negative; languages without tables are not judged."""
    ours, theirs = words_of(pair.source_lang.base).negation, words_of(pair.target_lang.base).negation
    source = bare(pair.source)
    if not ours.certain.search(source):
        return
    source = ours.idioms.sub(" ", source)
    found = [match.group() for match in ours.certain.finditer(source)]
    if found and words_of(pair.target_lang.base).known and not theirs.any.search(bare(pair.target)):
        yield "warning", "The source is negative, the target is not.", quoted(found)
