"""Reading rendered files back, as a browser or a player would."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from lxml import html
from lxml.html import HtmlElement


def document(data: bytes) -> HtmlElement:
    """A page, parsed as HTML."""
    return html.document_fromstring(data.decode())


def texts(page: HtmlElement) -> dict[str, str]:
    """The text of every segment by id."""
    return {span.get("id", ""): span.text_content() for span in page.xpath("//span[@data-state]")}


def one(page: HtmlElement, path: str) -> HtmlElement:
    """The only element at a path."""
    found = page.xpath(path)
    assert len(found) == 1, f"{len(found)} at {path}"
    element = found[0]
    assert isinstance(element, HtmlElement)
    return element


@dataclass(frozen=True)
class Cue:
    id: str
    begin: int
    end: int
    """Milliseconds."""
    text: str


def cues(data: bytes) -> list[Cue]:
    """A WebVTT file, parsed by the rules that this project's files keep."""
    head, *blocks = data.decode().removesuffix("\n").split("\n\n")
    assert head == "WEBVTT"
    return [_cue(*block.split("\n")) for block in blocks]


def overlaps(found: list[Cue]) -> Iterator[tuple[Cue, Cue]]:
    """Pairs of neighbours that are not one after the other."""
    yield from ((one, other) for one, other in pairwise(found) if one.end > other.begin)


def _cue(name: str, times: str, text: str) -> Cue:
    begin, end = times.split(" --> ")
    return Cue(name, _milliseconds(begin), _milliseconds(end), unescape(text))


def _milliseconds(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    assert len(seconds) == len("00.000")
    return (int(hours) * 60 + int(minutes)) * 60_000 + int(seconds.replace(".", ""))
