"""What a screen reader says of a page, from its top to its end, as a simulator of one understands it; and what the
browser tells real ones of its controls."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from pipeline.verify.browser.names import tree
from tests.catalogues import ROOT

_READER = ROOT / "tests/web/node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
_ADDRESS = "/screen-reader.js"
_READ = """async ([address, most]) => {
  const { virtual } = await import(address);
  await virtual.start({ container: document.body });
  for (let step = 0; step < most; step += 1) {
    await virtual.next();
    if ((await virtual.lastSpokenPhrase()) === "end of document") break;
  }
  const log = await virtual.spokenPhraseLog();
  await virtual.stop();
  return log;
}"""
MOST = 2_000
"""Steps after which a page counts as endless."""
_TOLD = ("checked", "pressed", "expanded", "disabled", "valuetext", "invalid", "hasPopup", "keyshortcuts")
_SILENT = frozenset({"none", "generic", "InlineTextBox", "StaticText", "LineBreak", "ListMarker"})


def spoken(page: Page) -> list[str]:
    """The phrases, a line each. The page must have been opened with `bypass_csp=True`."""
    page.route(f"**{_ADDRESS}", lambda route: route.fulfill(path=_READER, content_type="text/javascript"))
    log: list[str] = page.evaluate(_READ, [_ADDRESS, MOST])
    return [" ".join(phrase.split()) for phrase in log]


def controls(page: Page, within: str) -> list[str]:
    """The accessibility tree below an element, a line a node that has a role: role, name, states; sound with it."""
    nodes = {node["nodeId"]: node for node in tree(page)}
    handle = page.context.new_cdp_session(page)
    handle.send("DOM.enable")
    root = handle.send("DOM.getDocument")["root"]["nodeId"]
    found = handle.send("DOM.querySelector", {"nodeId": root, "selector": within})["nodeId"]
    backend = handle.send("DOM.describeNode", {"nodeId": found})["node"]["backendNodeId"]
    handle.detach()
    (top,) = (node for node in nodes.values() if node.get("backendDOMNodeId") == backend)
    return list(_lines(top, nodes, 0))


def _lines(node: dict[str, Any], nodes: dict[str, dict[str, Any]], depth: int) -> Iterator[str]:
    role = str(node.get("role", {}).get("value", ""))
    shown = role not in _SILENT and not node.get("ignored")
    if shown:
        yield "  " * depth + " ".join([role, *_described(node)])
    for child in node.get("childIds", ()):
        if child in nodes:
            yield from _lines(nodes[child], nodes, depth + shown)


def _described(node: dict[str, Any]) -> Iterator[str]:
    for key in ("name", "value", "description"):
        if told := str(node.get(key, {}).get("value", "")).strip():
            yield f'"{told}"' if key == "name" else f"{key}={told}"
    for each in node.get("properties", ()):
        if each["name"] in _TOLD and each["value"].get("value") not in (None, "", "false", False):
            yield f"{each['name']}={each['value']['value']}"
