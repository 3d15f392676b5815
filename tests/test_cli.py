"""The command line as a user meets it: one clear line for each mistake, the right exit code, help at once."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.grammar.commands import commands

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
        (["{article}", "--voice", "pt=espeak:nobody"], 2, "There is no voice 'espeak:nobody'"),
        (["{article}", "--voice", "pt=piper:foo"], 3, "pip install 'editions[piper]'"),
        (["{article}", "--voice", "en=hibari"], 3, "pip install 'editions[hibari]'"),
        (["{article}", "--lexicon", "none.toml"], 2, "the lexicon cannot be read"),
        (["{article}", "--glossary", "none.tsv"], 2, "none.tsv: No such file"),
        (["{article}", "--to", "pt,es", "--memory", "none.xlf"], 2, "none.xlf: cannot be read"),
        (["{article}", "--to", "pt,es", "--memory", "none.tmx"], 2, "none.tmx: cannot be read"),
        (["{article}", "--to", "pt,es", "--memory", "{article}"], 2, "rain.txt:1: "),
        (["{article}", "--deadline", "9" * 400], 2, "is no number of seconds"),
        (["{foreign}"], 2, "its name is not UTF-8"),
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
    monkeypatch.setattr("pipeline.engines.piper.installed", lambda _: "")
    monkeypatch.setattr("pipeline.engines.hibari.installed", lambda _: "")
    (tmp_path / "empty").mkdir()
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / os.fsdecode(b"caf\xe9.txt")).write_text(ARTICLE)
    filled = [
        argument.format(article=article, empty=tmp_path / "empty", foreign=tmp_path / "foreign")
        for argument in arguments
    ]
    assert build(*filled) == code
    assert told in one_line(capsys)
    assert not (tmp_path / "outputs" / "rain").exists()


@pytest.mark.parametrize("port", ["-1", "65536", "99999", "9" * 30])
def test_a_port_that_is_none(port: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "index.html").write_text("all")
    assert main(["serve", str(tmp_path), "--port", port]) == 2
    assert f"port {port} is none. Choose a --port from 0 to 65535." in one_line(capsys)


@pytest.mark.parametrize("action", ["export", "status"])
def test_a_review_heeds_a_glossary(
    action: str,
    article: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A term that a machine does not say as it must be said is a finding, in a review as in a build."""
    monkeypatch.chdir(tmp_path)
    terms = tmp_path / "rain.pt.tsv"
    terms.write_text("source\ttarget\tvariants\ttype\tcase\tnote\nstreets\tvielas\t\t\t\t\n")
    asked = ["review", action, str(article), "--to", "pt", "--engine", "bergamot", "--json"]
    found = []
    for flags in ([], ["--glossary", str(terms)]):
        assert main([*asked, *flags]) == 0
        told = json.loads(capsys.readouterr().out)
        found.append("".join(Path(name).read_text("utf-8") for name in told.get("files", ())) or str(told))
    assert found[0] != found[1]
    assert action == "status" or "vielas" in found[1]
    assert main([*asked, "--glossary", "none.tsv"]) == 2
    assert "none.tsv" in one_line(capsys)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_articles_of_one_name_are_told_apart_by_their_paths(
    jobs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("north", "south"):
        Path(folder).mkdir()
        Path(folder, "rain.txt").write_text(ARTICLE)
    assert build("north", "south", "--out", "out", "--audio", "none", "--jobs", jobs) == 1
    remedy = "Give it its own slug in the sidecar."
    first, second = Path("north/rain.txt"), Path("south/rain.txt")
    assert one_line(capsys) == f"editions: {second}: the slug 'rain' is taken by {first}. {remedy}"
    assert main(["review", "status", "north", "south"]) == 1
    assert one_line(capsys) == f"editions: {second}: the slug 'rain' is taken by {first}. {remedy}"


def test_what_the_system_refuses_where_nobody_expects_it_is_one_line(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may look into every folder, so it is not shown with a real one."""

    def closed(path: Path) -> bool:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "is_file", closed)
    assert main(["serve", str(tmp_path)]) == 3
    assert one_line(capsys) == f"editions: {tmp_path}/index.html: Permission denied (errno 13)."


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


@pytest.mark.parametrize("command", [pytest.param(name, id=name or "editions") for name, _ in commands()])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command.split(), "--help"])
    assert caught.value.code == 0
    assert f"usage: {' '.join(['editions', *command.split()])}" in capsys.readouterr().out


def test_every_flag_says_what_it_is_for() -> None:
    silent = [
        f"{name} {action.dest}" for name, found in commands() for action in found._actions if not action.help
    ]
    assert [each for each in silent if not each.endswith("==SUPPRESS==")] == []


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
