"""`chapters.json`: the podcast namespace's JSON chapters 1.2."""

import json

from pipeline.model import Edition, Track

FILE = "chapters.json"
MEDIA_TYPE = "application/json+chapters"


def chapters(edition: Edition, track: Track) -> bytes:
    """The chapters of a track that has some, in seconds from its begin; readable line by line."""
    value = {
        "version": "1.2.0",
        "title": edition.title or edition.article.name,
        "chapters": [
            {"startTime": track.milliseconds(chapter.begin) / 1000, "title": chapter.title}
            for chapter in track.chapters
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
