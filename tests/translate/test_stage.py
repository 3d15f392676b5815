"""The translation stage: memory first, one batch a pair, untranslated text marked, failures kept apart."""

from collections.abc import Sequence

from pipeline.errors import ArticleError, MissingEngineError
from pipeline.language import Lang
from pipeline.model import Article, Block, Edition
from pipeline.ports import Translation, Translator
from pipeline.segment import split
from pipeline.translate import Memory, Translate
from pipeline.translate.memory import source_hash
from pipeline.xliff import Unit

EN, AR, PT = Lang.parse("en"), Lang.parse("ar"), Lang.parse("pt")


class Shouting:
    """Upper case for a translation; remembers its batches and whether it was closed."""

    fingerprint = "shouting 1"

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.closed = 0

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        self.batches.append(list(texts))
        return [Translation("" if text.startswith("Silence") else text.upper(), -0.5) for text in texts]

    def close(self) -> None:
        self.closed += 1


def editions(*texts: str, to: Sequence[Lang] = (EN, PT)) -> Sequence[Edition]:
    article = Article("sample", "sample", EN, tuple(Block("paragraph", text) for text in texts))
    return split([Edition(article, lang) for lang in to])


def no_memory(article: Article, lang: Lang) -> Memory:
    return Memory()


def one_sentence(article: Article, lang: Lang) -> Memory:
    return Memory("sample.xlf", {source_hash("It began."): Unit("s", "It began.", "Começou.", "final")})


def no_engine(source: Lang, target: Lang) -> Translator:
    raise MissingEngineError(f"nothing translates {source} to {target}.", remedy="Install one.")


def test_one_batch_holds_each_text_once() -> None:
    engine = Shouting()
    _, made = Translate(no_memory, lambda *_: engine)(editions("It began. It ended.", "It began."))
    assert engine.batches == [["It began.", "It ended."]]
    assert [target.text for target in made.targets] == ["IT BEGAN.", "IT ENDED.", "IT BEGAN."]
    assert {(target.state, target.engine, target.score) for target in made.targets} == {
        ("machine", "shouting 1", -0.5)
    }
    assert engine.closed == 1


def test_a_program_is_shown_to_no_engine() -> None:
    engine = Shouting()
    article = Article(
        "sample", "sample", EN, (Block("code", "if a:\n    b = c. D"), Block("paragraph", "It ended."))
    )
    (made,) = Translate(no_memory, lambda *_: engine)(split([Edition(article, PT)]))
    assert engine.batches == [["It ended."]]
    assert [(target.text, target.state, target.lang) for target in made.targets] == [
        ("if a:\n    b = c. D", "source", EN), ("IT ENDED.", "machine", PT),
    ]  # fmt: skip


def test_the_source_edition_keeps_its_words() -> None:
    source, _ = Translate(no_memory, lambda *_: Shouting())(editions("It began."))
    assert [(target.text, target.state) for target in source.targets] == [("It began.", "source")]


def test_the_memory_comes_first() -> None:
    engine = Shouting()
    _, made = Translate(one_sentence, lambda *_: engine)(editions("It began. It ended."))
    assert [(target.text, target.state) for target in made.targets] == [
        ("Começou.", "post-edited"), ("IT ENDED.", "machine"),
    ]  # fmt: skip
    assert engine.batches == [["It ended."]]


def test_a_full_memory_needs_no_engine() -> None:
    _, made = Translate(one_sentence, no_engine)(editions("It began."))
    assert (made.failure, made.findings) == ("", ())


def test_without_engine_the_rest_stays_marked_in_the_source_language() -> None:
    _, made = Translate(one_sentence, no_engine)(editions("It began. It ended."))
    assert [(target.text, target.state, target.lang) for target in made.targets] == [
        ("Começou.", "post-edited", PT), ("It ended.", "untranslated", EN),
    ]  # fmt: skip
    assert [(found.code, found.place) for found in made.findings] == [
        ("translate.untranslated", made.segments[1].id)
    ]


def test_without_engine_and_memory_the_language_fails_and_the_others_go_on() -> None:
    engine = Shouting()
    source, failed, made = Translate(
        no_memory, lambda source, target: no_engine(source, target) if target == AR else engine
    )(editions("It began.", to=(EN, AR, PT)))
    assert "Install one." in failed.failure
    assert not failed.targets
    assert [bool(edition.failure) for edition in (source, made)] == [False, False]


def test_an_empty_answer_is_untranslated() -> None:
    _, made = Translate(no_memory, lambda *_: Shouting())(editions("Silence. It began."))
    assert [target.state for target in made.targets] == ["untranslated", "machine"]


def test_a_broken_memory_fails_its_edition_only() -> None:
    def broken(article: Article, lang: Lang) -> Memory:
        raise ArticleError("is no XLIFF.", place="sample.ar.xlf")

    source, failed = Translate(broken, no_engine)(editions("It began."))
    assert failed.failure == "sample.ar.xlf: is no XLIFF."
    assert not source.failure


def test_a_failed_edition_passes_untouched() -> None:
    (failed,) = Translate(no_memory, no_engine)([editions("It began.")[1].but(failure="earlier")])
    assert (failed.failure, failed.targets) == ("earlier", ())
