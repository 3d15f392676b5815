"""JSON-LD for search engines and accessibility catalogues: what the page is, and how it can be taken in.

Discovery metadata only; nothing here claims conformance. schema.org's `translator` is a person or an
organisation, so a machine is not named there.
"""

import json

from markupsafe import Markup

from pipeline.model import Edition


def linked_data(edition: Edition, headline: str, original: str) -> Markup:
    """The object as text for a `script` element; `original` is the address of the source edition's page."""
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
    }
    if article.published:
        about["datePublished"] = article.published.isoformat()
    if article.publisher:
        about["publisher"] = {"@type": "Organization", "name": article.publisher}
    if not edition.is_source and original:
        about["translationOfWork"] = {"@type": "Article", "url": original, "inLanguage": article.lang.tag}
    if edition.track:
        about["audio"] = _audio(edition)
    text = json.dumps(about, ensure_ascii=False, indent=1)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _sufficient(mode: str) -> dict[str, object]:
    return {"@type": "ItemList", "itemListElement": [mode]}


def _features(edition: Edition) -> list[str]:
    spoken = ["synchronizedAudioText", "transcript"] if edition.track else []
    return ["displayTransformability", "readingOrder", "structuralNavigation", *spoken]


def _audio(edition: Edition) -> dict[str, object]:
    track = edition.track
    if track is None:
        return {}
    seconds = track.milliseconds(track.samples) / 1000
    return {
        "@type": "AudioObject",
        "contentUrl": f"narration{track.suffix}",
        "encodingFormat": track.media_type,
        "duration": f"PT{seconds:.3f}S",
        "inLanguage": edition.lang.tag,
    }
