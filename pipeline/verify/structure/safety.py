"""A page that asks nothing of the network and lets nothing run that is not the tree's own."""

import re
from collections.abc import Iterator

from pipeline.verify.model import Element, Fault, Rule, select
from pipeline.verify.structure.opened import Opened

CSP = Rule(
    "page.csp",
    "a strict Content Security Policy stands before everything that is loaded",
    "CSP Level 3",
    "Begin the head with `default-src 'none'` and allow `'self'` only where something is needed.",
)
INLINE = Rule(
    "page.inline",
    "no script, handler or style stands in the page itself",
    "CSP Level 3",
    "Move it to a file of `assets/`.",
)
EXTERNAL = Rule(
    "page.external",
    "nothing is loaded from outside the tree",
    "Editions: no request leaves the tree",
    "Put the file into the tree and name it by a relative address.",
)
ZOOM = Rule("page.zoom", "the page can be enlarged", "WCAG 1.4.4", "Leave the scale out of `meta viewport`.")
AUTOPLAY = Rule("page.autoplay", "no sound begins by itself", "WCAG 1.4.2", "Remove `autoplay`.")
REFRESH = Rule(
    "page.refresh", "no page reloads or moves by itself", "WCAG 2.2.1, 3.2.5", "Remove the refresh."
)
RULES = (CSP, INLINE, EXTERNAL, ZOOM, AUTOPLAY, REFRESH)

_DATA = {"application/ld+json", "application/json"}
_LOADED = {
    "script": ("src",), "img": ("src", "srcset"), "audio": ("src",), "video": ("src", "poster"),
    "source": ("src", "srcset"), "track": ("src",), "iframe": ("src",), "embed": ("src",),
    "object": ("data",), "input": ("src",), "image": ("href",), "use": ("href",),
}  # fmt: skip
"""Elements that a browser loads something for, and where they name it."""
_LINKS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "manifest",
    "dns-prefetch",
    "preconnect",
}
_AWAY = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//")
_OPEN = re.compile(r"'unsafe-|\*|https?:|(?<!img-src)(?<!'self') data:")


def check(opened: Opened) -> Iterator[Fault]:
    """Everything that a page must not load, run or do."""
    yield from _policy(opened)
    for node in opened.root.iter("*"):
        yield from _inline(opened, node)
        for address in loaded(node):
            if _AWAY.match(address) and not (node.tag in {"img", "link"} and address.startswith("data:")):
                yield opened.fault(EXTERNAL, node, evidence=address)
        if node.get("autoplay") is not None:
            yield opened.fault(AUTOPLAY, node)
    yield from _metas(opened)


def loaded(node: Element) -> Iterator[str]:
    """The addresses that a browser loads for an element, without being asked by its reader."""
    if node.tag == "link" and set((node.get("rel") or "").lower().split()) & _LINKS:
        yield node.get("href") or ""
    for name in _LOADED.get(str(node.tag), ()):
        value = node.get(name)
        if value is not None:
            parts = value.split(",") if name == "srcset" else [value]
            yield from (part.split()[0] if part.split() else "" for part in parts)


def _policy(opened: Opened) -> Iterator[Fault]:
    found = select(opened.root, "/html/head/meta[@http-equiv='Content-Security-Policy']")
    if not found:
        yield opened.fault(CSP, None, "has no Content Security Policy.")
        return
    policy = found[0].get("content") or ""
    rules = {part.split()[0]: part for part in policy.split(";") if part.split()}
    open_to = _OPEN.search(policy.replace("img-src 'self' data:", "img-src 'self'"))
    strict = rules.get("default-src", "").split()[1:] == ["'none'"] and {"base-uri", "form-action"} <= set(
        rules
    )
    if open_to or not strict:
        yield opened.fault(CSP, found[0], "is not strict.", policy)
    elif any(next(loaded(node), None) is not None for node in found[0].itersiblings(preceding=True)):
        yield opened.fault(CSP, found[0], "stands behind something that is loaded.")


def _inline(opened: Opened, node: Element) -> Iterator[Fault]:
    runs = node.tag == "script" and node.get("src") is None and node.get("type") not in _DATA
    handlers = [str(name) for name in node.attrib if str(name).startswith("on") or name == "style"]
    scheme = (node.get("href") or "").strip().lower().startswith("javascript:")
    if runs or node.tag == "style" or handlers or scheme:
        yield opened.fault(INLINE, node, evidence=", ".join(handlers) or (node.text or ""))


def _metas(opened: Opened) -> Iterator[Fault]:
    for node in opened.root.iter("meta"):
        content = "".join((node.get("content") or "").lower().split())
        scale = re.search(r"maximum-scale=(\d+(?:\.\d+)?)", content)
        fixed = "user-scalable=no" in content or "user-scalable=0" in content
        if node.get("name") == "viewport" and (fixed or (scale and float(scale[1]) < 5)):
            yield opened.fault(ZOOM, node, evidence=content)
        if (node.get("http-equiv") or "").lower() == "refresh":
            yield opened.fault(REFRESH, node, evidence=content)
