"""A tree goes to a store: changes only, in an order in which nothing is named that is not there, the manifest last."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pipeline.cli import main
from pipeline.errors import LockedError, MissingEngineError, OutputError, SetupError, UsageError
from pipeline.model import File
from pipeline.push import Pushed, push
from pipeline.store import Tree

OLD = {
    "rain/ar/index.html": "مطر",
    "rain/ar/narration.mp3": "drip",
    "assets/editions.css": "a{}",
    "index.html": "all",
}
NEW = {**OLD, "rain/ar/index.html": "مطر غزير", "wind/en/index.html": "wind", "index.html": "all of it"}


def committed(out: Path, files: dict[str, str]) -> Path:
    with Tree(out) as tree:
        slugs = {name.split("/")[0] for name in {**OLD, **NEW} if "/" in name}
        tree.commit([File(name, text.encode()) for name, text in files.items()], slugs, {})
    return out


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return committed(tmp_path / "out", OLD)


@pytest.fixture
def bucket() -> Iterator["_Held"]:
    """What an object store holds, by path."""
    system = MemoryFileSystem()
    system.store.clear()
    yield _Held(system)
    system.store.clear()


class _Held:
    def __init__(self, system: Any) -> None:
        self.system = system

    def all(self) -> dict[str, str]:
        return {
            path.removeprefix("/site/"): file.getvalue().decode() for path, file in self.system.store.items()
        }


def but_the_manifest(held: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in held.items() if name != "manifest.json"}


def test_all_of_it_then_nothing_then_what_changed(tree: Path, bucket: _Held) -> None:
    assert push(tree, "memory://site").sent == (
        "assets/editions.css", "rain/ar/narration.mp3", "rain/ar/index.html", "index.html",
    )  # fmt: skip
    assert but_the_manifest(bucket.all()) == OLD
    assert push(tree, "memory://site") == Pushed((), (), len(OLD))
    committed(tree, NEW)
    assert push(tree, "memory://site").sent == ("rain/ar/index.html", "wind/en/index.html", "index.html")
    assert but_the_manifest(bucket.all()) == NEW
    committed(tree, OLD)
    assert push(tree, "memory://site").removed == ("wind/en/index.html",)
    assert but_the_manifest(bucket.all()) == OLD
    assert bucket.all()["manifest.json"] == (tree / "manifest.json").read_text("utf-8")


def test_files_of_others_stay(tree: Path, bucket: _Held) -> None:
    bucket.system.pipe_file("/site/robots.txt", b"all")
    bucket.system.pipe_file("/site/rain/ar/photo.jpg", b"jpg")
    push(tree, "memory://site")
    assert bucket.all()["robots.txt"] == "all"
    assert bucket.all()["rain/ar/photo.jpg"] == "jpg"


def test_a_folder_is_a_store_too(tree: Path, tmp_path: Path) -> None:
    push(tree, str(tmp_path / "served"))
    found = {path.relative_to(tmp_path / "served").as_posix() for path in (tmp_path / "served").rglob("*.*")}
    assert found == {*OLD, "manifest.json"}


@pytest.mark.parametrize("after", range(5))
def test_a_push_that_is_cut_off_is_done_again(
    after: int, tree: Path, bucket: _Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(tree, "memory://site")
    before = bucket.all()
    committed(tree, NEW)
    left = [after]
    real = MemoryFileSystem.put_file

    def put_file(self: Any, *given: Any, **named: Any) -> None:
        if not left[0]:
            raise OSError(5, "the line is dead")
        left[0] -= 1
        real(self, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(MemoryFileSystem, "put_file", put_file)
        if after < 4:
            with pytest.raises(SetupError, match=r"memory://site: the store refuses: .*the line is dead"):
                push(tree, "memory://site")
            assert bucket.all()["manifest.json"] == before["manifest.json"]
    push(tree, "memory://site")
    assert but_the_manifest(bucket.all()) == NEW


def test_a_store_cannot_make_us_remove_what_is_not_the_tree_s(tree: Path, tmp_path: Path) -> None:
    served, other = tmp_path / "served", tmp_path / "other.txt"
    other.write_text("mine")
    served.mkdir()
    lies: dict[str, object] = {"files": {"../other.txt": {}, "/etc/passwd": {}, "a//b": {}}}
    (served / "manifest.json").write_text(json.dumps(lies))
    assert push(tree, str(served)).removed == ()
    assert other.read_text() == "mine"


def test_a_changed_page_is_not_published(tree: Path, bucket: _Held) -> None:
    (tree / "index.html").write_text("edited by hand")
    with pytest.raises(OutputError, match=r"index\.html: is not what the manifest tells"):
        push(tree, "memory://site")
    assert "manifest.json" not in bucket.all()


def test_not_while_a_build_is_at_work(tree: Path) -> None:
    with Tree(tree), pytest.raises(LockedError):
        push(tree, "memory://site")


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"files": []}'])
def test_a_damaged_manifest_here(damage: str, tree: Path) -> None:
    (tree / "manifest.json").write_text(damage)
    with pytest.raises(OutputError, match=r"manifest\.json: (is damaged|lists no files)"):
        push(tree, "memory://site")


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"files": []}'])
def test_a_damaged_manifest_there(damage: str, tree: Path, bucket: _Held) -> None:
    bucket.system.pipe_file("/site/manifest.json", damage.encode())
    if damage in {"[]", '{"files": []}'}:  # it tells of nothing
        push(tree, "memory://site")
        assert but_the_manifest(bucket.all()) == OLD
    else:
        with pytest.raises(SetupError, match="the manifest there is damaged"):
            push(tree, "memory://site")


@pytest.mark.parametrize(
    ("out", "address", "error", "told"),
    [
        ("nowhere", "memory://site", UsageError, "is no finished tree"),
        ("out", "nonsense://site", UsageError, "names no store"),
        ("out", "gopher9://site", UsageError, "names no store"),
    ],
)
def test_what_cannot_be_pushed(
    out: str, address: str, error: type[Exception], told: str, tree: Path, tmp_path: Path
) -> None:
    with pytest.raises(error, match=told):
        push(tmp_path / out, address)


def test_a_store_whose_package_is_missing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingEngineError, match="s3fs"):
        push(tree, "s3://bucket/site")
    monkeypatch.setattr("pipeline.push.find_spec", lambda _: None)
    with pytest.raises(MissingEngineError, match="fsspec is not installed"):
        push(tree, "memory://site")


@pytest.mark.parametrize(
    ("flags", "told"), [([], "4 files sent, 0 removed, 0 were there"), (["--json"], '"kept": 0')]
)
def test_the_command(
    flags: Sequence[str], told: str, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["push", str(tree), str(tmp_path / "served"), *flags]) == 0
    assert told in capsys.readouterr().out
    assert main(["push", str(tmp_path / "nowhere"), str(tmp_path / "served")]) == 2
