"""One audit: which tools ran, what each found, how long it took."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SetupError
from pipeline.verify.model import Fault, Published, Tool
from pipeline.verify.tools import chosen

BY = "audited by automation"
"""What a program may say. Whether pages conform is for a person to judge."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one tool did."""

    tool: str
    version: str
    """Of the program; empty where the tool did not run."""
    things: int
    """How many pages, books or files it looked at."""
    seconds: float
    """Wall time. Told by the command, never written into a page."""
    faults: tuple[Fault, ...] = ()
    absent: str = ""
    """Why it did not run; empty where it did."""
    remedy: str = ""
    """The command that mends it."""

    @property
    def ran(self) -> bool:
        return not self.absent


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome for one tree."""

    out: Path
    results: tuple[Result, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that was found: errors first, then by code and place."""
        found = (fault for result in self.results for fault in result.faults)
        return tuple(sorted(found, key=lambda fault: (fault.severity, fault.code, fault.place)))

    @property
    def errors(self) -> int:
        return sum(fault.severity == "error" for fault in self.faults)

    @property
    def warnings(self) -> int:
        return len(self.faults) - self.errors

    def lines(self) -> Iterator[str]:
        """For people: a line a fault with what to do, a line a tool, and the sum."""
        for fault in self.faults:
            evidence = f" [{fault.evidence}]" if fault.evidence else ""
            yield f"{fault.severity}: {fault.place}: {fault.message}{evidence} {fault.remedy} ({fault.code})"
        for result in self.results:
            yield _told(result)
        yield f"{_counted(self.errors, 'error')}, {_counted(self.warnings, 'warning')}; {BY}."

    def as_json(self) -> dict[str, Any]:
        """The whole audit, seconds with it."""
        return {
            "tree": str(self.out),
            "said": BY,
            "errors": self.errors,
            "warnings": self.warnings,
            "codes": dict(sorted(Counter(fault.code for fault in self.faults).items())),
            "tools": [_as_row(result) for result in self.results],
            "faults": [asdict(fault) for fault in self.faults],
        }


def audit(out: Path, only: Sequence[str] = (), skip: Sequence[str] = ()) -> Audit:
    """Runs the tools that are here on a finished tree.

    Raises `UsageError` where there is no tree or no such tool, `SetupError` where a tool that was asked for by its name is not here.
    """
    tools = chosen(only, skip)
    for tool in tools:
        if tool.name in only and not tool.available():
            raise SetupError(f"{tool.name} is not installed.", remedy=tool.remedy)
    tree = Published(out)
    return Audit(out, tuple(_run(tool, tree) for tool in tools))


def _run(tool: Tool, tree: Published) -> Result:
    if not tool.available():
        return Result(tool.name, "", 0, 0.0, absent="is not installed.", remedy=tool.remedy)
    begin = time.perf_counter()
    try:
        faults, version = tuple(tool.examine(tree)), tool.version()
    except SetupError as error:
        return Result(tool.name, "", 0, 0.0, absent=error.message, remedy=error.remedy or tool.remedy)
    return Result(tool.name, version, tool.things(tree), time.perf_counter() - begin, faults)


def _told(result: Result) -> str:
    if not result.ran:
        return f"{result.tool}: did not run: {result.absent} {result.remedy}".rstrip()
    found = _counted(len(result.faults), "fault") if result.faults else "nothing found"
    return f"{result.tool}: {found} in {result.things}, {result.seconds:.2f} s ({result.version})"


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _as_row(result: Result) -> dict[str, Any]:
    """Without the faults, which stand in one list."""
    row = {"tool": result.tool, "ran": result.ran, "version": result.version, "things": result.things}
    each = result.seconds / result.things if result.things else 0.0
    told = {"seconds": round(result.seconds, 3), "seconds_each": round(each, 4), "faults": len(result.faults)}
    return {**row, **told} if result.ran else {**row, "absent": result.absent, "remedy": result.remedy}
