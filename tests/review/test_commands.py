"""`editions review ...` as a user meets it."""

import json
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import SetupError
from pipeline.options import options_for
from tests.review.harbour import SAMPLES


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(SAMPLES / "harbour.md", tmp_path))


def review(*arguments: str | Path) -> int:
    return main(["review", *map(str, arguments)])


def test_export_names_what_it_wrote(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review("export", article, "--to", "pt") == 0
    named = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in named] == ["review.xlf", "review.html"]
    assert all(path.is_file() for path in named)


def test_a_damaged_second_engine_only_offers_nothing(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise SetupError("The model is damaged.")

    monkeypatch.setattr(import_module("pipeline.review.export"), "open_second", damaged)
    assert review("export", article, "--to", "pt") == 0
    assert list(article.parent.rglob("review.xlf"))


def test_import_tells_counts_and_each_refusal(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review("import", SAMPLES / "omegat.xlf", article) == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[-1].split() == ["omegat.xlf", "harbour", "pt", "2", "0", "3", "1", "1"]
    assert said.err.splitlines() == [
        'editions: omegat.xlf:11: s838b71c978: its target has lost the inline mark <g id="2">.',
        "editions: omegat.xlf:22: s0d6a8fe24b: its target is empty.",
        "editions: omegat.xlf:37: s0123456789: its source has changed since the file was exported.",
    ]


def test_import_as_json(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("import", SAMPLES / "weblate.xlf", article, "--to", "pt", "--reviewer", "Ana Lima", "--json")
    assert review(*asked) == 0
    told = json.loads(capsys.readouterr().out)
    (file,) = told["files"]
    assert (told["exit"], file["accepted"], file["reviewed"], file["refused"]) == (0, 4, 2, [])
    assert file["into"] == str(article.with_name("harbour.pt.xlf"))


def test_status_lists_states_findings_and_changes(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review("import", SAMPLES / "weblate.xlf", article, "--to", "pt", "--reviewer", "Ana Lima")
    capsys.readouterr()
    assert review("status", article, "--to", "pt") == 0
    head, row, *_ = capsys.readouterr().out.splitlines()
    counts = dict(zip(head.split(), row.split(), strict=True))
    assert (counts["reviewed"], counts["edited"], counts["changed"]) == ("2", "2", "0")
    article.write_text(article.read_text().replace("26 ships", "28 ships"))
    assert review("status", article, "--to", "pt", "--json") == 0
    (standing,) = json.loads(capsys.readouterr().out)["articles"]
    assert [change["reason"] for change in standing["changed"]] == [
        "the article no longer holds the sentence that was edited"
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["import", "{weblate}"], 1, "belongs to none of the articles given"),
        (["import", "missing.xlf", "{article}"], 1, "missing.xlf: cannot be read"),
        (["import", "{weblate}", "missing.md"], 2, "missing.md: does not exist"),
        (["import", "{weblate}", "{article}", "--reviewer", " "], 2, "is no name"),
        (["import", "{weblate}", "{article}", "--reviewer", "a\u202eb"], 2, "is no name"),
        (["export", "{article}", "--to", "ja"], 1, "editions models install"),
        (["status", "{article}", "--to", "ja"], 1, "editions models install"),
        (["export", "{article}", "--to", "pt", "--out", "{article}/out"], 3, "cannot be written"),
    ],
)
def test_a_mistake_is_one_line_and_a_code(
    article: Path, arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [each.format(weblate=SAMPLES / "weblate.xlf", article=article) for each in arguments]
    assert review(*filled) == code
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("editions:")]
    assert len(lines) == 1
    assert told in lines[0]


@pytest.mark.parametrize("command", [[], ["export"], ["import"], ["status"]])
def test_an_incomplete_command_shows_its_use(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        review(*command)
    assert caught.value.code == 2
    assert "usage: editions review" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 50,
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xliff>&b;</xliff>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "/etc/hostname">]><xliff>&a;</xliff>',
        b"<xliff>" + b"<g>" * 5000,
    ],
)
def test_a_hostile_file_is_one_line_and_harms_nothing(
    article: Path, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.xlf"
    bad.write_bytes(content)
    assert review("import", bad, SAMPLES / "omegat.xlf", article) == 1
    said = capsys.readouterr()
    assert sum("bad.xlf" in line for line in said.err.splitlines()) == 1
    assert "omegat.xlf" in said.out, "the other file is taken in"
    assert article.with_name("harbour.pt.xlf").exists()


def test_the_memory_is_where_the_settings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert options_for(tmp_path, {}).memory_db == tmp_path / "editions-memory.sqlite", "EDITIONS_MEMORY"
    (tmp_path / "editions.toml").write_text('memory_db = "here.sqlite"\n')
    assert options_for(tmp_path, {}).memory_db == tmp_path / "here.sqlite"
    monkeypatch.delenv("EDITIONS_MEMORY")
    assert options_for(tmp_path / "none", {}).memory_db.name == "memory.sqlite"
