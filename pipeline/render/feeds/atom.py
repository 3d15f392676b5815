"""The text feed: Atom 1.0 (RFC 4287)."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.render.feeds.channel import Channel, dated, enclosures, identity
from pipeline.render.feeds.markup import ATOM, XML_LANG, about, add, root_of, written
from pipeline.render.inline import web_address
from pipeline.render.listing import Listing

Families = Mapping[str, Sequence[Listing]]
"""Slug -> all editions of that article that were made."""


def atom(channel: Channel, families: Families) -> bytes:
    """The feed of a language; its entries name the other editions of their articles."""
    root = root_of(_atom("feed"), {None: ATOM}, {XML_LANG: channel.lang.tag})
    _add_head(root, channel)
    for entry in channel.entries:
        _add_entry(add(root, _atom("entry")), channel, entry, families.get(entry.slug, ()))
    return written(root)


def _add_head(root: Any, channel: Channel) -> None:
    w = channel.w
    in_chrome = {} if w.lang == channel.lang else {XML_LANG: w.lang.tag}
    add(root, _atom("id"), identity(channel.address))
    # Translators: the name of a feed; {name} is a publisher or an address
    add(root, _atom("title"), w("Articles: {name}", name=channel.name), in_chrome)
    add(root, _atom("updated"), channel.newest.isoformat())
    add(add(root, _atom("author")), _atom("name"), channel.name)
    _add_link(root, "self", channel.address, type="application/atom+xml")
    _add_link(root, "alternate", channel.home, type="text/html", hreflang=channel.lang.tag)
    add(root, _atom("generator"), "Editions")
    if channel.rights:
        add(root, _atom("rights"), channel.rights)


def _add_entry(found: Any, channel: Channel, entry: Listing, family: Sequence[Listing]) -> None:
    page = channel.site + entry.href
    moment = dated(entry).isoformat()
    add(found, _atom("id"), identity(page))
    add(found, _atom("title"), entry.title, {XML_LANG: (entry.title_lang or entry.lang).tag})
    add(found, _atom("published"), moment)
    add(found, _atom("updated"), moment)
    if entry.byline or (entry.publisher and entry.publisher != channel.name):
        add(add(found, _atom("author")), _atom("name"), entry.byline or entry.publisher)
    _add_links(found, channel, entry, family)
    said = str(about(channel, entry))
    if said:
        add(found, _atom("summary"), said, {"type": "html"})
    if entry.rights:
        add(found, _atom("rights"), entry.rights, {XML_LANG: entry.source.tag})


def _add_links(found: Any, channel: Channel, entry: Listing, family: Sequence[Listing]) -> None:
    """The page, where the text comes from, its sounds, and its sisters."""
    _add_link(found, "alternate", channel.site + entry.href, type="text/html", hreflang=entry.lang.tag)
    original = web_address(entry.url)
    if original:
        _add_link(found, "via", original, type="text/html", hreflang=entry.source.tag)
    for sound in enclosures(entry):
        at = channel.site + entry.beside(sound.file)
        _add_link(
            found, "enclosure", at, type=sound.media_type, hreflang=entry.lang.tag, length=str(sound.size)
        )
    for other in family:
        if other.lang != entry.lang:
            at = channel.site + other.href
            _add_link(found, "related", at, type="text/html", hreflang=other.lang.tag, title=other.title)


def _add_link(parent: Any, rel: str, href: str, **attributes: str) -> None:
    add(parent, _atom("link"), attributes={"rel": rel, **attributes, "href": href})


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"
