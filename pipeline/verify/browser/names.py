"""What assistive technology is told of a page, and what its letters are really drawn with."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from babel.core import get_global

_OPERATED = frozenset({
    "button", "link", "checkbox", "radio", "slider", "combobox", "textbox", "switch", "menuitem", "tab", "DisclosureTriangle",
})  # fmt: skip
"""Must have a name."""
_NAMED = frozenset({
    "region", "group", "radiogroup", "note", "navigation", "main", "banner", "contentinfo", "complementary", "article",
    "form", "search", "figure", "table", "image", "Audio", "Details",
})  # fmt: skip
"""May have one: landmarks and groups, which a screen reader lists by their names."""
_WORDS = {"Arab": "ARABIC", "Hebr": "HEBREW", "Cyrl": "CYRILLIC", "Grek": "GREEK", "Latn": "LATIN"}
"""Scripts by whose letters a name can be told from one in another script."""
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
    """What can be operated without a name; and what is named in another script than that of its language."""
    foreign = page.evaluate(
        "() => [...document.querySelectorAll('[lang]:not(html)')].map((each) => each.textContent.trim())"
    )
    for node in tree(page):
        role = str(_value(node, "role"))
        if node.get("ignored") or role not in _OPERATED | _NAMED:
            continue
        name = str(_value(node, "name")).strip()
        if not name and role in _OPERATED:
            yield "names", role, "has no name"
        elif name not in foreign and not _fits(name, lang) and not _fits(name, _lang_of(page, node)):
            yield "names", role, name


def _fits(name: str, lang: str) -> bool:
    """Whether a name has letters of the language's script, where that can be told, or no letters at all."""
    wanted = _letters(lang)
    return not wanted or not any(map(str.isalpha, name)) or _has(name, wanted)


def _lang_of(page: Any, node: Mapping[str, Any]) -> str:
    """The language that the element stands in, as the markup tells; the one asked for only where a name is odd."""
    client = page.context.new_cdp_session(page)
    try:
        found = client.send("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})["object"][
            "objectId"
        ]
        asked = "function () { return this.closest?.('[lang]')?.lang ?? ''; }"
        answer = client.send("Runtime.callFunctionOn", {"objectId": found, "functionDeclaration": asked})
    finally:
        client.detach()
    return str(answer["result"].get("value", ""))


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
    """The word that begins the Unicode names of a language's letters; empty where it is not known."""
    likely = get_global("likely_subtags").get(lang.partition("-")[0], "").split("_")
    return next((_WORDS[part] for part in likely if part in _WORDS), "")


def _has(text: str, script: str) -> bool:
    return any(unicodedata.name(char, "").startswith(script) for char in text)
