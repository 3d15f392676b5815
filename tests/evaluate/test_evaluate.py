"""Engines measured on small files: the figures are sacrebleu's, the rates are the checks', mistakes are told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_regressions.data_regression import DataRegressionFixture

from pipeline.check import CHECKS
from pipeline.cli import main
from pipeline.engines import translation_engines
from pipeline.engines.argos import Argos
from pipeline.engines.bergamot import Bergamot
from pipeline.engines.echo import Echo
from pipeline.errors import MissingEngineError, UsageError
from pipeline.evaluate import Evaluation, Sample, evaluate, read_sample, scored
from pipeline.language import Lang
from tests.engines.tiny_model import ARABIC, dictionary_package

HERE = Path(__file__).parent
NEWS = {tag: HERE / f"news.{tag}" for tag in ("en", "pt", "ar")}
AR, EN, PT = map(Lang.parse, ("ar", "en", "pt"))


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Argos:
    """The argos engine with the smallest model from English to Arabic."""
    folder = tmp_path_factory.mktemp("arabic")
    dictionary_package(folder / "en_ar", lexicon=ARABIC, target="ar")
    return Argos([folder])


@pytest.fixture(scope="module")
def bergamot() -> Evaluation:
    return evaluate(read_sample(NEWS["en"], NEWS["pt"]), [Bergamot(), Echo()], ["bergamot", "echo"])


def values(evaluation: Evaluation, engine: str) -> dict[str, float]:
    found = next(result for result in evaluation.results if result.engine == engine)
    return {score.name: score.value for score in found.scores}


def test_the_figures_are_those_of_sacrebleus_own_command(tmp_path: Path) -> None:
    sample = read_sample(NEWS["en"], NEWS["pt"])
    translator = Bergamot().open(EN, PT)
    texts = [translation.text for translation in translator.translate(sample.sources)]
    (tmp_path / "said").write_text("\n".join(texts) + "\n", "utf-8")
    done = subprocess.run(
        [
            sys.executable, "-m", "sacrebleu", str(NEWS["pt"]), "-i", str(tmp_path / "said"),
            "-m", "bleu", "chrf", "ter", "--chrf-word-order", "2", "-w", "6",
        ],
        env=os.environ | {"NO_COLOR": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = {row["name"]: row for row in json.loads(done.stdout)}
    for score in scored(texts, sample.references, PT):
        row = told[score.name.replace("chrF", "chrF2")]
        assert score.value == pytest.approx(row["score"], abs=1e-5)
        assert score.signature == row["signature"]


def test_an_engine_is_better_than_none(bergamot: Evaluation) -> None:
    good, none = values(bergamot, "bergamot"), values(bergamot, "echo")
    assert good["BLEU"] > 40 > 10 > none["BLEU"]
    assert good["chrF++"] > 65 > 40 > none["chrF++"]
    assert good["TER"] < 50 < none["TER"]


def test_the_checks_object_to_copies_and_not_to_good_translations(bergamot: Evaluation) -> None:
    engine, echo = (result.objections for result in bergamot.results)
    assert echo.by_check["text.copy"] == echo.flagged == echo.blocked == 10
    assert engine.blocked == bergamot.reference.blocked == 0
    assert list(echo.by_check) == [gate.code for gate in CHECKS]
    assert {row["check"] for row in bergamot.rates()} == {
        code for code in echo.by_check if echo.by_check[code] or engine.by_check[code]
    }


def test_the_same_text_is_perfect() -> None:
    perfect = values(evaluate(read_sample(NEWS["en"], NEWS["en"]), [Echo()], ["echo"]), "echo")
    assert perfect == pytest.approx({"BLEU": 100, "chrF++": 100, "TER": 0})


def test_a_tiny_arabic_model(arabic: Argos) -> None:
    known = evaluate(read_sample(HERE / "animals.en", HERE / "animals.ar"), [arabic])
    assert values(known, "argos") == pytest.approx(
        {"BLEU": 0, "chrF++": 100, "TER": 0}
    )  # no four words in a row
    assert (len(known.sample.sources), known.results[0].objections.flagged) == (4, 0)
    unknown = evaluate(read_sample(NEWS["en"], NEWS["ar"]), [arabic])
    assert values(unknown, "argos")["chrF++"] < 10
    assert unknown.results[0].objections.by_check["text.script"] == 10
    assert unknown.reference.blocked == 0


def test_all_engines_with_the_pair_are_measured_when_none_is_named(arabic: Argos) -> None:
    sample = read_sample(NEWS["en"], NEWS["ar"], limit=2)
    found = evaluate(sample, [Bergamot(), arabic, Echo()])
    assert [result.engine for result in found.results] == ["argos"]
    assert found.results[0].fingerprint.startswith("argos ")


def test_a_limit_takes_the_first_lines() -> None:
    sample = read_sample(NEWS["en"], NEWS["pt"], limit=3)
    assert sample.references[2].startswith('"Já esperamos')
    assert len(sample.sources) == len(sample.references) == 3


def test_languages_without_spaces_are_counted_by_characters() -> None:
    score = scored(["今日は雨です。"], ["今日は雪です。"], Lang.parse("ja"))[0]
    assert score.value > 20
    assert "tok:char" in score.signature


def test_lines_are_parted_by_line_feeds_only(tmp_path: Path) -> None:
    """Python's own `splitlines` would also part at U+2028 and the two files would go out of step."""
    (tmp_path / "a.en").write_bytes("\ufeffOne\u2028more\r\nTwo\rthree\x85".encode())
    (tmp_path / "a.pt").write_bytes(b"Mais um\nDois\n")
    sample = read_sample(tmp_path / "a.en", tmp_path / "a.pt")
    assert sample == Sample(("One\u2028more", "Two\rthree"), ("Mais um", "Dois"), EN, PT)


