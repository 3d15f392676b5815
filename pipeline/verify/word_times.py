"""When each word sounds: as `edition.json` tells it, as the page has it for its script, as captions have it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from pipeline.verify.model import Element, Fault, Rule
from pipeline.verify.narrated import Narrated
from pipeline.verify.vtt import Cue, VttError, parse, plain, reach

RULE = Rule(
    "audio.words",
    "the words of a sentence sound in order within its clip, and page and `words.vtt` tell the same times",
    "Editions: edition.json",
    "Build the edition again.",
)
FILE = "words.vtt"
_WORD = re.compile(r"(\d+),(\d+)(?:,(\d+))?")

Piece = tuple[int, int, int]
"""Begin and end in a text, and milliseconds."""


def check(each: Narrated) -> Iterator[Fault]:
    """Everything that can be told wrongly of words."""
    for name, part in each.parts.items():
        if not _is_in_order(part, each.clips.get(name, (0, 0))):
            yield RULE.fault(each.at("edition.json", name), "", _text(part))
    for span in each.opened.spans:
        yield from _of_page(each, span)
    if each.tree.holds(each.at(FILE)):
        yield from _of_captions(each)


def _text(part: Mapping[str, Any]) -> str:
    return str(part.get("target", part.get("text", "")))


def _is_in_order(part: Mapping[str, Any], clip: tuple[int, int]) -> bool:
    places = [word["text"] for word in part["words"]]
    times = [word["time"] for word in part["words"]]
    apart = all(before[1] <= after[0] for before, after in pairwise(places))
    later = all(before[0] <= after[0] for before, after in pairwise(times))
    inside = all(0 <= a < b <= len(_text(part)) for a, b in places)
    return apart and later and inside and all(clip[0] <= a <= b <= clip[1] for a, b in times)


def _of_page(each: Narrated, span: Element) -> Iterator[Fault]:
    name = span.get("id") or ""
    part, told = each.parts.get(name), span.get("data-words") or ""
    if part is None:  # `page.segments` tells
        return
    text, begin = _text(part), each.clips.get(name, (0, 0))[0]
    wanted = [
        (_units(text[: word["text"][0]]), _units(text[: word["text"][1]]), word["time"][0] - begin)
        for word in part["words"]
    ]
    if _as_one(_pieces(told)) != _as_one(wanted):
        yield RULE.fault(f"{each.edition.page}: #{name}", "tells other times of its words.", told)


def _units(text: str) -> int:
    """The length of a text as scripts of a page count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _pieces(told: str) -> list[Piece]:
    """What the attribute of a page tells: `length,begin[,gap]` a word. What is none of that ends it."""
    found: list[Piece] = []
    at = 0
    for number, word in enumerate(told.split(" ") if told else ()):
        match = _WORD.fullmatch(word)
        if match is None:
            return [*found, (-1, -1, -1)]
        length, time = int(match[1]), int(match[2])
        at += int(match[3]) if match[3] else min(number, 1)
        found.append((at, at + length, time))
        at += length
    return found


def _as_one(pieces: Sequence[Piece]) -> list[Piece]:
    """Words that begin to sound at one moment are one."""
    groups = [list(group) for _, group in groupby(pieces, key=lambda piece: piece[2])]
    return [(group[0][0], group[-1][1], group[0][2]) for group in groups]


def _of_captions(each: Narrated) -> Iterator[Fault]:
    file = each.at(FILE)
    try:
        cues = parse(each.tree.read(file))
    except VttError as error:
        yield RULE.fault(file, f"{error}.")
        return
    if [cue.id for cue in cues] != list(each.clips):
        yield RULE.fault(file, "has other cues than `edition.json` has clips.")
        return
    for cue in cues:
        if not _is_told(cue, each.parts[cue.id], each.clips[cue.id]):
            yield RULE.fault(each.at(FILE, cue.id), "tells other words or times.", cue.text)


def _is_told(cue: Cue, part: Mapping[str, Any], clip: tuple[int, int]) -> bool:
    """Times in a cue must grow and lie within it; a word that begins with it has none."""
    wanted: list[tuple[int, int]] = []
    latest = clip[0]
    for word in part["words"]:
        if latest < word["time"][0] < clip[1]:
            latest = word["time"][0]
            wanted.append((latest, reach(_text(part)[: word["text"][0]])))
    same = (cue.begin, cue.end) == clip and cue.text == plain(_text(part))
    return same and list(cue.times) == wanted
