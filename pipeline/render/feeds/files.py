"""All files for subscribers and search engines that a tree has."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import urlsplit

from pipeline.cover import LARGE, cover
from pipeline.language import Lang
from pipeline.model import File
from pipeline.render.feeds.atom import Families, atom
from pipeline.render.feeds.channel import languages, news, podcast
from pipeline.render.feeds.rss import rss
from pipeline.render.feeds.sitemap import Place, places, sitemap
from pipeline.render.listing import Listing


def feed_files(listings: Sequence[Listing], fronts: Sequence[Place], site: str) -> tuple[File, ...]:
    """Feeds, the podcast's pictures, sitemap and `robots.txt`; none where nobody knows the address.

    `listings` are all editions of the tree, `fronts` the places of its front pages.
    """
    if not site:
        return ()
    made = sorted((each for each in listings if not each.missing), key=lambda each: each.slug)
    families = {slug: tuple(family) for slug, family in groupby(made, key=lambda each: each.slug)}
    pages = [*fronts, *(place for family in families.values() for place in places(family))]
    return (*_feeds(made, families, site), *sitemap(pages, site), *_robots(site))


def _feeds(made: Sequence[Listing], families: Families, site: str) -> Iterator[File]:
    spoken: list[Lang] = []
    for lang in languages(made):
        heard, read = podcast(made, lang, site), news(made, lang, site)
        if heard:
            spoken.append(lang)
            yield File(heard.path, rss(heard))
        if read:
            yield File(read.path, atom(read, families))
    for direction in sorted({lang.direction for lang in spoken}):
        yield File(f"assets/cover-{direction}.png", cover(direction, LARGE))


def _robots(site: str) -> Iterator[File]:
    """Robots look for it at the top of a host only."""
    if urlsplit(site).path == "/":
        yield File("robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {site}sitemap.xml\n".encode())
