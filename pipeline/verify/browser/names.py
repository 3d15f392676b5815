"""What assistive technology is told of a page, and what its letters are really drawn with."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from babel.core import get_global

_OPERATED = frozenset(
    {
        "button",
        "link",
        "checkbox",
        "radio",
        "slider",
        "combobox",
        "textbox",
        "switch",
        "menuitem",
        "tab",
        "DisclosureTriangle",
    }
)
_WORDS = {"Arab": "ARABIC", "Hebr": "HEBREW", "Cyrl": "CYRILLIC", "Grek": "GREEK"}
"""Scripts by whose letters a name can be told from an English one."""
_POOR = ("DejaVu", "Unifont", "Last Resort")
"""Fonts that draw Arabic because nothing better is there."""


def tree(page: Any) -> list[dict[str, Any]]:
    """The accessibility tree as Chromium tells it, audio elements with it, also the nodes that it ignores."""
    client = page.context.new_cdp_session(page)
    try:
        nodes: list[dict[str, Any]] = client.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        client.detach()
    return nodes


def names(page: Any, lang: str) -> Iterator[tuple[str, str, str]]:
    """What can be operated without a name, or with one in another script than the page's."""
    wanted = _letters(lang)
    foreign = page.evaluate(
        "() => [...document.querySelectorAll('[lang]:not(html)')].map((each) => each.textContent.trim())"
    )
    for node in tree(page):
        role = str(_value(node, "role"))
        if node.get("ignored") or role not in _OPERATED:
            continue
        name = str(_value(node, "name")).strip()
        if not name:
            yield "names", role, "has no name"
        elif wanted and any(map(str.isalpha, name)) and not _has(name, wanted) and name not in foreign:
            yield "names", role, name


def fonts(page: Any) -> Iterator[tuple[str, str, str]]:
    """Arabic that is drawn by a font for something else."""
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": ".body p:lang(ar) .seg"})["nodeId"]
    if node:
        for font in client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            if font["familyName"].startswith(_POOR):
                yield "font", ".body", font["familyName"]
    client.detach()


def _value(node: Mapping[str, Any], key: str) -> object:
    return node.get(key, {}).get("value", "")


def _letters(lang: str) -> str:
    """The word that begins the Unicode names of a language's letters; empty for Latin ones."""
    likely = get_global("likely_subtags").get(lang.partition("-")[0], "").split("_")
    return next((_WORDS[part] for part in likely if part in _WORDS), "")


def _has(text: str, script: str) -> bool:
    return any(unicodedata.name(char, "").startswith(script) for char in text)
