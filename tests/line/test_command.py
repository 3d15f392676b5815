"""Many articles on the command line: what it takes up, how far it is, and how it ends."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.options import Options, from_json, options_for, to_json
from pipeline.progress import EVERY, Lines
from tests.line.test_line import articles


@pytest.fixture
def build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    articles(tmp_path / "src", "Rain", "Wind", "Snow")

    def counts(*flags: str) -> tuple[int, dict[str, int]]:
        given = ["build", str(tmp_path / "src"), "--audio", "none", "--out", str(tmp_path / "out"), "--json"]
        status = main([*given, *flags])
        told = json.loads(capsys.readouterr().out)["counts"]
        return status, {name: number for name, number in told.items() if number}

    return counts


def test_a_run_a_night(build: Any, tmp_path: Path) -> None:
    assert build("--limit", "2") == (0, {"given": 2, "done": 2, "left": 1})
    assert build("--limit", "2") == (0, {"given": 3, "done": 3, "unchanged": 2})
    assert build() == (0, {"given": 3, "done": 3, "unchanged": 3})
    assert build("--anew") == (0, {"given": 3, "done": 3})
    assert build("--since", "1d") == (0, {"given": 3, "done": 3, "unchanged": 3})
    (tmp_path / "src" / "article-1.txt").write_text("")
    assert build() == (1, {"given": 3, "done": 2, "unchanged": 2, "failed": 1})
    assert (tmp_path / "out" / "article-1" / "en" / "index.html").exists()  # what was published of it stays
    assert build("--only-failed") == (1, {"given": 1, "failed": 1, "left": 2})
    (tmp_path / "src" / "article-1.txt").write_text("Wind\n\nIt blew again.\n")
    assert build("--only-failed") == (0, {"given": 1, "done": 1, "left": 2})
    assert build("--only-failed") == (0, {"left": 3})


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--since", "someday"], "since 'someday' is no moment."),
        (["--ray", "auto", "--collection", "Weather"], "--collection needs all articles in one process."),
    ],
)
def test_what_cannot_be_asked_for(
    flags: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles(tmp_path / "src", "Rain")
    assert main(["build", str(tmp_path / "src"), "--out", str(tmp_path / "out"), *flags]) == 2
    assert told in capsys.readouterr().err


def test_how_far_it_is_is_told_now_and_then() -> None:
    ticks = iter([0.0, 1.0, EVERY, EVERY, EVERY, EVERY + 1])
    stream = StringIO()
    lines = Lines(stream, ticks.__next__)
    lines.begin("articles", 1_000)
    lines.advance()
    lines.advance(4, failed=1)
    lines.advance()
    lines.end()
    assert stream.getvalue().splitlines() == [
        "articles (1000)",
        "articles 5 of 1000, 1 failed; 0.50 a second, 33 min 10 s left",
    ]


def asked() -> Iterator[dict[str, Any]]:
    yield {}
    yield {
        "to": ["ar,pt-BR"], "engine": "echo", "voice": {"ar": "silence"}, "rate": {"pt": 120}, "pauses": {"lead_in": 9},
        "memory": [Path("a.tmx"), Path("b.xlf")], "glossary": [Path("g.tsv")], "lexicon": Path("l.toml"), "strict": True,
        "site": "https://example.org/ä/", "audio": "opus,mp3", "words": True, "epub": False, "jobs": 3, "deadline": 0,
        "cache_size": "3 GB",
    }  # fmt: skip


@pytest.mark.parametrize("flags", list(asked()), ids=["defaults", "everything"])
def test_a_helper_works_by_the_same_options(flags: dict[str, Any], tmp_path: Path) -> None:
    options = options_for(tmp_path, flags)
    assert from_json(json.loads(json.dumps(to_json(options)))) == options
    assert {field for field in Options.__dataclass_fields__ if field not in to_json(options)} <= {
        "fonts", "engine", "lexicon", "voices",
    }  # fmt: skip
