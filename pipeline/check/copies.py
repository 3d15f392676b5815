"""Source words that were copied instead of translated."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import PLACEHOLDER, key, unmasked, words
from pipeline.check.words import words_of

MANY = 4
"""Words that, said the same, are no chance and no name."""
MOST = 0.5
"""Of the source's words, copied in one run."""


def untranslated_copy(pair: Pair) -> Iterator[Seen]:
    """The target is the source, or holds a long run of it. Runs of names and figures do not count."""
    if frozenset(words(pair.source)).isdisjoint(words(pair.target)):
        return
    source = _tokens(pair.source, pair.untouched)
    run = _longest_run(source, _keys_of(source), _keys(pair.target, pair.untouched))
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


@lru_cache(maxsize=1024)
def _tokens(text: str, untouched: tuple[str, ...]) -> tuple[str, ...]:
    """The words as written, without figures."""
    return tuple(_split(unmasked(text, untouched)))


@lru_cache(maxsize=1024)
def _keys_of(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(key, tokens))


def _keys(text: str, untouched: tuple[str, ...]) -> list[str]:
    """The same as the tables hold them."""
    return _split(key(unmasked(text, untouched)))


def _split(text: str) -> list[str]:
    stripped = (word.strip(".,;:!?()[]{}«»“”\"'‘’،؛؟…-–—") for word in text.replace(PLACEHOLDER, " ").split())
    return [word for word in stripped if word.isalpha() or any(map(str.isalpha, word))]


def _longest_run(source: Sequence[str], keys: Sequence[str], target: Sequence[str]) -> tuple[str, ...]:
    """The longest run of source words that stands in the target in the same order, if it can matter."""
    known = set(keys)
    if sum(word in known for word in target) < min(MANY, len(keys)):
        return ()
    match = SequenceMatcher(None, keys, target, autojunk=False).find_longest_match()
    return tuple(source[match.a : match.a + match.size])


def _is_prose(run: Sequence[str]) -> bool:
    """Whether a run is more than a title or a name: "The Power of Nutrition" has too few small letters."""
    return 2 * sum(word[:1].islower() for word in run) >= len(run)


def _related(pair: Pair) -> bool:
    """Whether the two languages share so many words that a run of them proves nothing."""
    families = {words_of(lang.base).family for lang in (pair.source_lang, pair.target_lang)}
    return len(families) == 1 and families != {""}
