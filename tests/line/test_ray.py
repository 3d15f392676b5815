"""The same contract on a cluster: a local Ray with two workers."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline import cluster
from pipeline.cli import main
from pipeline.cluster import on_ray
from pipeline.errors import MissingEngineError
from pipeline.journal import NAME
from pipeline.line import here
from pipeline.options import Options
from pipeline.publish import Line, publish
from tests.line.poisoned_worker import PoisonedDesk
from tests.line.test_line import GOOD, accounted, articles, contents, good


@pytest.fixture(scope="module")
def ray(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One local cluster for all tests: a run joins it, and leaves it running."""
    poison = str(tmp_path_factory.mktemp("poison"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POISON", poison)
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        import ray

        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
        real = ray.shutdown
        patch.setattr(ray, "shutdown", lambda: None)
        patch.setattr(ray, "init", lambda *_, **__: None)
        yield ray
        real()


@pytest.fixture
def line(ray: Any, monkeypatch: pytest.MonkeyPatch) -> Line:
    monkeypatch.setattr(cluster, "DESK", PoisonedDesk)
    return partial(on_ray, "auto")


def test_the_tree_is_that_of_one_machine(line: Line, options: Options, tmp_path: Path) -> None:
    sources = good(tmp_path / "src")
    assert accounted(publish(sources, options, line=line)) == (GOOD, 0, 0)
    alone = replace(options, out=tmp_path / "one", cache=tmp_path / "other")
    publish(sources, alone, line=here)
    assert contents(options.out) == contents(alone.out)


@pytest.mark.parametrize(
    ("poison", "told"),
    [
        ("Raise early", "a fault of the program"),
        ("Segfault late", "The working process ended: "),
        ("Hang late", "did not answer within 3 s"),
        ("Exit early", "The working process ended: "),
    ],
)
def test_a_poisonous_article_is_alone_and_named(
    poison: str, told: str, line: Line, options: Options, tmp_path: Path
) -> None:
    sources = articles(tmp_path / "src", "Rain", "Wind", poison, "Snow")
    report = publish(sources, replace(options, deadline=3), line=line)
    assert accounted(report) == (3, 0, 1)
    (failure,) = report.failures()
    assert failure.startswith(f"{sources[2]}: is quarantined: its process ended 2 times. ")
    assert told in failure
    alone = replace(options, out=tmp_path / "one")
    publish([source for source in sources if source != sources[2]], alone, line=here)
    assert contents(options.out, NAME) == contents(alone.out, NAME)


def test_a_worker_that_is_killed_once_loses_nothing(line: Line, options: Options, tmp_path: Path) -> None:
    sources = articles(tmp_path / "src", "Rain", "Once late", "Wind", "Snow")
    assert accounted(publish(sources, options, line=line)) == (4, 0, 0)
    assert not (options.out / NAME).exists()


def test_a_driver_that_is_killed_is_taken_up_again(line: Line, options: Options, tmp_path: Path) -> None:
    """Its own cluster ends with it; the next run makes the rest, and nothing twice."""
    sources = articles(tmp_path / "src", "Rain", "Wind", "Snow", "Sun")
    code = "from tests.line.test_ray import driver; driver()"
    told = json.dumps(
        {"out": str(options.out), "cache": str(options.cache), "sources": list(map(str, sources))}
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, told], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"one is made\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    report = publish(sources, options, line=line)
    assert accounted(report) == (4, 0, 0)
    assert not (options.out / NAME).exists()
    alone = replace(options, out=tmp_path / "one")
    publish(sources, alone, line=here)
    assert contents(options.out) == contents(alone.out)


def driver() -> None:
    """Makes one article in a process of its own, says so, and waits to be killed."""
    import time

    told = json.loads(sys.argv[1])
    asked = Options(
        engine="echo", voice={"en": "silence"}, out=Path(told["out"]), cache=Path(told["cache"]), jobs=1
    )

    def one_by_one(*given: Any) -> Iterator[Any]:
        for made in here(*given):
            yield made
            sys.stdout.write("one is made\n")
            sys.stdout.flush()
            time.sleep(600)

    publish([Path(source) for source in told["sources"]], asked, line=one_by_one)


def test_without_ray_the_remedy_is_told(
    options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    (source,) = articles(tmp_path / "src", "Rain")
    with pytest.raises(MissingEngineError, match="Ray is not installed"):
        publish([source], options, line=partial(on_ray, "auto"))
    status = main(["build", str(source), "--out", str(options.out), "--ray", "auto"])
    assert status == 3
    assert "pip install 'editions[ray]'" in capsys.readouterr().err
