"""The tree that nothing is wrong with, once for all tests."""

from pathlib import Path

import pytest

from tests.verify.tree import build_tree


@pytest.fixture(scope="session")
def sound_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nobody writes into it."""
    return build_tree(tmp_path_factory.mktemp("sound"))
