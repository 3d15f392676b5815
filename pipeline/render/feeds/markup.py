"""XML that is well-formed whatever a title holds."""

import re
from typing import Any

from markupsafe import Markup

from pipeline.render.feeds.channel import Channel
from pipeline.render.inline import tongue
from pipeline.render.listing import Listing

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM = "http://www.w3.org/2005/Atom"
_NEVER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def root_of(name: str, prefixes: dict[str | None, str], attributes: dict[str, str] | None = None) -> Any:
    """An element that declares its namespaces; the prefix None is for names without one."""
    from lxml import etree

    return etree.Element(name, attributes or {}, nsmap=prefixes)  # type: ignore[arg-type]  # the stubs forbid None


def add(parent: Any, name: str, text: str = "", attributes: dict[str, str] | None = None) -> Any:
    """A child element at the end of `parent`, in Clark's notation: `{namespace}local`."""
    from lxml import etree

    child = etree.SubElement(parent, name, {key: clean(value) for key, value in (attributes or {}).items()})
    child.text = clean(text) or None
    return child


def written(root: Any) -> bytes:
    """A document, line by line, UTF-8."""
    from lxml import etree

    etree.indent(root, space=" ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="UTF-8") + b"\n"


def clean(text: str) -> str:
    """The text with a replacement character for each that XML cannot hold."""
    return _NEVER.sub("\ufffd", text)


def about(channel: Channel, entry: Listing) -> Markup:
    """An item's summary and the state of its translation, as HTML: a paragraph each, in its own direction."""
    spoken = [(entry.summary, entry.lang), *((sentence, channel.w.lang) for sentence in entry.notice)]
    return Markup("").join(
        Markup("<p{}>{}</p>").format(tongue(lang), clean(text)) for text, lang in spoken if text
    )
