"""The stages: findings with a place, once; repairs of machine text only."""

from collections.abc import Sequence

from pipeline.check import Check, Name, Repair
from pipeline.language import Lang
from pipeline.model import Article, Block, Edition, Finding, Mark, State, Target
from pipeline.segment import split

EN, PT, AR = Lang.parse("en"), Lang.parse("pt"), Lang.parse("ar")
OLDER = Finding("read.alt", "note", "sample.html:1", "Something else.")


def edition(source: str, said: str, lang: Lang = PT, state: State = "machine", **more: object) -> Edition:
    """An edition of one segment."""
    article = Article("sample", "sample", EN, (Block("paragraph", source),))
    (made,) = split([Edition(article, lang)])
    target = Target(made.segments[0].id, said, state, lang, **more)  # type: ignore[arg-type]  # engine, score, marks
    return made.but(targets=(target,), findings=(OLDER,))


def codes(editions: Sequence[Edition]) -> list[list[str]]:
    return [[finding.code for finding in made.findings] for made in editions]


def test_findings_have_the_segment_as_their_place() -> None:
    (made,) = Check()([edition("The 40 boats sank.", "Os barcos afundaram.")])
    older, found = made.findings
    assert older is OLDER
    assert (found.code, found.severity, found.place) == (
        "text.number-missing",
        "warning",
        made.segments[0].id,
    )
    assert found.message
    assert found.evidence == "40"


def test_checking_again_adds_nothing() -> None:
    once = Check()([edition("The 40 boats sank.", "Os barcos afundaram")])
    assert codes(once) == [["read.alt", "text.number-missing", "text.end"]]
    assert Check()(once) == once


def test_a_finding_goes_when_its_fault_is_gone() -> None:
    (made,) = Check()([edition("The 40 boats sank.", "Os barcos afundaram.")])
    mended = made.but(targets=(Target(made.segments[0].id, "Os 40 barcos afundaram.", "post-edited", PT),))
    assert codes(Check()([mended])) == [["read.alt"]]


def test_source_failed_and_untranslated_text_is_left_alone() -> None:
    own = edition("The 40 boats sank.", "The 40 boats sank.", EN, "source")
    failed = edition("The 40 boats sank.", "").but(failure="no engine")
    standing_in = edition("The 40 boats sank.", "The 40 boats sank.", PT, "untranslated")
    editions = [own, failed, standing_in]
    assert list(Check()(editions)) == editions
    assert list(Repair()(editions)) == editions


def test_a_sign_off_outweighs_a_check() -> None:
    said = "Os 50 barcos afundaram."
    severities = []
    for state in ("machine", "post-edited", "reviewed"):
        (made,) = Check()([edition("The 40 boats sank.", said, PT, state)])
        severities.append(made.findings[-1].severity)
    assert severities == ["blocking", "blocking", "warning"]


def test_code_is_not_read() -> None:
    source = "Type publish 40 now."
    article = Article("sample", "sample", EN, (Block("paragraph", source, (Mark("code", 5, 15),)),))
    (made,) = split([Edition(article, AR)])
    target = Target(made.segments[0].id, "اكتب publish 40 الآن.", "machine", AR, marks=(Mark("code", 5, 15),))
    assert codes(Check()([made.but(targets=(target,))])) == [[]]


def test_the_glossary_the_bounds_and_the_second_engine_are_asked() -> None:
    checked = Check(
        names=lambda text, *pair: (
            (Name("boats", ("navios",)),) if "boats" in text and pair == (EN, PT) else ()
        ),
        bounds={"argos": -0.2, "argos 1.0": -0.9, "argos 2": -0.1},
        second=lambda text, source, target: "Nada disso aconteceu naquela noite." if text else "",
    )
    said = "Os quarenta barcos afundaram."
    (made,) = checked([edition("The 40 boats sank.", said, engine="argos 1.0 en_pt", score=-0.5)])
    assert codes([made]) == [["read.alt", "text.name", "text.disagreement"]]
    (made,) = checked([edition("The 40 boats sank.", said, engine="argos 1.1", score=-0.5)])
    assert "text.score" in codes([made])[0]
    (made,) = checked([edition("The 40 boats sank.", said, engine="bergamot", score=-5.0)])
    assert "text.score" not in codes([made])[0]


def test_machine_text_is_mended_once_and_told() -> None:
    made = edition("The toll rose to 17,500.", "A soma subiu para 17,500", marks=(Mark("strong", 18, 24),))
    once = Repair()([made])
    (target,) = once[0].targets
    assert target.text == "A soma subiu para 17.500."
    assert target.text[target.marks[0].begin : target.marks[0].end] == "17.500"
    assert codes(once) == [["read.alt", "repair.number-format", "repair.end"]]
    assert all(finding.place == target.segment_id for finding in once[0].findings[1:])
    assert Repair()(once) == once


def test_what_a_person_wrote_is_not_mended() -> None:
    for state in ("post-edited", "reviewed"):
        made = edition("The toll rose to 17,500.", "A soma subiu para 17,500", PT, state)
        assert list(Repair()([made])) == [made]


def test_repairs_survive_the_checks() -> None:
    once = Check()(Repair()([edition("The toll rose to 17,500.", "A soma subiu para 17,500")]))
    assert codes(once) == [["read.alt", "repair.number-format", "repair.end"]]
