"""What the documentation tells people to type exists: commands, flags and make's targets."""

import re
import shlex
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from pipeline.grammar import parser
from tests.grammar.commands import commands

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "outputs/*.md", "pipeline/engines/embedded/*.md")
    for path in ROOT.glob(pattern)
)
NAMES = {name: found for name, found in commands() if name}
FLAGS = {flag for found in NAMES.values() for action in found._actions for flag in action.option_strings}
OF_OTHERS = {
    "scale.md": {"--core-hour", "--month", "--writes", "--languages", "--articles", "--write"},  # of scale.py
    "checks.md": {"--show"},  # of tests/check/measure.py
}
_FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    (\S.*)$", re.MULTILINE)
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_COMMAND = re.compile(r"(?:^|[\s/])editions ([a-z].*)")
_COMMENT = re.compile(r"(?:^|\s+)#.*")
_COLUMN = re.compile(r"\s{3,}.*")
"""What explains a command in a block without being a comment."""
_NUMBERS = {"N": "1", "SECONDS": "1", "LANG=WORDS": "en=150", "LANG=N": "en=50"}


def in_code(page: Path) -> Iterator[str]:
    """Every line of a block of code, and all code within sentences and tables."""
    text = page.read_text("utf-8")
    for block in _FENCED.findall(text):
        yield from block.replace("\\\n", " ").splitlines()
    rest = _FENCED.sub("", text)
    yield from _INDENTED.findall(rest)
    yield from (code.replace("\\|", "|") for code in _INLINE.findall(rest))


def told() -> Iterator[tuple[str, str]]:
    """Page and what it tells people to type after `editions`."""
    for page in PAGES:
        for line in in_code(page):
            if found := _COMMAND.search(_COMMENT.sub("", line)):
                yield page.name, _COLUMN.sub("", found[1])


def spelled_out(command: str) -> Iterator[list[str]]:
    """One command for each way to read it: "a|b" is either, what stands in brackets is there, dots are not."""
    plain = re.sub(r"[\[\]]|\.\.\.|,\.\.\.", "", command)
    ways = [_NUMBERS.get(word, word).split("|") for word in shlex.split(plain)]
    return (list(way) for way in product(*ways))


COMMANDS = sorted(
    {(page, " ".join(words), tuple(words)) for page, line in told() for words in spelled_out(line)}
)


@pytest.mark.parametrize(
    "words", [pytest.param(words, id=f"{page} {line}") for page, line, words in COMMANDS]
)
def test_a_command_of_the_docs_can_be_typed(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    if " ".join(words) in NAMES:  # only named, not told in full
        return
    try:
        parser().parse_args(words)
    except SystemExit:
        pytest.fail(capsys.readouterr().err)


def test_the_docs_tell_of_every_command() -> None:
    said = {" ".join(words) for _, _, words in COMMANDS}
    assert [name for name in NAMES if not any(f"{line} ".startswith(f"{name} ") for line in said)] == []


def test_a_row_about_a_command_names_only_its_flags() -> None:
    rows = [
        line
        for page in PAGES
        for line in page.read_text("utf-8").splitlines()
        if line.startswith("| `editions ")
    ]
    for row in rows:
        cell, *_ = _INLINE.findall(row)
        words = next(spelled_out(cell.replace("\\|", "|").removeprefix("editions ")))
        known = {
            flag
            for name, found in NAMES.items()
            if name.split()[0] == words[0]
            for action in found._actions
            for flag in action.option_strings
        }
        named = {code.split()[0] for code in _INLINE.findall(row) if code.startswith("--")}
        assert named <= known, row
    assert len(rows) > 9


def test_every_flag_that_the_docs_name_exists() -> None:
    named = {
        (page.name, code.split()[0].split("=")[0])
        for page in PAGES
        for code in in_code(page)
        if re.match(r"--[a-z]", code)
    }
    assert {(page, flag) for page, flag in named if flag not in FLAGS | OF_OTHERS.get(page, set())} == set()
    assert len(named) > 20


def test_every_target_of_make_that_the_docs_name_exists() -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    lines = ((page.name, line) for page in PAGES for line in in_code(page))
    named = {(page, found[1]) for page, line in lines if (found := re.match(r"\s*make ([a-z][\w-]*)", line))}
    assert {(page, target) for page, target in named if target not in targets} == set()
    assert {"editions", "test"} <= {target for _, target in named}
