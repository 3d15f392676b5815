"""The cache stays within its bound, puts out what was used longest ago, and is shared by runs that know nothing of each other."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.cache import Cache, cache_key

ENTRY = 8192
"""Bytes on the disk of each entry below, seal and all."""
PAYLOAD = bytes(ENTRY - 36)
MUTATIONS = 1_000


def key(number: int) -> str:
    return cache_key("entry", str(number))


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/*"))


def size(folder: Path) -> int:
    return sum(max(path.stat().st_size, path.stat().st_blocks * 512) for path in entries(folder))


def dated(folder: Path, number: int, when: int) -> None:
    """`when` in seconds."""
    path = folder / key(number)[:2] / key(number)[2:]
    os.utime(path, (when, when))


@pytest.fixture
def twenty(tmp_path: Path) -> Path:
    """Twenty entries, each a second younger than the one before."""
    cache = Cache(tmp_path / "cache")
    for number in range(20):
        cache.put(key(number), PAYLOAD)
        dated(tmp_path / "cache", number, 1_000_000 + number)
    return tmp_path / "cache"


def kept(folder: Path) -> list[int]:
    return [number for number in range(30) if (folder / key(number)[:2] / key(number)[2:]).exists()]


def test_the_oldest_go_until_it_is_within_its_bound(twenty: Path) -> None:
    Cache(twenty, 10 * ENTRY).tidy()
    assert kept(twenty) == list(range(11, 20)), "nine tenths of ten, so that it is not done again at once"


def test_what_is_read_is_put_out_later(twenty: Path) -> None:
    assert Cache(twenty).get(key(3)) == PAYLOAD
    Cache(twenty, 10 * ENTRY).tidy()
    assert kept(twenty) == [3, *range(12, 20)]


def test_within_its_bound_nothing_goes(twenty: Path) -> None:
    Cache(twenty, 20 * ENTRY).tidy()
    assert kept(twenty) == list(range(20))


def test_a_run_that_keeps_something_tidies_at_once_and_again_as_it_grows(twenty: Path) -> None:
    cache = Cache(twenty, 16 * ENTRY)
    for number in range(20, 30):
        cache.put(key(number), PAYLOAD)
        assert size(twenty) <= 16 * ENTRY + 3 * ENTRY
    assert kept(twenty)[-10:] == list(range(20, 30))


def test_a_run_that_only_reads_tidies_nothing(twenty: Path) -> None:
    cache = Cache(twenty, ENTRY * 2)
    for number in range(20):
        assert cache.get(key(number)) == PAYLOAD
    assert kept(twenty) == list(range(20))


def test_what_is_larger_than_the_bound_is_not_kept(tmp_path: Path) -> None:
    Cache(tmp_path, 100).put(key(0), bytes(100))
    assert entries(tmp_path) == []


def test_a_size_of_nought_neither_keeps_nor_reads(twenty: Path) -> None:
    cache = Cache(twenty, 0)
    cache.put(key(25), PAYLOAD)
    assert cache.get(key(3)) is None
    assert kept(twenty) == list(range(20))


def test_a_clock_that_was_set_back_puts_out_no_newer_entry_first(twenty: Path) -> None:
    """Entries from a future that is no longer one count as used now, once, and age from there."""
    for number in (0, 1):
        dated(twenty, number, 4_000_000_000)
    Cache(twenty, 20 * ENTRY).tidy()
    assert Cache(twenty).get(key(5))
    Cache(twenty, 4 * ENTRY).tidy()
    assert kept(twenty) == [0, 1, 5]
    assert Cache(twenty).get(key(0))
    assert Cache(twenty).get(key(5))
    Cache(twenty, int(2.3 * ENTRY)).tidy()
    assert kept(twenty) == [0, 5]


def test_only_one_run_puts_out_at_a_time(twenty: Path) -> None:
    with FileLock(twenty / ".lock"):
        Cache(twenty, ENTRY).tidy()
        Cache(twenty, 3 * ENTRY).put(key(20), PAYLOAD)
    assert kept(twenty) == list(range(21))


def test_what_does_not_look_like_an_entry_is_left_alone(twenty: Path, tmp_path: Path) -> None:
    others = [twenty / "letter.txt", twenty / "ab" / "notes", twenty / "abc" / ("0" * 62), tmp_path / "away"]
    for path in others[:3]:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    others[3].mkdir()
    (others[3] / ("0" * 62)).write_text("mine")
    free = next(name for name in ("ff", "fe", "fd") if not (twenty / name).exists())
    (twenty / free).symlink_to(others[3])
    Cache(twenty, 1).tidy()
    assert kept(twenty) == []
    assert all(path.exists() for path in (*others, others[3] / ("0" * 62)))


def test_folders_and_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    Cache(tmp_path / "below" / "cache").put(key(0), PAYLOAD)
    for path in (tmp_path / "below" / "cache", *(tmp_path / "below" / "cache").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put(key(0), PAYLOAD)
    (path,) = entries(tmp_path / "cache")
    path.rename(tmp_path / "away")
    path.symlink_to(tmp_path / "away")
    assert cache.get(key(0)) is None
    cache.put(key(0), b"new")
    assert (tmp_path / "away").read_bytes()[36:] == PAYLOAD
    assert cache.get(key(0)) == b"new"


def test_what_a_killed_run_left_unfinished_is_swept_and_what_another_writes_is_not(twenty: Path) -> None:
    script = (
        "import sys, fcntl, os\n"
        "handle = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT)\n"
        "fcntl.flock(handle, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    (twenty / ".unfinished" / "left").write_bytes(b"half")
    writer = subprocess.Popen(
        [sys.executable, "-c", script, str(twenty / ".unfinished" / "held")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert writer.stdout
    assert writer.stdout.readline() == b"held\n"
    Cache(twenty).tidy()
    assert [path.name for path in (twenty / ".unfinished").iterdir()] == ["held"]
    writer.kill()
    writer.communicate()
    Cache(twenty).tidy()
    assert list((twenty / ".unfinished").iterdir()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from(["put", "get"]), st.integers(0, 12)), max_size=40),
    most=st.integers(1, 8),
)
def test_whatever_is_done_what_is_read_is_what_was_kept(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]], most: int
) -> None:
    """Two caches on one folder: an entry is found whole or not at all, and the folder stays near its bound."""
    folder = tmp_path_factory.mktemp("shared")
    caches = [Cache(folder, most * ENTRY), Cache(folder, most * ENTRY)]
    for index, (do, number) in enumerate(steps):
        payload = str(number).encode() * 2000
        if do == "put":
            caches[index % 2].put(key(number), payload)
        else:
            assert caches[index % 2].get(key(number)) in (payload, None)
    caches[0].tidy()
    assert size(folder) <= most * ENTRY


WRITER = """
import sys
from pathlib import Path
from pipeline.cache import Cache, cache_key
cache = Cache(Path(sys.argv[1]), 300_000)
for number in range(300):
    key, payload = cache_key(str(number % 60)), str(number % 60).encode() * 3000
    cache.put(key, payload)
    assert cache.get(key) in (payload, None)
    assert cache.get(cache_key(str((number * 7) % 60))) in (str((number * 7) % 60).encode() * 3000, None)
