"""A driver for all crash tests, and the trees of an undisturbed publisher before and after a day's changes."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.scene import NEW, OLD, Driver, Scene, Version

FOREIGN = {"rain/ar/notes.txt": "mine", "rain/pt/notes.txt": "mine too", "robots.txt": "mine as well"}


@pytest.fixture(scope="session")
def disk() -> Iterator[Path]:
    """A file system in memory where there is one: hundreds of builds that wait for a disk wait for minutes."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def driver(catalogues: None, disk: Path) -> Iterator[Driver]:
    scene = Scene(disk / "warm")
    scene.say(Version('"ar", "es", "pt"', "Sunday", "no"))
    environment = {
        **os.environ,
        "EDITIONS_MEMORY": str(scene.top / "memory.sqlite"),
        "EDITIONS_MODELS": str(scene.top / "models"),
        "OPENBLAS_NUM_THREADS": "1",
    }
    running = Driver(scene, environment)
    yield running
    running.close()


@pytest.fixture(scope="session")
def before(driver: Driver, disk: Path) -> Scene:
    """The old version published, files of others among ours, and today's sources in place."""
    scene = Scene(disk / "before")
    scene.say(OLD)
    assert driver.build(scene).status == 0
    for name, text in FOREIGN.items():
        (scene.out / name).write_text(text)
    scene.say(NEW)
    return scene


@pytest.fixture(scope="session")
def after(driver: Driver, before: Scene, disk: Path) -> Scene:
    """What must come out, however often a build is disturbed on the way. `seen` lists its calls.

    It is made where the others will be: some names in the cache hang on the place, and so does which of its folders are
    there already.
    """
    scene = before.copied(disk / "place")
    done = driver.build(scene, under=str(scene.top), seen=str(scene.top / "seen"))
    assert done.status == 0, done.told
    return scene.copied(disk / "after")


@pytest.fixture
def place(disk: Path) -> Path:
    """Where a scene is copied to, again and again."""
    return disk / "place"
