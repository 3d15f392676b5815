"""An edition as XLIFF 1.2, for a translator's tool: put beside the source as `<name>.<lang>.xlf`, it is a memory."""

from collections.abc import Sequence

from pipeline.model import Edition, Mark, Segment, State, Target
from pipeline.xliff import Document, Unit, write

XLIFF_STATES: dict[State, tuple[str, str, bool]] = {
    "machine": ("needs-review-translation", "mt-suggestion", False),
    "post-edited": ("translated", "", False),
    "reviewed": ("signed-off", "", True),
    "untranslated": ("needs-translation", "", False),
    "source": ("", "", False),
}
"""State, qualifier and approval, as Weblate and OmegaT read them. Nothing that a machine made counts as finished."""


def review(edition: Edition) -> bytes:
    """All segments of an edition with their targets, states and findings."""
    notes: dict[str, list[str]] = {}
    for found in edition.findings:
        notes.setdefault(found.place, []).append(f"{found.code}: {found.message}")
    units = tuple(
        _unit(segment, target, notes.get(segment.id, ()))
        for segment, target in zip(edition.segments, edition.targets, strict=True)
    )
    return write(Document(edition.article.name, edition.article.lang, edition.lang, units))


def _unit(segment: Segment, target: Target, notes: Sequence[str]) -> Unit:
    state, qualifier, approved = XLIFF_STATES[target.state]
    said = "" if target.state == "untranslated" else target.text
    spans = _numbered(target.marks, segment.marks) if said else ()
    return Unit(
        segment.id, segment.text, said, state, approved, qualifier, segment.marks, spans, tuple(notes)
    )


def _numbered(marks: Sequence[Mark], sources: Sequence[Mark]) -> tuple[tuple[int, int, int], ...]:
    """The target's marks with the numbers of the source's: each source mark is used once."""
    free = list(enumerate(sources, 1))
    spans = []
    for mark in marks:
        own = next((pair for pair in free if (pair[1].kind, pair[1].href) == (mark.kind, mark.href)), None)
        if own:
            free.remove(own)
            spans.append((own[0], mark.begin, mark.end))
    return tuple(spans)
