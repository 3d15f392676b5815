"""Which addresses may stay in an article."""

import re
from urllib.parse import urljoin, urlsplit

_KEPT_SCHEMES = frozenset({"http", "https", "mailto"})
_IGNORED = re.compile("^[\x00-\x20]+|[\t\n\r]|[\x00-\x20]+$")
"""Browsers skip them, so "java\\nscript:" is a script."""
_INNER_SPACE = re.compile("[\x00-\x20\x7f]")


def safe_link(href: str, base: str = "") -> str:
    """A link's address made absolute, or empty when it may not or cannot stay: another scheme than http, https
    or mailto, or relative to an unknown place. Fragments stay as they are."""
    address = _INNER_SPACE.sub(lambda match: f"%{ord(match[0]):02X}", _IGNORED.sub("", href))
    if address.startswith("#"):
        return address if len(address) > 1 else ""
    try:
        absolute = urljoin(base, address) if base else address
        parts = urlsplit(absolute)
    except ValueError:  # "http://[": not an address
        return ""
    reaches = bool(parts.netloc) or (parts.scheme == "mailto" and bool(parts.path))
    return absolute if parts.scheme in _KEPT_SCHEMES and reaches else ""


def picture_address(src: str, base: str = "") -> str:
    """A picture's address, absolute where the base is known, else as given; empty for one inside the page."""
    address = src.strip()
    try:
        absolute = urljoin(base, address) if base else address
        scheme = urlsplit(absolute).scheme
    except ValueError:
        return ""
    return absolute if scheme in {"", "http", "https"} else ""
