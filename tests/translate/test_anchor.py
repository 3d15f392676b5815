"""An alignment of marked words for engines without one: found where it is plain, never guessed."""

import pytest

from pipeline.engines.apertium import Apertium
from pipeline.language import Lang
from pipeline.ports import Link, Translation
from pipeline.translate.anchor import anchored
from pipeline.translate.ask import Asker, Question
from pipeline.translate.glossary import Glossary
from tests.translate.engines import Faulty, translated


def joined(text: str, said: Translation, *marked: str) -> list[tuple[str, str]]:
    (found,) = anchored(Asker(Faulty(), Glossary()), [Question(text, (), marked)], [said])
    assert found.text == said.text
    return [
        (text[link.source_begin : link.source_end], found.text[link.target_begin : link.target_end])
        for link in found.links
    ]


def test_marked_words_are_joined_to_their_translation() -> None:
    text = "The old mayor counted the boats"
    said = Translation("Os barcos, o velho prefeito contou")
    assert joined(text, said, "old mayor", "counted") == [
        ("old mayor", "velho prefeito"), ("counted", "contou"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said", "marked"),
    [
        ("The mayor counted the boats", "o alcaide contou", "mayor"),
        ("The mayor saw the mayor", "o prefeito viu", "mayor"),
        ("The mayor slept", "o prefeito, prefeito", "mayor"),
        ("The mayor slept", "os prefeitos dormiram", "mayor"),
        ("... slept", "... dormiu", "..."),
    ],
    ids=["said otherwise", "twice in the source", "twice in the target", "a part of a word", "no words"],
)
def test_nothing_is_guessed(text: str, said: str, marked: str) -> None:
    assert joined(text, Translation(said), marked) == []


def test_an_alignment_of_the_engine_stays() -> None:
    engine = Faulty()
    said = Translation("o prefeito", None, (Link(0, 3, 0, 1),))
    assert anchored(Asker(engine, Glossary()), [Question("The mayor", (), ("mayor",))], [said]) == [said]
    assert engine.batches == []


def test_each_phrase_is_asked_for_once() -> None:
    engine = Faulty()
    questions = [Question("The mayor slept", (), ("mayor",)), Question("A mayor", (), ("mayor",))]
    said = [Translation(translated(question.text).text) for question in questions]
    found = anchored(Asker(engine, Glossary()), questions, said)
    assert engine.batches == [["mayor"]]
    assert all(one.links for one in found)


def test_apertium_shows_where_a_link_goes() -> None:
    translator = Apertium().open(Lang.parse("en"), Lang.parse("es"))
    text = "The minister of health visited the new hospital on Friday."
    (said,) = translator.translate([text])
    asker = Asker(translator, Glossary())
    (found,) = anchored(asker, [Question(text, (), ("minister of health", "the new hospital"))], [said])
    translator.close()
    words = [found.text[link.target_begin : link.target_end] for link in found.links]
    assert words == ["ministro de salud", "el hospital nuevo"]
