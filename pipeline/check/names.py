"""Names and terms that a glossary wants said in a certain way."""

import re
from collections.abc import Iterator

from pipeline.check.pair import Name, Pair, Seen
from pipeline.check.plain import bare
from pipeline.language import Lang

_ARABIC_PREFIX = r"(?:[وف]?(?:ال|بال|كال|لل|[بلك])?)"


def names_lost(pair: Pair) -> Iterator[Seen]:
    """A name of the source, none of whose accepted forms stands in the target."""
    for name in _said(pair.source, pair.names):
        if not any(_stands(form, pair.target, pair.target_lang) for form in name.forms):
            yield "warning", f"{name.source} is not said as the glossary wants.", " | ".join(name.forms)


def _said(source: str, names: tuple[Name, ...]) -> Iterator[Name]:
    """The names that a text says, longer ones first; a name within a longer one is not asked for."""
    rest = bare(source)
    for name in sorted(names, key=lambda name: (-len(name.source), name.source)):
        if bare(name.source) not in rest:
            continue
        rest, times = re.subn(rf"(?<!\w){re.escape(bare(name.source))}(?!\w)", " ", rest)
        if times:
            yield name


def _stands(form: str, text: str, lang: Lang) -> bool:
    """Whether a form stands in a text as a word of its own; in Arabic, with prefixes written onto it."""
    prefix = _ARABIC_PREFIX if lang.base == "ar" else ""
    return bool(re.search(rf"(?<!\w){prefix}{re.escape(bare(form))}(?!\w)", bare(text), re.IGNORECASE))
