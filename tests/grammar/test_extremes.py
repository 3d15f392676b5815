"""Every flag of every command with what no flag expects: one line and a code, never a traceback, never a hang."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.model import File
from pipeline.store import Tree
from tests.grammar.commands import complete, values

ARTICLE = "Rain in Porto\n\nIt rained on Monday. The streets were full of water.\n"
WORKING = {
    "build": ["{article}", "--out", "{new}", "--audio", "none", "--no-epub"],
    "push": ["{tree}", "{new}"],
    "serve": ["{tree}", "--port", "0"],
    "voices": ["en"],
    "review export": ["{article}", "--to", "pt", "--engine", "echo", "--out", "{new}"],
    "review import": ["{unit}", "{article}"],
    "review status": ["{article}", "--to", "pt", "--engine", "echo"],
    "models list": [],
    "models install": ["{missing}"],
    "models verify": [],
    "models remove": ["none"],
    "verify": ["{tree}", "--only", "links"],
    "evaluate": ["{lines}", "{lines}", "--engine", "echo", "--from", "en", "--to", "pt"],
    "doctor": [],
    "bench": ["{article}", "--only", "none"],
}
"""What each command works with, or soon ends with; a command that is new is told here."""
NUMBERS = (
    "-1",
    "0",
    "1",
    "65536",
    "9" * 20,
    "9" * 400,
    "9" * 5_000,
    "1.5",
    "1e9",
    "nan",
    "-inf",
    "٣",
    "x",
    "",
    " ",
)
WORDS = ("", " ", ",", "=", "xx", "x" * 5_000, "🙂\u202e", "../..", "a=b=c", "%s{0}", "\udcff")
PATHS = (
    "{folder}",
    "{missing}",
    "{missing}/below",
    "{binary}",
    "{unreadable}",
    "{empty}",
    "{foreign}",
    "x" * 300,
    "",
)
_PLACES = {"FILE", "FOLDER", "SOURCE", "OUT", "SRC", "REF", "FILE.svg", "FILE_OR_URL", "URL"}
_NUMBERS = {"N", "SECONDS", "SIZE", "WHEN"}
_PAIRS = {"LANG=WORDS", "LANG=N", "LANG=NAME"}
_LOCAL_ONLY = {("build", "ray")}
"""Would start a cluster: `tests/line/test_ray.py` has what is wrong there."""

CASES = [
    pytest.param(
        name, action, id=f"{name} {action.option_strings[-1] if action.option_strings else action.dest}"
    )
    for name, found in complete().items()
    for action in values(found)
    if (name, action.dest) not in _LOCAL_ONLY
]


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """What the names in braces stand for."""
    monkeypatch.chdir(tmp_path)
    found = {
        name: tmp_path / name
        for name in ("folder", "missing", "new", "tree", "article.txt", "binary.txt", "empty.txt", "lines")
    }
    found["folder"].mkdir()
    found["article.txt"].write_text(ARTICLE)
    found["lines"].write_text("Rain.\nWind.\n")
    found["binary.txt"].write_bytes(bytes(range(256)) * 64)
    found["empty.txt"].touch()
    found["unit"] = tmp_path / "unit.xlf"
    found["unit"].write_text("no XLIFF")
    found["foreign"] = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    found["foreign"].write_text(ARTICLE)
    found["unreadable"] = Path("/proc/self/mem")  # its first byte is refused to everybody, root too
    with Tree(found["tree"]) as tree:
        tree.commit([File("index.html", b"<!doctype html><title>all</title>")], [], {})
    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", lambda _: None)
    return {name.partition(".")[0]: path for name, path in found.items()}


def test_every_command_is_among_them() -> None:
    assert set(WORKING) == set(complete())


def strange(action: argparse.Action) -> Sequence[str]:
    """What to give it, by what it stands for."""
    told = str(action.metavar)
    if told in _PAIRS:
        return [*WORDS, *(f"en={value}" for value in (*NUMBERS, *WORDS))]
    if told in _NUMBERS or action.type is int:
        return NUMBERS
    return [*PATHS, *WORDS] if told in _PLACES else WORDS


def given(name: str, action: argparse.Action, value: str) -> list[str]:
    """The command that works, with this one thing in the place of what it had there."""
    words = WORKING[name].copy()
    if action.option_strings:
        return [*name.split(), *words, f"{action.option_strings[-1]}={value}"]
    free = [each.dest for each in values(complete()[name]) if not each.option_strings]
    words[free.index(action.dest)] = value
    return [*name.split(), *words]


def run(arguments: Sequence[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as asked:  # argparse
        return asked.code if isinstance(asked.code, int) else -1


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8, and files that nobody may read")
@pytest.mark.parametrize(("name", "action"), CASES)
def test_what_no_flag_expects(
    name: str, action: argparse.Action, places: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in strange(action):
        out, err = (
            io.TextIOWrapper(io.BytesIO(), "utf-8", errors) for errors in ("strict", "backslashreplace")
        )
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = run(
            [word.format(**places) if "{0}" not in word else word for word in given(name, action, value)]
        )
        err.flush()
        told = err.buffer.getvalue().decode()
        assert code in range(5), (value, code, told)
        assert "Traceback" not in told, (value, told)
        assert code == 0 or _is_said(told) or not told, (value, code, told)
        assert code != 2 or told, (value, told)


def _is_said(told: str) -> bool:
    """Lines that begin with who speaks, after the usage that argparse shows."""
    return any(line.startswith("editions") for line in told.splitlines())
