"""TMX 1.4 out and in: valid, the same back, and what other tools write is read."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Mark
from pipeline.tmx import languages, read, write
from pipeline.xliff import Document, Note, Unit
from tests.schemas import faults, tmx_dtd

EN, AR, PT, FR = (Lang.parse(tag) for tag in ("en", "ar", "pt", "fr"))
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30).filter(
    str.strip
)
SAMPLES = Path(__file__).parent / "samples"
_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
MARKED = Unit(
    "s1", "Read the <long> report.", "اقرأ التقرير.", "translated",
    source_marks=(Mark("link", 9, 15, "https://example.org/"), Mark("strong", 0, 4)),
    target_marks=((2, 0, 4), (1, 5, 12)), notes=(Note("edited [0123456789abcdef]"),),
)  # fmt: skip


def saved(folder: Path, *units: Unit) -> Path:
    path = folder / "memory.tmx"
    path.write_bytes(write(Document("", EN, AR, units), "1.0"))
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=TEXT, target=TEXT, cuts=st.tuples(*[st.integers(0, 30)] * 4))
def test_a_unit_comes_back_whole(
    tmp_path: Path, source: str, target: str, cuts: tuple[int, int, int, int]
) -> None:
    a, b, c, d = sorted(min(cut, len(target)) for cut in cuts)
    spans = tuple(span for span in ((1, a, d), (2, b, c)) if span[1] < span[2])
    marks = (Mark("link", 0, len(source), "https://example.org/"), Mark("strong", 0, 1))[: len(spans)]
    numbers = dict(zip((number for number, _, _ in spans), (1, 2), strict=False))
    spans = tuple((numbers[number], begin, end) for number, begin, end in spans)
    unit = Unit("s1", source, target, "translated", source_marks=marks, target_marks=spans)
    (back,) = read(saved(tmp_path, unit), EN, AR).units
    assert (back.source, back.target, back.state) == (source, target, "translated")
    assert sorted(back.target_marks) == sorted(spans)


def test_what_is_written_follows_the_dtd(tmp_path: Path) -> None:
    data = saved(tmp_path, MARKED, Unit("", "Two.", "اثنان.", "translated")).read_bytes()
    assert faults(tmx_dtd(), data) == []
    assert faults(tmx_dtd(), data.replace(b"segtype", b"segmenttype"))


def test_what_is_written_has_what_the_format_demands(tmp_path: Path) -> None:
    """The rules that matter to readers, for machines without the DTD."""
    root = etree.fromstring(saved(tmp_path, MARKED).read_bytes())
    header = root.find("header")
    assert header is not None
    assert {
        "creationtool",
        "creationtoolversion",
        "segtype",
        "o-tmf",
        "adminlang",
        "srclang",
        "datatype",
    } <= set(header.attrib)
    for tu in root.iter("tu"):
        assert [child.tag for child in tu] == ["prop", "tuv", "tuv"]
        for seg in tu.iter("seg"):
            begins, ends = ([each.get("i", "") for each in seg.findall(tag)] for tag in ("bpt", "ept"))
            assert sorted(begins) == sorted(ends)
            assert len(set(begins)) == len(begins)


def test_the_seal_travels_as_a_property(tmp_path: Path) -> None:
    (back,) = read(saved(tmp_path, MARKED), EN, AR).units
    assert [note.text for note in back.notes] == ["edited [0123456789abcdef]"]


def test_the_same_units_give_the_same_bytes(tmp_path: Path) -> None:
    assert saved(tmp_path, MARKED).read_bytes() == saved(tmp_path, MARKED).read_bytes()


def test_a_project_memory_of_omegat_is_read() -> None:
    """`lang` without a prefix, its own tool's properties, codes in `<bpt>`, a unit without a translation."""
    units = read(SAMPLES / "omegat.tmx", EN, Lang.parse("pt-BR")).units
    assert [(unit.source, unit.target, unit.target_marks) for unit in units] == [
        ("The harbour is closed.", "O porto está fechado.", ()),
        ("Read the report.", "Leia o relatório.", ((0, 7, 16),)),
        ("Ships wait outside.", "Os navios esperam lá fora.", ()),
    ]


