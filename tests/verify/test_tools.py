"""The validators of others, run for real on a tree with nothing wrong and on one with a defect for each."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from pipeline.errors import SetupError
from pipeline.render.epub import book
from pipeline.verify import toolbox
from pipeline.verify.ace import Ace
from pipeline.verify.epubcheck import EpubCheck
from pipeline.verify.model import Published, Tool
from pipeline.verify.vnu import Vnu
from tests.render.samples import AR, PT, lighthouse
from tests.verify.tree import build_tree


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = build_tree(tmp_path_factory.mktemp("whole"))
    for lang in (AR, PT):
        (out / f"lighthouse/{lang}/edition.epub").write_bytes(book(lighthouse(lang).but(track=None)))
    for name in ("en",):
        (out / f"lighthouse/{name}/edition.epub").unlink()
    return out


def rewritten(path: Path, member: str, old: str, new: str) -> None:
    """A book with one of its files changed."""
    before = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as after:
        for info in before.infolist():
            data = before.read(info)
            if info.filename == member:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            after.writestr(info, data)


def page(old: str, new: str) -> Callable[[Path], None]:
    def spoil(out: Path) -> None:
        path = out / "lighthouse/ar/index.html"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return spoil


def in_book(lang: str, member: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda out: rewritten(out / f"lighthouse/{lang}/edition.epub", f"EPUB/{member}", old, new)


@pytest.mark.parametrize("tool", [Vnu(), EpubCheck(), Ace()], ids=lambda tool: tool.name)
def test_nothing_is_wrong_with_a_good_tree(whole: Path, tool: Tool) -> None:
    assert tool.available(), tool.remedy
    assert tool.version()
    assert list(tool.examine(Published(whole))) == []


@pytest.mark.parametrize(
    ("tool", "code", "spoil"),
    [
        (Vnu(), "vnu.error", page("<main ", "<main role=list ")),
        (Vnu(), "vnu.error", page("</h1>", "</h2>")),
        (Vnu(), "vnu.error", lambda out: (out / "assets/editions.css").write_text("p { color: 12px; }")),
        (EpubCheck(), "epubcheck.RSC-005", in_book("ar", "article.xhtml", "<article>", "<article><li>a</li>")),
        (EpubCheck(), "epubcheck.RSC-005", in_book("pt", "package.opf", "<dc:language>pt</dc:language>", "")),
        (EpubCheck(), "epubcheck.CSS-001", in_book("ar", "editions.css", "body {", "body { direction: rtl;")),
        (Ace(), "ace.epub-lang", in_book("ar", "package.opf", ' xml:lang="ar"', "")),
        (Ace(), "ace.metadata-accessibilityfeature", in_book("pt", "package.opf", "schema:accessibilityFeature", "schema:other")),
    ],
)  # fmt: skip
def test_a_defect_is_found(
    whole: Path, tmp_path: Path, tool: Tool, code: str, spoil: Callable[[Path], None]
) -> None:
    out = tmp_path / "out"
    copytree(whole, out)
    spoil(out)
    assert code in {fault.code for fault in tool.examine(Published(out))}


def test_a_program_that_hangs_or_is_missing_is_told() -> None:
    with pytest.raises(SetupError, match="did not end within 0 s"):
        toolbox.run(["/bin/sh", "-c", "while :; do :; done"], 0.2)
    with pytest.raises(SetupError, match="cannot be started"):
        toolbox.run(["/nowhere/vnu"], 1)


def test_what_is_not_installed_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EDITIONS_TOOLS", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    for tool in (Vnu(), EpubCheck(), Ace()):
        assert not tool.available()
        assert "nstall" in tool.remedy
