"""The same bytes whatever the number of jobs, the order, and what was kept; only what changed is spoken again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock

import pytest

from pipeline.cache import Cache, cache_key
from pipeline.engines.cached_voice import CachedNarrator
from pipeline.engines.espeak import Espeak
from pipeline.language import Lang
from pipeline.model import Edition
from pipeline.narrate.pauses import Pauses
from pipeline.narrate.stage import Narrate
from pipeline.ports import Audio, Narrator
from tests.narrate.editions import AR, ES, LIGHTHOUSE, PT, edition

ENGINE = Espeak()
KNOWN = {
    ES: {"The light goes out": "La luz se apaga", "Nobody else would.": "Nadie más lo haría."},
    PT: {"The light goes out": "A luz se apaga", "The lamp was sold.": "A lâmpada foi vendida."},
    AR: {"The light goes out": "انطفأ الضوء", "I shall miss the sea.": "سأشتاق إلى البحر."},
}


class Studio:
    """Opens real voices behind a cache of speech, and counts what they are really asked to say."""

    def __init__(self, cache: Cache) -> None:
        self.said: list[str] = []
        self._cache = cache
        self._lock = Lock()

    def __call__(self, lang: Lang) -> Narrator:
        voice = ENGINE.default(lang)
        assert voice
        return CachedNarrator(_Counted(ENGINE.open(voice), self), self._cache, cache_key)

    def note(self, text: str) -> None:
        with self._lock:
            self.said.append(text)


class _Counted:
    def __init__(self, inner: Narrator, studio: Studio) -> None:
        self._inner = inner
        self._studio = studio

    @property
    def fingerprint(self) -> str:
        return self._inner.fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        for text in texts:
            self._studio.note(text)
            yield from self._inner.speak([text])

    def close(self) -> None:
        self._inner.close()


class Counting(Cache):
    """A cache that knows what was put into it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.put_sizes: list[int] = []

    def put(self, key: str, payload: bytes) -> None:
        self.put_sizes.append(len(payload))
        super().put(key, payload)


def batch() -> list[Edition]:
    return [edition(), *(edition(lang=lang, translated=known) for lang, known in KNOWN.items())]


def narrate(
    editions: Sequence[Edition],
    cache: Cache,
    *,
    jobs: int = 1,
    encoding: str = "mp3",
    pauses: Pauses | None = None,
) -> tuple[Sequence[Edition], Studio]:
    studio = Studio(cache)
    stage = Narrate(studio, jobs=jobs, encoding=encoding, keeper=cache, make_key=cache_key, pauses=pauses)
    return stage(editions), studio


@pytest.fixture(scope="module")
def alone() -> Sequence[Edition]:
    """Narrated one by one, with nothing kept."""
    return [Narrate(Studio(Cache(Path("/dev/null/nowhere"))))([each])[0] for each in batch()]


@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
def test_the_number_of_jobs_changes_nothing(jobs: int, alone: Sequence[Edition], tmp_path: Path) -> None:
    done, studio = narrate(batch(), Cache(tmp_path), jobs=jobs)
    assert list(done) == list(alone)
    assert studio.said


def test_the_order_changes_nothing(alone: Sequence[Edition], tmp_path: Path) -> None:
    done, _ = narrate(batch()[::-1], Cache(tmp_path), jobs=2)
    assert list(done)[::-1] == list(alone)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_kept_changes_nothing_and_is_not_made_again(
    jobs: int, alone: Sequence[Edition], tmp_path: Path
) -> None:
    narrate(batch(), Cache(tmp_path), jobs=jobs)
    cache = Counting(tmp_path)
    done, studio = narrate(batch(), cache, jobs=jobs)
    assert list(done) == list(alone)
    assert (studio.said, cache.put_sizes) == ([], [])


def test_only_a_changed_segment_is_spoken_again(tmp_path: Path) -> None:
    narrate([edition()], Cache(tmp_path))
    changed = [(kind, text.replace("Nobody else would.", "Everybody would.")) for kind, text in LIGHTHOUSE]
    (done,), studio = narrate([edition(changed)], Cache(tmp_path))
    assert studio.said == ["Everybody would."]
    assert done == Narrate(Studio(Cache(tmp_path / "other")))([edition(changed)])[0]


def test_other_words_are_another_file(tmp_path: Path) -> None:
    """Without chapters and with the same title, none: nothing but the sound tells the two apart."""
    two = [edition([("paragraph", text)]) for text in ("The lamp was sold.", "The stairs were closed.")]
    kept, _ = narrate(two, Cache(tmp_path))
    assert kept[0].track
    assert kept[1].track
    assert kept[0].track.data != kept[1].track.data
    assert list(kept) == [Narrate(Studio(Cache(tmp_path / "other")))([each])[0] for each in two]


def test_other_pauses_speak_nothing_again_but_are_another_file(tmp_path: Path) -> None:
    (first,), _ = narrate([edition()], Cache(tmp_path))
    (second,), studio = narrate([edition()], Cache(tmp_path), pauses=Pauses(sentence=500))
    assert studio.said == []
    assert first.track
    assert second.track
    assert second.track.samples > first.track.samples
    assert second.track.data != first.track.data


def test_another_format_leaves_the_first_one_alone(tmp_path: Path) -> None:
    (first,), _ = narrate([edition()], Cache(tmp_path))
    cache = Counting(tmp_path)
    (second,), studio = narrate([edition()], cache, encoding="opus,mp3")
    assert studio.said == []
    assert first.track
    assert second.track
    assert second.track.data == first.track.data
    assert [sound.suffix for sound in second.track.sounds] == [".mp3", ".opus"]
    assert cache.put_sizes == [len(second.track.also[0].data)]


def test_another_title_is_another_file_of_the_same_speech(tmp_path: Path) -> None:
    (first,), _ = narrate([edition()], Cache(tmp_path))
    renamed = edition()
    changed = renamed.but(article=replace(renamed.article, publisher="The Bay Times"))
    (second,), studio = narrate([changed], Cache(tmp_path))
    assert studio.said == []
    assert first.track
    assert second.track
    assert second.track.data != first.track.data


def test_damaged_entries_are_made_again_to_the_same_bytes(alone: Sequence[Edition], tmp_path: Path) -> None:
    narrate(batch(), Cache(tmp_path))
    for path in sorted(tmp_path.glob("??/*")):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0xFF
        path.write_bytes(data)
    done, studio = narrate(batch(), Cache(tmp_path), jobs=2)
    assert list(done) == list(alone)
    assert studio.said
