"""The post-edited memory: exact sources only, each with the state its translator gave it."""

from pathlib import Path

import pytest

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Mark, Segment
from pipeline.translate import Memory, load_memory
from pipeline.xliff import Document, Unit, write

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
        ("signed-off", True, "reviewed"),
        ("final", True, "reviewed"),
        ("needs-review-translation", False, None),
        ("new", False, None),
    ],
)
def test_only_a_sign_off_is_shown_as_reviewed(
    tmp_path: Path, state: str, approved: bool, shown: str | None
) -> None:
    found = memory(tmp_path, Unit("s1", "It ended.", "انتهى.", state, approved)).find(
        segment("It ended."), AR
    )
    assert (found.state if found else None) == shown


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
