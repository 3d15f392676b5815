"""What machines are told of a page: JSON-LD, Open Graph; and that nothing claims conformance."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.verify.model import Fault, Rule, select
from pipeline.verify.structure.opened import Opened, text_of, texts
from pipeline.verify.structure.switcher import alternates, resolved

LINKED_DATA = Rule(
    "page.jsonld",
    "the page of an edition holds one JSON-LD object for its article, whose `headline` is the title",
    "schema.org Article",
    "Build the edition again.",
)
IN_LANGUAGE = Rule(
    "page.jsonld-lang",
    "`inLanguage` is the language of the edition",
    "schema.org inLanguage",
    "Build the edition again.",
)
WORK = Rule(
    "page.jsonld-work",
    "a translation names the original as its `translationOfWork`, and only a translation does",
    "schema.org translationOfWork",
    "Build the edition again.",
)
ACCESS = Rule(
    "page.jsonld-access",
    "JSON-LD tells modes, features and hazards, and the narration where there is one",
    "Schema.org Accessibility Properties for Discoverability Vocabulary",
    "Build the edition again.",
)
TRANSLATOR = Rule(
    "page.translator",
    "no machine is named as `translator`, which is a person or an organisation",
    "schema.org translator",
    "Leave `translator` out.",
)
CLAIM = Rule(
    "page.claim",
    "nothing claims conformance: no program can evaluate that",
    "WCAG 2.2 §5.3, EPUB Accessibility 1.1 §4",
    "Remove the claim; say that the page was audited by automation.",
)
CARD = Rule(
    "page.card",
    "the canonical address and the Open Graph agree with the page and its language, where they are there",
    "RFC 6596, Open Graph protocol",
    "Build the tree again with the same `--site`.",
)
RULES = (LINKED_DATA, IN_LANGUAGE, WORK, ACCESS, TRANSLATOR, CLAIM, CARD)

CLAIMED = re.compile(
    r"conformsTo|certifiedBy|accessibilityAPI|"
    r"\b(conform\w*|complian\w*|complies)\b.{0,40}\bWCAG|\bWCAG\b.{0,40}\b(conform\w*|complian\w*)",
    re.IGNORECASE,
)
_TOLD = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard")


def check(opened: Opened) -> Iterator[Fault]:
    """Everything that a page can tell machines wrongly."""
    scripts = select(opened.root, "//script[@type='application/ld+json']")
    for script in scripts:
        if '"translator"' in (script.text or ""):
            yield opened.fault(TRANSLATOR, script)
    yield from _claims(opened)
    yield from _card(opened)
    if opened.edition is None:
        return
    about = _object(scripts[0].text or "") if len(scripts) == 1 else None
    if about is None:
        yield opened.fault(LINKED_DATA, None, f"has {len(scripts)} objects, or one that cannot be read.")
        return
    title = next((text_of(node) for node in opened.all("h1")), "")
    headline = " ".join(str(about.get("headline") or "").split())
    if not headline or headline != title:
        yield opened.fault(LINKED_DATA, None, "its `headline` is not the title.", headline or "none")
    yield from _about(opened, about)


def _object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) and str(found.get("@type")).endswith("Article") else None


def _part(about: dict[str, Any], name: str) -> dict[str, Any]:
    """An object within the object; empty where there is none."""
    found = about.get(name)
    return found if isinstance(found, dict) else {}


def _about(opened: Opened, about: dict[str, Any]) -> Iterator[Fault]:
    assert opened.edition
    if about.get("inLanguage") != opened.edition.lang:
        yield opened.fault(IN_LANGUAGE, None, evidence=str(about.get("inLanguage")))
    source = str(opened.edition.data.get("source_lang", ""))
    original = f"{opened.edition.slug}/{source}/index.html"
    work = _part(about, "translationOfWork")
    named = resolved(opened.tree, opened.page, str(work["url"])) if "url" in work else ""
    translated = opened.edition.lang != source and original in opened.tree.pages
    if (named, work.get("inLanguage", "")) != ((original, source) if translated else ("", "")):
        yield opened.fault(WORK, None, evidence=json.dumps(work))
    yield from _access(opened, about)


def _access(opened: Opened, about: dict[str, Any]) -> Iterator[Fault]:
    assert opened.edition
    absent = [name for name in _TOLD if not about.get(name)]
    if absent:
        yield opened.fault(ACCESS, None, f"does not tell {', '.join(absent)}.")
    narration, audio = opened.edition.data.get("narration"), _part(about, "audio")
    if not narration:
        return
    sound = resolved(opened.tree, opened.page, str(audio.get("contentUrl")))
    if sound != opened.edition.folder + narration["file"]:
        yield opened.fault(ACCESS, None, "does not name the narration.", json.dumps(audio))
    elif audio.get("duration") != f"PT{narration['milliseconds'] / 1000:.3f}S":
        yield opened.fault(ACCESS, None, "tells another length of the narration.", str(audio.get("duration")))


def _claims(opened: Opened) -> Iterator[Fault]:
    head = [*select(opened.root, "/html/head/meta"), *select(opened.root, "/html/head/link")]
    told = [(node, " ".join(map(str, node.attrib.values()))) for node in head]
    told += [(node, node.text or "") for node in select(opened.root, "//script[@type='application/ld+json']")]
    article = [each.holder for each in texts(opened.root) if CLAIMED.search(each.text)]
    around = [
        node
        for node in article
        if not select(node, "ancestor-or-self::*[contains(@class, 'seg') or @data-of]")
    ]
    for node in (*(node for node, text in told if CLAIMED.search(text)), *around):
        yield opened.fault(CLAIM, node)


def _card(opened: Opened) -> Iterator[Fault]:
    yield from _locales(opened)
    metas = {
        node.get("property"): node.get("content") or ""
        for node in select(opened.root, "/html/head/meta[@property]")
    }
    addresses = [link.get("href") or "" for link in select(opened.root, "/html/head/link[@rel='canonical']")]
    addresses += [metas["og:url"]] if "og:url" in metas else []
    for address in addresses:
        if resolved(opened.tree, opened.page, address) != opened.page.path or "://" not in address:
            yield opened.fault(CARD, None, "names another page as its address.", address)
    title = " ".join((opened.root.findtext("head/title") or "").split())
    if "og:title" in metas and " ".join(metas["og:title"].split()) not in title:
        yield opened.fault(CARD, None, "is called otherwise by Open Graph.", metas["og:title"])


def _locales(opened: Opened) -> Iterator[Fault]:
    """`og:locale` is of the page's language, its alternates are of those that the page names as such."""
    told = [
        (str(node.get("property")), (node.get("content") or "").partition("_")[0])
        for node in select(opened.root, "/html/head/meta[starts-with(@property, 'og:locale')]")
    ]
    own = [lang for name, lang in told if name == "og:locale"]
    others = [lang for name, lang in told if name == "og:locale:alternate"]
    named = [tag for tag, _ in alternates(opened.page) if tag not in {"x-default", opened.lang}]
    if told and (own != [_base(opened.lang)] or sorted(others) != sorted(map(_base, named))):
        yield opened.fault(CARD, None, "tells other languages by `og:locale`.", ", ".join((*own, *others)))


def _base(tag: str) -> str:
    return tag.partition("-")[0]
