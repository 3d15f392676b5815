"""Which of the sources a run takes up: what has not changed, what is quarantined, and what nobody asked for is left."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.journal import Journal
from pipeline.store import Packed

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
Known = Callable[[Path], tuple[str, Packed] | None]
"""Slug and article that an earlier run made of a source that has not changed, as `Unchanged.find` tells them."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for."""

    limit: int = 0
    """The most articles to work on; those without a change do not count. 0: all."""
    since: datetime | None = None
    """Only sources that changed at or after this moment."""
    only_failed: bool = False
    """Only sources of which the last run could not make everything, those that are quarantined too."""
    anew: bool = False
    """Whether also what has not changed is made."""


@dataclass(slots=True)
class Plan:
    """What becomes of each source."""

    to_make: list[Path] = field(default_factory=list)
    suspects: list[Path] = field(default_factory=list)
    """A process died while it worked on them: they are made one at a time, each in a process of its own."""
    unchanged: dict[Path, tuple[str, Packed]] = field(default_factory=dict)
    quarantined: dict[Path, str] = field(default_factory=dict)
    """With what it did when it was last tried."""
    left: int = 0
    """Not asked for."""

    @property
    def count(self) -> int:
        """How many are to be made."""
        return len(self.to_make) + len(self.suspects)


def select(sources: Sequence[Path], selection: Selection, journal: Journal, known: Known) -> Plan:
    """Looks at the sources in their order. Raises `UsageError` where nothing is asked for that is there."""
    plan = Plan()
    asked = list(_asked(sources, selection, journal))
    plan.left = len(sources) - len(asked)
    for source in asked:
        _place(source, plan, selection, journal, known)
    return plan


def moment(text: str, now: datetime | None = None) -> datetime:
    """`2024-05-01`, `2024-05-01T12:00`, or an age: `90m`, `12h`, `3d`, `2w`. Raises `UsageError`."""
    now = now or datetime.now().astimezone()
    age = re.fullmatch(r"(\d{1,6}) *([mhdw])", text.strip().lower(), re.ASCII)
    try:
        if age:
            return now - timedelta(**{_UNITS[age[2]]: int(age[1])})
        return datetime.fromisoformat(text.strip()).astimezone()
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"since {text!r} is no moment.", remedy="Use one such as 2024-05-01, 2024-05-01T12:00, 12h or 3d."
        ) from error


def _asked(sources: Sequence[Path], selection: Selection, journal: Journal) -> Iterator[Path]:
    failed = journal.failed()
    for source in sources:
        if selection.only_failed and str(source.resolve()) not in failed:
            continue
        if selection.since and not _changed_since(source, selection.since):
            continue
        yield source


def _changed_since(source: Path, since: datetime) -> bool:
    try:
        return source.stat().st_mtime >= since.timestamp()
    except OSError:  # vanished: reading it will tell
        return True


def _place(source: Path, plan: Plan, selection: Selection, journal: Journal, known: Known) -> None:
    standing = journal.standing(source)
    if standing and standing.is_quarantined and not selection.only_failed:
        plan.quarantined[source] = standing.why
        return
    if not selection.anew and (found := known(source)) is not None:
        plan.unchanged[source] = found
        return
    if selection.limit and plan.count >= selection.limit:
        plan.left += 1
        return
    if standing and standing.is_quarantined:
        journal.forgive(source)
    (plan.suspects if standing and (standing.is_suspect or standing.is_quarantined) else plan.to_make).append(
        source
    )
