"""What a reader can have shown beside a sentence: the original, and how the sentence was made. Never a finding."""

from dataclasses import dataclass

from markupsafe import Markup

from pipeline.model import Clip, Edition, Segment, State, Target
from pipeline.render.chrome import Chrome
from pipeline.render.inline import inline

_ORDER: tuple[State, ...] = ("untranslated", "machine", "checked", "post-edited", "edited", "reviewed")


@dataclass(frozen=True, slots=True)
class Original:
    """A sentence as the article has it."""

    id: str
    """Of the segment: the same in all editions."""
    html: Markup
    times: Markup
    """When it sounds in the narration of the source edition, as attributes; empty without one."""


def originals(edition: Edition, source: Edition | None) -> tuple[Original, ...]:
    """The originals of the sentences that are translated; `source` is the source edition, where there is one."""
    if edition.is_source:
        return ()
    clips = {clip.segment_id: clip for clip in source.track.clips} if source and source.track else {}
    pairs = zip(edition.segments, edition.targets, strict=True)
    return tuple(
        _original(edition, segment, source, clips.get(segment.id))
        for segment, target in pairs
        if _is_translated(edition, target)
    )


def made(edition: Edition, w: Chrome) -> tuple[tuple[State, Markup], ...]:
    """The states that sentences of a translation have, each in words."""
    found = {target.state for target in edition.targets}
    return (
        () if edition.is_source else tuple((state, _in_words(state, w)) for state in _ORDER if state in found)
    )


def _in_words(state: State, w: Chrome) -> Markup:
    """A state as a reader understands it, who knows of no findings."""
    return {
        "untranslated": w("Not translated"),
        # Translators: the label of a sentence
        "machine": w("Machine translation"),
        # Translators: the label of a sentence; the checks were made by a program
        "checked": w("Machine translation, checked automatically"),
        "post-edited": w("Post-edited"),
        "edited": w("Edited by a person"),
        "reviewed": w("Reviewed"),
    }[state]


def _is_translated(edition: Edition, target: Target) -> bool:
    return target.state != "untranslated" and target.lang != edition.article.lang


def _original(edition: Edition, segment: Segment, source: Edition | None, clip: Clip | None) -> Original:
    article = edition.article
    words = inline(segment.text, segment.marks, lang=article.lang, source=article.lang, base=article.url)
    times = Markup("")
    if source and source.track and clip:
        at = source.track.milliseconds
        times = Markup(' data-begin="{}" data-end="{}"').format(at(clip.begin), at(clip.end))
    return Original(segment.id, words, times)
