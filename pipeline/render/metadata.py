"""What search engines, social networks and accessibility catalogues are told: JSON-LD and Open Graph.

Discovery metadata only; nothing here claims conformance. schema.org's `translator` is a person or an
organisation, so a machine is not named there. Whether reading costs money is the publisher's to know.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.core import get_global
from markupsafe import Markup

from pipeline.language import Lang
from pipeline.model import Edition, Track

PAGE = "index.html"
"""Pages are linked by file name, so that a tree also works from a disk, without a server."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page will be."""

    site: str
    """Where the tree will be published, with a slash at its end; empty: not known."""
    slug: str
    lang: Lang

    def address(self, lang: Lang, file: str = PAGE) -> str:
        """The address of a file of an edition: absolute where that is known, else from this page."""
        if self.site:
            return f"{self.site}{self.slug}/{lang}/{file}"
        return file if lang == self.lang else f"../{lang}/{file}"

    @property
    def picture(self) -> str:
        """The address of the cover that a tree with a known address has for what it speaks."""
        return f"{self.site}assets/cover-{self.lang.direction}.png" if self.site else ""


def card(
    edition: Edition, title: str, description: str, siblings: Sequence[Edition], place: Place
) -> tuple[tuple[str, str], ...]:
    """Open Graph: property and content, in order. Its addresses are absolute, or they are not there."""
    return tuple(
        (name, value) for name, value in _card(edition, title, description, siblings, place) if value
    )


def _card(
    edition: Edition, title: str, description: str, siblings: Sequence[Edition], place: Place
) -> Iterator[tuple[str, str]]:
    article = edition.article
    yield "og:type", "article"
    yield "og:title", title
    yield "og:description", description
    yield "og:site_name", article.publisher
    yield "og:locale", _locale(edition.lang)
    for sibling in siblings:
        yield "og:locale:alternate", _locale(sibling.lang) if sibling.lang != edition.lang else ""
    if place.site:
        yield "og:url", place.address(edition.lang)
    if place.site and edition.track:
        yield "og:audio", place.address(edition.lang, _file(edition.track))
        yield "og:audio:type", edition.track.media_type
        yield "og:image", place.picture
    yield "article:published_time", article.published.isoformat() if article.published else ""


def _locale(lang: Lang) -> str:
    """Language and territory, `pt_BR`: the tag's own territory, else the likeliest; none where there is none."""
    likely = get_global("likely_subtags").get(lang.base, "").rpartition("_")[2]
    territory = lang.locale.territory or likely
    return f"{lang.base}_{territory}" if territory.isalpha() else lang.base


def linked_data(edition: Edition, headline: str, siblings: Sequence[Edition], place: Place) -> Markup:
    """The object as text for a `script` element."""
    article = edition.article
    about: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": headline,
        "inLanguage": edition.lang.tag,
        "accessMode": ["textual", "auditory"] if edition.track else ["textual"],
        "accessModeSufficient": [
            _sufficient(mode) for mode in ("textual", "auditory")[: 1 + bool(edition.track)]
        ],
        "accessibilityFeature": _features(edition),
        "accessibilityHazard": ["noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"],
        "speakable": {"@type": "SpeakableSpecification", "cssSelector": _heard_alone(edition)},
    }
    if place.site:
        about["url"] = place.address(edition.lang)
    if article.published:
        about["datePublished"] = article.published.isoformat()
    if article.publisher:
        about["publisher"] = {"@type": "Organization", "name": article.publisher}
    others = [_article(sibling.lang, place) for sibling in siblings if sibling.lang != edition.lang]
    if edition.is_source and others:
        about["workTranslation"] = others
    if not edition.is_source and any(sibling.is_source for sibling in siblings):
        about["translationOfWork"] = _article(article.lang, place)
    if edition.track:
        about["audio"] = _audio(edition, edition.track, place)
    if edition.track and place.picture:
        about["image"] = place.picture
    text = json.dumps(about, ensure_ascii=False, indent=1)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _article(lang: Lang, place: Place) -> dict[str, object]:
    return {"@type": "Article", "url": place.address(lang), "inLanguage": lang.tag}


def _sufficient(mode: str) -> dict[str, object]:
    return {"@type": "ItemList", "itemListElement": [mode]}


def _features(edition: Edition) -> list[str]:
    spoken = ["synchronizedAudioText", "transcript"] if edition.track else []
    return ["displayTransformability", "readingOrder", "structuralNavigation", *spoken]


def _heard_alone(edition: Edition) -> list[str]:
    """What can be spoken without the rest: title and standfirst sum the article up."""
    kinds = {block.kind for block in edition.article.blocks}
    return ["h1", *([".standfirst"] if "standfirst" in kinds else [])]


def _audio(edition: Edition, track: Track, place: Place) -> dict[str, object]:
    """The narration; its transcript is the page."""
    seconds = track.milliseconds(track.samples) / 1000
    return {
        "@type": "AudioObject",
        "contentUrl": place.address(edition.lang, _file(track)),
        "encodingFormat": track.media_type,
        "duration": f"PT{seconds:.3f}S",
        "inLanguage": edition.lang.tag,
        "transcript": f"{place.address(edition.lang)}#main",
    }


def _file(track: Track) -> str:
    return f"narration{track.suffix}"
