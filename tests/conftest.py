"""What all tests share: catalogues compiled, and no test ever touches the user's own folders."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.messages import words
from pipeline.verify.browser.session import FLAGS
from tests.catalogues import compile_all
from tests.sample.build import Sample, build_sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    compile_all()
    words.cache_clear()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITIONS_CACHE", str(tmp_path / "editions-cache"))
    monkeypatch.setenv("EDITIONS_MODELS", str(tmp_path / "editions-models"))
    monkeypatch.delenv("EDITIONS_VOICES", raising=False)
    monkeypatch.setenv("EDITIONS_TOOLS", str(Path(__file__).with_name("web")))
    monkeypatch.setenv("EDITIONS_MEMORY", str(tmp_path / "editions-memory.sqlite"))


@pytest.fixture(scope="session")
def sample(catalogues: None, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample article in its four languages, built once."""
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium, headless: one for all tests, since Playwright runs only once in a thread."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        pytest.fail("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield chromium
        chromium.close()