def test_an_export_of_weblate_is_read() -> None:
    """Upper-case regions, several languages in one unit, contexts as properties, `<ph>` and `<hi>`."""
    path = SAMPLES / "weblate.tmx"
    assert [lang.tag for lang in languages(path)] == ["en", "pt-BR", "fr"]
    assert [(unit.source, unit.target) for unit in read(path, EN, PT).units] == [
        ("The harbour is closed.", "O porto está fechado."), ("Read the report.", "Leia o relatório."),
    ]  # fmt: skip
    assert [unit.target for unit in read(path, EN, FR).units] == ["Le port est fermé."]


@pytest.mark.parametrize(
    ("seg", "words", "spans"),
    [
        ("a<ph x='1'>&lt;br/&gt;</ph>b", "ab", ()),
        ("a<bpt i='1'>&lt;b&gt;</bpt>b<ept i='1'>&lt;/b&gt;</ept>c", "abc", ((1, 1, 2),)),
        ("<hi type='x'>a<it pos='begin'>&lt;i&gt;</it>b</hi>", "ab", ()),
        ("<bpt i='1'/>a<bpt i='2'/>b<ept i='1'/>c<ept i='2'/>", "abc", ()),  # crossing marks are none
        ("<ept i='1'/>a<bpt i='1'/>", "a", ()),
        ("<bpt i='1'/><ept i='1'/>a", "a", ()),
    ],
)
def test_inline_codes(tmp_path: Path, seg: str, words: str, spans: tuple[tuple[int, int, int], ...]) -> None:
    path = tmp_path / "memory.tmx"
    pair = f'<tuv xml:lang="en"><seg>{seg}</seg></tuv><tuv xml:lang="ar"><seg>{seg}</seg></tuv>'
    path.write_text(f'<tmx version="1.4"><header srclang="en"/><body><tu>{pair}</tu></body></tmx>')
    (unit,) = read(path, EN, AR).units
    assert (unit.source, unit.target, unit.target_marks) == (words, words, spans)


def test_the_exact_language_is_preferred(tmp_path: Path) -> None:
    tuvs = "".join(
        f'<tuv xml:lang="{tag}"><seg>{tag}</seg></tuv>' for tag in ("en", "pt-BR", "pt-PT", "klingon-x")
    )
    path = tmp_path / "memory.tmx"
    path.write_text(f'<tmx version="1.4"><header srclang="*all*"/><body><tu>{tuvs}</tu></body></tmx>')
    assert [unit.target for unit in read(path, EN, Lang.parse("pt-PT")).units] == ["pt-PT"]
    assert [unit.target for unit in read(path, EN, PT).units] == ["pt-BR"]
    assert read(path, EN, AR).units == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "memory.tmx"),
        ("<tmx>", "memory.tmx"),
        ("<html/>", "not a TMX"),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx><body/></tmx>', "DOCTYPE"),
        ('<!DOCTYPE tmx SYSTEM "tmx14.dtd" [<!ENTITY % a SYSTEM "b">]><tmx><body/></tmx>', "DOCTYPE"),
        (f"{_DOCTYPE}<tmx><body>&a;</body></tmx>", ""),
    ],
)
def test_hostile_files(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(content)
    if not message:  # an entity of a DTD that is never loaded says nothing
        assert read(path, EN, AR).units == ()
        return
    with pytest.raises(ArticleError, match=message) as caught:
        read(path, EN, AR)
    assert "\n" not in str(caught.value)


def test_a_hundred_thousand_marks_in_one_sentence_do_no_harm(tmp_path: Path) -> None:
    seg = "".join(f"<bpt i='{number}'/>a<ept i='{number}'/>" for number in range(100_000))
    path = tmp_path / "memory.tmx"
    pair = f'<tuv xml:lang="en"><seg>{seg}</seg></tuv><tuv xml:lang="ar"><seg>{seg}</seg></tuv>'
    path.write_text(f'<tmx version="1.4"><header srclang="en"/><body><tu>{pair}</tu></body></tmx>')
    (unit,) = read(path, EN, AR).units
    assert (len(unit.target), unit.target_marks) == (100_000, ())
