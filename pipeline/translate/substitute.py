"""Targeted substitution: the words that say a name wrongly give way to how the glossary wants it said.

Only for names, places and organisations, and only where it is plain which words those are: a copy of the
source's own word, or words that the alignment joins to the name and to nothing else. Inflected forms of the
wanted name ("sírio" for Syria) stay: they may be what the sentence needs. Nothing else is made to agree.
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.language import Lang
from pipeline.model import Finding
from pipeline.ports import Translation
from pipeline.rewrite import Edit, Rewrite
from pipeline.translate.glossary import NAMES, Found, Glossary, stands
from pipeline.translate.neighbours import in_a_longer_name
from pipeline.translate.protect import Span, moved_links, occurrences, opaque

_STEM = 3
"""Letters at the beginning of a word that two forms of one name share."""
_MOST_MORE = 2
"""Words that may say a name beyond the number of words that the glossary has for it."""


def substituted(
    source: str, said: Translation, glossary: Glossary, lang: Lang
) -> tuple[Translation, tuple[Finding, ...]]:
    """What was said with the glossary's names put in, its links moved along; a finding for each."""
    edits: dict[Span, Edit] = {}
    copies: set[Span] = set()
    for found in glossary.found(source):
        if found.term.kind in NAMES and found.term.accepted and not _is_said(found, said.text, lang):
            same = _copies(source, said.text, found)
            copies.update(same)
            for span in same or _aligned_wrongly(said, found, lang):
                edits[span] = Edit(*span, _begun(found.term.target, said.text[: span[0]]))
    disjoint = [edit for edit in edits.values() if not any(_overlap(edit, other) for other in edits.values())]
    if not disjoint:
        return said, ()
    target = Rewrite(said.text, disjoint)
    links = moved_links(said.links, Rewrite(source), target)
    told = tuple(_told(said.text, edit, sure=(edit.begin, edit.end) in copies) for edit in target.edits)
    return replace(said, text=target.after, links=links), told


def _is_said(found: Found, text: str, lang: Lang) -> bool:
    return any(stands(form, text, lang) for form in found.term.accepted)


def _copies(source: str, said: str, found: Found) -> list[Span]:
    """Where the target has the source's own word for the name."""
    untouchable = opaque(said)
    return [
        span
        for span in occurrences(source[found.begin : found.end], said)
        if not any(_spans_overlap(span, other) for other in untouchable)
        and not (found.term.alone and in_a_longer_name(said, *span))
    ]


def _aligned_wrongly(said: Translation, found: Found, lang: Lang) -> list[Span]:
    """Where else the target says the name wrongly: the words aligned to it."""
    aligned = _aligned(said, found)
    return [aligned] if aligned and _is_a_name(said.text, aligned, found, lang) else []


def _aligned(said: Translation, found: Found) -> Span | None:
    """The stretch of the target that says the term, if its words say nothing else and hold nothing else."""
    ours = [link for link in said.links if link.source_begin < found.end and link.source_end > found.begin]
    if not ours or any(link.source_begin < found.begin or link.source_end > found.end for link in ours):
        return None
    begin, end = min(link.target_begin for link in ours), max(link.target_end for link in ours)
    others = (link for link in said.links if link not in ours)
    return (
        None if any(link.target_begin < end and link.target_end > begin for link in others) else (begin, end)
    )


def _is_a_name(text: str, span: Span, found: Found, lang: Lang) -> bool:
    """Whether a stretch can be a name at all, and is no form of the one wanted."""
    words = text[slice(*span)].split()
    wanted = [word for form in found.term.accepted for word in form.split()]
    too_many = len(words) > max(len(form.split()) for form in found.term.accepted) + _MOST_MORE
    is_small = any(word[:1].islower() for word in (words[0], words[-1])) if words else True
    related = any(_stem(word, lang) & _stem(other, lang) for word in words for other in wanted)
    return not (too_many or is_small or related)


def _stem(word: str, lang: Lang) -> set[str]:
    """The beginnings of a word; in Arabic also without what may be written onto it."""
    stripped = [word.casefold()]
    if lang.base == "ar":
        stripped = list(_without_prefixes(word))
    return {form[:_STEM] for form in stripped if len(form) >= _STEM}


def _without_prefixes(word: str) -> Iterator[str]:
    yield word
    for prefix in ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك"):
        if word.startswith(prefix):
            yield word.removeprefix(prefix)


def _begun(name: str, before: str) -> str:
    """A name, with a capital where it begins the text."""
    return name if any(map(str.isalnum, before)) else name[:1].upper() + name[1:]


def _told(text: str, edit: Edit, *, sure: bool) -> Finding:
    """`sure`: the source's own word gave way; the engine's word for it might have been right."""
    return Finding(
        "glossary.substituted",
        "note" if sure else "warning",
        "",
        "A name was put in as the glossary wants it; check that the words around it agree.",
        f"{text[edit.begin : edit.end]} → {edit.text}",
    )


def _overlap(one: Edit, other: Edit) -> bool:
    return one != other and one.begin < other.end and other.begin < one.end


def _spans_overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
