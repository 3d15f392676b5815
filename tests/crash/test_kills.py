"""A build that is killed anywhere, and then run again as if nothing had happened: nothing is lost, nothing is left."""

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crash.scene import Driver, Scene, calls, contents, editions

BOUNDARIES, REFUSED, TIMES = 36, 12, 12
"""Kills in a usual run of the tests: before so many calls, before so many where folders cannot change places, and
after so many spans of time."""
ALL_NIGHT = 500
_SEED = 20


def evenly(count: int, most: int) -> list[int]:
    """So many numbers from 1 to `most`, spread, both ends among them."""
    return sorted({1 + round(step * (most - 1) / (count - 1)) for step in range(count)})


class Kills:
    """Kills builds of one scene and looks at what is left."""

    refused: Sequence[str] = ()
    """What the file system cannot do."""

    def __init__(self, driver: Driver, before: Scene, after: Scene, place: Path) -> None:
        self.driver, self.before, self.after, self.place = driver, before, after, place
        self.old, self.new = editions(before.published()), editions(after.published())
        self.before_files, self.expected = before.published(), after.published()

    def before_call(self, number: int) -> None:
        scene = self.before.copied(self.place)
        seen = scene.top.with_name("seen-before-the-kill")
        order = {"under": str(scene.top), "at": number, "act": "kill", "refused": self.refused}
        done = self.driver.build(scene, **order, seen=str(seen))
        if done.status != -9:  # it had fewer calls than the build that was counted: which?
            fewer = Counter(calls(self.after)) - Counter(seen.read_text().splitlines())
            assert not fewer, (number, fewer, done.told)
        assert done.status == -9, done.told
        self.look(scene, done.left)

    def at_random_times(self, count: int, seed: int) -> None:
        """So many that strike; a build that was done before it could be killed shows how long one takes by now."""
        chance, struck = random.Random(seed), 0
        seconds = self.driver.build(self.before.copied(self.place)).seconds
        while struck < count:
            scene = self.before.copied(self.place)
            done = self.driver.build(scene, kill_after=chance.uniform(0.0, seconds))
            assert done.status in (-9, 0), done.told
            if done.status == 0:
                seconds = done.seconds
            else:
                struck += 1
                self.look(scene, done.left)

    def look(self, scene: Scene, left: Sequence[int]) -> None:
        assert not left
        self.nothing_is_half(scene)
        done = self.driver.build(scene, refused=self.refused)
        assert (done.status, done.left) == (0, []), done.told
        assert scene.published() == self.expected
        assert not scene.spoilt()

    def nothing_is_half(self, scene: Scene) -> None:
        """Each edition is yesterday's or today's, and so is each file; none is missing that should be there."""
        found = {path: data for path, data in contents(scene.out).items() if not path.startswith(".")}
        for folder, files in {} if self.refused else editions(found).items():
            assert files in (self.old.get(folder), self.new.get(folder)), folder
        for path, data in found.items():
            assert data in (self.before_files.get(path), self.expected.get(path)), path
        assert self.before_files.keys() & self.expected.keys() <= found.keys()


@pytest.fixture
def kills(driver: Driver, before: Scene, after: Scene, place: Path) -> Kills:
    return Kills(driver, before, after, place)


def test_a_build_passes_by_stages_and_files(after: Scene) -> None:
    """Where it is killed below: if this list were empty, so would be what the others prove."""
    names = [call.partition(" ")[0] for call in calls(after)]
    assert {"stage-translate", "stage-narrate", "stage-render"} <= set(names)
    assert {"write", "fsync", "replace", "rename", "link", "exchange", "unlink", "mkdir", "open"} <= set(
        names
    )


def test_a_kill_at_any_boundary_loses_nothing(kills: Kills) -> None:
    for number in evenly(BOUNDARIES, len(calls(kills.after))):
        kills.before_call(number)


def test_a_kill_loses_nothing_where_folders_cannot_change_places(kills: Kills) -> None:
    kills.refused = ("exchange", "link")
    scene = kills.before.copied(kills.place)
    seen = scene.top / "seen"
    assert not kills.driver.build(scene, under=str(scene.top), seen=str(seen), refused=kills.refused).status
    passed = seen.read_text().splitlines()
    begin = next(index for index, call in enumerate(passed) if call.startswith("stage-render"))
    for number in evenly(REFUSED, len(passed) - begin):
        kills.before_call(begin + number)


def test_a_kill_at_any_time_loses_nothing(kills: Kills) -> None:
    kills.at_random_times(TIMES, _SEED)


@pytest.mark.nightly
def test_hundreds_of_kills(kills: Kills) -> None:
    every = range(1, len(calls(kills.after)) + 1)
    for number in every:
        kills.before_call(number)
    kills.at_random_times(ALL_NIGHT - len(every), _SEED + 1)


def test_kills_one_after_the_other_add_nothing_up(kills: Kills) -> None:
    """A run that never comes to its end, night after night, and then does."""
    scene = kills.before.copied(kills.place)
    for number in evenly(8, len(calls(kills.after)) // 2):
        assert kills.driver.build(scene, under=str(scene.top), at=number, act="kill").status in (-9, 0)
    kills.look(scene, [])


def test_what_a_killed_run_began_is_not_left_when_it_is_no_longer_wanted(
    driver: Driver, before: Scene, place: Path
) -> None:
    """Killed after the first new edition stood there; the next run does not ask for that language any more."""
    scene = before.copied(place)
    seen = driver.build(scene, under=str(scene.top), seen=str(scene.top / "seen"))
    assert seen.status == 0
    first = 1 + next(
        index
        for index, call in enumerate((scene.top / "seen").read_text().splitlines())
        if call == "fsync out/rain"
    )
    scene = before.copied(place)
    assert driver.build(scene, under=str(scene.top), at=first, act="kill").status == -9
    assert (scene.out / "rain/es/index.html").is_file()
    settings = scene.sources / "editions.toml"
    settings.write_text(settings.read_text().replace('"ar", "es"', '"ar"'))
    assert driver.build(scene).status == 0
    assert not (scene.out / "rain/es").exists()
    assert (scene.out / "rain/pt/notes.txt").read_text() == "mine too"
