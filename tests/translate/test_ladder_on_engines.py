"""The ladder on real engines: what each rung mends there, and that none makes anything worse."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.engines.apertium import Apertium
from pipeline.engines.argos import Argos
from pipeline.engines.bergamot import Bergamot
from pipeline.language import Lang
from pipeline.model import Finding
from pipeline.options import Options
from pipeline.ports import TranslationEngine, Translator
from pipeline.quality import Quality
from pipeline.translate import Ladder, Question
from pipeline.translate.ladder import Answer
from tests.engines.tiny_model import dictionary_package, random_package

EN, PT, ES = map(Lang.parse, ("en", "pt", "es"))
QUALITY = Quality(Options())
LOOPS = "The iconoclasm of the Dutch religious wars was neither planned nor carried out by William."
DROPS = "A lake that sits 30 miles (48 kilometers) north of the capital has risen since May."
MIXES = "The village lies 45 miles (72 kilometers) southeast of the port since a 7.1-magnitude earthquake moved the river in May 2011."
FINE = "The river rose on Tuesday."


def climbed(
    engine: TranslationEngine, target: Lang, *texts: str, ladder: Ladder | None = None
) -> list[Answer]:
    translator = engine.open(EN, target)
    found = _climb(translator, target, [Question(text) for text in texts], ladder)
    translator.close()
    return [found[Question(text)] for text in texts]


def _climb(
    translator: Translator, target: Lang, questions: list[Question], ladder: Ladder | None
) -> Mapping[Question, Answer]:
    return (ladder or Ladder(QUALITY.judge, QUALITY.glossary)).climb(translator, questions, EN, target)


def test_bergamot_is_mended_by_its_other_answers_and_by_perturbing() -> None:
    plain = climbed(Bergamot(), PT, LOOPS, DROPS, MIXES, FINE, ladder=Ladder())
    mended = climbed(Bergamot(), PT, LOOPS, DROPS, MIXES, FINE)
    assert plain[0].said.text.count("levada a ser") > 2
    assert mended[0].said.text == (
        "O iconoclasma das guerras religiosas holandesas não foi planejado nem realizado por Guilherme."
    )
    assert "30" not in plain[1].said.text
    assert "30 milhas (48 quilômetros)" in mended[1].said.text
    assert "45 milhas (72 km)" in mended[2].said.text
    assert [answer.rung for answer in mended] == ["alternative", "perturbed", "perturbed", ""]
    assert not any(answer.judged for answer in mended)
    assert mended[3] == plain[3]


def test_what_bergamot_cannot_say_a_second_engine_may(tmp_path: Path) -> None:
    """The tiny dictionary is the better engine for the one sentence that is made of its words."""
    text = "The dog sees the house, the fish, the cat: 4,711 in 12 and (the dog) eats, and the cat sees 9."
    dictionary_package(tmp_path / "en_pt")
    ladder = Ladder(
        lambda question, said, source, target: (
            QUALITY.judge(question, said, source, target) or _unlike(said.text)
        ),
        open_second=lambda source, target: Argos([tmp_path]).open(source, target),
    )
    (answer,) = climbed(Bergamot(), PT, text, ladder=ladder)
    assert answer.origin.startswith("argos")
    assert answer.rung == "second"


def _unlike(text: str) -> list[Finding]:
    return [] if text.startswith("o cão vê") else [Finding("test.taste", "warning", "", "Not as wanted.")]


@pytest.mark.parametrize("make", [dictionary_package, random_package])
def test_tiny_argos_models_never_become_worse(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    make(tmp_path / "en_pt")
    texts = [
        "The cat eats the fish.",
        "A dog sees 40 houses (the cat)",
        "the dog; the cat sees the fish",
        FINE,
    ]
    first = climbed(Argos([tmp_path]), PT, *texts, ladder=Ladder())
    last = climbed(Argos([tmp_path]), PT, *texts)
    for text, before, after in zip(texts, first, last, strict=True):
        judged = tuple(QUALITY.judge(Question(text), before.said, EN, PT))
        assert Answer(after.said, judged=after.judged).rank <= Answer(before.said, judged=judged).rank
    for text, answer in zip(texts, last, strict=True):
        assert climbed(Argos([tmp_path]), PT, text) == [answer]


def test_apertium_gets_names_put_in_and_keeps_code() -> None:
    text = "Aleppo is far; run apt-get install river near Damascus."
    translator = Apertium().open(EN, ES)
    question = Question(text, ("apt-get install river",))
    answer = _climb(translator, ES, [question], None)[question]
    assert "apt-get install river" not in translator.translate([text])[0].text
    translator.close()
    assert "apt-get install river" in answer.said.text
    assert "Alepo" in answer.said.text
    assert [finding.code for finding in answer.findings] == ["glossary.substituted"]
