"""WebVTT: one cue a segment, its id the segment's; and the same with the times of words in it."""

from collections.abc import Mapping
from html import escape

from pipeline.bidi import closing
from pipeline.language import Lang
from pipeline.model import Clip, Edition, Track
from pipeline.render.runs import runs

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def captions(edition: Edition, track: Track) -> bytes:
    """The captions of a track, in its order. Cues are at least a millisecond long and do not overlap."""
    shown = edition.shown
    cues = [
        f"{clip.segment_id}\n"
        f"{_clock(track.milliseconds(clip.begin))} --> {_clock(track.milliseconds(clip.end))}\n"
        f"{_payload(edition, *shown[clip.segment_id])}\n"
        for clip in track.clips
    ]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def karaoke(edition: Edition, track: Track) -> bytes:
    """The captions with the time of each word in them, for players that show words as they are spoken."""
    shown = edition.shown
    cues = [_timed_cue(edition, *shown[clip.segment_id], clip, track) for clip in track.clips]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def _timed_cue(edition: Edition, text: str, lang: Lang, clip: Clip, track: Track) -> str:
    begin, end = track.milliseconds(clip.begin), track.milliseconds(clip.end)
    told: dict[int, str] = {}
    latest = begin
    for word in clip.words:
        at = track.milliseconds(word.first)
        if latest < at < end:  # the format wants times that grow, within the cue
            told[word.begin] = f"<{_clock(at)}>"
            latest = at
    return f"{clip.segment_id}\n{_clock(begin)} --> {_clock(end)}\n{_payload(edition, text, lang, told)}\n"


def _clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}.{thousandths:03}"


def _payload(edition: Edition, text: str, lang: Lang, times: Mapping[int, str] | None = None) -> str:
    """The text on one line, escaped; `times` are put in before the characters that they stand at."""
    insertions = _isolates(edition, text, lang) if lang.direction == "rtl" else {}
    for place, time in (times or {}).items():
        insertions[place] = insertions.get(place, "") + time
    pieces: list[str] = []
    at = 0
    for place, inserted in sorted(insertions.items()):
        pieces += [escape(text[at:place], quote=False), inserted]
        at = place
    said = " ".join("".join([*pieces, escape(text[at:], quote=False), closing(text) or ""]).split())
    return said if lang == edition.lang else f"<lang {lang.tag}>{said}</lang>"


def _isolates(edition: Edition, text: str, lang: Lang) -> dict[int, str]:
    """Isolates around foreign runs, by where they go: plain text has no element for it."""
    found: dict[int, str] = {}
    for run in runs(text, lang, edition.article.lang):
        found[run.begin] = found.get(run.begin, "") + _FIRST_STRONG_ISOLATE
        found[run.end] = found.get(run.end, "") + _POP_ISOLATE
    return found
