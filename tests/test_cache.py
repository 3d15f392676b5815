"""A cache entry is either what was kept or a miss, whatever happened to the file."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.cache import Cache, cache_key


def entry(folder: Path) -> Path:
    return next(path for path in folder.rglob("*") if path.is_file())


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    key = cache_key("stage", "1", "text")
    assert cache.get(key) is None
    cache.put(key, b"payload")
    assert cache.get(key) == b"payload"
    assert entry(tmp_path).parent.stat().st_mode & 0o077 == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(payload=st.binary(min_size=1, max_size=40), position=st.integers(0), flip=st.integers(1, 255))
def test_a_damaged_entry_is_a_miss(tmp_path: Path, payload: bytes, position: int, flip: int) -> None:
    cache, key = Cache(tmp_path), cache_key(payload)
    cache.put(key, payload)
    path = tmp_path / key[:2] / key[2:]
    data = bytearray(path.read_bytes())
    data[position % len(data)] ^= flip
    path.write_bytes(data)
    assert cache.get(key) is None
    path.write_bytes(bytes(data[: position % len(data)]))
    assert cache.get(key) is None


def test_an_entry_under_another_name_is_a_miss(tmp_path: Path) -> None:
    cache, one, other = Cache(tmp_path), cache_key("one"), cache_key("other")
    cache.put(one, b"1")
    (tmp_path / other[:2]).mkdir(exist_ok=True)
    entry(tmp_path).rename(tmp_path / other[:2] / other[2:])
    assert cache.get(other) is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = Cache(tmp_path / "file")
    cache.put(cache_key("x"), b"x")
    assert cache.get(cache_key("x")) is None


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_keys_do_not_run_together(one: list[str], other: list[str]) -> None:
    assert (cache_key(*one) == cache_key(*other)) == (one == other)
