"""One article as an XHTML document: the words of its page, without what only a page can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from lxml import etree
from markupsafe import Markup

from pipeline.messages import words as words_of
from pipeline.model import LABEL_KINDS, Clip, Edition, Sound, Track, WordTime
from pipeline.render.body import Body, Figure, Node, body_of
from pipeline.render.chrome import Chrome
from pipeline.render.epub.links import book_address
from pipeline.render.epub.overlay import Pair
from pipeline.render.epub.words import XHTML, mark_words, word_id
from pipeline.render.feeds.markup import clean
from pipeline.render.inline import tongue
from pipeline.render.page import title_of
from pipeline.render.templating import html as rendered
from pipeline.render.wording import notes_of

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PLAYABLE = {".mp3": ".mp3", ".m4b": ".m4a", ".opus": ".opus"}
"""What reading systems must play, and the ending by which they know it."""
_OF_PAGES = ("data-begin", "data-end", "data-words", "loading")
"""Attributes that only the script of a page reads."""

Heard = Literal["nothing", "part", "all"]


@dataclass(frozen=True, slots=True)
class Document:
    """An XHTML document."""

    data: bytes
    ids: tuple[str, ...]
    """Of all its sentences and notes, in document order."""
    by_word: frozenset[str] = frozenset()
    """The sentences whose words have elements of their own."""


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

    @property
    def heard(self) -> Heard:
        """How much of the shown text is spoken."""
        if not self.edition.track:
            return "nothing"
        spoken = {clip.segment_id for clip in self.edition.track.clips}
        blocks = self.edition.article.blocks
        labels = {each.id for each in self.edition.segments if blocks[each.block].kind in LABEL_KINDS}
        silent = (text for name, (text, _) in self.edition.shown.items() if name not in spoken | labels)
        return "part" if any(any(map(str.isalnum, text)) for text in silent) else "all"

    def word_times(self) -> Mapping[str, tuple[WordTime, ...]]:
        """The words of each sentence that can be followed word by word: each of them lasts a millisecond or more."""
        track = self.edition.track if self.words else None
        clips = track.clips if track else ()
        return {clip.segment_id: clip.words for clip in clips if track and _lasting(_edges(clip, track))}

    def pairs(
        self, ids: Sequence[str], by_word: frozenset[str] = frozenset(), prefix: str = "", base: str = ""
    ) -> list[Pair]:
        """Those of the given ids that sound, in that order; an element's id is `prefix` and the segment's.

        `by_word` are those that go word by word; `base` leads from the overlay to the part's folder.
        """
        track = self.edition.track
        clips = {clip.segment_id: clip for clip in track.clips} if track else {}
        sound = base + self.sound_file
        return [
            _pair(prefix + name, clips[name], track, sound, by_word=name in by_word)
            for name in ids
            if track and name in clips
        ]


def _pair(name: str, clip: Clip, track: Track, sound: str, *, by_word: bool) -> Pair:
    at = _edges(clip, track)
    words = range(1, len(at)) if by_word else ()
    told = tuple(Pair(word_id(name, number), sound, at[number - 1], at[number]) for number in words)
    return Pair(name, sound, at[0], at[-1], told)


def _edges(clip: Clip, track: Track) -> list[int]:
    """When the words of a clip begin, without gaps, and when it ends, in milliseconds."""
    begins = [clip.begin, *(word.first for word in clip.words[1:]), clip.end]
    return [track.milliseconds(sample) for sample in begins]


def _lasting(edges: Sequence[int]) -> bool:
    return all(begin < end for begin, end in pairwise(edges))


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
    return _as_document(parsed(rendered("epub/article.html", w, edition.lang, values).decode()), part)


def _without_links_to_pictures(body: Body) -> Body:
    """Words that no voice reads out are not shown."""
    return replace(body, nodes=tuple(map(_without_link, body.nodes)))


def _without_link(node: Node) -> Node:
    return replace(node, address="") if isinstance(node, Figure) else node


def parsed(markup: str) -> etree._Element:
    """Well-formed markup with languages told as XML does. Read as XML without limits: libxml2's reader of HTML drops
    texts over 10 MB and marks nested deeper than 255, and says nothing."""
    reader = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(clean(markup), reader)
    for element in root.iter("*"):
        if lang := element.get("lang"):
            element.set(XML_LANG, lang)
    return root


def _as_document(root: etree._Element, part: Part) -> Document:
    sentences: dict[str, etree._Element] = {}
    for element in root.iter("*"):
        for name in _OF_PAGES:
            element.attrib.pop(name, "")
        if (href := element.get("href")) is not None and element.tag == f"{{{XHTML}}}a":
            _set_address(element, book_address(href))
        if element.get("id"):
            sentences[element.get("id", "")] = element
    times = part.word_times()
    marked = frozenset(
        name for name, element in sentences.items() if mark_words(element, name, times.get(name, ()))
    )
    return Document(serialised(root), tuple(sentences), marked)


def _set_address(link: etree._Element, address: str) -> None:
    """Where it leads; a link that leads nowhere keeps its words only."""
    if address:
        link.set("href", address)
    else:
        link.tag = f"{{{XHTML}}}span"
        del link.attrib["href"]


def serialised(root: etree._Element) -> bytes:
    """An XHTML document as its file."""
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return text + b"\n"
