"""One article as an XHTML document: the words of its page, without what only a page can do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree, html
from markupsafe import Markup

from pipeline.messages import words as words_of
from pipeline.model import Clip, Edition, Sound, Track, WordTime
from pipeline.render.body import Body, Figure, Node, body_of
from pipeline.render.chrome import Chrome
from pipeline.render.epub.overlay import Pair
from pipeline.render.epub.words import mark_words
from pipeline.render.inline import tongue
from pipeline.render.page import title_of
from pipeline.render.templating import html as rendered
from pipeline.render.wording import notes_of

XHTML = "http://www.w3.org/1999/xhtml"
_NAMESPACES: Any = {None: XHTML}
_PLAYABLE = {".mp3": ".mp3", ".m4b": ".m4a", ".opus": ".opus"}
"""What reading systems must play, and the ending by which they know it."""
_OF_PAGES = ("data-begin", "data-end", "data-words", "loading")
"""Attributes that only the script of a page reads."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the article."""

    path: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """An XHTML document."""

    data: bytes
    ids: tuple[str, ...]
    """Of all elements that have one, in document order."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a book."""

    edition: Edition
    folder: str
    """Where its files lie in the book; empty, or ending with a slash."""
    words: bool = False
    """Whether its overlay goes word by word."""

    @property
    def title(self) -> str:
        return title_of(self.edition)[0]

    @property
    def sound(self) -> Sound | None:
        """The file that reading systems play: the page's own."""
        track = self.edition.track
        return track.sounds[0] if track else None

    @property
    def sound_file(self) -> str:
        return f"narration{_PLAYABLE[self.sound.suffix]}" if self.sound else ""

    @property
    def sound_path(self) -> str:
        return self.folder + self.sound_file

    def pairs(self, ids: Sequence[str], prefix: str = "", base: str = "") -> list[Pair]:
        """Those of the given ids that sound, in that order; an element's id is `prefix` and the segment's.

        `base` leads from the overlay to the part's folder.
        """
        track = self.edition.track
        clips = {clip.segment_id: clip for clip in track.clips} if track else {}
        sound = base + self.sound_file
        return [self._pair(clips[name], track, prefix, sound) for name in ids if track and name in clips]

    def _pair(self, clip: Clip, track: Track, prefix: str, sound: str) -> Pair:
        name = prefix + clip.segment_id
        words = word_pairs(name, clip, track, sound) if self.words and not prefix else ()
        return Pair(name, sound, track.milliseconds(clip.begin), track.milliseconds(clip.end), words)


def word_id(segment_id: str, number: int) -> str:
    """The id of a word's element, counted from 1."""
    return f"{segment_id}-w{number}"


def word_pairs(name: str, clip: Clip, track: Track, sound: str) -> tuple[Pair, ...]:
    """The words of a clip without gaps: the first begins and the last ends with it."""
    begins = [clip.begin, *(word.first for word in clip.words[1:]), clip.end]
    at = [track.milliseconds(sample) for sample in begins]
    return tuple(
        Pair(word_id(name, number), sound, at[number - 1], at[number])
        for number in range(1, len(clip.words) + 1)
    )


def content(part: Part) -> Document:
    """The document of a part."""
    edition = part.edition
    w = Chrome(words_of(edition.lang), edition.article.lang)
    title, title_lang = title_of(edition)
    notes = notes_of(edition)
    values = {
        "title": title,
        "title_tongue": tongue(title_lang if title_lang != edition.lang else None),
        "article": edition.article,
        "body": _without_links_to_pictures(body_of(edition)),
        "date": Markup("").join(told for note, told in notes if note.kind == "date"),
        "notice": [told for note, told in notes if note.kind == "notice"],
        "style": "../" * part.folder.count("/") + "editions.css",
    }
    root = html.document_fromstring(rendered("epub/article.html", w, edition.lang, values))
    return _as_document(root, _words(part))


def _without_links_to_pictures(body: Body) -> Body:
    """Words that no voice reads out are not shown."""
    return replace(body, nodes=tuple(map(_without_link, body.nodes)))


def _without_link(node: Node) -> Node:
    return replace(node, address="") if isinstance(node, Figure) else node


def _words(part: Part) -> dict[str, tuple[WordTime, ...]]:
    track = part.edition.track if part.words else None
    return {clip.segment_id: clip.words for clip in track.clips} if track else {}


def _as_document(root: html.HtmlElement, words: dict[str, tuple[WordTime, ...]]) -> Document:
    ids = []
    for element in root.iter():
        for name in _OF_PAGES:
            element.attrib.pop(name, None)
        if element.get("lang"):
            element.set("{http://www.w3.org/XML/1998/namespace}lang", element.get("lang", ""))
        if element.get("id"):
            ids.append(element.get("id", ""))
    for name in ids:
        if name in words:
            mark_words(root.get_element_by_id(name), name, words[name])
    return Document(serialised(_in_xhtml(root)), tuple(ids))


def _in_xhtml(root: html.HtmlElement) -> etree._Element:
    """The same in the namespace of XHTML, without prefixes."""
    html.html_to_xhtml(root)
    whole = etree.Element(f"{{{XHTML}}}html", dict(root.attrib), nsmap=_NAMESPACES)
    whole.text = root.text
    whole.extend(list(root))
    etree.cleanup_namespaces(whole)
    return whole


def serialised(root: etree._Element) -> bytes:
    """An XHTML document as its file."""
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return text + b"\n"
