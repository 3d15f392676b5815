"""What the feeds of one language hold, and how they and their items are named for life."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from pipeline.language import Lang
from pipeline.messages import Words, words
from pipeline.render.listing import Listing, SoundFile

MOST = 300
"""Items of one feed. Clients fetch the whole file each time; what is older is on the front pages and in the sitemap."""
_PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The podcast namespace's own, for `podcast:guid`."""
_PLAYABLE = ("audio/mpeg", "audio/mp4")
"""What podcast directories take; anything else goes in only where nothing better is there."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One feed: its items newest first, all of them dated."""

    lang: Lang
    site: str
    path: str
    """Of the feed, in the tree."""
    name: str
    """The publisher's, or the host's."""
    entries: tuple[Listing, ...]

    @property
    def w(self) -> Words:
        return words(self.lang)

    @property
    def address(self) -> str:
        return self.site + self.path

    @property
    def home(self) -> str:
        """The address of the language's own front page."""
        return f"{self.site}index.{self.lang}.html"

    @property
    def newest(self) -> datetime:
        return max(map(dated, self.entries))

    @property
    def rights(self) -> str:
        """What all items agree on."""
        return _the_one(entry.rights for entry in self.entries)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names."""

    path: str
    media_type: str
    spoken: bool


def podcast(listings: Sequence[Listing], lang: Lang, site: str) -> Channel | None:
    """The editions of a language that can be heard."""
    return _channel([each for each in listings if each.sounds], lang, site, f"feeds/{lang}.xml")


def news(listings: Sequence[Listing], lang: Lang, site: str) -> Channel | None:
    """All editions of a language."""
    return _channel(listings, lang, site, f"feeds/{lang}.atom.xml")


def feed_links(listings: Sequence[Listing], lang: Lang, site: str) -> tuple[FeedLink, ...]:
    """The feeds that a language has."""
    heard, read = podcast(listings, lang, site), news(listings, lang, site)
    found = [FeedLink(heard.path, "application/rss+xml", spoken=True)] if heard else []
    return (*found, *([FeedLink(read.path, "application/atom+xml", spoken=False)] if read else []))


def languages(listings: Iterable[Listing]) -> tuple[Lang, ...]:
    """Those that something was made in, sorted by tag."""
    return tuple(sorted({each.lang for each in listings if not each.missing}, key=lambda lang: lang.tag))


def newest_first(listings: Iterable[Listing]) -> list[Listing]:
    """Dated ones from the newest on, then the others; of one moment by slug."""
    by_slug = sorted(listings, key=lambda each: each.slug)
    return sorted(by_slug, key=lambda each: each.published or _LONG_AGO, reverse=True)


def dated(entry: Listing) -> datetime:
    """When it was published, in a zone that feeds can write: before 1900 some differ from UTC by seconds."""
    moment = entry.published or _LONG_AGO
    offset = moment.utcoffset()
    return moment.astimezone(UTC) if offset is None or offset.total_seconds() % 60 else moment


def enclosures(entry: Listing) -> tuple[SoundFile, ...]:
    """The sounds, first the one that every podcast client plays."""
    return tuple(sorted(entry.sounds, key=lambda sound: _liking(sound.media_type)))


def identity(address: str) -> str:
    """An id for life: the same as long as the address is."""
    return uuid5(NAMESPACE_URL, address).urn


def podcast_guid(address: str) -> str:
    """As the podcast namespace demands: from the feed's address without scheme and last slashes."""
    return str(uuid5(_PODCASTS, address.partition("://")[2].rstrip("/")))


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _channel(listings: Sequence[Listing], lang: Lang, site: str, path: str) -> Channel | None:
    of_lang = [each for each in listings if each.lang == lang and not each.missing and each.published]
    entries = tuple(newest_first(of_lang)[:MOST])
    return Channel(lang, site, path, _name(listings, site), entries) if site and entries else None


def _name(listings: Sequence[Listing], site: str) -> str:
    """Whose tree it is: the publisher of all its articles, where there is one only, else the host."""
    host = urlsplit(site).hostname or site
    return _the_one(each.publisher for each in listings) or host.encode().decode("idna")


def _the_one(texts: Iterable[str]) -> str:
    found = set(texts)
    return found.pop() if len(found) == 1 else ""


def _liking(media_type: str) -> int:
    return _PLAYABLE.index(media_type) if media_type in _PLAYABLE else len(_PLAYABLE)
