"""Defects of narrations and captions."""

import json
import re
from pathlib import Path
from typing import Any

from tests.browser.sound import tone_mp3
from tests.render.samples import RATE
from tests.verify.canaries.canary import PAGE, RECORD, Canary, sub
from tests.verify.tree import LOUD_ENOUGH

VTT = "lighthouse/{lang}/narration.vtt"
KARAOKE = "lighthouse/{lang}/words.vtt"
BYLINE = "s0000000005"


def _unspoken(tree: Path, lang: str) -> None:
    """The byline is spoken nowhere, and everybody says so."""
    folder = tree / "lighthouse" / lang
    _change(folder / "narration.vtt", rf"{BYLINE}\n[^\n]*\n[^\n]*\n\n", "")
    _change(folder / "words.vtt", rf"{BYLINE}\n[^\n]*\n[^\n]*\n\n", "")
    _change(folder / "index.html", rf'(id="{BYLINE}"[^>]*) data-begin="\d+" data-end="\d+"', r"\1")
    path = folder / "edition.json"
    record = json.loads(path.read_bytes())
    _part(record)["clip"] = None
    path.write_text(json.dumps(record), "utf-8")


def _moved_word(tree: Path, lang: str) -> None:
    path = tree / "lighthouse" / lang / "edition.json"
    record = json.loads(path.read_bytes())
    title = next(part for part in record["segments"] if part["words"])
    title["words"][0]["time"][0] = 0
    path.write_text(json.dumps(record), "utf-8")


def _part(record: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(part for part in record["segments"] if part["id"] == BYLINE)
    return found


def _change(path: Path, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, new, path.read_text("utf-8"), count=1)
    assert count == 1
    path.write_text(text, "utf-8")


def _sound(code: str, peak: int, *also: str, shorter: int = 0) -> Canary:
    """Another tone in place of the narration, `shorter` by so many milliseconds."""

    def put_in(tree: Path, lang: str) -> None:
        folder = tree / "lighthouse" / lang
        length = json.loads((folder / "edition.json").read_bytes())["narration"]["milliseconds"] - shorter
        (folder / "narration.mp3").write_bytes(tone_mp3(length * RATE // 1000, RATE, peak))

    return Canary(code, put_in, frozenset({"epub.sound", *also}), name=code)


def _no_sound(tree: Path, lang: str) -> None:
    (tree / "lighthouse" / lang / "narration.mp3").write_bytes(b"no sound at all")


SOUNDS: tuple[Canary, ...] = (
    Canary("audio.file", _no_sound, frozenset({"epub.sound"}), name="audio.file"),
    _sound("audio.length", LOUD_ENOUGH, shorter=100),
    _sound("audio.loudness", LOUD_ENOUGH // 2),
    _sound("audio.clipping", 60_000, "audio.loudness"),
    _sound("audio.silent", 0, "audio.loudness"),
    sub("audio.vtt", VTT, "WEBVTT", "VTT"),
    sub("audio.vtt", VTT, " --> ", " -> "),
    sub("audio.cue", VTT, BYLINE, "sffffffffff"),
    sub("audio.order", PAGE, r'(<p class="standfirst">[^\n]*\n)(<p class="byline">[^\n]*\n)', r"\2\1", "page.segments"),
    sub("audio.overlap", VTT, "00:00:01.400 -->", "00:00:01.000 -->", "audio.clip"),
    sub("audio.end", VTT, r"--> [\d:.]+(\n[^\n]*\n)\Z", r"--> 00:00:59.000\1", "audio.clip"),
    sub("audio.text", VTT, rf"({BYLINE}\n[^\n]*\n)[^\n]*", r"\1{word}"),
    Canary("audio.covered", _unspoken, name="audio.covered"),
    sub("audio.clip", PAGE, rf'(id="{BYLINE}"[^>]* data-end=")\d+', r"\g<1>3601"),
    Canary("audio.words", _moved_word, name="audio.words"),
    sub("audio.words", PAGE, r' data-words="\d+,\d+', ' data-words="x,y'),
    sub("audio.words", PAGE, r' data-words="(\d+),', r' data-words="9\1,'),
    sub("audio.words", PAGE, r' data-words="[^"]*"', ""),
    sub("audio.words", KARAOKE, "WEBVTT", "VTT"),
    sub("audio.words", KARAOKE, r"<00:00:00\.\d+>", "<00:00:00.999>"),
    sub("audio.words", KARAOKE, r"(<00:00:00\.\d+>)(\w)", r"\2\1"),
    sub("audio.words", KARAOKE, r"(\n\n)[^\n]+\n[^\n]+\n[^\n]+\n\n", r"\1"),
    sub("audio.chapters", "lighthouse/{lang}/chapters.json", r'("startTime": )1', r"\g<1>2"),
    sub("audio.chapters", RECORD, r'("title": [^\n]*\n\s*"begin": )1', r"\g<1>2"),
    sub("audio.told", PAGE, r'data-length="\d+"', 'data-length="24001"'),
    sub("audio.track", PAGE, r'srclang="\w+"', 'srclang="fr"'),
    sub("audio.track", PAGE, r"<track [^>]*>", ""),
)  # fmt: skip
