"""A disk that refuses: what was finished is kept, what is wrong is said, and the next run completes the work."""

import errno
import os
import re
import subprocess
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from tests.crash.scene import Driver, Scene, calls, contents

FAULTS = ("ENOSPC", "EIO", "EROFS", "EDQUOT")
CALLS = ("write", "fsync", "replace", "rename", "link", "mkdir", "open", "exchange")
"""Those that change something; what removes may fail too, and is tried at night."""
EVERY = 6
"""Of the calls of a build, in a usual run of the tests: each sixth, each with one of the faults."""


def numbers(after: Scene, below: str) -> list[int]:
    """Of the calls on a folder's files, counted among all of a build's calls."""
    wanted = re.compile(rf"({'|'.join(CALLS)}) {below}(/|$)")
    return [number for number, call in enumerate(calls(after), 1) if wanted.match(call)]


def output_fails(driver: Driver, before: Scene, after: Scene, place: Path, number: int, fault: str) -> None:
    scene = before.copied(place)
    done = driver.build(scene, under=str(scene.top), at=number, act=fault)
    old, new = before.published(), after.published()
    if done.status == 0:  # to make a folder that is there already
        assert calls(after)[number - 1].startswith("mkdir ")
        assert scene.published() == new
        return
    told = [line for line in done.told.splitlines() if line.startswith("editions:")]
    assert done.status == 3, (number, fault, done.told)
    assert len(told) == 1
    assert re.match(r"editions: [^ ]*/out(/[^ ]*)?: cannot be written", told[0]), told
    assert f"errno {getattr(errno, fault)}" in told[0]
    for path, data in contents(scene.out).items():
        assert path.startswith(".") or data in (old.get(path), new.get(path)), path
    assert driver.build(scene).status == 0
    assert scene.published() == new


def test_a_fault_of_the_output_is_told_and_mended_by_the_next_run(
    driver: Driver, before: Scene, after: Scene, place: Path
) -> None:
    for number, fault in zip(numbers(after, "out")[::EVERY], cycle(FAULTS), strict=False):
        output_fails(driver, before, after, place, number, fault)


@pytest.mark.nightly
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_of_the_output(
    driver: Driver, before: Scene, after: Scene, place: Path, fault: str
) -> None:
    for number in numbers(after, "out"):
        output_fails(driver, before, after, place, number, fault)


def cache_fails(driver: Driver, before: Scene, after: Scene, place: Path, number: int, fault: str) -> None:
    scene = before.copied(place)
    done = driver.build(scene, under=str(scene.top), at=number, act=fault)
    assert done.status == 0, (number, fault, done.told)
    assert scene.published() == after.published()
    assert not scene.spoilt()


def test_a_fault_of_the_cache_stops_nothing(driver: Driver, before: Scene, after: Scene, place: Path) -> None:
    for number, fault in zip(numbers(after, "cache")[::EVERY], cycle(FAULTS), strict=False):
        cache_fails(driver, before, after, place, number, fault)


@pytest.mark.nightly
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_of_the_cache(
    driver: Driver, before: Scene, after: Scene, place: Path, fault: str
) -> None:
    for number in numbers(after, "cache"):
        cache_fails(driver, before, after, place, number, fault)


def test_what_was_finished_before_a_full_disk_stays(
    driver: Driver, before: Scene, after: Scene, place: Path
) -> None:
    """The last write of all is the manifest's."""
    scene = before.copied(place)
    assert driver.build(scene, under=str(scene.top), at=numbers(after, "out")[-3], act="ENOSPC").status == 3
    new = after.published()
    done = {path for path, data in contents(scene.out).items() if new.get(path) == data}
    assert {path for path in new if path.endswith("index.html")} <= done


def test_a_clock_that_runs_backwards_changes_nothing(
    driver: Driver, before: Scene, after: Scene, place: Path
) -> None:
    scene = before.copied(place)
    assert driver.build(scene, clock=86_400.0).status == 0
    assert scene.published() == after.published()


def test_a_file_stands_where_a_folder_should_be(driver: Driver, before: Scene, place: Path) -> None:
    """The way to a folder that cannot be written for every user, root too."""
    scene = before.copied(place)
    (scene.out / "rain" / "es").write_text("in the way")
    done = driver.build(scene)
    assert done.status == 3
    assert "/out/rain/es: cannot be written" in done.told
    assert f"errno {errno.ENOTDIR}" in done.told
    assert (scene.out / "rain" / "es").read_text() == "in the way"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system with room for a few files only."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(os.name != "posix", reason="needs mount")
def test_a_disk_that_is_really_full(driver: Driver, before: Scene, after: Scene, small_disk: Path) -> None:
    scene = before.copied(small_disk.parent / "roomy")
    (scene.out).rename(scene.top / "yesterday")
    scene.out.symlink_to(small_disk)
    done = driver.build(scene)
    assert done.status == 3
    assert f"errno {errno.ENOSPC}" in done.told
    assert not list(small_disk.glob(".editions-tmp/next*"))
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert driver.build(scene).status == 0
    ours = {path: data for path, data in after.published().items() if not path.endswith((".txt",))}
    assert scene.published() == ours


def test_a_real_cache_that_is_read_only_or_full(
    driver: Driver, before: Scene, after: Scene, place: Path
) -> None:
    scene = before.copied(place)
    for name in ("cache", "cache/x"):
        bad = scene.top / "elsewhere"
        (scene.top / "file").write_text("no folder")
        settings = scene.sources / "editions.toml"
        settings.write_text(settings.read_text().replace('"../cache"', f'"../file/{name}"'))
        assert driver.build(scene).status == 0
        assert scene.published() == after.published()
        assert not bad.exists()
