"""The post-edited memory: exact sources only, each with the state its translator gave it."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Mark, Segment, State
from pipeline.seal import seal
from pipeline.tmx import write as write_tmx
from pipeline.translate import Memory, load_memory, shared_memory
from pipeline.xliff import Document, Note, Unit, write

EN, AR, PT = Lang.parse("en"), Lang.parse("ar"), Lang.parse("pt")


def memory(folder: Path, *units: Unit) -> Memory:
    path = folder / "sample.ar.xlf"
    path.write_bytes(write(Document("sample.txt", EN, AR, units)))
    return load_memory(path, EN, AR)


def segment(text: str, *marks: Mark) -> Segment:
    return Segment("s1", 0, text, "", marks)


def test_finished_units_are_found_by_their_source(tmp_path: Path) -> None:
    target = memory(tmp_path, Unit("other-id", "It ended.", "انتهى الأمر.", "translated")).find(
        segment("It ended."), AR
    )
    assert target is not None
    assert (target.text, target.state, target.engine) == ("انتهى الأمر.", "post-edited", "sample.ar.xlf")


@pytest.mark.parametrize(
    ("state", "approved", "shown"),
    [
        ("translated", False, "post-edited"),
        ("translated", True, "post-edited"),
        ("final", False, "post-edited"),
        ("signed-off", True, "post-edited"),
        ("final", True, "post-edited"),
        ("needs-review-translation", False, None),
        ("new", False, None),
    ],
)
def test_a_state_alone_never_says_that_a_person_reviewed_it(
    tmp_path: Path, state: str, approved: bool, shown: str | None
) -> None:
    found = memory(tmp_path, Unit("s1", "It ended.", "انتهى.", state, approved)).find(
        segment("It ended."), AR
    )
    assert (found.state if found else None) == shown


@pytest.mark.parametrize("state", ["edited", "reviewed"])
def test_a_seal_says_who_did(tmp_path: Path, state: State) -> None:
    name = "Ana Lima" if state == "reviewed" else ""
    line = str(seal(state, "It ended.", "انتهى.", (), name))
    sealed = Unit("s1", "It ended.", "انتهى.", "translated", notes=(Note(line),))
    found = memory(tmp_path, sealed).find(segment("It ended."), AR)
    assert found is not None
    assert (found.state, found.reviewer) == (state, name)
    changed = memory(tmp_path, replace(sealed, target="انتهت.")).find(segment("It ended."), AR)
    assert changed is not None
    assert (changed.state, changed.reviewer) == ("post-edited", "")


@pytest.mark.parametrize("state", ["machine", "checked", "source", "untranslated"])
def test_other_seals_make_nothing_of_a_finished_unit(tmp_path: Path, state: State) -> None:
    line = str(seal(state, "It ended.", "انتهى.", ()))
    unit = Unit("s1", "It ended.", "انتهى.", "translated", notes=(Note(line),))
    found = memory(tmp_path, unit).find(segment("It ended."), AR)
    assert found is not None
    assert found.state == "post-edited"


def test_marks_of_a_unit_made_for_other_marks_are_around_all_of_it(tmp_path: Path) -> None:
    link = Mark("link", 4, 11, "https://example.org/")
    kept = memory(tmp_path, Unit("s1", "the Reuters report", "تقرير رويترز", "final"))
    target = kept.find(segment("the Reuters report", link), AR)
    assert target is not None
    assert target.marks == (replace(link, begin=0, end=len("تقرير رويترز")),)


def test_a_tmx_file_serves_as_a_memory(tmp_path: Path) -> None:
    path = tmp_path / "shared.tmx"
    units = (Unit("s1", "It ended.", "انتهى.", "translated"),)
    path.write_bytes(write_tmx(Document("", EN, AR, units), "1"))
    found = shared_memory(path, EN, AR).find(segment("It ended."), AR)
    assert found is not None
    assert (found.text, found.state, found.engine) == ("انتهى.", "post-edited", "shared.tmx")
    assert shared_memory(path, EN, PT).find(segment("It ended."), PT) is None


def test_a_similar_source_is_never_used(tmp_path: Path) -> None:
    kept = memory(tmp_path, Unit("s1", "26 people were killed.", "قُتل 26 شخصًا.", "final", True))
    assert kept.find(segment("36 people were killed."), AR) is None


def test_white_space_and_composition_do_not_matter(tmp_path: Path) -> None:
    kept = memory(tmp_path, Unit("s1", "A cafe\u0301  closed.", "أُغلق مقهى.", "final"))
    assert kept.find(segment("A café closed."), AR) is not None


def test_marks_keep_kind_and_link_of_the_source(tmp_path: Path) -> None:
    link = Mark("link", 4, 11, "https://example.org/")
    kept = memory(
        tmp_path,
        Unit(
            "s1",
            "the Reuters report",
            "تقرير رويترز",
            "final",
            source_marks=(link,),
            target_marks=((1, 6, 12),),
        ),
    )
    target = kept.find(segment("the Reuters report", link), AR)
    assert target is not None
    assert target.marks == (Mark("link", 6, 12, "https://example.org/"),)


def test_a_file_for_another_language_is_refused(tmp_path: Path) -> None:
    memory(tmp_path, Unit("s1", "A.", "أ.", "final"))
    with pytest.raises(
        ArticleError, match=r"sample\.ar\.xlf: target-language is ar, but the edition needs pt"
    ):
        load_memory(tmp_path / "sample.ar.xlf", EN, PT)


def test_no_file_is_an_empty_memory(tmp_path: Path) -> None:
    assert load_memory(tmp_path / "none.xlf", EN, AR).units == {}


def test_the_first_of_two_memories_wins(tmp_path: Path) -> None:
    first = memory(tmp_path, Unit("s1", "A.", "الأول.", "final"))
    second = memory(tmp_path, Unit("s1", "A.", "الثاني.", "final"), Unit("s2", "B.", "ب.", "final"))
    both = first.plus(second)
    one, other = both.find(segment("A."), AR), both.find(segment("B."), AR)
    assert one is not None
    assert one.text == "الأول."
    assert other is not None
    assert other.text == "ب."
