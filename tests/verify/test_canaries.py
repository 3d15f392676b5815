"""The audit finds each defect, in both directions of writing, and nothing where there is none."""

import shutil
from pathlib import Path

import pytest

from pipeline.verify import audit
from pipeline.verify.own import OwnTool
from pipeline.verify.tools import TOOLS
from tests.verify.canaries import CANARIES, Canary
from tests.verify.tree import build_tree, seal

OWN = [tool for tool in TOOLS if isinstance(tool, OwnTool) and tool.name != "feeds"]
QUIET = [tool.name for tool in OWN if tool.name != "audio"]
CASES = [pytest.param(each, lang, id=f"{each.name} {lang}") for each in CANARIES for lang in each.langs]


def codes(tree: Path, tools: list[str]) -> set[str]:
    return {fault.code for fault in audit(tree, tools).faults}


@pytest.mark.parametrize(("canary", "lang"), CASES)
def test_the_defect_is_found_and_no_other(
    canary: Canary, lang: str, sound_tree: Path, tmp_path: Path
) -> None:
    tree = Path(shutil.copytree(sound_tree, tmp_path / "tree"))
    canary.put_in(tree, lang)
    if canary.sealed:
        seal(tree)
    hears = "audio" in {code.partition(".")[0] for code in (canary.code, *canary.also)}
    assert codes(tree, [*QUIET, *(["audio"] if hears else [])]) == {canary.code, *canary.also}


def test_a_sound_tree_has_no_fault(sound_tree: Path) -> None:
    assert audit(sound_tree, [tool.name for tool in OWN]).faults == ()


def test_nor_has_one_whose_address_nobody_knows(tmp_path: Path) -> None:
    assert audit(build_tree(tmp_path / "tree", site=""), [tool.name for tool in OWN]).faults == ()


def test_every_rule_has_a_canary() -> None:
    rules = {rule.code for tool in OWN for rule in tool.rules}
    assert rules == {canary.code for canary in CANARIES}


def test_both_directions_are_tried() -> None:
    """What is in every page, sound or book is broken in Arabic and in Portuguese."""
    for tool in OWN:
        tried = {
            rule.code: {lang for each in CANARIES if each.code == rule.code for lang in each.langs}
            for rule in tool.rules
        }
        assert tool.name == "style" or all(langs == {"ar", "pt"} for langs in tried.values()), tried
