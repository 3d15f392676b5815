"""Which of an engine's voices speaks a language."""

from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version

from babel.core import get_global

from pipeline.language import Lang
from pipeline.ports import Voice

STANDARD = {
    "en": "en-gb",  # the project writes British English, as does most of the world's press outside America
    "fr": "fr-fr",
    "no": "nb",
    "pt": "pt-br",  # four of five speakers
    "pt-pt": "pt",  # espeak's plain "pt" is the European one
    "zh": "cmn",
    "zh-hant-hk": "yue",
}
"""The voice for a language that leaves it open, where it is not called just like the language. Looked at first."""


def nearest(voices: Sequence[Voice], lang: Lang) -> Voice | None:
    """The voice whose language is the same, else its CLDR parent's ("es-MX" -> "es-419" -> "es"), else
    any of the same base, the first by name. None when nothing speaks the language.
    """
    by_tag = {voice.lang.casefold(): voice for voice in reversed(voices)}
    for tag in _ancestry(lang):
        voice = by_tag.get(STANDARD.get(tag, "")) or by_tag.get(tag)
        if voice:
            return voice
    return next((voice for voice in voices if _base(voice.lang) == lang.base), None)


def speaks(voice: Voice, lang: Lang) -> bool:
    """Whether a voice is of a language, whatever the region of either."""
    return _base(voice.lang) in {lang.base, _base(STANDARD.get(lang.base, lang.base))}


def installed(package: str) -> str:
    """The version of an installed distribution; empty when it is not here. Imports nothing of it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def credit(engine: str, voice: Voice, rate: int) -> str:
    """What a narrator calls itself: engine with version, voice, pace and licence. It is printed as it is.

    `rate` is in words a minute.
    """
    licence = voice.licence or "licence unknown"
    return f"{engine}, voice {voice.name}, {rate} words a minute, {licence}"


def _base(tag: str) -> str:
    return tag.casefold().partition("-")[0]


def _ancestry(lang: Lang) -> Iterator[str]:
    """A tag and its CLDR parents, most special first, in lower case: "pt-ao", "pt-pt", "pt"."""
    parents = get_global("parent_exceptions")
    tag = lang.tag
    while tag and tag != "root":
        yield tag.casefold()
        tag = parents.get(tag.replace("-", "_"), "").replace("_", "-") or tag.rpartition("-")[0]
    yield lang.base
