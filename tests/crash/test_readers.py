"""What a reader sees while a tree is being rebuilt: yesterday's edition or today's, never some of both."""

import json
import os
import threading
from hashlib import sha256
from pathlib import Path

from tests.crash.scene import NEW, OLD, Driver, Scene

NAMES = ("index.html", "narration.vtt", "edition.json", "narration.mp3")
EDITION = "rain/ar"
ROUNDS = 6


def state(scene: Scene) -> tuple[str, ...]:
    return tuple(sha256((scene.out / EDITION / name).read_bytes()).hexdigest() for name in NAMES)


def looked_at_every_call(driver: Driver, scene: Scene, refused: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What stood in the edition before each call of a build."""
    order = {"looks": {str(scene.out / EDITION): NAMES}, "looked": str(scene.top / "looked")}
    assert driver.build(scene, under=str(scene.top), refused=refused, **order).status == 0
    return [tuple(digests) for _, *digests in json.loads((scene.top / "looked").read_text())]


def test_at_no_call_an_edition_is_a_mixture(driver: Driver, before: Scene, after: Scene, place: Path) -> None:
    scene = before.copied(place)
    assert looked_at_every_call(driver, scene, ()) == [state(before), state(after)]


def test_the_old_way_mixes_whole_files(driver: Driver, before: Scene, after: Scene, place: Path) -> None:
    """Where the file system cannot exchange folders; and it shows that a mixture would be seen above. The page is
    the last to change, and no file is ever torn."""
    scene = before.copied(place)
    seen = looked_at_every_call(driver, scene, ("exchange",))
    old, new = state(before), state(after)
    assert len(seen) > 2
    assert (seen[0], seen[-1]) == (old, new)
    for digests in seen:
        assert all(digest in pair for digest, *pair in zip(digests, old, new, strict=True))
        assert digests[0] == old[0] or digests == new


def test_a_reader_beside_many_builds_never_sees_a_mixture(driver: Driver, before: Scene, place: Path) -> None:
    """Another thread opens the folder and then its files out of it, over and over. A folder that was replaced while
    it was being read is empty: then the reader comes again."""
    scene = before.copied(place)
    seen: set[tuple[str, ...]] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            folder = os.open(scene.out / EDITION, os.O_RDONLY | os.O_DIRECTORY)
            try:
                seen.add(tuple(sha256(_read(folder, name)).hexdigest() for name in NAMES))
            except FileNotFoundError:
                continue
            finally:
                os.close(folder)

    states = {state(scene)}
    reader = threading.Thread(target=look)
    reader.start()
    try:
        for number in range(ROUNDS):
            scene.say(OLD if number % 2 else NEW)
            assert driver.build(scene).status == 0
            states.add(state(scene))
    finally:
        done.set()
        reader.join()
    assert len(states) == 2
    assert seen == states


def _read(folder: int, name: str) -> bytes:
    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()


def test_front_pages_come_after_what_they_list_and_the_manifest_last(
    driver: Driver, before: Scene, after: Scene, place: Path
) -> None:
    """New editions, changed editions, front page, manifest; a publisher who waits for the manifest has all."""
    names = ("rain/es/index.html", "wind/ar/index.html", "index.html", "manifest.json")
    scene = before.copied(place)
    order = {"looks": {str(scene.out): names}, "looked": str(scene.top / "looked")}
    assert driver.build(scene, under=str(scene.top), **order).status == 0
    seen = [digests for _, *digests in json.loads((scene.top / "looked").read_text())]
    last = seen[-1]
    assert [[digest == final for digest, final in zip(digests, last, strict=True)] for digests in seen] == [
        [False, False, False, False],
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, False],
        [True, True, True, True],
    ]


def test_two_builds_of_one_folder(driver: Driver, before: Scene, place: Path) -> None:
    """One holds the folder, the other leaves it alone."""
    from pipeline.store import Tree

    scene = before.copied(place)
    was = scene.published()
    with Tree(scene.out):
        done = driver.build(scene)
    assert done.status == 4
    assert "another run is writing this folder" in done.told
    assert scene.published() == was
    assert driver.build(scene).status == 0
