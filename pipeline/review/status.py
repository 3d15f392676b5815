"""Where each article stands: states, findings, and what was finished once and is void now."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pipeline.errors import ArticleError
from pipeline.model import Edition, State
from pipeline.options import Options
from pipeline.ports import NoProgress, Progress
from pipeline.review.examine import examine, source_of
from pipeline.seal import plain, seal_of
from pipeline.translate import is_finished
from pipeline.xliff import Unit, read

_SHOWN: tuple[State, ...] = tuple(state for state in get_args(State) if state != "source")


@dataclass(frozen=True, slots=True)
class Change:
    """A finished unit that no longer counts as what it was."""

    id: str
    place: str
    """File and line."""
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One article in one language."""

    edition: Edition
    changes: tuple[Change, ...] = ()

    def as_row(self) -> dict[str, Any]:
        """For a table."""
        states = Counter(target.state for target in self.edition.targets)
        severities = Counter(found.severity for found in self.edition.findings)
        return {
            "article": self.edition.article.name,
            "lang": self.edition.lang.tag,
            **{state: states[state] for state in _SHOWN},
            "blocking": severities["blocking"],
            "warnings": severities["warning"],
            "changed": len(self.changes),
        }

    def lines(self) -> Iterator[str]:
        """What a person must look at: blocking findings, then what changed."""
        where = f"{self.edition.article.name} ({self.edition.lang})"
        for found in self.edition.findings:
            if found.severity == "blocking":
                yield f"{where}: {found.place}: {found.code}: {found.message}"
        for change in self.changes:
            yield f"{change.place}: {change.id}: {change.reason}."

    def as_json(self) -> dict[str, Any]:
        blocking = [
            {"id": found.place, "code": found.code, "message": found.message, "evidence": found.evidence}
            for found in self.edition.findings
            if found.severity == "blocking"
        ]
        changed = [{"id": each.id, "place": each.place, "reason": each.reason} for each in self.changes]
        return {**self.as_row(), "blocking": blocking, "changed": changed, "failure": self.edition.failure}


@dataclass(frozen=True, slots=True)
class Status:
    """All articles in all languages."""

    standings: tuple[Standing, ...]
    failures: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        return 1 if self.failures else 0


def status(sources: Sequence[Path], options: Options, progress: Progress | None = None) -> Status:
    """Examines articles as a build would. Raises as `publish` does."""
    seen = examine(sources, options, progress or NoProgress())
    standings = tuple(Standing(edition, _changes(sources, edition)) for edition in seen.editions)
    return Status(standings, tuple(seen.failures))


def _changes(sources: Sequence[Path], edition: Edition) -> tuple[Change, ...]:
    path = source_of(sources, edition.article.name).parent / f"{edition.article.name}.{edition.lang}.xlf"
    try:
        units = read(path).units if path.exists() else ()
    except ArticleError:
        return ()  # the edition's failure tells it
    texts = {plain(segment.text) for segment in edition.segments}
    found = ((unit, _reason(unit, texts)) for unit in units if is_finished(unit))
    return tuple(Change(unit.id, f"{path.name}:{unit.line}", reason) for unit, reason in found if reason)


def _reason(unit: Unit, texts: set[str]) -> str:
    """Why a finished unit is void; empty when it counts."""
    sealed = seal_of(unit)
    was = f"{sealed.state}{f' by {sealed.name}' if sealed.name else ''}" if sealed else "finished"
    if plain(unit.source) not in texts:
        return f"the article no longer holds the sentence that was {was}"
    if sealed and not sealed.holds(unit.source, unit.target, unit.target_marks):
        return f"its words have changed since it was {was}; it counts as post-edited"
    if not sealed and unit.approved:
        return "it is signed off by nobody who is named; it counts as post-edited"
    return ""
