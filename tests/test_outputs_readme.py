"""`outputs/README.md` describes the tree: each file of a real one is in a row, and no row is about nothing."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

from pipeline.journal import NAME as JOURNAL
from pipeline.language import Lang
from pipeline.model import File
from pipeline.publish import publish
from pipeline.push import push
from pipeline.serve import server
from pipeline.store import Tree
from pipeline.store.writing import TEMPORARY
from tests.sample.build import Sample, options_in

README = Path(__file__).parents[1] / "outputs" / "README.md"
HIDDEN = (".editions.lock", JOURNAL, f"{TEMPORARY}/begun.jsonl")
RARE = {
    "index.<number>.html",
    "index.<language>.<number>.html",
    "sitemap-<number>.xml",
    f"{TEMPORARY}/",
    "audit.html",
}
"""What only a large site, a killed run or another command leaves."""
SHORT = "# {title}\n\nBy Jane Doe\n\nIt rained.\n\n## Night\n\nIt stopped.\n\n## Day\n\nThe sun came.\n"


def rows() -> Iterator[str]:
    """The paths that rows are about; those within sentences stand beside one of the same row."""
    for line in README.read_text("utf-8").splitlines():
        if line.startswith("| `"):
            first, rest = line.removeprefix("| ").split(" | ", 1)
            yield from re.findall(r"`([^`]+)`", first)
            yield from re.findall(r"`([^` ]*<number>[^` ]*)`", rest)


def pattern(row: str) -> re.Pattern[str]:
    parts = re.split(r"<(\w+)>", row)
    shapes = {"number": r"\d+", "language": r"[a-z]{2,3}(-\w+)*"}
    told = [shapes.get(part, r"[^/]+") if n % 2 else re.escape(part) for n, part in enumerate(parts)]
    return re.compile("".join(told) + (".*" if row.endswith("/") else ""))


def unmatched(paths: Sequence[str]) -> list[str]:
    return [path for path in paths if not any(pattern(row).fullmatch(path) for row in rows())]


def files(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def full(catalogues: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles and one that failed, with everything that a build can make."""
    folder = tmp_path_factory.mktemp("full")
    sources = [folder / f"{title}.md" for title in ("rain", "wind", "empty")]
    for source in sources[:2]:
        source.write_text(SHORT.format(title=source.stem))
        source.with_suffix(".toml").write_text("published = 2024-05-01\n")
    sources[2].touch()
    font = folder / "naskh.woff2"
    font.write_bytes(b"wOF2")
    options = replace(
        options_in(folder), to=(Lang.parse("pt"),), audio="mp3,m4b,opus", words=True, collection="All of it",
        site="https://news.example/", fonts={"pt": font}, voice={"en": "silence", "pt": "silence"},
    )  # fmt: skip
    assert len(publish(sources, options).unread) == 1
    return options.out


def test_each_file_of_a_tree_is_in_a_row(full: Path, sample: Sample) -> None:
    assert unmatched(files(sample.out)) == []
    assert unmatched(files(full)) == []
    listed = json.loads((full / "manifest.json").read_text("utf-8"))["files"]
    assert unmatched(list(listed)) == []
    assert set(files(full)) - set(listed) == {"manifest.json", ".editions.lock", JOURNAL}


def test_no_row_is_about_nothing(full: Path) -> None:
    found = files(full)
    about_nothing = [row for row in rows() if not any(pattern(row).fullmatch(path) for path in found)]
    assert set(about_nothing) == RARE


def test_a_file_that_is_in_no_row_is_seen() -> None:
    assert unmatched(["rain/en/narration.wav", "rain/index.html", "x.json", "index.html/x", ".editions.log"])


def test_the_journal_holds_what_nobody_may_see(full: Path) -> None:
    """Why it is not to be uploaded."""
    assert str(full.parent) in (full / JOURNAL).read_text("utf-8")
    assert all(
        str(full.parent) not in (full / name).read_text("utf-8") for name in ("report.json", "manifest.json")
    )


def test_what_begins_with_a_dot_is_neither_pushed_nor_served(full: Path, tmp_path: Path) -> None:
    (full / TEMPORARY).mkdir()
    (full / TEMPORARY / "begun.jsonl").write_text("[]\n")
    (full / "README.md").write_text("not ours")
    try:
        assert not {name for name in _served(full) if name in HIDDEN}
        push(full, str(tmp_path / "served"))
    finally:
        (full / "README.md").unlink()
    listed = json.loads((full / "manifest.json").read_text("utf-8"))["files"]
    assert files(tmp_path / "served") == sorted([*listed, "manifest.json"])


def test_hidden_files_are_not_pushed_even_where_a_manifest_lists_them(tmp_path: Path) -> None:
    with Tree(tmp_path / "out") as tree:
        tree.commit([File("index.html", b"all"), File(".secret", b"x"), File("a/.b/c", b"x")], [], {})
    push(tmp_path / "out", str(tmp_path / "served"))
    assert files(tmp_path / "served") == ["index.html", "manifest.json"]


def _served(out: Path) -> Iterator[str]:
    """Those of a tree's files that a preview gives."""
    with server(out) as running:
        thread = Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        for name in (*HIDDEN, *files(out)):
            connection = HTTPConnection("127.0.0.1", int(running.server_address[1]), timeout=10)
            connection.request("GET", f"/{name}")
            if connection.getresponse().status == 200:
                yield name
            connection.close()
        running.shutdown()
        thread.join()
