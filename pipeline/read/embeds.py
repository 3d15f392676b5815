"""Which elements of a page show something that an edition cannot take along."""

import re

from pipeline.model import Announced
from pipeline.read.dom import Element, attribute, classes, tag, words_of

_ELEMENTS: dict[str, Announced] = {
    "video": "video", "iframe": "embed", "embed": "embed", "object": "embed", "audio": "embed",
    "amp-youtube": "video", "amp-video": "video", "amp-twitter": "post", "amp-instagram": "post",
}  # fmt: skip
_VIDEO_HOSTS = re.compile(
    r"\b(?:youtube(?:-nocookie)?|youtu|vimeo|dailymotion|jwplayer|brightcove|rumble)\.", re.I
)
_POST_HOSTS = re.compile(r"//(?:\w+\.)*(?:twitter|x|facebook|instagram|tiktok|reddit|bsky)\.\w+/", re.I)
_POST_CLASSES = frozenset(
    [
        "bluesky-embed", "fb-post", "fb-video", "instagram-media", "mastodon-embed", "reddit-embed-bq", "tiktok-embed",
        "twitter-tweet", "twitter-video",
    ]
)  # fmt: skip


def embed_kind(element: Element) -> Announced:
    """What an element embeds; empty when it does not, or when the embedded post's words stand in it."""
    if classes(element) & _POST_CLASSES:
        return "" if words_of(element) else "post"
    kind = _ELEMENTS.get(tag(element), "")
    if kind != "embed" or _is_tiny(element):
        return "" if kind == "embed" else kind
    address = attribute(element, "src") or attribute(element, "data-src") or attribute(element, "data")
    if _VIDEO_HOSTS.search(address):
        return "video"
    return "post" if _POST_HOSTS.search(address) else kind


def is_embed(element: Element) -> bool:
    """Whether an element's inside is a fallback for what it embeds, not text of the article."""
    return tag(element) in _ELEMENTS


def _is_tiny(element: Element) -> bool:
    """A tracker's frame, of no or one pixel."""
    return bool({attribute(element, "width"), attribute(element, "height")} & {"0", "1", "0px", "1px"})
