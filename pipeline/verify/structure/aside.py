"""What stands beside the sentences: nothing that nobody told of, the originals to compare with, no part that speaks up."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.verify.model import Element, Fault, Printed, Rule, said, select
from pipeline.verify.structure.opened import Opened, is_hidden, texts
from pipeline.verify.structure.switcher import resolved

STRAY = Rule(
    "page.stray",
    "every text in the body of the article stands in a sentence or a note, or is the link to a missing picture",
    "Editions: ids for life",
    "Build the edition again.",
)
LIVE = Rule(
    "page.live",
    "no part of the page speaks up by itself: who listens to the narration hears nothing else",
    "WCAG 4.1.3, WAI-ARIA 1.2 §6.6.2",
    "Remove `aria-live`, and the roles that imply it.",
)
COMPARE = Rule(
    "page.compare",
    "the original that a sentence can be compared with is the one of `edition.json`, at its time in the source edition",
    "Editions: ids for life",
    "Build the edition again.",
)
RULES = (STRAY, LIVE, COMPARE)

_BODY = "ancestor-or-self::*[contains(concat(' ', @class, ' '), ' body ')]"
_KNOWN = "ancestor-or-self::*[contains(concat(' ', @class, ' '), ' seg ')] | self::a[parent::p/parent::*[@class='absent']]"
"""A sentence or note; the link to a picture that is not in the tree."""
_SPEAKING = {"alert", "log", "marquee", "status", "timer"}
"""Roles that are live regions."""
_UNSEEN = {"C", "Z"}
"""General categories of what leaves no mark: controls, spaces."""


def check(opened: Opened) -> Iterator[Fault]:
    """Everything around its sentences that a page can get wrong."""
    for node in opened.root.iter("*"):
        live = (node.get("aria-live") or "off").strip().lower()
        roles = set((node.get("role") or "").lower().split())
        if live != "off" or roles & _SPEAKING or node.tag == "output":
            yield opened.fault(LIVE, node, evidence=node.get("aria-live") or node.get("role") or "output")
    if opened.edition is not None and opened.edition.data:
        yield from _strays(opened)
        yield from _originals(opened)


def _strays(opened: Opened) -> Iterator[Fault]:
    for text in texts(opened.root):
        node = text.holder
        seen = any(unicodedata.category(char)[0] not in _UNSEEN for char in text.text)
        shown = seen and select(node, _BODY) and not select(node, "ancestor-or-self::template")
        if shown and not is_hidden(node) and not select(node, _KNOWN):
            yield opened.fault(STRAY, node, "holds a text that `edition.json` does not.", text.text)


def _originals(opened: Opened) -> Iterator[Fault]:
    assert opened.edition
    data = opened.edition.data
    source = str(data.get("source_lang", ""))
    wanted = {part["id"]: part for part in data.get("segments", ()) if _is_compared(part, source, data)}
    shelves = select(opened.root, "//template[@data-originals]")
    found = {node.get("data-of") or "": node for shelf in shelves for node in select(shelf, "*[@data-of]")}
    if set(found) != set(wanted):
        odd = ", ".join(sorted(set(found) ^ set(wanted)))
        yield opened.fault(COMPARE, None, "has other originals than `edition.json`.", odd)
    original = opened.tree.edition(opened.edition.slug, source)
    clips = _clips(original)
    for name in sorted(set(found) & set(wanted)):
        yield from _original(opened, found[name], wanted[name], clips.get(name))
    for shelf in shelves:
        yield from _shelf(opened, shelf, source, original)


def _is_compared(part: Mapping[str, Any], source: str, data: Mapping[str, Any]) -> bool:
    translated = data.get("lang") != source and part.get("state") != "untranslated"
    return translated and part.get("lang") != source


def _clips(edition: Printed | None) -> Mapping[str, Mapping[str, int] | None]:
    """When each sentence of an edition sounds; empty where there is none."""
    return {part["id"]: part["clip"] for part in edition.data.get("segments", ())} if edition else {}


def _original(
    opened: Opened, node: Element, part: Mapping[str, Any], clip: Mapping[str, int] | None
) -> Iterator[Fault]:
    if said(node) != part["source"]:
        yield opened.fault(COMPARE, node, f"the original of #{part['id']} reads otherwise.", said(node))
    times = (node.get("data-begin"), node.get("data-end"))
    wanted = (str(clip["begin"]), str(clip["end"])) if clip else (None, None)
    if times != wanted:
        told = f"the original of #{part['id']} sounds at another time."
        yield opened.fault(COMPARE, node, told, f"{times}, not {wanted}")


def _shelf(opened: Opened, shelf: Element, source: str, original: Printed | None) -> Iterator[Fault]:
    """Its language, and the sound that it leads to."""
    if shelf.get("lang") != source:
        yield opened.fault(COMPARE, shelf, f"must be in {source}.", shelf.get("lang") or "none")
    narration = original.data.get("narration") if original else None
    wanted = f"{original.folder}{narration['file']}" if original and narration else ""
    named = shelf.get("data-audio") or ""
    if (resolved(opened.tree, opened.page, named) if named else "") != wanted:
        yield opened.fault(COMPARE, shelf, f"must lead to {wanted or 'no sound'}.", named)
