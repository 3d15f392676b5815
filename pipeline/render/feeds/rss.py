"""The podcast: RSS 2.0 with the words of Apple's and of the podcast namespace."""

from email.utils import format_datetime
from typing import Any

from markupsafe import Markup

from pipeline.render import chapters
from pipeline.render.feeds.channel import Channel, dated, enclosures, identity, podcast_guid
from pipeline.render.feeds.markup import ATOM, about, add, clean, root_of, written
from pipeline.render.inline import tongue
from pipeline.render.listing import Listing

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
CATEGORY = "News"
"""One of Apple's."""


def rss(channel: Channel) -> bytes:
    """The feed of a language. Nothing in it depends on when it is made."""
    root = root_of("rss", {"atom": ATOM, "itunes": ITUNES, "podcast": PODCAST}, {"version": "2.0"})
    top = add(root, "channel")
    _add_head(top, channel)
    for entry in channel.entries:
        _add_item(add(top, "item"), channel, entry)
    return written(root)


def _add_head(top: Any, channel: Channel) -> None:
    w = channel.w
    # Translators: the name of a podcast; {name} is a publisher or an address
    add(top, "title", w("Articles read aloud: {name}", name=channel.name))
    add(top, "link", channel.home)
    add(top, "description", _description(channel))
    add(top, "language", channel.lang.tag)
    if channel.rights:
        add(top, "copyright", channel.rights)
    add(top, "lastBuildDate", format_datetime(channel.newest))
    add(top, "generator", "Editions")
    own = {"rel": "self", "type": "application/rss+xml", "href": channel.address}
    add(top, f"{{{ATOM}}}link", attributes=own)
    add(top, _itunes("author"), channel.name)
    add(
        top, _itunes("image"), attributes={"href": f"{channel.site}assets/cover-{channel.lang.direction}.png"}
    )
    add(top, _itunes("category"), attributes={"text": CATEGORY})
    add(top, _itunes("explicit"), "false")
    add(top, _itunes("type"), "episodic")
    add(top, _podcast("guid"), podcast_guid(channel.address))
    add(top, _podcast("medium"), "podcast")


def _description(channel: Channel) -> str:
    w = channel.w
    said = [
        w("Articles in {language}, read aloud by a synthetic voice.", language=channel.lang.name_in(w.lang))
    ]
    if any(entry.notice for entry in channel.entries):
        said.append(
            w("Some of them are translations: each says who made it and whether a person reviewed it.")
        )
    return " ".join(said)


def _add_item(item: Any, channel: Channel, entry: Listing) -> None:
    page = channel.site + entry.href
    first, *others = enclosures(entry)
    add(item, "title", entry.title)
    add(item, "link", page)
    add(item, "guid", identity(page), {"isPermaLink": "false"})
    add(item, "pubDate", format_datetime(dated(entry)))
    add(item, "description", _said_of(channel, entry, page))
    at = channel.site + entry.beside(first.file)
    add(item, "enclosure", attributes={"url": at, "length": str(first.size), "type": first.media_type})
    add(item, _itunes("duration"), str(seconds(entry)))
    add(item, _itunes("explicit"), "false")
    add(item, _itunes("episodeType"), "full")
    if entry.byline:
        add(item, _itunes("author"), entry.byline)
    _add_companions(item, channel, entry)
    for sound in others:
        kind = {"type": sound.media_type, "length": str(sound.size)}
        other = add(item, _podcast("alternateEnclosure"), attributes=kind)
        add(other, _podcast("source"), attributes={"uri": channel.site + entry.beside(sound.file)})


def _add_companions(item: Any, channel: Channel, entry: Listing) -> None:
    """The text with its times, and the chapters."""
    text = {
        "url": channel.site + entry.beside("narration.vtt"),
        "type": "text/vtt",
        "language": entry.lang.tag,
        "rel": "captions",
    }
    add(item, _podcast("transcript"), attributes=text)
    if entry.chapters:
        at = channel.site + entry.beside(chapters.FILE)
        add(item, _podcast("chapters"), attributes={"url": at, "type": chapters.MEDIA_TYPE})


def _said_of(channel: Channel, entry: Listing, page: str) -> str:
    """HTML, as podcast clients show it, with the way to the text."""
    told = clean(channel.w("Read along with the text"))
    link = Markup('<p{}><a href="{}">{}</a></p>').format(tongue(channel.w.lang), page, told)
    return str(about(channel, entry) + link)


def seconds(entry: Listing) -> int:
    """The length in whole seconds, at least one."""
    return max(1, round(entry.milliseconds / 1000))


def _itunes(name: str) -> str:
    return f"{{{ITUNES}}}{name}"


def _podcast(name: str) -> str:
    return f"{{{PODCAST}}}{name}"
