"""The fixture files: a line a case, `display => spoken`; lines that begin with "# " and empty ones are for the reader."""

from pathlib import Path

CASES = Path(__file__).with_name("cases")
LANGUAGES = tuple(sorted(path.stem for path in CASES.glob("*.txt")))
FEWEST = 80
"""Cases a language must have."""
FEWEST_LATER = 25
"""Cases written without regard to the rules that a language must have."""


def cases(language: str) -> list[tuple[str, str]]:
    return _read(CASES / f"{language}.txt")


def later(language: str) -> list[tuple[str, str]]:
    """From news usage, written down before any rule was tried on them; docs/spoken.md tells the first score."""
    return _read(CASES / "later" / f"{language}.txt")


def _read(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text("utf-8").splitlines()
    return [_case(line) for line in lines if line and not line.startswith("# ")]


def _case(line: str) -> tuple[str, str]:
    shown, arrow, spoken = line.partition(" => ")
    assert arrow, f"no arrow: {line}"
    return shown, spoken