@pytest.mark.parametrize(
    ("source", "reference", "why"),
    [
        (b"One.\nTwo.\n", b"Um.\n", "a.pt: has 1 lines, a.en has 2"),
        (b"", b"", "a.en: holds no sentence"),
        (b"\n \n", b"\n\n", "a.en: holds no sentence"),
        (b"One.\n\n", b"Um.\nDois.\n", "a.en:2: is empty, its partner is not"),
        (b"One.\nTwo.\n", b"Um.\n  \n", "a.pt:2: is empty, its partner is not"),
        (b"One.\n", b"Caf\xe9.\n", "a.pt: is not UTF-8: byte 3"),
        (None, b"Um.\n", "a.en: cannot be read"),
    ],
)
def test_files_that_do_not_fit(tmp_path: Path, source: bytes | None, reference: bytes, why: str) -> None:
    for path, content in ((tmp_path / "a.en", source), (tmp_path / "a.pt", reference)):
        if content is not None:
            path.write_bytes(content)
    with pytest.raises(UsageError, match=why):
        read_sample(tmp_path / "a.en", tmp_path / "a.pt")


def test_languages_come_from_flags_or_names(tmp_path: Path) -> None:
    for name in ("source.txt", "good.txt"):
        (tmp_path / name).write_text("Um.\n", "utf-8")
    with pytest.raises(UsageError, match=r"source\.txt: does not tell its language by its name. Add --from"):
        read_sample(tmp_path / "source.txt", tmp_path / "good.txt")
    sample = read_sample(tmp_path / "source.txt", tmp_path / "good.txt", EN, Lang.parse("pt-BR"))
    assert sample.target_lang.tag == "pt-BR"


def test_engines_that_are_not_there() -> None:
    sample = read_sample(NEWS["en"], NEWS["pt"], target_lang=Lang.parse("ja"))
    with pytest.raises(UsageError, match="babelfish"):
        evaluate(sample, [Bergamot(), Echo()], ["babelfish"])
    with pytest.raises(MissingEngineError, match="bergamot"):
        evaluate(sample, [Bergamot(), Echo()], ["bergamot"])
    with pytest.raises(MissingEngineError, match="en to ja"):
        evaluate(sample, [Bergamot(), Echo()])


def test_the_command_prints_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--engine", "echo", str(NEWS["en"]), str(NEWS["pt"]), "--limit", "4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["engine", "BLEU", "chrF++", "TER", "sentences/s", "flagged", "blocked"]
    assert lines[1].split()[::6] == ["echo", "100.0%"]
    assert ["text.copy", "100.0%", "0.0%"] in [line.split() for line in lines]
    assert "4 sentences, en -> pt; checks before any repair" in lines
    assert any(line.startswith("TER: nrefs:1|case:lc|tok:tercom") for line in lines)


def test_the_command_prints_json(
    capsys: pytest.CaptureFixture[str], data_regression: DataRegressionFixture
) -> None:
    assert main(["evaluate", "--engine", "echo", str(NEWS["en"]), str(NEWS["pt"]), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["engines"][0].pop("sentences_per_second") > 0
    assert told["engines"][0].pop("checks")["text.copy"] == 10  # the others are the checks' own affair
    assert told["reference"].pop("checks").get("text.copy") is None
    for score in told["engines"][0]["scores"].values():
        score["signature"] = score["signature"].partition("|version:")[0]
    data_regression.check(told)


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["--engine", "babelfish"], 2, "babelfish"),
        (["--engine", "argos"], 3, "editions models install"),
        (["--to", "klingonese"], 2, "klingonese"),
        (["--to", "ja"], 3, "translates en to ja"),
    ],
)
def test_mistakes_are_one_line_and_a_code(
    arguments: list[str],
    code: int,
    why: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(HERE / "nowhere"))
    assert main(["evaluate", *arguments, str(NEWS["en"]), str(NEWS["pt"])]) == code
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert why in told[0]


@pytest.mark.parametrize("limit", ["0", "-1", "many", "²"])
def test_a_limit_that_is_none(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["evaluate", str(NEWS["en"]), str(NEWS["pt"]), "--limit", limit])
    assert caught.value.code == 2
    assert "not a number from 1 on" in capsys.readouterr().err


def test_every_engine_of_the_product_can_be_asked_for() -> None:
    assert {engine.name for engine in translation_engines(HERE)} == {"argos", "bergamot", "apertium", "echo"}
