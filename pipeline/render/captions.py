"""WebVTT: one cue a segment, its id the segment's."""

from html import escape

from pipeline.model import Edition, Target, Track
from pipeline.render.runs import runs

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def captions(edition: Edition, track: Track) -> bytes:
    """The captions of a track, in its order. Cues are at least a millisecond long and do not overlap."""
    targets = {target.segment_id: target for target in edition.targets}
    cues = [
        f"{clip.segment_id}\n"
        f"{_clock(track.milliseconds(clip.begin))} --> {_clock(track.milliseconds(clip.end))}\n"
        f"{_payload(edition, targets[clip.segment_id])}\n"
        for clip in track.clips
    ]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def _clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}.{thousandths:03}"


def _payload(edition: Edition, target: Target) -> str:
    text = _isolated(edition, target) if target.lang.direction == "rtl" else target.text
    said = escape(" ".join(text.split()), quote=False)
    return said if target.lang == edition.lang else f"<lang {target.lang.tag}>{said}</lang>"


def _isolated(edition: Edition, target: Target) -> str:
    """The text with foreign runs between isolates: plain text has no element for it."""
    pieces: list[str] = []
    at = 0
    for run in runs(target.text, target.lang, edition.article.lang):
        pieces += [target.text[at : run.begin], _FIRST_STRONG_ISOLATE, target.text[run.begin : run.end]]
        pieces.append(_POP_ISOLATE)
        at = run.end
    return "".join([*pieces, target.text[at:]])
