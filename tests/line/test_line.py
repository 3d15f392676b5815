"""The article contract: one that kills, hangs or breaks its process takes no neighbour along, and is named."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.journal import NAME
from pipeline.line import apart, here
from pipeline.options import Options
from pipeline.publish import publish
from pipeline.report import Report
from pipeline.selection import Selection

GOOD = 7
LOCK = ".editions.lock"
POISONS = [
    ("Segfault early", "ended with status -11"),
    ("Segfault late", "ended with status -11"),
    ("Hang late", "did not answer within 5 s"),
    ("Raise early", "KeyError: 'a fault of the program'"),
    ("Exit late", "ended with status 3"),
]


def articles(folder: Path, *titles: str) -> Sequence[Path]:
    folder.mkdir(exist_ok=True)
    made = []
    for number, title in enumerate(titles):
        path = folder / f"article-{number}.txt"
        path.write_text(f"{title}\n\nIt rained on day {number}. The streets were full of water.\n")
        made.append(path)
    return made


def good(folder: Path) -> Sequence[Path]:
    return articles(folder, *(f"Rain on day {number}" for number in range(GOOD)))


def contents(out: Path, *but: str) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in (LOCK, *but)
    }


def accounted(report: Report) -> tuple[int, int, int]:
    counts = report.counts
    assert counts.given == counts.done + counts.failed + counts.quarantined
    return counts.done, counts.failed, counts.quarantined


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_tree_is_the_same_however_it_is_made(jobs: int, options: Options, tmp_path: Path) -> None:
    sources = good(tmp_path / "src")
    elsewhere = replace(options, out=tmp_path / "one", cache=tmp_path / "other", jobs=1)
    for source in sources:  # each in a run of its own
        publish([source], elsewhere)
    report = publish(sources, replace(options, jobs=jobs), line=apart)
    assert accounted(report) == (GOOD, 0, 0)
    assert contents(options.out) == contents(elsewhere.out)
    assert list(report.articles) == [source.stem for source in sources]


@pytest.mark.parametrize(("poison", "told"), POISONS)
def test_an_article_that_ends_its_process_is_alone_and_named(
    poison: str, told: str, options: Options, tmp_path: Path
) -> None:
    titles = [f"Rain on day {number}" for number in range(GOOD)]
    sources = articles(tmp_path / "src", *titles, poison)
    deadline = 5 if poison.startswith("Hang") else 0  # a busy machine would reach it without a fault
    report = publish(sources, replace(options, deadline=deadline), line=apart)
    assert accounted(report) == (GOOD, 0, 1)
    (failure,) = report.failures()
    assert failure.startswith(f"{sources[-1]}: is quarantined: its process ended 2 times. ")
    assert told in failure
    alone = replace(options, out=tmp_path / "one")
    publish(sources[:-1], alone, line=here)
    assert contents(options.out, NAME) == contents(alone.out, NAME)


def test_a_quarantined_article_is_left_alone_until_it_changes(options: Options, tmp_path: Path) -> None:
    sources = articles(tmp_path / "src", "Rain", "Segfault late", "Wind")
    publish(sources, options, line=apart)
    report = publish(sources, options, line=here)  # it would end this process
    assert accounted(report) == (2, 0, 1)
    assert report.counts.unchanged == 2
    (failure,) = report.failures()
    assert "is quarantined" in failure
    assert "--only-failed" in failure
    sources[1].write_text("Mended\n\nIt rained no more.\n")
    report = publish(sources, options, line=here)
    assert accounted(report) == (3, 0, 0)
    assert not (options.out / NAME).exists()


def test_only_failed_tries_it_again(options: Options, tmp_path: Path) -> None:
    sources = articles(tmp_path / "src", "Rain", "Segfault late", "Wind")
    publish(sources, options, line=apart)
    report = publish(sources, options, selection=Selection(only_failed=True), line=apart)
    assert accounted(report) == (0, 0, 1)
    assert report.counts.left == 2
    (failure,) = report.failures()
    assert "its process ended 2 times" in failure


def test_one_crash_is_forgiven(options: Options, tmp_path: Path) -> None:
    sources = articles(tmp_path / "src", "Rain", "Once early", "Once late", "Wind")
    report = publish(sources, options, line=apart)
    assert accounted(report) == (4, 0, 0)
    assert not (options.out / NAME).exists()


def test_failures_of_every_kind_are_told_apart(options: Options, tmp_path: Path) -> None:
    sources = [*articles(tmp_path / "src", "Rain", "Exit early"), tmp_path / "src" / "empty.txt"]
    sources[-1].touch()
    report = publish(sources, options, line=apart)
    assert accounted(report) == (1, 1, 1)
    assert report.exit_code == 1
    assert "3 articles: 1 done, 1 failed, 1 quarantined" in report.lines()


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_articles_with_one_slug_the_first_has_it(first: int, options: Options, tmp_path: Path) -> None:
    sources = list(articles(tmp_path / "src", "Rain", "Wind", *(f"Sun {n}" for n in range(4))))
    for source in sources[:2]:
        source.with_suffix(".toml").write_text('slug = "weather"\n')
    order = sources if first == 0 else [sources[1], sources[0], *sources[2:]]
    report = publish(order, options, line=apart)
    assert accounted(report) == (5, 1, 0)
    (failure,) = report.failures()
    assert failure.startswith(f"{order[1]}: the slug 'weather' is taken by {order[0]}.")
    record = json.loads((options.out / "weather" / "en" / "edition.json").read_bytes())
    assert record["segments"][0]["source"] == order[0].read_text().partition("\n")[0]


def command(options: Options, sources: Path) -> subprocess.Popen[bytes]:
    told = [
        "build", str(sources), "--to", "ar,pt", "--engine", "echo", "--out", str(options.out), "--jobs", "2",
        *(part for tag in ("ar", "en", "pt") for part in ("--voice", f"{tag}=silence")),
    ]  # fmt: skip
    environment = {**os.environ, "EDITIONS_CACHE": str(options.cache), "EDITIONS_MODELS": str(options.models)}
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *told],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def helpers(process: subprocess.Popen[bytes]) -> list[int]:
    """Waits until the helpers are at work."""
    children = Path(f"/proc/{process.pid}/task")
    while process.poll() is None:
        found = [int(pid) for task in children.iterdir() for pid in (task / "children").read_text().split()]
        if len(found) == 2 and (Path(f"/proc/{process.pid}")).exists():
            return found
    raise AssertionError("it ended before anybody looked")


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_helper_that_is_killed_loses_nothing(options: Options, tmp_path: Path) -> None:
    good(tmp_path / "src")
    process = command(options, tmp_path / "src")
    os.kill(helpers(process)[0], signal.SIGKILL)
    told = process.communicate()
    assert process.returncode == 0, told
    assert not (options.out / NAME).exists()
    alone = replace(options, out=tmp_path / "one")
    publish(good(tmp_path / "src"), alone)
    assert contents(options.out) == contents(alone.out)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGKILL, -9), (signal.SIGTERM, 143), (signal.SIGINT, 130)]
)
def test_a_run_that_is_ended_takes_its_helpers_along_and_is_taken_up_again(
    number: signal.Signals, status: int, options: Options, tmp_path: Path
) -> None:
    good(tmp_path / "src")
    process = command(options, tmp_path / "src")
    found = helpers(process)
    os.kill(process.pid, number)
    process.communicate()
    assert process.returncode == status
    deadline = time.monotonic() + 30
    while any(map(is_there, found)):
        assert time.monotonic() < deadline, "a helper outlives its run"
    again = command(options, tmp_path / "src")
    told = again.communicate()
    assert again.returncode == 0, told
    alone = replace(options, out=tmp_path / "one")
    publish(good(tmp_path / "src"), alone)
    assert contents(options.out) == contents(alone.out)
