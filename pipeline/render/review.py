"""An edition as XLIFF 1.2, for a translator's tool: put beside the source as `<name>.<lang>.xlf`, it is a memory."""

from collections.abc import Mapping, Sequence

from pipeline.model import Edition, Finding, Mark, Segment, State, Target
from pipeline.seal import ORIGIN, seal
from pipeline.xliff import Alternative, Document, Note, Span, Unit, write

XLIFF_STATES: dict[State, tuple[str, str, bool]] = {
    "machine": ("needs-review-translation", "mt-suggestion", False),
    "checked": ("needs-review-translation", "mt-suggestion", False),
    "post-edited": ("translated", "", False),
    "edited": ("translated", "", False),
    "reviewed": ("signed-off", "", True),
    "untranslated": ("needs-translation", "", False),
    "source": ("", "", False),
}
"""State, qualifier and approval, as Weblate and OmegaT read them. Nothing that a machine made counts as finished;
the two states of one XLIFF state are told apart by the seal."""

Offers = Mapping[str, Sequence[Alternative]]
"""Other translations by segment id."""


def review(edition: Edition, offers: Offers | None = None) -> bytes:
    """All segments of an edition with their targets, states, findings, seals and other translations, but for code."""
    findings: dict[str, list[Finding]] = {}
    for found in edition.findings:
        findings.setdefault(found.place, []).append(found)
    units = tuple(
        unit_of(segment, target, findings.get(segment.id, ()), (offers or {}).get(segment.id, ()))
        for segment, target in zip(edition.segments, edition.targets, strict=True)
        if edition.article.blocks[segment.block].kind != "code"
    )
    return write(Document(edition.article.name, edition.article.lang, edition.lang, units))


def unit_of(
    segment: Segment, target: Target, findings: Sequence[Finding] = (), offers: Sequence[Alternative] = ()
) -> Unit:
    """A segment and its target as a trans-unit, sealed with the target's state."""
    state, qualifier, approved = XLIFF_STATES[target.state]
    # The seal holds for what the file says, and it says no target where the source's words stand in.
    said = "" if target.state in {"untranslated", "source"} else target.text
    spans = _numbered(target.marks, segment.marks) if said else ()
    sealed = seal(target.state, segment.text, said, spans, target.reviewer)
    notes = (*(Note(_told(found), "qa") for found in findings), Note(str(sealed), ORIGIN))
    return Unit(
        segment.id, segment.text, said, state, approved, qualifier, segment.marks, spans, notes, tuple(offers)
    )


def _told(found: Finding) -> str:
    evidence = f" ({found.evidence})" if found.evidence else ""
    return f"{found.severity}: {found.code}: {found.message}{evidence}"


def _numbered(marks: Sequence[Mark], sources: Sequence[Mark]) -> tuple[Span, ...]:
    """The target's marks with the numbers of the source's: each source mark is used once."""
    free = list(enumerate(sources, 1))
    spans = []
    for mark in marks:
        own = next((pair for pair in free if (pair[1].kind, pair[1].href) == (mark.kind, mark.href)), None)
        if own:
            free.remove(own)
            spans.append((own[0], mark.begin, mark.end))
    return tuple(spans)
