"""From a converted model that calls itself a draft to a page that says so."""

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.models import install
from tests.engines.tiny_model import ARABIC, dictionary_package


def test_an_edition_made_with_a_draft_says_so(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITIONS_MODELS", str(models))
    package = dictionary_package(tmp_path / "en_ar", lexicon=ARABIC, target="ar")
    told = json.loads((package / "metadata.json").read_text("utf-8"))
    (package / "metadata.json").write_text(json.dumps(told | {"draft": True}), "utf-8")
    install(package, models)
    (tmp_path / "animals.txt").write_text("Cats eat fish\n\nBirds drink water\n\nDogs see cats\n", "utf-8")
    arguments = ["--to", "ar", "--engine", "argos", "--audio", "none", "--out", str(tmp_path / "out")]
    assert main(["build", str(tmp_path / "animals.txt"), *arguments]) == 0
    page = (tmp_path / "out" / "animals" / "ar" / "index.html").read_text("utf-8")
    assert "القطط تأكل السمك" in page
    assert "مسودة آلية" in page
    assert "machine draft" in page  # the credits name the engine with its model
    assert "machine draft" in (tmp_path / "out" / "report.json").read_text("utf-8")
