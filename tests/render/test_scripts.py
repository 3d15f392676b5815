"""The scripts of a page: typed without a compiler of their own, and small."""

import subprocess
from pathlib import Path

import pytest

from pipeline.render import site_files
from pipeline.render.templating import asset
from tests.catalogues import ROOT
from tests.render.reading import document
from tests.render.samples import EN, family, lighthouse
from tests.render.test_page import written

SCRIPTS = ("early.js", "reading.js", "words.js", "session.js", "player.js")
SMALL = 12 * 1000
"""Octets of all scripts of a page together, without comments and with short names."""
TOOLS = ROOT / "tests" / "web" / "node_modules" / ".bin"
TYPED = ("--allowJs", "--checkJs", "--strict", "--noEmit", "--target", "es2022", "--lib", "dom,es2022")


def tool(name: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Runs one of the tools of `tests/web`."""
    path = TOOLS / name
    if not path.exists():
        pytest.fail(f"{name} is not here: cd tests/web && npm ci --ignore-scripts")
    return subprocess.run([path, *arguments], capture_output=True, text=True, check=False)


def assets(folder: Path) -> list[Path]:
    """The scripts as a tree has them."""
    for name in SCRIPTS:
        (folder / name).write_bytes(asset(name))
    return [folder / name for name in SCRIPTS]


def test_a_page_asks_for_these_scripts_and_the_tree_has_them() -> None:
    asked = document(written(lighthouse(EN))).xpath("//script/@src")
    assert asked == [f"../../assets/{name}" for name in SCRIPTS]
    there = {file.path for file in site_files(family())}
    assert {f"assets/{name}" for name in SCRIPTS} <= there


def test_the_scripts_are_typed(tmp_path: Path) -> None:
    found = tool("tsc", *TYPED, *assets(tmp_path))
    assert (found.stdout, found.returncode) == ("", 0)


def test_the_compiler_sees_what_is_wrong(tmp_path: Path) -> None:
    bad = tmp_path / "bad.js"
    bad.write_text('"use strict";\ndocument.querySelector("p").textContent = 5;\n', "utf-8")
    found = tool("tsc", *TYPED, bad)
    assert "possibly 'null'" in found.stdout
    assert found.returncode != 0


def test_the_scripts_are_small(tmp_path: Path) -> None:
    sizes = {
        path.name: len(tool("terser", "--compress", "--mangle", "--", path).stdout.encode())
        for path in assets(tmp_path)
    }
    assert all(sizes.values())
    assert sum(sizes.values()) <= SMALL, sizes


def test_the_scripts_reach_nothing_from_elsewhere(tmp_path: Path) -> None:
    """They work from a disk, under a policy that allows no connection."""
    for path in assets(tmp_path):
        script = path.read_text("utf-8")
        for word in ("fetch(", "XMLHttpRequest", "import ", "eval(", "innerHTML", "http:", "https:"):
            assert word not in script, (path.name, word)
