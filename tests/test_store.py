"""The output tree: whole files, one writer, the manifest last; other people's files are left alone."""

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.errors import LockedError, OutputError
from pipeline.model import File
from pipeline.store import MANIFEST, Tree


def commit(out: Path, files: dict[str, str], slugs: set[str]) -> None:
    with Tree(out) as tree:
        tree.commit([File(path, text.encode()) for path, text in files.items()], slugs, {"about": "test"})


def listed(out: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads((out / MANIFEST).read_text())["files"]
    return found


def test_the_manifest_tells_every_file(tmp_path: Path) -> None:
    commit(tmp_path, {"a/ar/index.html": "مرحبا", "index.html": "x"}, {"a"})
    files = listed(tmp_path)
    assert sorted(files) == ["a/ar/index.html", "index.html"]
    for path, entry in files.items():
        data = (tmp_path / path).read_bytes()
        assert entry == {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def test_a_second_run_replaces_its_articles_and_keeps_the_others(tmp_path: Path) -> None:
    commit(tmp_path, {"a/ar/index.html": "1", "a/pt/index.html": "1", "index.html": "a"}, {"a"})
    commit(tmp_path, {"b/ar/index.html": "1", "index.html": "ab"}, {"b"})
    commit(tmp_path, {"a/ar/index.html": "2", "index.html": "ab"}, {"a"})
    assert sorted(listed(tmp_path)) == ["a/ar/index.html", "b/ar/index.html", "index.html"]
    assert not (tmp_path / "a/pt").exists()


def test_files_that_are_not_ours_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    commit(tmp_path, {"a/ar/index.html": "1"}, {"a"})
    commit(tmp_path, {"a/en/index.html": "1"}, {"a"})
    assert (tmp_path / "README.md").read_text() == "mine"


def test_an_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    commit(tmp_path, {"index.html": "same"}, set())
    before = {path: path.stat().st_ino for path in tmp_path.iterdir()}
    commit(tmp_path, {"index.html": "same"}, set())
    assert {path: path.stat().st_ino for path in tmp_path.iterdir()} == before


def test_two_runs_exclude_each_other(tmp_path: Path) -> None:
    with Tree(tmp_path), pytest.raises(LockedError, match="another run") as caught, Tree(tmp_path):
        pass
    assert caught.value.exit_code == 4


def test_leftovers_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    (tmp_path / ".editions-tmp" / "next" / "below").mkdir(parents=True)
    (tmp_path / ".editions-tmp" / "next" / "below" / "page").write_text("half")
    (tmp_path / ".editions-tmp" / "file").write_text("half")
    commit(tmp_path, {"index.html": "x"}, set())
    assert not list(tmp_path.glob(".editions-tmp*"))


@pytest.mark.parametrize("name", ["../outside.html", "linked/index.html"])
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    out, outside = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    outside.mkdir()
    (out / "linked").symlink_to(outside)
    with pytest.raises(OutputError, match="leads out"):
        commit(out, {name: "x"}, set())
    assert not list(outside.iterdir())
    assert not (tmp_path / "outside.html").exists()


def test_a_folder_that_cannot_be_made_names_path_and_errno(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match=r"file/out.*errno") as caught:
        commit(tmp_path / "file" / "out", {}, set())
    assert caught.value.exit_code == 3
