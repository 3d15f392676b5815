"""What is asked of the sound, from the settings through to the files."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.language import Lang
from pipeline.model import Track
from pipeline.options import Options
from pipeline.publish import publish
from tests.making import editions

ARTICLE = """# The light goes out

A keeper leaves his tower.

## How it ended

Nobody else would climb. The lamp was sold.
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("article") / "light.md"
    path.write_text(ARTICLE, "utf-8")
    return path


def options(folder: Path, **changes: Any) -> Options:
    whole = Options(
        out=folder / "out",
        cache=folder / "cache",
        models=folder / "models",
        memory_db=folder / "memory.sqlite",
    )
    return replace(whole, **changes)


def track(source: Path, asked: Options) -> Track:
    (edition,) = editions(source, asked)
    assert edition.failure == ""
    assert edition.track
    return edition.track


def spoken(found: Track) -> int:
    return sum(clip.end - clip.begin for clip in found.clips)


def gaps(found: Track) -> list[int]:
    begins = [*(clip.begin for clip in found.clips[1:]), found.samples]
    return [found.milliseconds(begin - clip.end) for clip, begin in zip(found.clips, begins, strict=True)]


def test_pauses(source: Path, tmp_path: Path) -> None:
    usual = track(source, options(tmp_path))
    asked = {"lead_in": 0, "sentence": 100, "paragraph": 2_000, "heading": 3_000}
    other = track(source, options(tmp_path, pauses=asked))
    assert gaps(usual) == [900, 900, 900, 350, 650]
    assert gaps(other) == [3_000, 3_000, 3_000, 100, 2_000]
    assert (usual.clips[0].begin, other.clips[0].begin) == (4_410, 0)
    assert spoken(usual) == spoken(other)


def test_rate_and_pitch_of_a_language(source: Path, tmp_path: Path) -> None:
    usual = track(source, options(tmp_path))
    slow = track(source, options(tmp_path, rate={"en": 120}))
    low = track(source, options(tmp_path, pitch={"en": 30}))
    elsewhere = track(source, options(tmp_path, rate={"ar": 120}, pitch={"es": 30}))
    assert spoken(slow) > 1.2 * spoken(usual)
    assert "120 words a minute" in slow.voice
    assert low.data != usual.data
    assert "pitch 30" in low.voice
    assert elsewhere == usual


def test_a_pitch_that_the_voice_cannot_have_is_refused(source: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--pitch en: the voices of silence"):
        publish([source], options(tmp_path, pitch={"en": 30}, voice={"en": "silence"}))


def test_a_rate_that_no_voice_speaks_is_refused_before_any_work(source: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="80 to 450 words a minute, not 5"):
        publish([source], options(tmp_path, rate={"en": 5}))
    assert not (tmp_path / "out").exists()


def test_formats_and_words(source: Path, tmp_path: Path) -> None:
    asked = options(tmp_path, audio="opus,m4b,mp3", words=True)
    found = track(source, asked)
    assert [sound.suffix for sound in found.sounds] == [".mp3", ".opus", ".m4b"]
    assert [chapter.title for chapter in found.chapters] == ["The light goes out", "How it ended"]
    names = {path.name for path in (asked.out / "light" / "en").iterdir()}
    assert {"narration.mp3", "narration.opus", "narration.m4b", "narration.vtt", "words.vtt"} <= names


def test_without_mp3_the_page_plays_the_first_format(source: Path, tmp_path: Path) -> None:
    asked = options(tmp_path, audio="m4b")
    assert track(source, asked).suffix == ".m4b"
    page = (asked.out / "light" / "en" / "index.html").read_text("utf-8")
    assert 'src="narration.m4b"' in page


def test_a_translated_edition_says_who_translated_it(source: Path, tmp_path: Path) -> None:
    from tests.narrate.sound import metadata

    asked = options(tmp_path, to=(Lang.parse("es"),), engine="echo")
    _, spanish = editions(source, asked)
    assert spanish.track
    assert "Leído con una voz sintética" in metadata(spanish.track.data)["comment"]
