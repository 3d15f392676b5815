"""The tables of `docs/verify.md`: `python -m tests.verify.table` writes them anew."""

import re
from collections.abc import Iterator

from pipeline.verify.tools import TOOLS
from tests.catalogues import ROOT

PAGE = ROOT / "docs" / "verify.md"
BEGIN, END = "<!-- rules: written by `python -m tests.verify.table` -->\n", "<!-- end of rules -->"


def tables() -> str:
    """A section a tool, a row a rule."""
    return "\n".join(line for tool in TOOLS for line in (f"### {tool.name}", "", *_rows(tool.name), ""))


def _rows(name: str) -> Iterator[str]:
    yield "| code | what must hold | by | where it does not |"
    yield "|---|---|---|---|"
    tool = next(tool for tool in TOOLS if tool.name == name)
    for rule in tool.rules:
        mark = "" if rule.severity == "error" else " (warning)"
        yield f"| `{rule.code}`{mark} | {rule.demand} | {rule.source} | {rule.remedy} |"


def with_tables(page: str) -> str:
    """The page with the tables as they must be."""
    return re.sub(
        f"({re.escape(BEGIN)}).*({END})",
        lambda found: f"{found[1]}\n{tables()}\n{found[2]}",
        page,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
