"""An article's folder name in the output tree."""

import re
import unicodedata
from hashlib import sha256

MAX_LENGTH = 80
_SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEVICES = {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
RESERVED = frozenset({"con", "prn", "aux", "nul", *_DEVICES, "assets", "feeds", "issues"})
"""Names that Windows keeps for devices, and the output tree's own folders."""
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ŀ": "l"}
)


def slug_of(stem: str) -> str:
    """A slug from a file's stem: accents dropped, lower-case ASCII, at most 80 characters.

    A stem in another script, which would lose most of its letters, gets `article-` and eight hex digits of its sha256.
    """
    lowered = unicodedata.normalize("NFKD", stem.casefold().translate(_LETTERS))
    plain = lowered.encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_LENGTH].strip("-")
    kept, all_letters = sum(map(str.isalpha, plain)), sum(map(str.isalpha, lowered))
    if not slug or 2 * kept < all_letters:
        return f"article-{sha256(stem.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
    return f"{slug}-article" if slug in RESERVED else slug


def is_slug(text: str) -> bool:
    """Whether a slug that somebody chose can be a folder of the output tree."""
    return bool(_SHAPE.fullmatch(text)) and len(text) <= MAX_LENGTH and text not in RESERVED
