"""Tiny models, and a server on loopback that behaves well or badly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.conftest import argosmodel, dictionary
from tests.models.server import Server, serving

__all__ = ["argosmodel", "dictionary", "models", "server"]


@pytest.fixture
def server(argosmodel: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(argosmodel.read_bytes()) as running:
        yield running


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A models folder that is not there yet."""
    return tmp_path / "models"


@pytest.fixture(autouse=True)
def no_argostranslate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the user of this machine may have installed is left out."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "no-argostranslate"))
