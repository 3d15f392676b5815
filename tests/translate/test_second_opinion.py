"""A second engine is asked about what the first is unsure of; one that breaks down takes nothing along."""

from collections.abc import Callable, Sequence

import pytest

from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.model import Article, Block, Edition
from pipeline.options import Options
from pipeline.ports import NoProgress, Translation, Translator
from pipeline.quality import Quality
from pipeline.recipe import Openers, begin, recipe, run
from pipeline.translate import Ladder, Question
from tests.translate.engines import Faulty, copied

EN, PT = map(Lang.parse, ("en", "pt"))
SURE = "bergamot 1, English-Portuguese tiny 2.0 (0)"
TEXT = "The mayor counted the old boats in the port."
SAID = "O prefeito contou os barcos velhos no porto."
OTHER = "Ninguém sabe o que aconteceu naquela noite."


class Saying:
    """Says one thing, with one score."""

    def __init__(self, text: str, score: float | None, fingerprint: str = SURE) -> None:
        self.text, self.score, self.fingerprint = text, score, fingerprint
        self.asked: list[str] = []

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        self.asked += texts
        return [Translation(self.text, self.score) for _ in texts]

    def close(self) -> None:
        return


class Broken(Saying):
    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        raise SetupError("The model is damaged.")


def made(first: Translator, second: Callable[[Lang, Lang], Translator]) -> Edition:
    """As a run makes it, up to the checks."""
    options = Options(to=(PT,), audio="none")
    engines = Openers(lambda *_: first, second, lambda _: pytest.fail("no sound"), Quality(options))
    article = Article("sample", "sample", EN, (Block("paragraph", TEXT),))
    editions: Sequence[Edition] = begin([article], options)
    for name, done in run(recipe((), options, NoProgress(), engines), editions):
        editions = done
        if name == "check":
            break
    return editions[1]


def codes(edition: Edition) -> list[str]:
    return [finding.code for finding in edition.findings]


def none(source: Lang, target: Lang) -> Translator:
    raise MissingEngineError("None.")


def test_a_low_score_is_told() -> None:
    assert codes(made(Saying(SAID, -0.5), none)) == ["text.score"]
    assert codes(made(Saying(SAID, -0.1), none)) == []
    assert codes(made(Saying(SAID, -0.5, "another engine"), none)) == []


def test_a_second_engine_is_asked_where_the_first_is_unsure() -> None:
    second = Saying(OTHER, None, "second 1")
    edition = made(Saying(SAID, -0.5), lambda *_: second)
    assert codes(edition) == ["text.score", "text.disagreement"]
    assert OTHER in edition.findings[-1].evidence
    assert second.asked == [TEXT]


def test_a_second_engine_that_agrees_says_nothing() -> None:
    assert codes(made(Saying(SAID, -0.5), lambda *_: Saying(SAID, None))) == ["text.score"]


def test_a_second_engine_is_not_asked_where_the_first_is_sure() -> None:
    second = Saying(OTHER, None)
    assert codes(made(Saying(SAID, -0.1), lambda *_: second)) == []
    assert second.asked == []


def test_a_broken_second_engine_takes_nothing_along() -> None:
    edition = made(Saying(SAID, -0.5), lambda *_: Broken("", None))
    assert (codes(edition), edition.failure) == (["text.score"], "")

    def damaged(source: Lang, target: Lang) -> Translator:
        raise SetupError("The model is damaged.")

    assert codes(made(Saying(SAID, -0.5), damaged)) == ["text.score"]


@pytest.mark.parametrize("opens", [True, False])
def test_the_ladder_tells_that_the_second_engine_broke_down(opens: bool) -> None:
    def second(source: Lang, target: Lang) -> Translator:
        if not opens:
            raise SetupError("The model is damaged.")
        return Broken("", None)

    ladder = Ladder(Quality(Options()).judge, open_second=second)
    question = Question(TEXT)
    answer = ladder.climb(Faulty(copied), [question], EN, PT)[question]
    assert answer.said.text == TEXT
    assert [(f.code, f.evidence) for f in answer.findings][-1] == (
        "translate.second",
        "The model is damaged.",
    )
