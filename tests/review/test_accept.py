"""Which units of a translator's file count, and as what: each judged by itself, none lost for another's fault."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Mark, Segment, State
from pipeline.render.review import review, unit_of
from pipeline.review import Outcome, accept
from pipeline.review.tidy import tidied
from pipeline.seal import ORIGIN, seal_of, whole_seal
from pipeline.xliff import Note, Unit, read
from tests.review.harbour import SAID, SAMPLES, harbour, part

EDITION = harbour()


def exported(begins: str, **states: State) -> Unit:
    """A unit as the translator gets it."""
    edition = harbour(**states)
    segment = part(edition, begins)
    return unit_of(segment, edition.targets[edition.segments.index(segment)])


def judged(*units: Unit, reviewer: str = "", standing: Sequence[Unit] = ()) -> Outcome:
    return accept(units, EDITION.segments, reviewer, standing)


def states(outcome: Outcome) -> dict[str, str]:
    """What was accepted: the first word of the source, and the seal without its hash."""
    return {unit.source.split()[0]: str(seal_of(unit)).rsplit(" [", 1)[0] for unit in outcome.accepted}


def reasons(outcome: Outcome) -> dict[str, str]:
    return {each.id: each.reason for each in outcome.refused}


def test_what_comes_back_as_it_went_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "review.xlf"
    path.write_bytes(review(EDITION))
    outcome = accept(read(path).units, EDITION.segments)
    assert outcome == Outcome(untouched=len(EDITION.segments))


def test_a_file_in_weblate_s_style() -> None:
    units = read(SAMPLES / "weblate.xlf").units
    outcome = accept(units, EDITION.segments)
    assert states(outcome) == {"The": "edited", "Read": "edited", "26": "edited", "Reuters": "edited"}
    assert (outcome.refused, outcome.untouched, outcome.open) == ((), 1, 1)
    read_it = next(unit for unit in outcome.accepted if unit.source.startswith("Read"))
    assert read_it.target_marks == ((2, 3, 11), (1, 20, 29))


def test_a_reviewer_signs_what_weblate_calls_approved() -> None:
    outcome = accept(read(SAMPLES / "weblate.xlf").units, EDITION.segments, "Ana Lima")
    assert states(outcome) == {
        "The": "reviewed by Ana Lima", "Read": "edited", "26": "edited", "Reuters": "reviewed by Ana Lima",
    }  # fmt: skip


def test_a_translator_s_own_remark_stays_and_those_of_the_checks_go() -> None:
    outcome = accept(read(SAMPLES / "weblate.xlf").units, EDITION.segments)
    ships = next(unit for unit in outcome.accepted if unit.source.startswith("26"))
    assert [note.origin for note in ships.notes] == ["translator", ORIGIN]


def test_a_file_in_omegat_s_style() -> None:
    units = read(SAMPLES / "omegat.xlf").units
    outcome = accept(units, EDITION.segments)
    assert states(outcome) == {"The": "edited", "26": "edited"}
    assert outcome.accepted[0].target == "O porto está fechado"
    assert [(each.line, each.id, each.reason) for each in outcome.refused] == [
        (11, "s838b71c978", 'its target has lost the inline mark <g id="2">'),
        (22, "s0d6a8fe24b", "its target is empty"),
        (37, "s0123456789", "its source has changed since the file was exported"),
    ]
    assert (outcome.untouched, outcome.open) == (1, 1)


def test_a_reviewer_signs_all_that_is_finished_where_nothing_is_told_apart() -> None:
    outcome = accept(read(SAMPLES / "omegat.xlf").units, EDITION.segments, "Ana Lima")
    assert set(states(outcome).values()) == {"reviewed by Ana Lima"}
    for unit in outcome.accepted:
        assert (unit.state, unit.approved) == ("signed-off", True)
        assert whole_seal(unit)


def test_a_finished_unit_that_nobody_changed_can_be_signed() -> None:
    monday = exported("It")
    assert states(judged(monday)) == {}
    assert states(judged(monday, reviewer="Ana Lima")) == {"It": "reviewed by Ana Lima"}
    assert states(judged(exported("26"), reviewer="Ana Lima")) == {}, (
        "a machine's words are no work of a person's"
    )


def test_a_file_that_merely_says_signed_off_is_not_reviewed() -> None:
    unit = replace(exported("26"), target="26 navios.", state="signed-off", approved=True)
    assert states(judged(unit)) == {"26": "edited"}


def test_a_sign_off_is_void_when_its_words_change() -> None:
    signed = exported("The", the="reviewed")
    assert judged(signed) == Outcome(untouched=1)
    assert judged(signed, reviewer="Somebody Else") == Outcome(untouched=1)
    assert states(judged(replace(signed, target="Está fechado o porto"))) == {"The": "edited"}


def test_an_older_copy_does_not_undo_a_sign_off() -> None:
    standing = exported("The", the="reviewed")
    copy = replace(exported("The"), state="translated")
    assert judged(copy, standing=[standing]) == Outcome(untouched=1)
    assert states(judged(replace(copy, target="Fechado"), standing=[standing])) == {"The": "edited"}


def test_a_text_that_is_typed_in_without_touching_the_state() -> None:
    assert states(judged(replace(exported("26"), target="26 navios."))) == {"26": "edited"}
    assert states(judged(replace(exported("Nobody"), target="Ninguém sabe por quê."))) == {"Nobody": "edited"}


@pytest.mark.parametrize(
    "state", ["new", "needs-translation", "needs-review-translation", "needs-adaptation"]
)
def test_what_a_translator_leaves_open_stays_open(state: str) -> None:
    unit = replace(exported("26"), target="26 navios?", state=state, qualifier="")
    assert judged(unit, reviewer="Ana Lima") == Outcome(open=1)


def test_a_source_that_is_repeated_is_no_translation_unless_somebody_says_so() -> None:
    ships = exported("26")
    assert judged(replace(ships, target=ships.source)) == Outcome(open=1)
    assert judged(replace(ships, target=ships.source, state="", qualifier="", notes=())) == Outcome(open=1)
    assert states(judged(replace(ships, target=ships.source, state="final"))) == {"26": "edited"}


LINKS = Segment(
    "s1", 0, "one two", "", (Mark("link", 0, 3, "https://example.org/1"), Mark("link", 4, 7, "https://example.org/2"))
)  # fmt: skip


@pytest.mark.parametrize(
    ("spans", "reason"),
    [
        (((1, 0, 2), (2, 3, 7)), ""),
        (((2, 0, 2), (1, 3, 7)), ""),
        (((1, 0, 2),), 'lost the inline mark <g id="2">'),
        ((), 'lost the inline mark <g id="1">'),
        (((1, 0, 2), (2, 3, 7), (3, 0, 1)), "that the source lacks"),
        (((1, 0, 2), (2, 3, 7), (0, 0, 1)), "that the source lacks"),
        (((1, 0, 2), (2, 3, 5), (2, 5, 7)), '<g id="2"> twice'),
        (((1, 0, 2), (2, 3, 3)), "holds no words"),
        (((1, 0, 2), (2, 2, 3)), "holds no words"),
        (((1, 0, 7), (2, 3, 7)), "within another link"),
    ],
)
def test_lost_and_added_marks_are_refused(spans: tuple[tuple[int, int, int], ...], reason: str) -> None:
    unit = Unit("s1", "one two", "um dois ", "translated", target_marks=spans)
    outcome = accept([unit, Unit("s1", "one two", "um dois", "translated", foreign=("x",))], [LINKS])
    assert len(outcome.accepted) == (not reason)
    *refused, other = outcome.refused
    assert [reason in each.reason for each in refused] == [True] * bool(reason)
    assert "<x>" in other.reason


def test_an_id_alone_does_not_make_a_source() -> None:
    unit = replace(exported("26"), source="62 ships wait outside.", target="62 navios.", state="final")
    assert reasons(judged(unit)) == {unit.id: "its source has changed since the file was exported"}


def test_a_unit_under_another_id_is_known_by_its_source() -> None:
    unit = replace(exported("26"), id="tu-7", target="26 navios.", state="final")
    (accepted,) = judged(unit).accepted
    assert accepted.id == part(EDITION, "26").id


@given(data=st.data())
def test_no_fault_costs_another_unit(data: st.DataObject) -> None:
    """Any mixture of good and faulty units: the good ones are accepted, the faulty ones named, none is lost."""
    kinds = {
        "good": "",
        "empty": "its target is empty",
        "moved": "its source has changed since the file was exported",
    }
    chosen = [data.draw(st.sampled_from(sorted(kinds))) for _ in SAID]
    units = []
    for kind, segment in zip(chosen, EDITION.segments, strict=True):
        unit = replace(exported(segment.text), target=f"Novo: {segment.text}", state="final", target_marks=())
        if kind == "good":
            spans = tuple(
                (number, 0, 4) if number == 1 else (number, 0, 2) for number, _ in enumerate(segment.marks, 1)
            )
            unit = replace(unit, target_marks=spans)
        elif kind == "empty":
            unit = replace(unit, target=" \n")
        else:
            unit = replace(unit, id="s0", source=f"{segment.text} And more.")
        units.append(unit)
    outcome = accept(units, EDITION.segments)
    assert [unit.id for unit in outcome.accepted] == [
        segment.id for kind, segment in zip(chosen, EDITION.segments, strict=True) if kind == "good"
    ]
    assert [each.reason for each in outcome.refused] == [kinds[kind] for kind in chosen if kind != "good"]
    assert outcome.untouched + outcome.open == 0


@given(
    text=st.text(st.sampled_from("ab \n\t\u00a0"), max_size=20),
    cuts=st.tuples(st.integers(0, 20), st.integers(0, 20)),
)
def test_tidying_keeps_words_under_their_marks(text: str, cuts: tuple[int, int]) -> None:
    begin, end = sorted(min(cut, len(text)) for cut in cuts)
    tidy, ((_, new_begin, new_end),) = tidied(text, ((1, begin, end),))
    assert tidy == " ".join(filter(None, text.replace("\n", " ").replace("\t", " ").split(" ")))
    assert 0 <= new_begin <= new_end <= len(tidy)

    def words(part: str) -> str:
        return "".join(part.split(" ")).replace("\n", "").replace("\t", "")

    assert words(tidy[new_begin:new_end]) == words(text[begin:end])


def test_a_note_that_looks_like_a_seal_but_is_not_ours_goes_too() -> None:
    unit = replace(exported("26"), target="26 navios.", state="final")
    unit = replace(unit, notes=(*unit.notes, Note("reviewed by Nobody [0123456789abcdef]")))
    (accepted,) = judged(unit).accepted
    assert [note.origin for note in accepted.notes] == [ORIGIN]
