"""What a tree of editions shares: its front pages and feeds, the stylesheet, the player script, the fonts."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.model import Edition, File
from pipeline.render.feeds import feed_files
from pipeline.render.fonts import font_files, font_rules
from pipeline.render.fronts import front_pages
from pipeline.render.listing import Listing, listing
from pipeline.render.templating import asset

SHARED_FOLDERS = frozenset({"assets", "feeds"})
"""Folders of the tree that hold nothing of one article."""


def site_files(
    editions: Sequence[Edition | Listing], *, fonts: Mapping[str, Path] | None = None, site: str = ""
) -> tuple[File, ...]:
    """The front pages, `assets/`, feeds and sitemap. `editions` are all of the tree; `fonts` maps a language
    tag to a file; `site` is where the tree will be published, empty where nobody knows: no feeds then.

    The front page lists the newest article first and speaks the source language of the first one given.
    Raises `SetupError` or `UsageError` for a font.
    """
    fonts = fonts or {}
    listings = [each if isinstance(each, Listing) else listing(each) for each in editions]
    pages, places = front_pages(listings, site)
    return (
        *pages,
        *shared_files(fonts, sound=any(each.milliseconds for each in listings)),
        *feed_files(listings, places, site),
    )


def shared_files(fonts: Mapping[str, Path], *, sound: bool) -> tuple[File, ...]:
    """`assets/`: what every page needs before it is there. A tree without any `sound` needs no player.

    Raises `SetupError` or `UsageError` for a font.
    """
    player = ("words.js", "session.js", "player.js") if sound else ()
    return (
        File("assets/editions.css", asset("editions.css") + font_rules(fonts).encode()),
        *(File(f"assets/{name}", asset(name)) for name in ("early.js", "reading.js", *player)),
        File("assets/icon.svg", asset("icon.svg")),
        *font_files(fonts),
    )
