"""The stages: repairs of machine text, then the checks of every translation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.check.agreement import bound_for
from pipeline.check.checks import faults
from pipeline.check.pair import Fault, Name, Pair
from pipeline.check.repair import repair
from pipeline.language import Lang
from pipeline.model import Edition, Finding, Mark, Segment, Target
from pipeline.ports import UNKNOWN_WORD

FAMILY = "text."
"""What the codes of the checks begin with."""


def _no_names(_text: str, _source: Lang, _target: Lang) -> Sequence[Name]:
    return ()


def _no_second(_text: str, _source: Lang, _target: Lang) -> str:
    return ""


class Check:
    """Adds what the checks find to each translated edition, with the segment as its place.

    Findings of an earlier run are replaced. What a person signed off warns but never blocks; text
    that stands in for a missing translation is not looked at.
    """

    def __init__(
        self,
        *,
        names: Callable[[str, Lang, Lang], Sequence[Name]] = _no_names,
        bounds: Mapping[str, float] | None = None,
        second: Callable[[str, Lang, Lang], str] = _no_second,
    ) -> None:
        """`names`: what of the glossary a text says. `bounds`: the beginning of an engine's fingerprint
        -> its lowest good score, the longest beginning counts. `second`: what another engine says for a
        text, or nothing."""
        self._names = names
        self._bounds = bounds or {}
        self._second = second

    def __call__(self, editions: Sequence[Edition]) -> Sequence[Edition]:
        return tuple(self._checked(edition) if is_translated(edition) else edition for edition in editions)

    def _checked(self, edition: Edition) -> Edition:
        others = (finding for finding in edition.findings if not finding.code.startswith(FAMILY))
        unknown: dict[str, tuple[str, ...]] = {}
        for finding in edition.findings:
            if finding.code == UNKNOWN_WORD:
                unknown[finding.place] = (*unknown.get(finding.place, ()), finding.evidence)
        found = (
            finding
            for segment, target in zip(edition.segments, edition.targets, strict=True)
            if target.state not in {"source", "untranslated"}
            for finding in self._findings(segment, target, edition.article.lang, unknown.get(segment.id, ()))
        )
        return edition.but(findings=(*others, *found))

    def _findings(
        self, segment: Segment, target: Target, source_lang: Lang, unknown: tuple[str, ...]
    ) -> Sequence[Finding]:
        pair = Pair(
            segment.text,
            target.text,
            source_lang,
            target.lang,
            names=tuple(self._names(segment.text, source_lang, target.lang)),
            verbatim=_code(segment.text, segment.marks) + _code(target.text, target.marks),
            score=target.score,
            bound=bound_for(target.engine, self._bounds),
            second=self._second(segment.text, source_lang, target.lang),
            unknown=unknown,
        )
        return [_weighed(fault, target).at(segment.id) for fault in faults(pair)]


class Repair:
    """Mends machine text where the source proves the fault; marks move along, each repair is a finding.

    What a person wrote or signed off stays as it is.
    """

    def __call__(self, editions: Sequence[Edition]) -> Sequence[Edition]:
        return tuple(_repaired(edition) if is_translated(edition) else edition for edition in editions)


def is_translated(edition: Edition) -> bool:
    """Whether there are translations to look at."""
    return not edition.failure and not edition.is_source and bool(edition.targets)


def _repaired(edition: Edition) -> Edition:
    targets, findings = list(edition.targets), list(edition.findings)
    for at, (segment, target) in enumerate(zip(edition.segments, edition.targets, strict=True)):
        if target.state != "machine":
            continue
        done = repair(segment.text, target.text, edition.article.lang, target.lang)
        if done.steps:
            targets[at] = replace(target, text=done.text, marks=done.marks(target.marks))
            findings += [fault.at(segment.id) for fault in done.faults]
    return edition.but(targets=tuple(targets), findings=tuple(findings))


def _weighed(fault: Fault, target: Target) -> Fault:
    """A sign-off outweighs a check."""
    signed_off = target.state == "reviewed" and fault.severity == "blocking"
    return replace(fault, severity="warning") if signed_off else fault


def _code(text: str, marks: Sequence[Mark]) -> tuple[str, ...]:
    return tuple(text[mark.begin : mark.end] for mark in marks if mark.kind == "code")
