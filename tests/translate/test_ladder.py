"""The ladder: each rung mends what it can, none makes anything worse, and neighbours do not matter."""

from collections.abc import Callable, Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MissingEngineError
from pipeline.language import Lang
from pipeline.model import Finding, Severity
from pipeline.options import Options
from pipeline.ports import Translation, Translator
from pipeline.quality import Quality
from pipeline.translate import Ladder, Question
from pipeline.translate.ask import Asker
from pipeline.translate.glossary import Glossary
from pipeline.translate.ladder import Answer, Judge
from pipeline.translate.protect import lost
from tests.translate.engines import FAULTS, Faulty, Manifold, Way, copied, halved, miscounted, translated

EN, PT = Lang.parse("en"), Lang.parse("pt")
TEXT = "The old mayor of the city counted 40 boats in the port near the bridge."
JUDGE = Quality(Options()).judge


def climbed(
    engine: Translator, *texts: str, second: Translator | None = None, ladder: Ladder | None = None
) -> list[Answer]:
    def open_second(source: Lang, target: Lang) -> Translator:
        if second is None:
            raise MissingEngineError("none")
        return second

    found = (ladder or Ladder(JUDGE, open_second=open_second)).climb(
        engine, [Question(text) for text in texts], EN, PT
    )
    return [found[Question(text)] for text in texts]


def codes(answer: Answer) -> list[str]:
    return [finding.code for finding in answer.findings]


@pytest.fixture(params=FAULTS)
def fault(request: pytest.FixtureRequest) -> Way:
    return FAULTS[request.param]


def test_a_good_answer_is_never_asked_for_again() -> None:
    engine = Faulty()
    (answer,) = climbed(engine, TEXT)
    assert engine.batches == [[TEXT]]
    assert (answer.said, answer.findings, answer.rung) == (translated(TEXT), (), "")


def test_each_fault_is_seen_and_left_to_a_person_where_nothing_helps(fault: Way) -> None:
    (answer,) = climbed(Faulty(fault), TEXT)
    assert answer.said == fault(TEXT)
    assert codes(answer) == ["ladder.person"]
    assert answer.is_grave


def test_another_answer_of_the_engine_mends_each_fault(fault: Way) -> None:
    (answer,) = climbed(Manifold(fault), TEXT)
    assert answer.said == translated(TEXT)
    assert codes(answer) == ["ladder.alternative"]


def test_a_second_engine_mends_each_fault(fault: Way) -> None:
    second = Faulty(fingerprint="second 1")
    (answer,) = climbed(Faulty(fault), TEXT, second=second)
    assert (answer.said, answer.origin) == (translated(TEXT), "second 1")
    assert codes(answer) == ["ladder.second"]
    assert second.closed == 1


def test_a_second_engine_is_opened_only_for_what_is_flagged() -> None:
    climbed(Faulty(), TEXT, ladder=Ladder(JUDGE, open_second=_never))
    second = Faulty(fingerprint="second 1")
    climbed(Faulty(copied, lambda text: "40" in text), TEXT, "The mayor slept.", second=second)
    assert second.batches == []  # masking the number was enough


def test_for_a_note_only_the_other_answers_are_looked_at() -> None:
    def noting(question: Question, said: Translation, source: Lang, target: Lang) -> Sequence[Finding]:
        return [Finding("text.months", "note", "", "Something small.")] if "velho" in said.text else []

    engine = Faulty()
    (answer,) = climbed(engine, TEXT, ladder=Ladder(noting, open_second=_never))
    assert engine.batches == [[TEXT]]
    assert answer.findings == ()
    other = Manifold(lambda text: Translation("Assim."), lambda text: False)
    assert codes(climbed(other, TEXT, ladder=Ladder(noting))[0]) == ["ladder.alternative"]


def _never(source: Lang, target: Lang) -> Translator:
    raise AssertionError("nothing is flagged")


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        (TEXT, lambda text: text.endswith(".")),
        (TEXT, lambda text: any(map(str.isdigit, text.replace("X1", "")))),
        ("The old mayor (a doctor) counted the boats in the port.", lambda text: "(" in text),
        ("The old mayor counted the boats in the port; nobody in the city slept.", lambda text: ";" in text),
        ("He said “the river was very high” and counted the boats.", lambda text: "“" in text),
        ('He said, "the river was very high," and counted the boats.', lambda text: '"' in text),
    ],
    ids=["stop", "number", "parenthesis", "clauses", "quotes", "comma-quotes"],
)
@pytest.mark.parametrize("way", [copied, halved], ids=["copy", "drop"])
def test_asked_otherwise_an_engine_says_it_right(text: str, fails: Callable[[str], bool], way: Way) -> None:
    engine = Faulty(way, fails)
    (answer,) = climbed(engine, text)
    assert answer.said.text == translated(text).text
    assert codes(answer) == ["ladder.perturbed"]
    assert {(link.source_begin, link.target_begin) for link in answer.said.links} <= {
        (link.source_begin, link.target_begin) for link in translated(text).links
    }


