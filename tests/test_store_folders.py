"""How an edition's folder changes: as a whole, with what is not ours, and on file systems that can do less."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.model import File
from pipeline.store import Tree, exchange
from pipeline.store.folders import Folder, renew

OLD = {"a/ar/index.html": "old", "a/ar/sound.mp3": "la", "a/ar/gone.vtt": "1", "index.html": "front"}
NEW = {"a/ar/index.html": "new", "a/ar/sound.mp3": "la", "a/ar/more.json": "{}", "index.html": "front"}


def commit(out: Path, files: dict[str, str]) -> None:
    with Tree(out) as tree:
        tree.commit([File(path, text.encode()) for path, text in files.items()], {"a"}, {})


def texts(folder: Path) -> dict[str, str]:
    """What readers may see."""
    files = {
        path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()
    }
    return {name: path.read_text() for name, path in files.items() if not name.startswith(".")}


def inodes(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.lstat().st_ino, path.lstat().st_mtime_ns)
        for path in [folder, *sorted(folder.rglob("*"))]
    }


def refuse(number: int) -> Callable[..., None]:
    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refused


@pytest.fixture(params=["exchange", "no exchange", "no links", "neither"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the file system can do."""
    if request.param in {"no exchange", "neither"}:
        monkeypatch.setattr(exchange, "exchange", lambda one, other: False)
    if request.param in {"no links", "neither"}:
        monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    return str(request.param)


def test_folders_change_places_here(tmp_path: Path) -> None:
    """Else the tests of this machine would try the other way only."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "who").write_text(name)
    assert exchange.exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / "who").read_text() == "other"


def test_a_missing_folder_is_a_fault_and_no_refusal(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        exchange.exchange(tmp_path / "one", tmp_path / "other")


def test_the_next_state_is_there_and_what_is_not_ours_has_come_along(tmp_path: Path, disk: str) -> None:
    commit(tmp_path, OLD)
    (tmp_path / "a/ar/notes").mkdir()
    (tmp_path / "a/ar/notes/mine.txt").write_text("mine")
    (tmp_path / "a/ar/link").symlink_to("notes/mine.txt")
    (tmp_path / "a/ar").chmod(0o750)
    commit(tmp_path, NEW)
    (tmp_path / "manifest.json").unlink()
    assert texts(tmp_path) == {**NEW, "a/ar/notes/mine.txt": "mine", "a/ar/link": "mine"}
    assert os.readlink(tmp_path / "a/ar/link") == "notes/mine.txt"  # noqa: PTH115
    assert (tmp_path / "a/ar").stat().st_mode & 0o777 == 0o750
    assert not (tmp_path / ".editions-tmp").exists()


def test_unchanged_and_foreign_files_stay_the_same_files(tmp_path: Path) -> None:
    commit(tmp_path, OLD)
    (tmp_path / "a/ar/mine.txt").write_text("mine")
    before = inodes(tmp_path)
    commit(tmp_path, NEW)
    after = inodes(tmp_path)
    for name in ("a/ar/sound.mp3", "a/ar/mine.txt", "index.html"):
        assert after[name] == before[name]
    assert after["a/ar"] != before["a/ar"]


def test_the_same_again_touches_nothing(tmp_path: Path, disk: str) -> None:
    commit(tmp_path, OLD)
    before = inodes(tmp_path)
    commit(tmp_path, OLD)
    assert inodes(tmp_path) == before


def test_what_comes_while_the_next_state_is_made_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else puts a file there, and replaces another, just before the folders change places."""
    commit(tmp_path, OLD)
    (tmp_path / "a/ar/mine.txt").write_text("mine")
    swap = exchange.exchange

    def late(one: Path, other: Path) -> bool:
        (other / "late.txt").write_text("late")
        (other / "mine.new").write_text("mine, mended")
        (other / "mine.new").replace(other / "mine.txt")
        return swap(one, other)

    monkeypatch.setattr(exchange, "exchange", late)
    commit(tmp_path, NEW)
    found = texts(tmp_path / "a/ar")
    assert found["late.txt"] == "late"
    assert found["mine.txt"] == "mine, mended"


def test_a_pipe_among_our_files_does_not_stop_a_file_system_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can be neither linked nor copied there: the folder stays, its files change one by one."""
    commit(tmp_path, OLD)
    os.mkfifo(tmp_path / "a/ar/pipe")
    monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    commit(tmp_path, NEW)
    assert (tmp_path / "a/ar/pipe").is_fifo()
    assert (tmp_path / "a/ar/index.html").read_text() == "new"
    assert not (tmp_path / "a/ar/gone.vtt").exists()


def test_an_edition_that_is_no_more_goes_and_leaves_what_is_not_ours(tmp_path: Path, disk: str) -> None:
    commit(tmp_path, {**OLD, "a/pt/index.html": "pt", "a/es/index.html": "es"})
    (tmp_path / "a/pt/mine.txt").write_text("mine")
    commit(tmp_path, OLD)
    assert not (tmp_path / "a/es").exists()
    assert texts(tmp_path / "a/pt") == {"mine.txt": "mine"}


def test_a_fault_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, OLD)
    before = texts(tmp_path)
    monkeypatch.setattr(exchange, "exchange", refuse(errno.EIO))
    with pytest.raises(OutputError, match=r"a/ar: cannot be written: .*errno 5"):
        commit(tmp_path, NEW)
    assert texts(tmp_path) == before


def test_changes_name_pages_last(tmp_path: Path) -> None:
    folder = Folder(tmp_path, {"index.html": b"1", "z.mp3": b"2", "a.vtt": b"3"})
    assert folder.changes() == ["a.vtt", "z.mp3", "index.html"]
    renew(folder, folder.changes(), tmp_path.parent / f"{tmp_path.name}-next")
    assert folder.changes() == []


@pytest.mark.parametrize("name", ["manifest.json", "report.json"])
@pytest.mark.parametrize("damage", ["", "{", "[]", "\x00\x00"])
def test_a_damaged_list_is_told_and_not_forgotten(name: str, damage: str, tmp_path: Path) -> None:
    commit(tmp_path, OLD)
    (tmp_path / name).write_text(damage)
    with Tree(tmp_path) as tree, pytest.raises(OutputError, match=rf"{name}: is damaged"):
        tree.load(name)


@pytest.mark.parametrize("where", [".editions-tmp", "a/ar", "a"])
def test_links_in_the_place_of_our_folders_are_refused(where: str, tmp_path: Path) -> None:
    out, outside = tmp_path / "out", tmp_path / "elsewhere"
    commit(out, OLD)
    outside.mkdir()
    (outside / "begun.jsonl").write_text("")
    if (out / where).exists():
        (out / where).rename(outside / "was")
    (out / where).symlink_to(outside)
    with pytest.raises(OutputError, match="leads out"):
        commit(out, NEW)
    assert {path.name for path in outside.iterdir()} <= {"was", "begun.jsonl"}
