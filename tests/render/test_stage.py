"""The stage: which files, and what it leaves alone."""

import json
import re
from dataclasses import replace

from pipeline.model import Sound, WordTime
from pipeline.render import Render
from tests.render.reading import cues
from tests.render.samples import AR, EN, ES, PT, failed, family, lighthouse


def test_every_edition_gets_its_files() -> None:
    done = Render()(family())
    assert [sorted(file.path for file in edition.files) for edition in done[:3]] == [
        [
            f"lighthouse/{lang}/edition.epub", f"lighthouse/{lang}/edition.json", f"lighthouse/{lang}/index.html",
            f"lighthouse/{lang}/narration.mp3", f"lighthouse/{lang}/narration.vtt",
            *([] if lang == EN else [f"lighthouse/{lang}/review.xlf"]),
        ]
        for lang in (EN, AR, PT)
    ]  # fmt: skip


def test_the_narration_is_the_track_as_it_came() -> None:
    (edition,) = Render()([lighthouse(EN, sound=b"\x00\xff\xfb")])
    assert next(file.data for file in edition.files if file.path.endswith(".mp3")) == b"\x00\xff\xfb"


def test_a_failed_edition_passes_through_untouched() -> None:
    given = failed(ES)
    *_, passed = Render()([lighthouse(EN), given])
    assert passed is given


def test_the_same_batch_gives_the_same_bytes_and_a_second_pass_changes_nothing() -> None:
    once = Render()(family())
    assert Render()(family()) == once
    assert Render()(once) == once


def test_articles_do_not_mix() -> None:

    other = lighthouse(PT)
    other = other.but(article=replace(other.article, name="other", slug="other"))
    english, portuguese = Render()([lighthouse(EN), other])
    assert b"../pt/" not in english.files[0].data
    assert b"../en/" not in portuguese.files[0].data


def test_an_edition_without_sound_has_page_and_record_only() -> None:
    (edition,) = Render(epub=False)([lighthouse(EN).but(track=None)])
    assert sorted(file.path for file in edition.files) == [
        "lighthouse/en/edition.json",
        "lighthouse/en/index.html",
    ]


def test_page_captions_and_record_agree_on_ids_texts_and_times() -> None:
    for edition in Render()(family())[:3]:
        files = {file.path.rsplit("/", 1)[1]: file.data for file in edition.files}
        record = json.loads(files["edition.json"])
        parts = {part["id"]: part for part in (*record["segments"], *record["notes"])}
        found = cues(files["narration.vtt"])
        silent = {name for name, part in parts.items() if part["clip"] is None}
        assert {parts[name]["kind"] for name in silent} == {"section", "topic"}
        assert {cue.id for cue in found} == set(parts) - silent
        for cue in found:
            assert parts[cue.id]["clip"] == {"begin": cue.begin, "end": cue.end}
            assert f'id="{cue.id}"'.encode() in files["index.html"]
            assert f'data-begin="{cue.begin}" data-end="{cue.end}"'.encode() in files["index.html"]


def test_other_formats_lie_beside_the_narration_and_can_be_downloaded() -> None:
    edition = lighthouse(EN)
    assert edition.track
    also = (Sound(b"m4b", ".m4b", "audio/mp4"), Sound(b"opus", ".opus", "audio/ogg; codecs=opus"))
    (done,) = Render()([edition.but(track=replace(edition.track, also=also))])
    files = {file.path.rsplit("/", 1)[1]: file.data for file in done.files}
    assert (files["narration.m4b"], files["narration.opus"]) == (b"m4b", b"opus")
    page = files["index.html"].decode()
    links = re.findall(r'<a href="(narration\.\w+)" download="([^"]+)">[^<(]*\((\w+), ', page)
    assert links == [
        ("narration.mp3", "lighthouse.en.mp3", "MP3"),
        ("narration.m4b", "lighthouse.en.m4b", "M4B"),
        ("narration.opus", "lighthouse.en.opus", "Opus"),
    ]
    assert 'src="narration.mp3"' in page
    told = json.loads(files["edition.json"])["narration"]["also"]
    assert [each["file"] for each in told] == ["narration.m4b", "narration.opus"]


def test_words_are_in_the_record_and_on_request_in_captions() -> None:
    edition = lighthouse(EN)
    assert edition.track
    first = edition.track.clips[0]
    words = (WordTime(0, 3, first.begin, 15_000), WordTime(4, 6, 15_000, first.end, interpolated=True))
    track = replace(edition.track, clips=(replace(first, words=words), *edition.track.clips[1:]))
    (plain,), (timed,) = (Render(words=words)([edition.but(track=track)]) for words in (False, True))
    assert {file.path for file in timed.files} - {file.path for file in plain.files} == {
        "lighthouse/en/words.vtt"
    }
    record = next(file.data for file in plain.files if file.path.endswith("edition.json")).decode()
    at = track.milliseconds
    assert json.loads(record)["segments"][2]["words"] == [
        {"text": [0, 3], "time": [at(first.begin), at(15_000)]},
        {"text": [4, 6], "time": [at(15_000), at(first.end)], "interpolated": True},
    ]
    assert '   {"text": [0, 3], "time": [' in record  # a line a word


def test_the_record_is_written_as_json_would_be() -> None:
    for edition in Render()(family())[:3]:
        record = next(file.data for file in edition.files if file.path.endswith("edition.json")).decode()
        assert record == json.dumps(json.loads(record), ensure_ascii=False, indent=1) + "\n"
