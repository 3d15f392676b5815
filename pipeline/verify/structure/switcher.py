"""The way to the other languages: for people a list of links, for search engines the alternates."""

from collections.abc import Iterator
from urllib.parse import urljoin

from pipeline.errors import UnknownLanguageError
from pipeline.language import Lang
from pipeline.verify.model import Element, Fault, Page, Published, Rule, select
from pipeline.verify.structure.opened import Opened, text_of
from pipeline.verify.tags import direction

SWITCHER = Rule(
    "page.switcher",
    "the page of an article leads by plain links to every edition of it, and nowhere else",
    "WCAG 2.4.5, 3.2.3",
    "Put a `nav` into the page with one link an edition.",
)
PLAIN = Rule(
    "page.switcher-plain",
    "languages are chosen by links in words: no select, no flag",
    "WCAG 3.2.2, 1.1.1",
    "Write the language's own name into a plain link.",
)
LINK = Rule(
    "page.switcher-link",
    "each link of the switcher is called by the language's own name, with its `lang`, `dir` and `hreflang`",
    "WCAG 3.1.2, 2.4.4",
    "Write the autonym, with `lang`, `dir` and `hreflang` of that language.",
)
CURRENT = Rule(
    "page.switcher-current",
    'the link to the page itself, and no other, has `aria-current="page"`',
    "WCAG 1.3.1, 4.1.2",
    'Put `aria-current="page"` on the link of the page\'s own language.',
)
MISSING = Rule(
    "page.switcher-missing",
    "a language in which the article could not be made is told in words",
    "WCAG 3.3.2",
    "Name the language beside the switcher.",
)
HREFLANG = Rule(
    "page.hreflang",
    "the alternates of an article's page are all its editions, itself among them, and `x-default`",
    "Google Search Central, hreflang",
    "Write a `link rel=alternate hreflang` for each edition, and `x-default` for the original.",
)
RECIPROCAL = Rule(
    "page.hreflang-back",
    "a page that is named as an alternate names the other one too",
    "Google Search Central, hreflang",
    "Write the same alternates into both pages.",
)
RULES = (SWITCHER, PLAIN, LINK, CURRENT, MISSING, HREFLANG, RECIPROCAL)

_FLAG = range(0x1F1E6, 0x1F200)


def check(opened: Opened) -> Iterator[Fault]:
    """Everything about other languages that one page can get wrong."""
    yield from _back(opened)
    if opened.edition is None:
        return
    yield from _alternates(opened)
    langs = _langs(opened, made=True)
    nav = next((node for node in opened.all("nav") if node.find(".//a[@hreflang]") is not None), None)
    if nav is not None:
        yield from _links(opened, nav, langs)
    elif len(langs) > 1:
        yield opened.fault(SWITCHER, None, "has no switcher of languages.")
    yield from _missing(opened)


def _langs(opened: Opened, *, made: bool) -> list[str]:
    """The languages of the article that have an edition in the tree, or those that failed."""
    assert opened.edition
    article = opened.tree.report.get("articles", {}).get(opened.edition.slug, {})
    told = [tag for tag, each in article.get("editions", {}).items() if ("failure" in each) is not made]
    there = [each.lang for each in opened.tree.editions if each.slug == opened.edition.slug] if made else []
    return sorted({*told, *there})


def _links(opened: Opened, nav: Element, langs: list[str]) -> Iterator[Fault]:
    if nav.find(".//select") is not None or nav.find(".//img") is not None or _has_flag(text_of(nav)):
        yield opened.fault(PLAIN, nav, evidence=text_of(nav))
    links = list(nav.iter("a"))
    told = sorted(link.get("hreflang") or "" for link in links)
    if told != langs:
        yield opened.fault(SWITCHER, nav, f"leads to {told}, the article is in {langs}.")
    for link in links:
        yield from _link(opened, link)


def _has_flag(text: str) -> bool:
    return any(ord(char) in _FLAG for char in text)


def _link(opened: Opened, link: Element) -> Iterator[Fault]:
    assert opened.edition
    tag = link.get("hreflang") or ""
    named = link.get("lang") == tag and link.get("dir") == direction(tag) and text_of(link) == _autonym(tag)
    if not named and tag:
        yield opened.fault(LINK, link, f"must be {_autonym(tag)!r} in {tag}.", text_of(link))
    wanted = f"{opened.edition.slug}/{tag}/index.html"
    if resolved(opened.tree, opened.page, link.get("href") or "") != wanted:
        yield opened.fault(SWITCHER, link, f"does not lead to {wanted}.", link.get("href") or "")
    if (link.get("aria-current") == "page") is not (tag == opened.edition.lang):
        yield opened.fault(CURRENT, link, evidence=text_of(link))


def _autonym(tag: str) -> str:
    try:
        return Lang.parse(tag).autonym
    except UnknownLanguageError:
        return ""


def _missing(opened: Opened) -> Iterator[Fault]:
    parts = [node for node in opened.live if node.get("lang") and node.get("href") is None]
    for tag in _langs(opened, made=False):
        if not any(node.get("lang") == tag and text_of(node) == _autonym(tag) for node in parts):
            yield opened.fault(MISSING, None, f"does not tell that there is no edition in {tag}.")


def alternates(page: Page) -> list[tuple[str, str]]:
    """The languages and addresses that a page names as alternates of itself."""
    links = select(page.root, "/html/head/link[@rel='alternate' and @hreflang and not(@type)]")
    return [(link.get("hreflang") or "", link.get("href") or "") for link in links]


def resolved(tree: Published, page: Page, href: str) -> str:
    """The path in the tree that an address of a page leads to; empty where it leads elsewhere."""
    base = "https://tree.invalid/"
    site = str(tree.manifest.get("site") or "")
    full = urljoin(f"{base}{page.path}", href)
    if site and full.startswith(site):
        full = base + full.removeprefix(site)
    return full.removeprefix(base).partition("#")[0] if full.startswith(base) else ""


def _alternates(opened: Opened) -> Iterator[Fault]:
    assert opened.edition
    langs = _langs(opened, made=True)
    source = str(opened.edition.data.get("source_lang", ""))
    wanted = {tag: f"{opened.edition.slug}/{tag}/index.html" for tag in langs}
    if source in wanted:
        wanted["x-default"] = wanted[source]
    found = {tag: resolved(opened.tree, opened.page, href) for tag, href in alternates(opened.page)}
    if found != wanted:
        different = sorted({tag for tag, _ in set(found.items()) ^ set(wanted.items())})
        yield opened.fault(HREFLANG, None, f"is wrong or missing for {', '.join(different)}.")


def _back(opened: Opened) -> Iterator[Fault]:
    for tag, href in alternates(opened.page):
        other = resolved(opened.tree, opened.page, href)
        if other == opened.page.path or other not in opened.tree.pages:
            continue
        page = opened.tree.page(other)
        if opened.page.path not in {resolved(opened.tree, page, back) for _, back in alternates(page)}:
            yield opened.fault(RECIPROCAL, None, f"names {other} for {tag}, which does not name it.")
