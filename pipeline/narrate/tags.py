"""What a sound file says about itself, in the language of its edition."""

from collections.abc import Mapping, Sequence

from pipeline.messages import words
from pipeline.model import MACHINE_MADE, Chapter, Edition
from pipeline.narrate.cover import cover
from pipeline.narrate.label import Label

ISO_639_2 = {
    "ar": "ara",
    "ca": "cat",
    "en": "eng",
    "eo": "epo",
    "es": "spa",
    "fr": "fra",
    "gl": "glg",
    "pt": "por",
}
"""Three letters are what ID3 takes for a language (frame TLAN). Others of two letters are left out."""


def label(edition: Edition, voice: str, chapters: Sequence[Chapter]) -> Label:
    """For the file of an edition that `voice` speaks."""
    return Label(tags(edition, voice), tuple(chapters), cover(edition.lang.direction))


def tags(edition: Edition, voice: str = "") -> Mapping[str, str]:
    """By FFmpeg's metadata keys: the article's own data, and that no person speaks and who translated."""
    base, article = edition.lang.base, edition.article
    return {
        "title": edition.title,
        "artist": article.publisher,
        "album": article.publisher,
        "date": article.published.date().isoformat() if article.published else "",
        "language": ISO_639_2.get(base, base if len(base) == 3 else ""),
        "copyright": article.rights,
        "comment": " ".join([_voice(edition, voice), _translation(edition)]).strip(),
    }


def _voice(edition: Edition, voice: str) -> str:
    w = words(edition.lang)
    # Translators: {voice} names a program and its version
    return w("Read by a synthetic voice ({voice}).", voice=voice) if voice else ""


def _translation(edition: Edition) -> str:
    """Of several states the least finished counts."""
    w = words(edition.lang)
    states = {target.state for target in edition.targets}
    if states <= {"source"}:
        return ""
    if "untranslated" in states:
        return w("Partly translated") + "."
    if states & MACHINE_MADE:
        return w("Machine translation, not reviewed") + "."
    if "post-edited" in states:
        return w("Post-edited translation, not reviewed") + "."
    if "edited" in states:
        return w("Translation edited by a person, not reviewed") + "."
    return w("Translation reviewed by a person") + "."
