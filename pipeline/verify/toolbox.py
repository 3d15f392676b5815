"""Where the programs of others are found, and how they are run: with a deadline, and never through a shell."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from platformdirs import user_data_path

from pipeline.errors import SetupError

VARIABLE = "EDITIONS_TOOLS"
"""Names the folder in which npm put its packages; else `tools` in the user's data folder."""
JAVA_OPTIONS = ("-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A short life is fastest with the first compiler alone; deep documents need the stack."""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def tools_folder() -> Path:
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("editions") / "tools"


def npm_file(package: str, name: str) -> Path:
    """A file of a package that npm installed; it need not be there."""
    return tools_folder() / "node_modules" / package / name


def npm_command(*packages: str) -> str:
    """What installs packages where they are looked for."""
    return f"npm install --ignore-scripts --prefix {tools_folder()} {' '.join(packages)}"


def java() -> str:
    """The path of the Java machine; empty where there is none."""
    return shutil.which("java") or ""


def node() -> str:
    """The path of Node.js: the system's, or one that pip installed beside Python."""
    beside = Path(sys.executable).with_name("node")
    return shutil.which("node") or (str(beside) if beside.is_file() else "")


def chromium() -> str:
    """The path of a Chromium: the one that EDITIONS_CHROMIUM names, or the first in the path."""
    named = os.environ.get("EDITIONS_CHROMIUM", "")
    return named or next((found for name in _BROWSERS if (found := shutil.which(name))), "")


def run(
    command: Sequence[str], deadline: float, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs a program to its end and gives what it printed, whatever its exit code.

    Raises `SetupError` where it cannot be started or takes longer than `deadline` seconds.
    """
    name = Path(command[0]).name
    try:
        return subprocess.run(
            command,
            capture_output=True,
            timeout=deadline,
            check=False,
            env={**os.environ, **(environment or {})},
        )
    except subprocess.TimeoutExpired as error:
        raise SetupError(f"{name} did not end within {deadline:.0f} s.") from error
    except OSError as error:
        raise SetupError(f"{name} cannot be started: {error.strerror}.") from error
