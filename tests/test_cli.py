"""The command line as a user meets it: one clear line for each mistake, the right exit code, help at once."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.cli import main

ARTICLE = "Rain in Porto\n\nIt rained on Monday. The streets were full of water.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "rain.txt"
    path.write_text(ARTICLE)
    return path


def build(*arguments: str | Path) -> int:
    return main(["build", *map(str, arguments)])


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("editions:")]
    assert len(lines) == 1, lines
    return lines[0]


def test_an_article_becomes_editions(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert build(article, "--to", "pt", "--out", out, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert sorted(report["articles"]["rain"]["editions"]) == ["en", "pt"]
    assert (out / "rain" / "pt" / "narration.mp3").is_file()
    assert (out / "index.html").is_file()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "holds no text"), (b" \n\n ", "holds no text"), (b"\x00\x01\x02\xff" * 200, "binary")],
)
def test_a_file_without_an_article_fails_alone(
    article: Path, tmp_path: Path, content: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    out = tmp_path / "out"
    assert build(bad, article, "--out", out, "--audio", "none") == 1
    line = one_line(capsys)
    assert "bad.txt" in line
    assert told in line
    assert (out / "rain" / "en" / "index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["missing.txt"], 2, "missing.txt: does not exist"),
        (["{article}", "--to", "klingonese"], 2, "'klingonese' is not a language tag"),
        (["{article}", "--to", "pt", "--engine", "babelfish"], 2, "'babelfish' is not one of"),
        (["{article}", "--to", "ja", "--engine", "bergamot"], 3, "editions models install"),
        (["{article}", "--audio", "wav"], 2, "'wav' is not one of"),
        (["{article}", "--voice", "en=nobody"], 2, "nobody"),
        (["{article}", "--lexicon", "none.toml"], 2, "the lexicon cannot be read"),
        (["{article}", "--out", "{article}/out"], 3, "cannot be written"),
        (["{empty}"], 2, "holds no article"),
    ],
)
def test_a_mistake_is_one_line_and_a_code(
    arguments: Sequence[str],
    code: int,
    told: str,
    article: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    filled = [argument.format(article=article, empty=tmp_path / "empty") for argument in arguments]
    assert build(*filled) == code
    assert told in one_line(capsys)


def test_a_language_without_engine_fails_alone(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert build(article, "--to", "ja,pt", "--out", out, "--audio", "none") == 1
    assert "editions models install" in one_line(capsys)
    assert (out / "rain" / "pt" / "index.html").is_file()
    assert not (out / "rain" / "ja").exists()


def test_a_locked_folder_is_code_4(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.store import Tree

    with Tree(tmp_path / "out"):
        assert build(article, "--out", tmp_path / "out") == 4
    assert "another run" in one_line(capsys)


@pytest.mark.parametrize("command", [[], ["build"], ["models"], ["models", "install"], ["frobnicate"]])
def test_an_incomplete_command_shows_its_use(
    command: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(command)
    assert caught.value.code == 2
    assert "usage: editions" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        "",
        "build",
        "serve",
        "voices",
        "models",
        "models install",
        "models verify",
        "models remove",
        "evaluate",
        "doctor",
        "bench",
    ],
)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command.split(), "--help"])
    assert caught.value.code == 0
    assert "usage: editions" in capsys.readouterr().out


HEAVY = ["babel", "numpy", "lxml", "ctranslate2", "av", "jinja2", "rich", "sentencex", "yaml", "pyttsx3"]


def test_help_loads_nothing_heavy() -> None:
    """What makes `--help` slow is importing; this holds on any machine, a number of seconds does not."""
    script = (
        "import sys\nfrom pipeline.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('loaded', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded []"


@pytest.mark.parametrize(
    "command", [["voices"], ["voices", "ar"], ["models", "list"], ["models", "verify"], ["doctor"]]
)
def test_listings_come_as_columns_and_as_json(
    command: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 0
    assert capsys.readouterr().out.strip()
    assert main([*command, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert all(isinstance(row, dict) for row in rows)
