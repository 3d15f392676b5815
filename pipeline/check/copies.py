"""Source words that were copied instead of translated."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import PLACEHOLDER, key, unmasked
from pipeline.check.words import words_of

MANY = 4
"""Words that, said the same, are no chance and no name."""
MOST = 0.5
"""Of the source's words, copied in one run."""


def untranslated_copy(pair: Pair) -> Iterator[Seen]:
    """The target is the source, or holds a long run of it. Runs of names and figures do not count."""
    source, target = _tokens(pair.source, pair), _tokens(pair.target, pair)
    run = _longest_run(source, target)
    said = " ".join(run)
    if run and run == source:
        yield (
            "blocking" if len(run) >= MANY else "warning",
            "The source stands in the target untranslated.",
            said,
        )
    elif len(run) >= MANY and _is_prose(run) and not _related(pair):
        yield (
            "blocking" if len(run) >= MOST * len(source) else "warning",
            "A part of the source stands in the target untranslated.",
            said,
        )


def _tokens(text: str, pair: Pair) -> list[str]:
    """The words as written, without figures."""
    plain = unmasked(text, pair.untouched).replace(PLACEHOLDER, " ")
    stripped = (word.strip(".,;:!?()[]{}«»“”\"'‘’،؛؟…-–—") for word in plain.split())
    return [word for word in stripped if any(map(str.isalpha, word))]


def _longest_run(source: Sequence[str], target: Sequence[str]) -> list[str]:
    """The longest run of source words that stands in the target in the same order."""
    keys = [key(word) for word in source]
    match = SequenceMatcher(None, keys, [key(word) for word in target], autojunk=False).find_longest_match()
    return list(source[match.a : match.a + match.size])


def _is_prose(run: Sequence[str]) -> bool:
    """Whether a run is more than a title or a name: "The Power of Nutrition" has too few small letters."""
    return 2 * sum(word[:1].islower() for word in run) >= len(run)


def _related(pair: Pair) -> bool:
    """Whether the two languages share so many words that a run of them proves nothing."""
    families = {words_of(lang.base).family for lang in (pair.source_lang, pair.target_lang)}
    return len(families) == 1 and families != {""}
