"""Writes the lock files anew: `python -m tests.lock`, with the resolver `uv` in the path.

They hold what `constraints.txt` pins, each package with the sha256 of all its files, for Linux; no address is in
them, so that any mirror serves.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"requirements.lock": ("argos",), "requirements-dev.lock": ("argos", "dev", "verify")}
BUILD = "hatchling>=1.27\neditables\n"
"""What the project itself is built with."""


def main() -> None:
    """Both files."""
    for name, extras in LOCKS.items():
        command = ["uv", "pip", "compile", "pyproject.toml", "-", "--constraint", "constraints.txt"]
        command += ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"]
        command += ["--python-version", "3.11", "--output-file", name]
        command += [part for extra in extras for part in ("--extra", extra)]
        subprocess.run([*command, *sys.argv[1:]], input=BUILD, text=True, check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
