"""Tiny translation models, made once a run."""

from pathlib import Path

import pytest

from tests.engines.tiny_model import dictionary_package, packed, random_package


@pytest.fixture(scope="session")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one unpacked Argos package, en -> pt, that looks words up."""
    folder = tmp_path_factory.mktemp("dictionary")
    dictionary_package(folder / "en_pt")
    return folder


@pytest.fixture(scope="session")
def nonsense(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one unpacked Argos package, en -> pt, with random weights."""
    folder = tmp_path_factory.mktemp("nonsense")
    random_package(folder / "en_pt")
    return folder


@pytest.fixture(scope="session")
def argosmodel(dictionary: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dictionary package as one file."""
    return packed(dictionary / "en_pt", tmp_path_factory.mktemp("packed") / "translate-en_pt-1_9.argosmodel")
