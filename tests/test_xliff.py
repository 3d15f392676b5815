"""XLIFF 1.2 out and in: nothing of a unit is lost, a merge keeps what it does not know, hostile files are refused."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Mark
from pipeline.xliff import Alternative, Document, Note, Unit, merge, read, write
from tests.schemas import faults, xliff_schema

EN, AR = Lang.parse("en"), Lang.parse("ar")
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30)
HEAD = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
FILE = '<file original="a" datatype="plaintext" source-language="en" target-language="ar"><body>'


def saved(folder: Path, *units: Unit) -> Path:
    path = folder / "sample.ar.xlf"
    path.write_bytes(write(Document("sample.txt", EN, AR, units)))
    return path


def round_trip(folder: Path, *units: Unit) -> tuple[Unit, ...]:
    return read(saved(folder, *units)).units


def full(name: str = "s1") -> Unit:
    """A unit with everything that is ever written."""
    return Unit(
        name, "Read the <long> report.", "اقرأ التقرير.", "signed-off", True, "",
        (Mark("link", 9, 15, "https://example.org/"), Mark("strong", 0, 4)), ((2, 0, 4), (1, 5, 12)),
        (Note("warning: text.end: The end mark is gone.", "qa"), Note("from nobody")),
        (Alternative("اقرأه.", "tm", 87, "Read the report."), Alternative("اقرأ", "echo 1")),
    )  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=TEXT, target=TEXT, cuts=st.tuples(*[st.integers(0, 30)] * 4))
def test_a_unit_comes_back_whole(
    tmp_path: Path, source: str, target: str, cuts: tuple[int, int, int, int]
) -> None:
    a, b, c, d = sorted(min(cut, len(target)) for cut in cuts)
    spans = tuple(span for span in ((1, a, d), (2, b, c)) if span[1] < span[2])  # an empty mark marks nothing
    marks = (Mark("link", 0, len(source), "https://example.org/"), Mark("strong", 0, 1))
    note = Note("a note", "qa")
    (unit,) = round_trip(tmp_path, Unit("s1", source, target, "translated", False, "", marks, spans, (note,)))
    assert (unit.source, unit.target, unit.state, unit.notes) == (source, target, "translated", (note,))
    assert sorted(unit.target_marks) == sorted(spans)


def test_states_and_approval_come_back(tmp_path: Path) -> None:
    signed, open_ = round_trip(
        tmp_path,
        Unit("s1", "One.", "واحد.", "signed-off", approved=True),
        Unit("s2", "Two.", "اثنان.", "needs-review-translation", qualifier="mt-suggestion"),
    )
    assert (signed.approved, signed.state) == (True, "signed-off")
    assert (open_.approved, open_.qualifier) == (False, "mt-suggestion")


def test_what_is_written_is_valid(tmp_path: Path) -> None:
    path = saved(tmp_path, full(), Unit("s2", "Two."), Unit("s3", "Three.", "", "needs-translation"))
    assert faults(xliff_schema(), path.read_bytes()) == []


def test_the_schema_sees_a_fault(tmp_path: Path) -> None:
    broken = saved(tmp_path, full()).read_bytes().replace(b"signed-off", b"signed-of")
    assert faults(xliff_schema(), broken)


def test_alternatives_tell_their_likeness_and_their_source(tmp_path: Path) -> None:
    text = saved(tmp_path, full()).read_text("utf-8")
    assert '<alt-trans match-quality="87%" origin="tm">' in text
    assert "<source>Read the report.</source>" in text
    assert '<alt-trans origin="echo 1">' in text


def test_other_inline_elements_are_named_and_other_ids_are_nobody_s(tmp_path: Path) -> None:
    path = tmp_path / "sample.xlf"
    target = '<target>a<x id="1"/><mrk mtype="seg" mid="0">b</mrk><g id="one">c</g></target>'
    path.write_text(
        f'{HEAD}{FILE}<trans-unit id="s"><source>a</source>{target}</trans-unit></body></file></xliff>'
    )
    (unit,) = read(path).units
    assert (unit.target, unit.foreign, unit.target_marks) == ("abc", ("x",), ((0, 2, 3),))


def test_a_merge_replaces_adds_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "sample.xlf"
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
{HEAD}
  {FILE.replace("<body>", "")}
    <header><note>of the file</note></header>
    <body>
      <!-- a remark -->
      <group id="one">
        <trans-unit id="s1" maxwidth="20"><source>One.</source><target state="final">واحد.</target></trans-unit>
      </group>
      <trans-unit id="s2"><source>Two.</source><target>اثنان.</target></trans-unit>
    </body>
  </file>
</xliff>
"""
    )
    merged = merge(
        path, [Unit("s2", "Two.", "إثنان.", "translated"), Unit("s3", "Three.", "ثلاثة.", "translated")]
    )
    path.write_bytes(merged)
    assert [(unit.id, unit.target) for unit in read(path).units] == [
        ("s1", "واحد."), ("s2", "إثنان."), ("s3", "ثلاثة."),
    ]  # fmt: skip
    for kept in ("<!-- a remark -->", '<group id="one">', 'maxwidth="20"', "<note>of the file</note>"):
        assert kept in merged.decode()
    assert merge(path, [Unit("s3", "Three.", "ثلاثة.", "translated")]) == merged
    assert faults(xliff_schema(), merged) == []


def test_a_merge_into_our_own_file_is_as_if_written_at_once(tmp_path: Path) -> None:
    first, second = full("s1"), full("s2")
    path = saved(tmp_path, first)
    assert merge(path, [second]) == write(Document("sample.txt", EN, AR, (first, second)))
    assert merge(path, [first]) == path.read_bytes()


def test_several_files_of_one_pair_are_read_together(tmp_path: Path) -> None:
    unit = '<trans-unit id="{0}"><source>{0}</source></trans-unit></body></file>'
    path = tmp_path / "sample.xlf"
    path.write_text(f"{HEAD}{FILE}{unit.format('a')}{FILE}{unit.format('b')}</xliff>")
    assert [each.id for each in read(path).units] == ["a", "b"]
    other = FILE.replace('"ar"', '"pt"')
    path.write_text(f"{HEAD}{FILE}{unit.format('a')}{other}{unit.format('b')}</xliff>")
    with pytest.raises(ArticleError, match="several pairs of languages"):
        read(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "sample.xlf"),
        ("<xliff", "sample.xlf:1"),
        ("<html/>", "not an XLIFF 1.2"),
        (f"{HEAD}<file/></xliff>", "source-language"),
        (f"{HEAD}{FILE}<trans-unit/></body></file></xliff>", "without <source>"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "DOCTYPE"),
        ('<!DOCTYPE x SYSTEM "x.dtd"><xliff/>', "DOCTYPE"),
        (f"{HEAD}{'<g>' * 400}", "depth"),
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
    with pytest.raises(ArticleError) as caught:
        read(path)
    assert "hidden" not in str(caught.value)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "sample.xlf"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(ArticleError, match="larger than 64 MiB"):
        read(path)
