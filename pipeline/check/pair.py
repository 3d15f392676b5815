"""What a check looks at, and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.language import Lang
from pipeline.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Name:
    """A term that must be said in a certain way: one line of a glossary."""

    source: str
    accepted: tuple[str, ...] = ()
    """Any of these stands for it; empty: it is never translated."""

    @property
    def forms(self) -> tuple[str, ...]:
        return self.accepted or (self.source,)


@dataclass(frozen=True, slots=True)
class Pair:
    """A source text, what stands for it in another language, and what else is known about the two."""

    source: str
    target: str
    source_lang: Lang
    target_lang: Lang
    names: tuple[Name, ...] = ()
    verbatim: tuple[str, ...] = ()
    """Stretches that pass through unchanged, such as code; no check reads their letters or figures."""
    score: float | None = None
    """Mean natural-log probability per target token (<= 0)."""
    bound: float | None = None
    """The engine's calibrated lowest good score."""
    second: str = ""
    """What another engine says for the source."""
    unknown: tuple[str, ...] = ()
    """Words of the source that the engine says it does not know."""

    @property
    def untouched(self) -> tuple[str, ...]:
        """All that must not be translated."""
        if not self.names:
            return self.verbatim
        return self.verbatim + tuple(name.source for name in self.names if not name.accepted)


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding that has no place yet."""

    code: str
    severity: Severity
    message: str
    evidence: str = ""

    def at(self, place: str) -> Finding:
        return Finding(self.code, self.severity, place, self.message, self.evidence)


Seen = tuple[Severity, str, str]
"""What a check found: severity, a sentence for the person who looks at it, the evidence."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One check. Called with a pair, it gives the faults that it finds."""

    code: str
    severity: Severity
    """The worst that it says."""
    says: str
    """One line for the table of checks."""
    look: Callable[[Pair], Iterator[Seen]]

    def __call__(self, pair: Pair) -> Iterator[Fault]:
        for severity, message, evidence in self.look(pair):
            yield Fault(self.code, severity, message, evidence)
