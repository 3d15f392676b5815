"""A command of our own in a process of its own: how long it took, and how much memory its largest process had."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.bench import meter
from pipeline.errors import SetupError

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    seconds: float
    """Wall time, its start included."""
    peak_bytes: int
    """Of resident memory, of the largest process; 0 where the system does not tell."""


def watched(what: str, module: str, arguments: Sequence[str], folder: Path, **own: str) -> Cost:
    """Runs a module with Python to its end; `own` goes into its environment. `folder` takes what it says.

    Raises `SetupError` with its last line when it fails.
    """
    told, said = folder / "told.json", folder / "report.txt"
    command = [sys.executable, "-I", meter.__file__, str(told), sys.executable, "-m", module, *arguments]
    with said.open("wb") as report:
        _run(command, report, {**os.environ, **own, "PYTHONPATH": _path()})
    found = json.loads(told.read_text("utf-8"))
    if found["exit"]:
        lines = said.read_text("utf-8", "replace").strip().splitlines() or [""]
        raise SetupError(f"{what} ended with status {found['exit']}: {lines[-1]}")
    return Cost(found["seconds"], found["peak_bytes"])


def _path() -> str:
    return os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))


def _run(command: Sequence[str], output: BinaryIO, environment: Mapping[str, str]) -> None:
    """To its end; a run that is stopped takes what it has started along, which would go on writing else."""
    with subprocess.Popen(
        command, stdout=output, stderr=output, env=environment, start_new_session=True
    ) as process:
        try:
            process.wait()
        finally:
            if process.returncode is None and hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
