"""Glossaries: read with line and file in every complaint, found by the longest match, recognised with prefixes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.language import Lang
from pipeline.translate.gazetteer import CAPITALS, countries_and_capitals
from pipeline.translate.glossary import Glossary, Term, plus, stands, with_contractions
from pipeline.translate.glossary_files import check_glossaries, glossary_for, language_of, read_terms

EN, AR, PT, ES = map(Lang.parse, ("en", "ar", "pt", "es"))
HEADING = "source\ttarget\tvariants\ttype\tcase\tnote\n"


def written(folder: Path, text: str, name: str = "names.es.tsv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def said(glossary: Glossary, text: str) -> list[tuple[str, str]]:
    return [(text[found.begin : found.end], found.term.target) for found in glossary.found(text)]


def test_a_file_is_read(tmp_path: Path) -> None:
    text = (
        f"\ufeff# Names.\n\n{HEADING}# More.\nNew  Harbour\tNueva Bahía\tPuerto Nuevo| Bahía \tplace\t\tthe port\n"
        "OpenShelf\t=\nlock-down\tconfinamiento\t\t\texact\r\n"
    )
    assert read_terms(written(tmp_path, text)) == (
        Term("New Harbour", "Nueva Bahía", ("Puerto Nuevo", "Bahía"), "place", "exact"),
        Term("OpenShelf", "", (), "term", "exact"),
        Term("lock-down", "confinamiento", (), "term", "exact"),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", r"names\.es\.tsv:1: is no heading\. Begin with: source target"),
        ("# Only a remark.\n", r"names\.es\.tsv:1: is no heading"),
        ("Aleppo\tAlepo\n", r"names\.es\.tsv:1: is no heading"),
        (HEADING + "Aleppo\n", r"names\.es\.tsv:2: lacks source or target\. Write = "),
        (HEADING + "\tAlepo\n", r"names\.es\.tsv:2: lacks source or target"),
        (HEADING + "#\n\nAleppo\t=\tAlepo\n", r"names\.es\.tsv:4: has variants, but is never translated"),
        (HEADING + "Aleppo\tAlepo\t\tcity\n", r"names\.es\.tsv:2: 'city' is not one of name, place, org, term"),
        (HEADING + "Aleppo\tAlepo\t\tplace\tsome\n", r"names\.es\.tsv:2: 'some' is not one of exact, any"),
        (HEADING + "a\tb\t\t\t\t\tc\n", r"names\.es\.tsv:2: has 7 columns\. There are 6"),
        (HEADING + "Aleppo\tA\t\tplace\nAleppo\tB\t\tplace\n", r"names\.es\.tsv:3: 'Aleppo' stands in line 2 already"),
    ],
)  # fmt: skip
def test_a_fault_names_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        read_terms(written(tmp_path, text))


def test_a_file_that_is_not_there_or_not_utf_8(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.tsv: No such file"):
        read_terms(tmp_path / "none.tsv")
    (tmp_path / "latin.tsv").write_bytes("source\ttarget\ncafé\tb".encode("latin-1"))
    with pytest.raises(UsageError, match=r"latin\.tsv: is not UTF-8"):
        read_terms(tmp_path / "latin.tsv")


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("es.tsv", "es"),
        ("names.pt-BR.tsv", "pt-BR"),
        ("names.tsv", None),
        ("a.b.tsv", None),
        ("es.txt", None),
    ],
)
def test_the_name_tells_the_language(name: str, tag: str | None) -> None:
    found = language_of(Path(name))
    assert (found.tag if found else None) == tag


def test_a_file_without_language_serves_one_language_only(tmp_path: Path) -> None:
    named = written(tmp_path, HEADING + "Aleppo\tHaleb\n", "names.tsv")
    check_glossaries([named], [ES])
    with pytest.raises(UsageError, match=r"names\.tsv: does not tell its language.* Name it names\.es\.tsv"):
        check_glossaries([named], [ES, AR])
    check_glossaries([written(tmp_path, HEADING + "OpenShelf\t=\n", "keep.tsv")], [ES, AR])


def test_files_are_for_their_language_and_win_over_the_products_own(tmp_path: Path) -> None:
    files = (
        written(tmp_path, HEADING + "Aleppo\tHaleb\t\tplace\n", "a.es.tsv"),
        written(tmp_path, HEADING + "Aleppo\tAlep\t\tplace\nSyria\tSíria-Nova\t\tplace\n", "a.pt.tsv"),
        written(tmp_path, HEADING + "aleppo\t=\n", "b.tsv"),
    )
    text = "Aleppo, Syria; aleppo"
    assert said(glossary_for(files, EN, ES), text) == [
        ("Aleppo", "Haleb"), ("Syria", "Siria"), ("aleppo", ""),
    ]  # fmt: skip
    assert said(glossary_for(files, EN, Lang.parse("pt-BR")), text)[:2] == [
        ("Aleppo", "Alep"), ("Syria", "Síria-Nova"),
    ]  # fmt: skip


GLOSSARY = plus(
    [
        Term("New Harbour", "Nueva Bahía"),
        Term("New Harbour Post", "El Correo"),
        Term("US", "EE. UU."),
        Term("siege", "asedio", (), "term", "any"),
        Term("us", "nosotros", (), "term", "any"),
    ],
    [Term("New Harbour", "never reached")],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("New Harbour’s New\nHarbour Post", ["Nueva Bahía", "El Correo"]),
        ("The Siege, SIEGE and besieged sieges", ["asedio", "asedio"]),
        ("The US told us: USA, Us", ["EE. UU.", "nosotros", "nosotros"]),
        ("new harbour, Newer Harbour, New Harbours", []),
        ("US-backed (US) “US”", ["EE. UU."] * 3),
    ],
)
def test_the_longest_whole_words_are_found(text: str, found: list[str]) -> None:
    assert [target for _, target in said(GLOSSARY, text)] == found


def test_an_empty_glossary_finds_nothing() -> None:
    assert Glossary().found("anything") == ()


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("حلب", "وصل إلى حلب."), ("حلب", "ولحلب قلعتها"), ("حلب", "بحَلَب"), ("حلب", "وبحلب"), ("حلب", "كحلب،"),
        ("الرياض", "بالرياض"), ("الرياض", "وللرياض"), ("الرياض", "والرياض"), ("الرياض", "كالرياض"),
        ("الأمم المتحدة", "للأمم المتحدة"), ("الأمم المتحدة", "وبالامم  المتحدة"), ("أمير", "والأمير"),
    ],
)  # fmt: skip
def test_arabic_prefixes_are_recognised(form: str, text: str) -> None:
    assert stands(form, text, AR)


@pytest.mark.parametrize(
    ("form", "text"), [("حلب", "الحلبة"), ("حلب", "سحلب"), ("حلب", "حلبي"), ("الرياض", "رياض")]
)
def test_other_words_are_not_taken_for_it(form: str, text: str) -> None:
    assert not stands(form, text, AR)


@given(
    st.sampled_from(["حلب", "الرياض", "الأمم المتحدة"]),
    st.sampled_from(["", "و", "ف"]),
    st.sampled_from(["", "ب", "ل", "ك"]),
)
def test_all_combinations_of_prefixes(form: str, first: str, second: str) -> None:  # fmt: skip
    contracted = f"لل{form[2:]}" if second == "ل" and form.startswith("ال") else second + form
    assert stands(form, f"قال {first}{contracted} اليوم", AR)


def test_case_counts_in_the_source_only() -> None:
    assert stands("Primavera Árabe", "la primavera árabe", ES)
    assert not stands("Alepo", "Alepos", ES)


def test_what_the_check_is_told() -> None:
    assert with_contractions(("الرياض", "رياض"), AR) == ("الرياض", "للرياض", "رياض")
    assert with_contractions(("الرياض",), PT) == ("الرياض",)


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("ar", {"Syria": "سوريا", "Damascus": "دمشق", "United Nations": "الأمم المتحدة", "Burma": "ميانمار"}),
        ("pt", {"Germany": "Alemanha", "London": "Londres", "European Union": "União Europeia"}),
        ("es", {"Russia": "Rusia", "Moscow": "Moscú", "Burma": "Myanmar"}),
        ("fr", {"Spain": "Espagne", "Athens": "Athènes"}),
    ],
)
def test_countries_and_capitals_come_from_cldr(tag: str, names: dict[str, str]) -> None:
    found = {term.source: term for term in countries_and_capitals(EN, Lang.parse(tag))}
    assert {name: found[name].target for name in names} == names
    assert found["Syria"].kind == "place"
    assert found["European Union"].kind == "org"


def test_countries_work_from_any_language() -> None:
    assert Term("Alemania", "Германия", (), "place", alone=True) in countries_and_capitals(
        ES, Lang.parse("ru")
    )


def test_every_capital_has_a_zone_in_cldr() -> None:
    assert [zone for zone in CAPITALS.split() if zone not in AR.locale.time_zones] == []


@pytest.mark.parametrize("lang", [AR, PT, ES], ids=str)
def test_the_starter_knows_the_people_and_places_of_the_news(lang: Lang) -> None:
    text = (
        "Bana Alabed, Samantha Power of the UN and the White Helmets (Syrian Civil Defense) told Reuters that the "
        "Free Syrian Army left Castello road, Aleppo, Syria."
    )
    found = [source for source, _ in said(glossary_for((), EN, lang), text)]
    assert found == [
        "Bana Alabed", "Samantha Power", "UN", "White Helmets", "Syrian Civil Defense", "Reuters",
        "Free Syrian Army", "Castello road", "Aleppo", "Syria",
    ]  # fmt: skip


def test_the_starter_is_for_english_sources() -> None:
    assert said(glossary_for((), PT, ES), "Castello road") == []
