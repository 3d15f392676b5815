"""Glossary, ladder and checks in a whole build: what the report tells, what `--strict` refuses, what a cache keeps."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.language import Lang
from pipeline.options import Options
from pipeline.ports import Translation
from pipeline.quality import Quality, names_in
from pipeline.translate import Question
from tests.sample.build import Sample

EN, AR, PT, ES = map(Lang.parse, ("en", "ar", "pt", "es"))
HEADING = "source\ttarget\tvariants\ttype\n"


def built(folder: Path, text: str, *more: str | Path, code: int = 0) -> Mapping[str, Any]:
    """The Spanish edition of an article as `report.json` tells it."""
    source = folder / "news.txt"
    source.write_text(text, "utf-8")
    arguments = ("build", source, "--to", "es", "--audio", "none", "--out", folder / "out", *more)
    assert main([str(argument) for argument in arguments]) == code
    report = json.loads((folder / "out" / "report.json").read_text("utf-8"))
    edition: Mapping[str, Any] = report["articles"]["news"]["editions"]["es"]
    return edition


def targets(folder: Path) -> list[str]:
    edition = json.loads((folder / "out" / "news" / "es" / "edition.json").read_text("utf-8"))
    return [segment["target"] for segment in edition["segments"]]


def glossary(folder: Path, text: str, name: str = "own.es.tsv") -> Path:
    path = folder / name
    path.write_text(HEADING + text, "utf-8")
    return path


def test_a_glossary_changes_what_a_cached_engine_said(tmp_path: Path) -> None:
    text = "Rain\n\nIt rained in Aleppo on Monday.\n"
    edition = built(tmp_path, text)
    assert "Alepo" in targets(tmp_path)[-1]
    assert [found["code"] for found in edition["findings"]] == ["glossary.substituted"]
    built(tmp_path, text, "--glossary", glossary(tmp_path, "Aleppo\tHaleb\t\tplace\n"))
    assert "Haleb" in targets(tmp_path)[-1]


def test_a_name_that_is_never_translated_survives(tmp_path: Path) -> None:
    text = "Rain\n\nThe book Strong Winds is old.\n"
    built(tmp_path, text)
    assert "Strong Winds" not in targets(tmp_path)[-1]
    built(tmp_path, text, "--glossary", glossary(tmp_path, "Strong Winds\t=\n"))
    assert "Strong Winds" in targets(tmp_path)[-1]


def test_a_faulty_glossary_is_one_line_and_nothing_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "news.txt"
    source.write_text("Rain\n\nIt rained.\n")
    wrong = glossary(tmp_path, "Aleppo\n")
    out = tmp_path / "out"
    assert main(["build", str(source), "--to", "es", "--out", str(out), "--glossary", str(wrong)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told == [f"editions: {wrong}:2: lacks source or target. Write = for what is never translated."]
    assert not out.exists()


def test_strict_refuses_an_edition_that_a_person_must_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Rain\n\nIt rained on 40 boats in the old harbour of the city.\n"
    memory = tmp_path / "wrong.xlf"
    memory.write_text(
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="news.txt" '
        'source-language="en" target-language="es" datatype="plaintext"><body><trans-unit id="s1">'
        "<source>It rained on 40 boats in the old harbour of the city.</source>"
        '<target state="translated">Llovió sobre 50 barcos en el puerto viejo de la ciudad.</target>'
        "</trans-unit></body></file></xliff>",
        "utf-8",
    )
    edition = built(tmp_path, text, "--memory", memory)
    assert [found["code"] for found in edition["findings"]] == ["text.number-changed"]
    edition = built(tmp_path, text, "--memory", memory, "--strict", code=1)
    assert "text.number-changed" in edition["failure"]
    assert "--strict" in capsys.readouterr().err


def test_what_can_be_repaired_is_no_reason_to_ask_again() -> None:
    quality = Quality(Options())
    question = Question("The toll rose to 17,500.")
    assert quality.judge(question, Translation("A soma subiu para 17,500"), EN, PT) == []
    codes = [found.code for found in quality.judge(question, Translation("A soma subiu para 18."), EN, PT)]
    assert codes == ["text.number-changed"]


def test_the_checks_are_asked_for_the_names_of_the_text_alone() -> None:
    names = names_in(Quality(Options()).glossary(EN, AR), ["Riyadh and OpenShelf", "Riyadh"], AR)
    assert [(name.source, name.accepted) for name in names] == [("Riyadh", ("الرياض", "للرياض"))]


def test_the_sample_needs_few_of_the_rungs(sample: Sample) -> None:
    report = json.loads((sample.out / "report.json").read_text("utf-8"))
    editions = report["articles"]["aleppo-last-goodbyes"]["editions"]
    ladders = {tag: edition["ladder"] for tag, edition in editions.items()}
    assert ladders["en"] == ladders["ar"] == {}
    assert sum(ladders["pt"].values()) < 5
    for tag, ladder in ladders.items():
        found = [code["code"] for code in editions[tag]["findings"]]
        assert ladder == {
            rung: found.count(f"ladder.{rung}")
            for rung in ("alternative", "person", "perturbed", "second")
            if f"ladder.{rung}" in found
        }
