"""The checks and the repairs, case by case; a case is a paragraph of a file in `cases/`."""

import pytest

from pipeline.check import CHECKS, REPAIRS, faults, repair
from tests.check import case_files
from tests.check.case_files import Case, cases

CHECKED = [
    case
    for path in sorted(case_files.FOLDER.glob("*.txt"))
    if path != case_files.REPAIRS
    for case in cases(path)
]
REPAIRED = cases(case_files.REPAIRS)


@pytest.mark.parametrize("case", CHECKED, ids=lambda case: f"{case.place} {case.title}")
def test_the_checks_find_exactly_this(case: Case) -> None:
    found = [fault.code + ("!" if fault.severity == "blocking" else "") for fault in faults(case.pair)]
    assert sorted(set(found)) == sorted(case.expected), list(faults(case.pair))


@pytest.mark.parametrize("case", REPAIRED, ids=lambda case: f"{case.place} {case.title}")
def test_the_repairs_give_exactly_this(case: Case) -> None:
    pair = case.pair
    done = repair(pair.source, pair.target, pair.source_lang, pair.target_lang)
    assert done.text == case.repaired
    assert sorted({fault.code for fault in done.faults}) == sorted(case.expected)


def test_every_check_has_a_case_that_it_finds_and_cases_where_it_is_silent() -> None:
    expected = {code.rstrip("!") for case in CHECKED for code in case.expected}
    assert expected == {gate.code for gate in CHECKS}
    assert {code for case in REPAIRED for code in case.expected} == {code for code, _, _ in REPAIRS}
    assert sum(not case.expected for case in CHECKED) > len(CHECKED) / 3


def test_no_check_is_worse_than_it_says() -> None:
    ranks = {"note": 0, "warning": 1, "blocking": 2}
    worst = {gate.code: ranks[gate.severity] for gate in CHECKS}
    seen = {gate.code: 0 for gate in CHECKS}
    for fault in (fault for case in CHECKED for fault in faults(case.pair)):
        seen[fault.code] = max(seen[fault.code], ranks[fault.severity])
    assert seen == worst
