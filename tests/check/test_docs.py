"""Every code has its section in `docs/checks.md`, and every section its code."""

import re
from pathlib import Path

from pipeline.check import CHECKS, REPAIRS, script
from pipeline.check.agreement import UNLIKE
from pipeline.check.length import BOUNDS

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_codes_and_sections_are_the_same() -> None:
    sections = re.findall(r"^### `([\w.-]+)`$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert sections == [gate.code for gate in CHECKS] + [code for code, _, _ in REPAIRS]


def section(code: str) -> str:
    return PAGE.read_text("utf-8").partition(f"### `{code}`\n")[2].partition("\n### ")[0].strip()


def test_each_section_tells_its_severity() -> None:
    for gate in CHECKS:
        assert section(gate.code).startswith(f"**{gate.severity}"), gate.code
    for code, _, _ in REPAIRS:
        assert section(code).startswith("**note.**")


def test_the_page_tells_the_thresholds_in_force() -> None:
    arabic = BOUNDS["en", "ar"]
    assert f"than {arabic.missing} of" in section("text.short")
    assert f"than {arabic.short} (warns)" in section("text.short")
    assert f"than {arabic.long} characters" in section("text.long")
    assert f"more than {script.WARNING_SHARE:.0%} (warns)".replace("%", " %") in section("text.script")
    assert f"{script.LONG_ENOUGH} letters" in section("text.language")
    assert f"at least {script.SURE} and the right one less than {script.UNLIKELY}" in section("text.language")
    assert f"less than {UNLIKE} alike" in section("text.disagreement")
