"""Folders and files that the system closes to a user: one line with path and errno, the right code, nothing lost.

Root may do everything, so commands run in a process that has lost the right to overrule permissions.
"""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pipeline.cli import main

ARTICLE = "Rain in Porto\n\nIt rained on Monday. The streets were full of water.\n"
_DROP = 24
"""`PR_CAPBSET_DROP` of Linux."""
_OVERRULING = (1, 2)
"""`CAP_DAC_OVERRIDE` and `CAP_DAC_READ_SEARCH`."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="gives up rights as Linux has them")


def _give_up() -> None:
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for right in _OVERRULING:
            if libc.prctl(_DROP, right, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "cannot give up a right")


def run(*arguments: str | Path) -> tuple[int, list[str]]:
    """Code and lines of a command of an ordinary user."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        capture_output=True, text=True, check=False, preexec_fn=_give_up, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, [line for line in done.stderr.splitlines() if line.startswith("editions")]


def build(article: Path, out: Path, *more: str | Path) -> tuple[int, list[str]]:
    return run("build", article, *more, "--out", out, "--audio", "none", "--no-epub", "--cache-size", "0")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "rain.txt"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def out(article: Path, tmp_path: Path) -> Iterator[Path]:
    """A finished tree, which is open again when the test ends."""
    path = tmp_path / "out"
    assert main(["build", str(article), "--out", str(path), "--audio", "none", "--no-epub"]) == 0
    yield path
    for folder in (path, *path.rglob("*")):
        folder.chmod(0o755)


def held(out: Path) -> Mapping[str, bytes]:
    return {str(path): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def close(*paths: Path, mode: int = 0o555) -> None:
    for path in paths:
        path.chmod(mode)


def folders(out: Path) -> list[Path]:
    return [out, *(path for path in out.rglob("*") if path.is_dir())]


def test_a_new_tree_in_a_read_only_folder(article: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    close(shelf)
    code, told = build(article, shelf / "out")
    assert code == 3
    assert told == [
        f"editions: {shelf / 'out'}: cannot be written: Permission denied (errno 13). Choose another --out or mend it."
    ]
    assert not list(shelf.iterdir())


@pytest.mark.parametrize("part", ["", "rain", "rain/en", "assets"])
def test_a_tree_that_has_become_read_only_stays_as_it_was(part: str, article: Path, out: Path) -> None:
    """All of it, or one folder: what could be made is whole, and the next run completes the work."""
    before = held(out)
    article.write_text(ARTICLE.replace("Monday", "Tuesday"))
    (out / "assets" / "editions.css").write_text("changed by hand")
    changed = held(out)
    close(*(folders(out) if not part else [out / part]))
    code, told = build(article, out)
    assert code == 3
    (line,) = told
    assert line.startswith(f"editions: {out / part}")
    assert ": cannot be written: Permission denied (errno 13). " in line
    kept = {name: data for name, data in held(out).items() if "/.editions" not in name}
    assert {name for name in kept if kept[name] != changed[name]} <= {str(out / "assets" / "editions.css")}
    close(*folders(out), mode=0o755)
    assert build(article, out) == (0, [])
    after = held(out)
    assert "Tuesday" in after[str(out / "rain" / "en" / "index.html")].decode()
    assert after[str(out / "assets" / "editions.css")] == before[str(out / "assets" / "editions.css")]


def test_a_read_only_file_system(article: Path, out: Path) -> None:
    mounted = subprocess.run(["mount", "--bind", out, out], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("only root may mount")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", out], check=True)
        before = held(out)
        article.write_text(ARTICLE.replace("Monday", "Tuesday"))
        code, told = build(article, out)
        assert code == 3
        (line,) = told
        assert line.startswith(f"editions: {out}")
        assert "Read-only file system (errno 30)" in line
        assert held(out) == before
    finally:
        subprocess.run(["umount", out], check=True)


def test_a_file_that_may_not_be_read(article: Path, out: Path, tmp_path: Path) -> None:
    """As an article it fails alone; as anything that a flag names it is a mistake."""
    secret = tmp_path / "secret.txt"
    secret.write_text(ARTICLE)
    close(secret, mode=0)
    code, told = build(article, out, secret)
    assert code == 1
    assert told == [f"editions: {secret}: cannot be read: Permission denied (errno 13)."]
    for flag in ("--lexicon", "--glossary", "--memory"):
        code, told = build(article, out, "--to", "pt", flag, secret)
        assert code == 2, flag
        (line,) = told
        assert line.startswith(f"editions: {secret}: ")


@pytest.mark.parametrize(
    "command",
    [
        ["build", "{closed}"], ["build", "{closed}/rain.txt"], ["serve", "{closed}"], ["push", "{closed}", "{open}"],
        ["verify", "{closed}"], ["review", "status", "{closed}"], ["review", "import", "{closed}/rain.xlf"],
        ["models", "install", "{closed}"], ["evaluate", "{closed}/a.en", "{closed}/a.pt"],
        ["build", "{article}", "--memory", "{closed}/a.xlf"], ["build", "{article}", "--out", "{closed}/out"],
    ],
)  # fmt: skip
def test_a_folder_that_may_not_be_looked_into(command: list[str], article: Path, tmp_path: Path) -> None:
    closed, shelf = tmp_path / "closed", tmp_path / "open"
    closed.mkdir()
    close(closed, mode=0)
    code, told = run(*(word.format(closed=closed, open=shelf, article=article) for word in command))
    assert code in {2, 3}
    (line,) = told
    assert str(closed) in line
