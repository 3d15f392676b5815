"""Targeted substitution: only names, only the words that plainly say them, marks and links moved along."""

import pytest

from pipeline.language import Lang
from pipeline.model import Mark
from pipeline.ports import Link, Translation
from pipeline.translate.glossary import Glossary, Term
from pipeline.translate.marks import project
from pipeline.translate.substitute import substituted

AR, ES, PT = map(Lang.parse, ("ar", "es", "pt"))


def aligned(source: str, target: str, *pairs: tuple[str, str]) -> Translation:
    """A translation in which these words are joined."""
    links = [
        Link(source.index(a), source.index(a) + len(a), target.index(b), target.index(b) + len(b))
        for a, b in pairs
    ]
    return Translation(target, -0.3, tuple(sorted(links, key=lambda link: link.target_begin)))


def put_in(source: str, said: Translation, *terms: Term, lang: Lang = ES) -> tuple[str, list[str]]:
    """Where the engine's own word gave way, that is to be looked at; where the source's did, it is not."""
    found, findings = substituted(source, said, Glossary(terms), lang)
    for finding in findings:
        is_copy = finding.evidence.split(" → ")[0] in source
        assert (finding.code, finding.severity) == ("glossary.substituted", "note" if is_copy else "warning")
    return found.text, [finding.evidence for finding in findings]


ALEPPO = Term("Aleppo", "Alepo", ("Jalab",), "place")
SYRIA = Term("Syria", "Siria", (), "place")


def test_a_copy_of_the_name_gives_way_everywhere() -> None:
    text, told = put_in("Aleppo and Aleppo", Translation("Aleppo y Aleppo"), ALEPPO)
    assert text == "Alepo y Alepo"
    assert told == ["Aleppo → Alepo"] * 2


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Rain in Aleppo", "Lluvia en Alepo"),
        ("Rain in Aleppo", "Lluvia en Jalab"),
        ("Rain in Aleppo", "Lluvia"),
        ("Rain in Aleppo", "Lluvia de @Aleppo y https://example.org/Aleppo"),
        ("Rain", "Aleppo"),
    ],
    ids=["said", "a variant", "nothing says it", "an address", "not in the source"],
)
def test_nothing_is_put_in(source: str, target: str) -> None:
    assert put_in(source, Translation(target), ALEPPO) == (target, [])


def test_what_the_alignment_shows_gives_way() -> None:
    said = aligned("The UN met", "La UNA reunió", ("UN", "UNA"), ("met", "reunió"))
    assert put_in("The UN met", said, Term("UN", "ONU", (), "org")) == ("La ONU reunió", ["UNA → ONU"])


def test_words_that_say_something_else_too_stay() -> None:
    source, target = "in Aleppo now", "ahora Hallab"
    said = aligned(source, target, ("in", "Hallab"), ("Aleppo", "Hallab"), ("now", "ahora"))
    assert put_in(source, said, ALEPPO) == (target, [])


def test_inflected_forms_of_the_name_and_small_words_stay() -> None:
    said = aligned("Syria’s army", "el ejército sirio", ("Syria", "sirio"), ("army", "ejército"))
    assert put_in("Syria’s army", said, SYRIA) == ("el ejército sirio", [])
    said = aligned("Syria’s army", "el ejército Sirio", ("Syria", "Sirio"), ("army", "ejército"))
    assert put_in("Syria’s army", said, SYRIA) == ("el ejército Sirio", [])
    arabic = aligned("Syria’s army", "الجيش والسوري", ("Syria", "والسوري"), ("army", "الجيش"))
    assert put_in("Syria’s army", arabic, Term("Syria", "سوريا", (), "place"), lang=AR)[1] == []


def test_words_that_begin_small_are_no_name() -> None:
    said = aligned("The UN met", "la organización reunió", ("UN", "organización"), ("met", "reunió"))
    assert put_in("The UN met", said, Term("UN", "ONU", (), "org"))[1] == []


def test_arabic_names_are_put_in() -> None:
    source = "Aleppo burns"
    said = aligned(source, "أليبو تحترق", ("Aleppo", "أليبو"), ("burns", "تحترق"))
    text, told = put_in(source, said, Term("Aleppo", "حلب", (), "place"), lang=AR)
    assert (text, told) == ("حلب تحترق", ["أليبو → حلب"])


@pytest.mark.parametrize("kind", ["term"])
def test_plain_terms_are_never_put_in(kind: str) -> None:
    assert put_in("The siege", Translation("El siege"), Term("siege", "asedio"))[1] == []


def test_what_is_never_translated_is_not_put_in() -> None:
    assert put_in("OpenShelf", Translation("EstanteAbierto"), Term("OpenShelf"))[1] == []


def test_a_name_at_the_beginning_gets_a_capital() -> None:
    square = Term("Victory square", "plaza de la Victoria", (), "place")
    assert put_in("Victory square, 2012", Translation("Victory square, 2012"), square)[0] == (
        "Plaza de la Victoria, 2012"
    )


def test_marks_stay_on_their_words() -> None:
    source, target = "See Aleppo and Homs", "Vea Aleppo y Homs"
    said = aligned(source, target, ("See", "Vea"), ("Aleppo", "Aleppo"), ("Homs", "Homs"))
    found, _ = substituted(source, said, Glossary((Term("Aleppo", "la ciudad de Alepo", (), "place"),)), ES)
    marks = [Mark("link", 4, 10, "https://example.org/a"), Mark("strong", 15, 19)]
    words = [found.text[mark.begin : mark.end] for mark in project(marks, found)]
    assert words == ["la ciudad de Alepo", "Homs"]
    assert found.score == -0.3
