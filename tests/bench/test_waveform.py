"""The picture of finished narrations: a mark a clip, words in their own direction, the same bytes each time."""

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from pipeline.bench.plot import SVG
from pipeline.bench.waveform import SECONDS, WIDTH, picture, read
from pipeline.errors import UsageError
from tests.sample.build import Sample
from tests.waveform import ARTICLE, LANGUAGES, PICTURE

NAMES = {"s": SVG}
MOST_BYTES = 60_000


@pytest.fixture(scope="module")
def folders(sample: Sample) -> list[Path]:
    return [sample.out / ARTICLE / tag for tag in LANGUAGES]


@pytest.fixture(scope="module")
def root(folders: list[Path]) -> Xml.Element:
    return Xml.fromstring(picture(folders))


def clips_of(folder: Path) -> int:
    record = json.loads((folder / "edition.json").read_text("utf-8"))
    clips = [part["clip"] for part in (*record["segments"], *record["notes"]) if part["clip"]]
    return sum(clip["begin"] < SECONDS * 1000 for clip in clips)


def test_the_same_editions_give_the_same_bytes(folders: list[Path]) -> None:
    assert picture(folders) == picture(folders)
    assert len(picture(folders).encode()) <= MOST_BYTES


def test_as_many_marks_as_clips_each_with_its_words(root: Xml.Element, folders: list[Path]) -> None:
    clips = [part for part in root.findall("s:rect", NAMES) if part.get("class") == "clip"]
    assert len(clips) == sum(map(clips_of, folders)) > 6
    assert len(root.findall("s:text[@lang]", NAMES)) == len(clips) + len(folders)
    for clip in clips:
        assert (
            0 <= float(clip.get("x", "")) < float(clip.get("x", "")) + float(clip.get("width", "")) <= WIDTH
        )


def test_words_run_as_their_language_does_and_time_to_the_right(root: Xml.Element) -> None:
    directions = {(text.get("lang"), text.get("direction")) for text in root.findall("s:text[@lang]", NAMES)}
    assert directions == {("ar", "rtl"), ("pt", "ltr")}
    ticks = [text for text in root.findall("s:text", NAMES) if not text.get("lang")]
    places = [float(tick.get("x", "")) for tick in ticks[: len(ticks) // 2]]
    assert places == sorted(places)


def test_it_says_in_words_what_it_shows(root: Xml.Element, folders: list[Path]) -> None:
    assert root.get("role") == "img"
    named = {part.get("id"): part.text or "" for part in root if part.get("id")}
    assert root.get("aria-labelledby", "").split() == list(named)
    for folder, name in zip(folders, ("Arabic", "Portuguese"), strict=True):
        assert f"{name}, {clips_of(folder)} clips. 0.2 to " in named["d"]
        assert read(folder).marks[0].text in named["d"]
    style = root.find("s:style", NAMES)
    assert style is not None
    assert "prefers-color-scheme:dark" in (style.text or "")


def test_peaks_stand_in_the_clips_and_silence_between(folders: list[Path]) -> None:
    shown = read(folders[0])
    width = SECONDS / len(shown.peaks)
    first, second = shown.marks[:2]
    inside = shown.peaks[round(first.begin / width) + 1 : round(first.end / width) - 1]
    between = shown.peaks[round(first.end / width) + 5 : round(second.begin / width) - 5]
    assert max(inside) > 0.3
    assert max(between) < 0.02


def test_the_one_in_the_documents_is_of_this_kind() -> None:
    found = Xml.fromstring(PICTURE.read_text("utf-8"))
    assert found.get("viewBox", "").startswith(f"0 0 {WIDTH} ")
    assert PICTURE.stat().st_size <= MOST_BYTES


def test_a_folder_without_sound_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no finished edition with sound"):
        picture([tmp_path])
    (tmp_path / "edition.json").write_text('{"narration": null}', "utf-8")
    with pytest.raises(UsageError, match="holds no finished edition with sound"):
        read(tmp_path)
