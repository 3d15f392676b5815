"""Abbreviations in full: everywhere, or only before a number or a name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.narrate.say.claims import Rule, either, rule
from pipeline.narrate.say.letters import CAPITAL, ends_text


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """As they are written, with their full stop -> in full."""

    anywhere: Mapping[str, str] = field(default_factory=dict)
    before_number: Mapping[str, str] = field(default_factory=dict)
    before_roman: Mapping[str, str] = field(default_factory=dict)
    """Before a Roman numeral: "s. XX"."""
    after_name: Mapping[str, str] = field(default_factory=dict)
    """Not where another name follows: "Downing St.", but "St. Mary"."""
    before_name: Mapping[str, str] = field(default_factory=dict)
    after_number: Mapping[str, str] = field(default_factory=dict)


def rules(abbreviations: Abbreviations) -> Sequence[Rule]:
    edge = r"(?<!\w)(?<!\w\.)"
    return [
        _rule(abbreviations.before_number, edge, r"(?=\s?\d)"),
        _rule(abbreviations.before_roman, edge, r"(?=\s[IVXLC]+(?!\w))"),
        _rule(abbreviations.after_number, r"(?<=\d)\s?", r"(?!\w)"),
        _rule(abbreviations.after_name, rf"(?<!\w){CAPITAL}[\w'’-]+\s", rf"(?!\w)(?!\s{CAPITAL})"),
        _rule(abbreviations.before_name, edge, rf"(?=\s?{CAPITAL})"),
        _rule(abbreviations.anywhere, edge, r"(?!\w)"),
    ]


def _rule(table: Mapping[str, str], before: str, after: str) -> Rule:
    def said(found: re.Match[str]) -> str:
        closes = (
            found["it"].endswith(".") and ends_text(found) and not found.string.startswith(")", found.end())
        )
        return table[found["it"]] + ("." if closes else "")

    return rule(rf"{before}(?P<it>{either(table)}){after}", said)
