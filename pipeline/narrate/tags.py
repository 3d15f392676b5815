"""What a sound file says about itself."""

from collections.abc import Mapping

from pipeline.model import Edition

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


def tags(edition: Edition) -> Mapping[str, str]:
    """Title and language of the edition, and who published the article, by FFmpeg's metadata keys."""
    base = edition.lang.base
    return {
        "title": edition.title,
        "artist": edition.article.publisher,
        "language": ISO_639_2.get(base, base if len(base) == 3 else ""),
    }