def test_rungs_ask_in_whole_batches() -> None:
    others = ["The river was very high.", "Nobody in the city slept."]
    engine = Faulty(copied, lambda text: "boats" in text)
    climbed(engine, TEXT, *others, TEXT.replace("40", "60"))
    assert len(engine.batches) == 2
    assert len(engine.batches[0]) == 4
    assert all("boats" in text for text in engine.batches[1])


def test_an_answer_with_equal_findings_does_not_replace_the_first() -> None:
    second = Faulty(miscounted, fingerprint="second 1")
    (answer,) = climbed(Faulty(miscounted), TEXT, second=second)
    assert answer.origin == "faulty 1"


def test_of_equally_good_answers_the_surest_is_taken() -> None:
    class Sure(Faulty):
        def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
            good = [translated(text) for text in texts]
            return [
                [Translation(one.text.replace("velho", word), score) for word, score in WORDS] for one in good
            ]

    (answer,) = climbed(Sure(copied), TEXT)
    assert "idoso" in answer.said.text


WORDS = (("antigo", -0.9), ("idoso", -0.3), ("velho", -0.6))


def test_an_address_survives_an_engine_that_breaks_addresses() -> None:
    engine = Faulty(lambda text: Translation(text.replace("example", "exemplo")))
    (answer,) = climbed(engine, "See https://example.org/example, @example and #example.", ladder=Ladder())
    assert answer.said.text == "See https://example.org/example, @example and #example."
    assert answer.findings == ()


def test_a_lost_placeholder_is_asked_for_again_without_and_told() -> None:
    engine = Faulty(lambda text: Translation(text.replace("X1", "").replace("example", "exemplo")))
    (answer,) = climbed(engine, "See https://example.org/ now.", ladder=Ladder())
    assert answer.said.text == "See https://exemplo.org/ now."
    assert codes(answer) == ["translate.changed", "ladder.person"]


def test_a_text_of_addresses_alone_is_not_translated() -> None:
    engine = Faulty(copied)
    (answer,) = climbed(engine, "https://example.org/a", ladder=Ladder())
    assert engine.batches == []
    assert answer.said.text == "https://example.org/a"


def test_code_passes_through() -> None:
    engine = Faulty()
    question = Question("Counted in the port: the boats said.", ("the boats said",))
    assert (
        Ladder().climb(engine, [question], EN, PT)[question].said.text == "Contou no o porto: the boats said."
    )


# What always holds, with engines and judges that do as they like.

SEVERITIES: list[Severity] = ["note", "warning", "blocking"]


def dice(*parts: object) -> int:
    return sha256(repr(parts).encode()).digest()[0]


class Whimsical(Faulty):
    """Fails in a way that its seed and the text decide."""

    def __init__(self, seed: int) -> None:
        super().__init__(fingerprint=f"whimsical {seed}")
        self.seed = seed

    def _say(self, text: str, number: int = 0) -> Translation:
        ways = [translated, *FAULTS.values()]
        return ways[dice(self.seed, text, number) % len(ways)](text)

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        return [self._say(text) for text in texts]

    def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
        return [[self._say(text, number) for number in range(1, count)] for text in texts]


def moody(question: Question, said: Translation, source: Lang, target: Lang) -> Sequence[Finding]:
    return [
        Finding(f"text.{number}", SEVERITIES[dice(said.text, number) % 3], "", "Something.")
        for number in range(dice(question.text, said.text) % 4)
    ]


TEXTS = st.lists(
    st.sampled_from(
        [
            TEXT,
            "The river was very high; nobody slept.",
            "He said: “the mayor counted 40 boats”.",
            "The mayor (a doctor) slept",
            "See https://example.org/a and @mayor.",
            "12",
        ]
    ),
    min_size=1,
    max_size=6,
)


@given(TEXTS, st.integers(0, 50), st.booleans())
def test_no_segment_becomes_worse_and_neighbours_change_nothing(
    texts: list[str], seed: int, real: bool
) -> None:
    judge = JUDGE if real else moody
    ladder = Ladder(judge, open_second=lambda source, target: Whimsical(seed + 100))
    together = climbed(Whimsical(seed), *texts, ladder=ladder)
    for text, answer in zip(texts, together, strict=True):
        assert climbed(Whimsical(seed), text, ladder=ladder) == [answer]
        assert _rank(answer) <= _rank(_first(Whimsical(seed), text, judge))


def _first(engine: Translator, text: str, judge: Judge) -> Answer:
    """What the first rung alone gives."""
    (said,) = Asker(engine, Glossary()).answers([Question(text)])
    changed = [Finding("translate.changed", "warning", "", "") for _ in lost(text, said.text)]
    return Answer(said, "", tuple(changed), tuple(judge(Question(text), said, EN, PT)))


def _rank(answer: Answer) -> tuple[int, ...]:
    """Without notes of what the ladder did."""
    findings = tuple(finding for finding in answer.findings if not finding.code.startswith("ladder."))
    return Answer(answer.said, findings=findings, judged=answer.judged).rank
