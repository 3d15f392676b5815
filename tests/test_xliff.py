"""XLIFF 1.2 out and in: nothing of a unit is lost, and hostile files are refused by name and line."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Mark
from pipeline.xliff import Document, Unit, read, write

EN, AR = Lang.parse("en"), Lang.parse("ar")
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30)


def round_trip(folder: Path, *units: Unit) -> tuple[Unit, ...]:
    path = folder / "sample.ar.xlf"
    path.write_bytes(write(Document("sample.txt", EN, AR, units)))
    return read(path).units


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=TEXT, target=TEXT, cuts=st.tuples(*[st.integers(0, 30)] * 4))
def test_a_unit_comes_back_whole(
    tmp_path: Path, source: str, target: str, cuts: tuple[int, int, int, int]
) -> None:
    a, b, c, d = sorted(min(cut, len(target)) for cut in cuts)
    spans = tuple(span for span in ((1, a, d), (2, b, c)) if span[1] < span[2])  # an empty mark marks nothing
    marks = (Mark("link", 0, len(source), "https://example.org/"), Mark("strong", 0, 1))
    (unit,) = round_trip(
        tmp_path, Unit("s1", source, target, "translated", False, "", marks, spans, ("a note",))
    )
    assert (unit.source, unit.target, unit.state, unit.notes) == (source, target, "translated", ("a note",))
    assert sorted(unit.target_marks) == sorted(spans)


def test_states_and_approval_come_back(tmp_path: Path) -> None:
    signed, open_ = round_trip(
        tmp_path,
        Unit("s1", "One.", "واحد.", "signed-off", approved=True),
        Unit("s2", "Two.", "اثنان.", "needs-review-translation", qualifier="mt-suggestion"),
    )
    assert (signed.approved, signed.state) == (True, "signed-off")
    assert (open_.approved, open_.qualifier) == (False, "mt-suggestion")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "sample.xlf"),
        ("<xliff", "sample.xlf"),
        ("<html/>", "not an XLIFF 1.2"),
        (
            '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file/></xliff>',
            "source-language",
        ),
        ('<!DOCTYPE x [<!ENTITY a "b">]><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "DOCTYPE"),
    ],
)
def test_a_file_that_is_no_xliff_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "sample.xlf"
    path.write_text(content)
    with pytest.raises(ArticleError, match=message) as caught:
        read(path)
    assert "sample.xlf" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_entities_never_read_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    path = tmp_path / "sample.xlf"
    path.write_text(f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret}">]><xliff>&a;</xliff>')
    with pytest.raises(ArticleError):
        read(path)
