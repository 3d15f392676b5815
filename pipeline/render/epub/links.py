"""Addresses as a book may hold them: readers of books refuse what browsers put up with."""

import re
from urllib.parse import quote, urlsplit

_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_ALLOWED = frozenset("-._~!$&'()*+,;=:@/?%")
"""Besides letters and digits of any script."""
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")


def book_address(href: str) -> str:
    """A web or mail address with all that no address may hold percent-encoded; empty where that does not mend it.

    A fragment alone is empty too: what it names is in the original, not in the book.
    """
    scheme, _, rest = href.partition(":")
    if scheme.lower() == "mailto":
        return f"mailto:{_encoded(rest)}" if "@" in rest else ""
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
        known = parts.port is None or parts.port >= 0
        named = ":" in host or _HOST.fullmatch(host.encode("idna").decode())
    except ValueError:  # a port that is no number, brackets that hold no address, a label without letters
        return ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not (known and named):
        return ""
    query = f"?{_encoded(parts.query)}" if parts.query else ""
    fragment = f"#{_encoded(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{parts.netloc}{_encoded(parts.path)}{query}{fragment}"


def _encoded(text: str) -> str:
    whole = _STRAY.sub("%25", text)
    return "".join(char if char.isalnum() or char in _ALLOWED else quote(char, safe="") for char in whole)
