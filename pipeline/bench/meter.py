"""Runs a command and tells its wall seconds and the peak of its memory. A program of its own, from its file: a child
is charged with the memory of the process that starts it, and this one is small."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in what `getrusage` counts memory in."""


def main(told: Path, command: list[str]) -> None:
    """Writes `seconds`, `peak_bytes` (of the largest process; 0 where the system does not tell) and `exit` as JSON."""
    begin = time.perf_counter()
    status = subprocess.run(command, check=False).returncode
    seconds = time.perf_counter() - begin
    told.write_text(json.dumps({"seconds": seconds, "peak_bytes": _peak(), "exit": status}), "utf-8")


def _peak() -> int:
    if os.name != "posix":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _UNIT


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
