"""`edition.json`: what is known of every segment, for other programs."""

import json

from pipeline.model import Clip, Edition, Finding, Mark, Segment, Target


def record(edition: Edition) -> bytes:
    """One object, readable line by line; the same edition gives the same bytes."""
    article = edition.article
    value = {
        "article": article.name,
        "slug": article.slug,
        "lang": edition.lang.tag,
        "dir": edition.lang.direction,
        "source_lang": article.lang.tag,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "source_sha256": article.sha256,
        "narration": _narration(edition),
        "segments": _segments(edition),
        "notes": _notes(edition),
        "findings": [_finding(finding) for finding in _of_no_segment(edition)],
    }
    return (_written(value) + "\n").encode()


def _narration(edition: Edition) -> dict[str, object] | None:
    track = edition.track
    if track is None:
        return None
    return {
        "file": f"narration{track.suffix}",
        "media_type": track.media_type,
        "voice": track.voice,
        "milliseconds": track.milliseconds(track.samples),
        "also": [
            {"file": f"narration{sound.suffix}", "media_type": sound.media_type} for sound in track.also
        ],
        "chapters": [
            {"title": chapter.title, "begin": track.milliseconds(chapter.begin)} for chapter in track.chapters
        ],
    }


def _segments(edition: Edition) -> list[dict[str, object]]:
    clips = _clips(edition)
    return [
        _segment(edition, segment, target, clips.get(segment.id))
        for segment, target in zip(edition.segments, edition.targets, strict=True)
    ]


def _notes(edition: Edition) -> list[dict[str, object]]:
    """`block` is the index of the block that a note belongs to; -1 below the head."""
    clips = _clips(edition)
    return [
        {
            "id": note.id,
            "kind": note.kind,
            "text": note.text,
            "lang": note.lang.tag,
            "block": note.block,
            "clip": _clip(edition, clips.get(note.id)),
            "words": _words(edition, clips.get(note.id)),
        }
        for note in edition.notes
    ]


def _clips(edition: Edition) -> dict[str, Clip]:
    return {clip.segment_id: clip for clip in edition.track.clips} if edition.track else {}


def _segment(edition: Edition, segment: Segment, target: Target, clip: Clip | None) -> dict[str, object]:
    return {
        "id": segment.id,
        "kind": edition.article.blocks[segment.block].kind,
        "source": segment.text,
        "target": target.text,
        "lang": target.lang.tag,
        "state": target.state,
        "reviewer": target.reviewer,
        "engine": target.engine,
        "score": target.score,
        "marks": [_mark(mark) for mark in target.marks],
        "findings": [_finding(finding) for finding in edition.findings if finding.place == segment.id],
        "clip": _clip(edition, clip),
        "words": _words(edition, clip),
    }


def _clip(edition: Edition, clip: Clip | None) -> dict[str, int] | None:
    """Begin and end in milliseconds from the start of the track."""
    if clip is None or edition.track is None:
        return None
    return {"begin": edition.track.milliseconds(clip.begin), "end": edition.track.milliseconds(clip.end)}


def _words(edition: Edition, clip: Clip | None) -> "list[_Word]":
    """Each spoken word's characters in the target, and when it sounds, in milliseconds from the track's start."""
    if clip is None or edition.track is None:
        return []
    at = edition.track.milliseconds
    return [
        _Word(
            {"text": [word.begin, word.end], "time": [at(word.first), at(word.last)]}
            | ({"interpolated": True} if word.interpolated else {})
        )
        for word in clip.words
    ]


class _Word(dict[str, object]):
    """An object that is written on one line: there are thousands."""


def _written(value: object, indent: str = "") -> str:
    """JSON with an indent of one space, as `json.dumps` writes it but for words."""
    within = indent + " "
    if isinstance(value, dict) and value and not isinstance(value, _Word):
        items = [f"{json.dumps(key)}: {_written(item, within)}" for key, item in value.items()]
        return "{\n" + ",\n".join(within + item for item in items) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(within + _written(item, within) for item in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def _mark(mark: Mark) -> dict[str, object]:
    shared: dict[str, object] = {"kind": mark.kind, "begin": mark.begin, "end": mark.end}
    return {**shared, "href": mark.href} if mark.href else shared


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "place": finding.place,
        "message": finding.message,
        "evidence": finding.evidence,
    }


def _of_no_segment(edition: Edition) -> list[Finding]:
    ids = {segment.id for segment in edition.segments}
    return [finding for finding in (*edition.article.findings, *edition.findings) if finding.place not in ids]
