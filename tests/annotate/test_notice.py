"""What a page says about its translation."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.annotate.notice import notice
from pipeline.language import Lang
from pipeline.messages import words
from pipeline.model import Edition, State
from pipeline.ports import DRAFT
from tests.render.samples import AR, EN, PT, lighthouse


def said(edition: Edition, lang: Lang = EN) -> list[str]:
    return list(notice(edition, words(lang)))


def with_states(*states: tuple[State, int]) -> Edition:
    edition = lighthouse(PT)
    wanted: Sequence[State] = [state for state, count in states for _ in range(count)]
    targets = [
        replace(target, state=state, reviewer="Mira Sol" if state == "reviewed" else "")
        for target, state in zip(edition.targets, wanted, strict=False)
    ]
    return edition.but(targets=tuple(targets), segments=edition.segments[: len(targets)])


def test_the_source_edition_has_none() -> None:
    assert said(lighthouse(EN)) == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("machine", "This text was translated automatically by echo. It has not been reviewed by a person."),
        ("post-edited", "This translation was made with machine assistance and post-edited. It has not been reviewed by a person."),
        ("edited", "This translation has been edited by a person, and has not been reviewed."),
        ("reviewed", "This translation has been reviewed by Mira Sol."),
        ("untranslated", "This text is not translated yet: it stands in English."),
    ],
)  # fmt: skip
def test_one_state_for_all(state: State, expected: str) -> None:
    assert said(with_states((state, 3))) == [expected]


@pytest.mark.parametrize("state", ["machine", "checked"])
def test_a_draft_is_called_one(state: State) -> None:
    edition = with_states((state, 2), ("reviewed", 1))
    engine = f"argos 1, en-pt 0.1 (1234567890ab), {DRAFT}, beam 2"
    drafted = edition.but(targets=tuple(replace(target, engine=engine) for target in edition.targets))
    sentence = "Machine draft: it was made by a small model, and mistakes are to be expected."
    assert sentence in said(drafted)
    assert sentence not in said(edition)
    reviewed = drafted.but(targets=drafted.targets[2:], segments=drafted.segments[2:])
    assert sentence not in said(reviewed)  # a person stands for it now


def test_several_states_are_counted() -> None:
    mixed = with_states(("machine", 2), ("untranslated", 1), ("reviewed", 1), ("post-edited", 3))
    assert said(mixed) == [
        "The translation of 1 sentence has been reviewed by Mira Sol.",
        "3 sentences were translated with machine assistance and post-edited, and have not been reviewed by a person.",
        "2 sentences were translated automatically by echo and have not been reviewed by a person.",
        "1 sentence is not translated yet: it stands in English, underlined with dots.",
    ]


def test_checks_are_told_and_are_no_review() -> None:
    """A reader takes both for what they are: a machine's sentences."""
    assert said(with_states(("machine", 1), ("checked", 2))) == [
        "This text was translated automatically by echo. It has not been reviewed by a person.",
        "Automatic checks found nothing wrong in 2 automatically translated sentences. "
        "Such checks cannot judge the meaning.",
    ]


def test_all_reviewers_are_named() -> None:
    edition = with_states(("reviewed", 3))
    first, second, third = edition.targets
    edition = edition.but(targets=(first, replace(second, reviewer="ليلى حداد"), third))
    assert said(edition) == ["This translation has been reviewed by Mira Sol and ليلى حداد."]


def test_in_portuguese_and_in_arabic() -> None:
    assert said(lighthouse(PT), PT) == [
        "Este texto foi traduzido automaticamente por echo. Não foi revisado por uma pessoa."
    ]
    assert said(lighthouse(AR), AR)[1] == (
        "بقيت جملة واحدة دون ترجمة، وهي معروضة باللغة الإنجليزية وتحتها خط منقّط."
    )


def test_all_engines_are_named() -> None:
    edition = with_states(("machine", 2))
    first, second = edition.targets
    edition = edition.but(targets=(first, replace(second, engine="other 2")))
    assert "by echo and other." in said(edition)[0]
