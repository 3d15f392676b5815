"""A publisher whose helper processes obey the titles of articles."""

from pathlib import Path

import pytest

from pipeline import line
from pipeline.language import Lang
from pipeline.options import Options


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    monkeypatch.setattr(line, "WORKER", "tests.line.poisoned_worker")
    monkeypatch.setattr("pipeline.engines.worker.GRACE", 0.0)
    monkeypatch.setenv("POISON", str(tmp_path))
    return Options(
        to=(Lang.parse("ar"), Lang.parse("pt")),
        engine="echo",
        voice=dict.fromkeys(("ar", "en", "pt"), "silence"),
        out=tmp_path / "out",
        cache=tmp_path / "cache",
        models=tmp_path / "models",
        memory_db=tmp_path / "memory.sqlite",
        jobs=2,
    )
