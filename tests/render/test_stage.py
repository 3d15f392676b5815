"""The stage: which files, and what it leaves alone."""

import json
from dataclasses import replace

from pipeline.render import Render
from tests.render.reading import cues
from tests.render.samples import AR, EN, ES, PT, failed, family, lighthouse


def test_every_edition_gets_its_files() -> None:
    done = Render()(family())
    assert [sorted(file.path for file in edition.files) for edition in done[:3]] == [
        [
            f"lighthouse/{lang}/edition.json", f"lighthouse/{lang}/index.html",
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
    (edition,) = Render()([lighthouse(EN).but(track=None)])
    assert sorted(file.path for file in edition.files) == [
        "lighthouse/en/edition.json",
        "lighthouse/en/index.html",
    ]


def test_page_captions_and_record_agree_on_ids_texts_and_times() -> None:
    for edition in Render()(family())[:3]:
        files = {file.path.rsplit("/", 1)[1]: file.data for file in edition.files}
        record = json.loads(files["edition.json"])
        assert [segment["id"] for segment in record["segments"]] == [
            cue.id for cue in cues(files["narration.vtt"])
        ]
        for segment, cue in zip(record["segments"], cues(files["narration.vtt"]), strict=True):
            assert segment["clip"] == {"begin": cue.begin, "end": cue.end}
            assert f'id="{segment["id"]}"'.encode() in files["index.html"]
            assert f'data-begin="{cue.begin}" data-end="{cue.end}"'.encode() in files["index.html"]
