"""Goldens of every stage of the sample article in its four languages, as text, a line a thing."""

from collections import Counter

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.model import Edition, Mark
from tests.sample.build import LANGUAGES, Sample

TARGETS = LANGUAGES[1:]


def check(golden: FileRegressionFixture, lines: list[str]) -> None:
    golden.check("\n".join(lines) + "\n", extension=".txt", encoding="utf-8")


def marked(marks: tuple[Mark, ...]) -> str:
    return "".join(f" [{mark.kind} {mark.begin}-{mark.end} {mark.href}]" for mark in marks)


def test_read(sample: Sample, file_regression: FileRegressionFixture) -> None:
    article = sample.edition("segment", "en").article
    head = [
        f"{name}: {getattr(article, name)}"
        for name in ("name", "slug", "lang", "published", "rights", "sha256")
    ]
    blocks = [
        f"{block.kind}{f' {block.level}' if block.level else ''}"
        f"{f' (announces {block.announces})' if block.announces else ''} | {block.text}{marked(block.marks)}"
        for block in article.blocks
    ]
    findings = [
        f"{found.severity} {found.code} {found.place}: {found.evidence}" for found in article.findings
    ]
    check(file_regression, [*head, "", *blocks, "", *findings])


def test_segments(sample: Sample, file_regression: FileRegressionFixture) -> None:
    edition = sample.edition("segment", "en")
    check(
        file_regression, [f"{segment.id} {segment.block:2} | {segment.text}" for segment in edition.segments]
    )


@pytest.mark.parametrize("tag", TARGETS)
def test_targets(sample: Sample, tag: str, file_regression: FileRegressionFixture) -> None:
    edition = sample.edition("translate", tag)
    lines = []
    for segment, target in zip(edition.segments, edition.targets, strict=True):
        score = "" if target.score is None else f", {target.score:.2f}"
        lines += [
            f"{segment.id} {target.state}, {target.engine}{score}",
            f"  {segment.text}",
            f"  {target.text}",
        ]
    check(file_regression, lines)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_clips(sample: Sample, tag: str, file_regression: FileRegressionFixture) -> None:
    """Samples, not milliseconds: nothing is rounded away."""
    track = sample.edition("narrate", tag).track
    assert track
    clips = [f"{clip.segment_id} {clip.begin} {clip.end}" for clip in track.clips]
    check(file_regression, [f"{track.voice}, {track.sample_rate} Hz, {track.samples} samples", *clips])


@pytest.mark.parametrize(
    ("tag", "name"),
    [(tag, name) for tag in LANGUAGES for name in ("index.html", "narration.vtt", "edition.json")]
    + [(tag, "review.xlf") for tag in TARGETS],
)
def test_files(sample: Sample, tag: str, name: str, file_regression: FileRegressionFixture) -> None:
    text = sample.file(tag, name).read_text("utf-8")
    file_regression.check(text, extension=f".{name.split('.')[1]}", encoding="utf-8")


def test_front_page(sample: Sample, file_regression: FileRegressionFixture) -> None:
    file_regression.check((sample.out / "index.html").read_text("utf-8"), extension=".html", encoding="utf-8")


def test_report(sample: Sample, file_regression: FileRegressionFixture) -> None:
    file_regression.check(
        (sample.out / "report.json").read_text("utf-8"), extension=".json", encoding="utf-8"
    )


def test_every_arabic_sentence_is_post_edited_and_none_is_reviewed(sample: Sample) -> None:
    states = Counter(target.state for target in sample.edition("translate", "ar").targets)
    assert set(states) == {"post-edited"}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_nothing_is_untranslated(sample: Sample, tag: str) -> None:
    edition: Edition = sample.edition("render", tag)
    assert not edition.failure
    assert all(target.lang.tag == tag for target in edition.targets)
