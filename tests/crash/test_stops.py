"""A build that is asked to end: it finishes the file, ends its helpers, says one line, and the next run goes on."""

from pathlib import Path

import pytest

from tests.crash.scene import NEW, Driver, Scene, calls

LINE = "editions: stopped; what was finished is kept."
ASKED = [("SIGTERM", 143), ("SIGINT", 130), ("SIGHUP", 129)]
SPOKEN = "espeak"
"""Speaks in processes of its own."""


def stopped(driver: Driver, scene: Scene, at: int, by: str, code: int) -> None:
    done = driver.build(scene, under=str(scene.top), at=at, act=by)
    assert done.status == code, done.told
    assert [line for line in done.told.splitlines() if line.startswith("editions:")] == [LINE]
    assert not done.left
    assert not list(scene.out.glob(".editions-tmp/[!b]*"))
    assert not scene.spoilt()


@pytest.mark.parametrize(("by", "code"), ASKED)
def test_in_the_middle_of_writing(
    by: str, code: int, driver: Driver, before: Scene, after: Scene, place: Path
) -> None:
    """Asked before the first write of a new page; the folder it is in is finished all the same."""
    writing = [number for number, call in enumerate(calls(after), 1) if call.endswith("next/index.html")]
    scene = before.copied(place)
    stopped(driver, scene, writing[0], by, code)
    old, new = before.published(), after.published()
    finished = {path for path, data in scene.published().items() if data == new.get(path) != old.get(path)}
    assert any(path.endswith("index.html") for path in finished)
    assert driver.build(scene).status == 0
    assert scene.published() == new


@pytest.mark.parametrize(("by", "code"), ASKED[:2])
@pytest.mark.parametrize("jobs", [1, 2])
def test_in_the_middle_of_narration(
    jobs: int, by: str, code: int, driver: Driver, before: Scene, place: Path
) -> None:
    """Asked while the second sentence is kept; the next run asks only for what was not said."""
    scene = before.copied(place)
    scene.say(NEW, SPOKEN)
    settings = scene.sources / "editions.toml"
    settings.write_text(settings.read_text().replace("jobs = 1", f"jobs = {jobs}"))
    whole = scene.copied(place.parent / "whole")
    seen = whole.top / "seen"
    assert driver.build(whole, under=str(whole.top), seen=str(seen)).status == 0
    passed = seen.read_text().splitlines()
    begin = next(index for index, call in enumerate(passed) if call.startswith("stage-narrate"))
    kept = [n for n, call in enumerate(passed, 1) if n > begin and call.startswith("replace cache")]
    stopped(driver, scene, kept[1], by, code)
    assert scene.published() == before.published()
    resumed = driver.build(scene, under=str(scene.top), seen=str(scene.top / "seen"))
    assert resumed.status == 0
    again = [
        call for call in (scene.top / "seen").read_text().splitlines() if call.startswith("replace cache")
    ]
    assert 0 < len(again) < len([call for call in passed if call.startswith("replace cache")])
    assert scene.published() == whole.published()


def test_a_kill_takes_the_speaking_processes_along(driver: Driver, before: Scene, place: Path) -> None:
    scene = before.copied(place)
    scene.say(NEW, SPOKEN)
    done = driver.build(scene, under=str(scene.cache), at=60, act="kill")
    assert (done.status, done.left) == (-9, [])
