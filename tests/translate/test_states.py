"""What the checks make of a machine's words: warned of, or checked; a person's words are nobody's business here."""

from dataclasses import replace

import pytest

from pipeline.language import Lang
from pipeline.model import Article, Edition, Finding, Segment, Severity, State, Target
from pipeline.translate import settle

EN, PT = Lang.parse("en"), Lang.parse("pt")


def edition(state: State, *severities: Severity) -> Edition:
    findings = tuple(Finding("text.end", severity, "s1", "The end mark is gone.") for severity in severities)
    elsewhere = Finding("text.end", "blocking", "s2", "The end mark is gone.")
    return Edition(
        Article("a", "a", EN, ()), PT, (Segment("s1", 0, "A."),), (Target("s1", "Um.", state, PT),),
        (*findings, elsewhere),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("severities", "state"),
    [((), "checked"), (("note",), "checked"), (("warning",), "machine"), (("note", "blocking"), "machine")],
)
def test_a_warning_makes_the_difference(severities: tuple[Severity, ...], state: State) -> None:
    before: tuple[State, State] = ("machine", "checked")
    for told in before:
        (settled,) = settle([edition(told, *severities)])
        assert settled.targets[0].state == state
        assert settle([settled]) == (settled,)


@pytest.mark.parametrize("state", ["source", "untranslated", "post-edited", "edited", "reviewed"])
def test_other_states_stay(state: State) -> None:
    made = edition(state, "blocking")
    assert settle([made]) == (made,)


def test_a_failed_edition_passes_through() -> None:
    failed = replace(edition("machine"), targets=(), failure="No engine.")
    assert settle([failed]) == (failed,)
