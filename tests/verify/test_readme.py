"""The README tells how many rules there are."""

import re

from pipeline.verify.tools import TOOLS
from tests.catalogues import ROOT

OWN = ("tree", "page", "style", "links", "audio", "epub")


def test_the_numbers_of_rules_are_true() -> None:
    rules = {tool.name: len(tool.rules) for tool in TOOLS}
    text = " ".join((ROOT / "README.md").read_text("utf-8").split())
    told = re.search(r"(\d+) questions to a real browser, (\d+) rules of our own .*?, (\d+) on feeds", text)
    assert told
    assert tuple(map(int, told.groups())) == (
        rules["browser"], sum(rules[name] for name in OWN), rules["feeds"],
    )  # fmt: skip