"""


def test_several_runs_share_a_folder_at_once(tmp_path: Path) -> None:
    runs = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)]) for _ in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    Cache(tmp_path, 300_000).tidy()
    assert 0 < size(tmp_path) <= 300_000
    assert not list((tmp_path / ".unfinished").iterdir())


def mutations(chance: random.Random, data: bytes, others: list[bytes]) -> Iterator[bytes]:
    """Of each kind one: a flipped bit, a cut, another entry's bytes, more bytes, zeros, a hole, nothing."""
    flipped = bytearray(data)
    flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    yield bytes(flipped)
    yield data[: chance.randrange(len(data))]
    yield chance.choice([other for other in others if other != data])
    yield data + chance.randbytes(chance.randint(1, 9))
    yield bytes(len(data))
    begin = chance.randrange(len(data))
    yield data[:begin] + bytes(len(data) - begin) if any(data[begin:]) else b""
    yield b""


def test_a_thousand_damaged_entries_are_all_misses_and_mended(tmp_path: Path) -> None:
    chance = random.Random(7)
    cache = Cache(tmp_path)
    payloads = {key(number): chance.randbytes(chance.randint(1, 900)) for number in range(150)}
    for name, payload in payloads.items():
        cache.put(name, payload)
    whole = {name: (tmp_path / name[:2] / name[2:]).read_bytes() for name in payloads}
    tried = 0
    for name, data in whole.items():
        path = tmp_path / name[:2] / name[2:]
        for damaged in mutations(chance, data, list(whole.values())):
            path.write_bytes(damaged)
            assert cache.get(name) is None, damaged
            tried += 1
        cache.put(name, payloads[name])
        assert cache.get(name) == payloads[name]
    assert tried >= MUTATIONS
