"""Every file in `cases/` that is a source is read, with its sidecar; `<file>.golden` says what must come out."""

import re
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.errors import EditionsError
from pipeline.language import Lang
from pipeline.read import SUFFIXES, read
from tests.read.listing import listing

HERE = Path(__file__).parent
SEED = HERE.parent.parent / "seeds" / "000_0039ba0400864260.txt"
CASES = sorted(path for path in (HERE / "cases").iterdir() if path.suffix in SUFFIXES)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, file_regression: FileRegressionFixture) -> None:
    file_regression.check(_outcome(case), fullpath=case.with_name(f"{case.name}.golden"), encoding="utf-8")


def test_the_seed(file_regression: FileRegressionFixture) -> None:
    golden = HERE / "seed.golden"
    file_regression.check(_outcome(SEED), fullpath=golden, encoding="utf-8")


def _outcome(source: Path) -> str:
    try:
        return listing(read(source, default_lang=Lang.parse("en")))
    except EditionsError as error:
        return f"{type(error).__name__}: {str(error).replace(str(source.parent), '.')}\n"


def test_the_documentation_has_every_finding_of_the_cases() -> None:
    page = (HERE.parent.parent / "docs" / "reading.md").read_text(encoding="utf-8")
    goldens = "".join(path.read_text(encoding="utf-8") for path in (HERE / "cases").glob("*.golden"))
    found = set(re.findall(r"^(?:note|warning) (read\.[a-z-]+) ", goldens, re.MULTILINE))
    assert len(found) > 15
    assert {code for code in found if f"`{code}`" not in page} == set()
