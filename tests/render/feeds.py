"""Editions with sound, chapters and dates, as a publisher's tree has them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from pipeline.language import Lang
from pipeline.model import Chapter, Edition, Sound
from pipeline.render import Listing, Render, listing
from tests.render.samples import AR, EN, PT, failed, lighthouse

SITE = "https://editions.example/news/"


@lru_cache(maxsize=1)
def tree() -> tuple[Edition, ...]:
    """English in three formats with chapters, Arabic in one, Portuguese without sound; Spanish failed."""
    return Render(site=SITE, epub=False)(
        [in_formats(lighthouse(EN)), lighthouse(AR), lighthouse(PT).but(track=None), failed(Lang.parse("es"))]
    )


def in_formats(edition: Edition) -> Edition:
    track = edition.track
    assert track
    also = (Sound(b"opus", ".opus", "audio/ogg"), Sound(b"m4b.", ".m4b", "audio/mp4"))
    chapters = (Chapter("The light", 0), Chapter("What is new <and> old", track.samples // 2))
    return edition.but(track=replace(track, also=also, chapters=chapters))


def listings() -> tuple[Listing, ...]:
    return tuple(map(listing, tree()))


def many(count: int, lang: Lang = AR) -> list[Listing]:
    """Articles of which each is a day older than the one before."""
    first = listing(lighthouse(lang))
    newest = datetime(2024, 5, 3, tzinfo=UTC)
    return [
        replace(first, slug=f"a{n}", title=f"{first.title} {n}", published=newest - timedelta(days=n))
        for n in range(count)
    ]
