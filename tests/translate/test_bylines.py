"""Names of authors are no engine's business: they stay, the words around them are the catalogue's."""

import pytest

from pipeline.language import Lang
from pipeline.model import Article, Block, Edition, Mark
from pipeline.ports import Translator
from pipeline.segment import split
from pipeline.translate import Glossary, Ladder, Memory, Translate
from pipeline.translate.bylines import parsed, said, unsaid
from pipeline.translate.glossary import Term
from tests.translate.engines import Faulty, copied

EN, AR, PT, ES, FR, DE = map(Lang.parse, ("en", "ar", "pt", "es", "fr", "de"))
NONE = Glossary()


def told(text: str, source: Lang, target: Lang, glossary: Glossary = NONE) -> str | None:
    found = parsed(text, source)
    assert found
    return said(found, glossary, target)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Rose Waters", {AR: "بقلم Rose Waters", PT: "Por Rose Waters", ES: "Por Rose Waters", FR: "Par Rose Waters"}),
        ("Jack Black and Will Smith", {PT: "Jack Black e Will Smith", ES: "Jack Black y Will Smith", FR: "Jack Black et Will Smith"}),
        ("By Ana Silva, Reuters", {AR: "بقلم Ana Silva، Reuters", PT: "Por Ana Silva, Reuters"}),
        ("By J. K. Moor, Ludwig van Holt, and Ana de la Cruz", {ES: "Por J. K. Moor, Ludwig van Holt y Ana de la Cruz"}),
        ("Written by Sinéad O’Connor", {PT: "Por Sinéad O’Connor"}),
        ("BY AMAL AL-KHATIB", {ES: "Por AMAL AL-KHATIB"}),
    ],
)  # fmt: skip
def test_names_stay_and_the_words_around_them_change(text: str, expected: dict[Lang, str]) -> None:
    assert {lang: told(text, EN, lang) for lang in expected} == expected


def test_other_languages_say_by_too() -> None:
    assert told("Por Ana Silva e João Lima", PT, EN) == "By Ana Silva and João Lima"
    assert told("Par Anne Roy et Luc Petit", FR, ES) == "Por Anne Roy y Luc Petit"


@pytest.mark.parametrize(
    "text",
    ["By Ana Silva in Rio", "by our correspondent", "By Staff", "By the Editors", "بقلم أحمد علي", "", "By", "Ana Silva | 3 May 2024"],
)  # fmt: skip
def test_what_is_more_than_names_is_for_an_engine(text: str) -> None:
    assert parsed(text, EN) is None


def test_a_language_without_words_for_it_is_for_an_engine() -> None:
    assert told("By Rose Waters", EN, DE) is None


def test_the_glossary_knows_how_a_name_is_said() -> None:
    glossary = Glossary((Term("Rose Waters", "روز ووترز", (), "name"),))
    assert told("By Rose Waters", EN, AR, glossary) == "بقلم روز ووترز"
    found = parsed("By Rose Waters and Lee Wong", EN)
    assert found
    assert list(unsaid(found, glossary, AR)) == ["Lee Wong"]
    assert list(unsaid(found, glossary, PT)) == []


def made(text: str, lang: Lang, *marks: Mark) -> tuple[Edition, Faulty]:
    article = Article(
        "sample", "sample", EN, (Block("byline", text, marks), Block("paragraph", "It rained."))
    )
    engine = Faulty(copied)

    def opened(_source: Lang, _target: Lang) -> Translator:
        return engine

    stage = Translate(lambda _article, _lang: Memory(), opened, ladder=Ladder())
    (edition,) = stage(stage(split([Edition(article, lang)])))
    return edition, engine


def test_an_engine_never_sees_them() -> None:
    edition, engine = made("By Rose Waters", PT)
    assert engine.batches == [["It rained."]] * 2
    byline = edition.targets[0]
    assert (byline.text, byline.state, byline.lang, byline.engine) == ("Por Rose Waters", "source", PT, "")
    assert edition.findings == ()


def test_a_name_without_arabic_letters_is_told_to_a_person_once() -> None:
    edition, _ = made("By Rose Waters", AR)
    (found,) = edition.findings
    assert (found.code, found.severity, found.place, found.evidence) == (
        "translate.name", "note", edition.segments[0].id, "Rose Waters",
    )  # fmt: skip


def test_a_byline_with_a_link_goes_the_way_of_all_text() -> None:
    _, engine = made("By Rose Waters", PT, Mark("link", 3, 14, "https://example.org/"))
    assert engine.batches[0] == ["By Rose Waters", "It rained."]
