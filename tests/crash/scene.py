"""A small publisher: two articles, three editions each, and what its folders look like."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.cache import Cache

ROOT = Path(__file__).parents[2]
SETTINGS = """\
out = "../out"
cache = "../cache"
engine = "echo"
jobs = 1
to = [{languages}]
site = "https://example.org/news/"

[voice]
ar = "{voice}"
en = "{voice}"
es = "{voice}"
pt = "{voice}"
"""
RAIN = (
    "Rain in Porto\n\nIt rained on {day}. The streets were full of water.\n\nThe mayor thanked the firemen.\n"
)
WIND = "# Wind in Vigo\n\nThe wind took {count} roofs.\n\n## What comes next\n\nIt will blow on.\n"
LOCK = ".editions.lock"
_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Version:
    """What the sources say on one day."""

    languages: str
    day: str
    count: str


OLD = Version('"ar", "pt"', "Monday", "three")
NEW = Version('"ar", "es"', "Tuesday", "three")
"""Another sentence in one article; one language goes and one comes in both."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Folders of one publisher."""

    top: Path

    @property
    def sources(self) -> Path:
        return self.top / "src"

    @property
    def out(self) -> Path:
        return self.top / "out"

    @property
    def cache(self) -> Path:
        return self.top / "cache"

    def say(self, version: Version, voice: str = "silence") -> None:
        """Puts the sources there."""
        self.sources.mkdir(parents=True, exist_ok=True)
        settings = SETTINGS.format(languages=version.languages, voice=voice)
        (self.sources / "editions.toml").write_text(settings)
        (self.sources / "rain.txt").write_text(RAIN.format(day=version.day))
        (self.sources / "wind.md").write_text(WIND.format(count=version.count))

    def copied(self, top: Path) -> "Scene":
        """The same in another place; what was there before is gone."""
        shutil.rmtree(top, ignore_errors=True)
        shutil.copytree(self.top, top)
        return Scene(top)

    def published(self) -> dict[str, bytes]:
        """Every file of the tree, hidden ones too, but for the lock."""
        return contents(self.out)

    def spoilt(self) -> list[str]:
        """Entries of the cache that cannot be trusted, and what was left unfinished."""
        cache = Cache(self.cache)
        entries = [path for path in self.cache.glob("??/*") if path.is_file()]
        bad = [str(path) for path in entries if cache.get(path.parent.name + path.name) is None]
        return [*bad, *map(str, self.cache.glob(f"{_UNFINISHED}/*"))]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOCK
    }


def calls(after: Scene) -> list[str]:
    """Those of a build that noted them."""
    return (after.top / "seen").read_text().splitlines()


def editions(files: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    """What lies in each `<slug>/<lang>/`."""
    found: dict[str, dict[str, bytes]] = {}
    for path, data in files.items():
        if path.count("/") == 2:
            found.setdefault(path.rpartition("/")[0], {})[path] = data
    return found


class Driver:
    """The caller's end of `tests.crash.driver`."""

    def __init__(self, scene: Scene, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.driver", "build", str(scene.sources)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self, scene: Scene, **order: Any) -> "Done":
        """One build of a scene, in a process of its own. `order`: see `driver.obeyed`."""
        told = scene.top / "told"
        self._send({"argv": ["build", str(scene.sources)], "told": str(told), **order})
        assert self._process.stdout
        reply = json.loads(self._process.stdout.readline())
        return Done(**reply, told=told.read_text())

    def _send(self, order: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def close(self) -> None:
        self._process.communicate()


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a build."""

    status: int | str
    """Its exit status; negative: the signal that killed it."""
    seconds: float
    left: list[int]
    """Processes that it left behind."""
    told: str
    """What it said on both streams."""
