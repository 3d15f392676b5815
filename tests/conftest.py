"""What all tests share: catalogues compiled, and no test ever touches the user's own folders."""

from pathlib import Path

import pytest

from pipeline.messages import words
from tests.catalogues import compile_all
from tests.sample.build import Sample, build_sample


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
