"""Whether a page says of its text what is true: which sentence it is, who made it, from what."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import UnknownLanguageError
from pipeline.language import Lang
from pipeline.messages import words
from pipeline.verify.model import Element, Fault, Rule, said, select
from pipeline.verify.structure.opened import Opened, is_hidden, lang_of, text_of
from pipeline.verify.structure.switcher import resolved

SEGMENTS = Rule(
    "page.segments",
    "the sentences and notes of `edition.json` stand on the page, each once, in their order",
    "Editions: ids for life",
    "Build the edition again.",
)
TEXT = Rule(
    "page.text",
    "a sentence reads the same on the page and in `edition.json`",
    "Editions: ids for life",
    "Build the edition again.",
)
STATE = Rule(
    "page.state",
    "the markup tells the state of each sentence as `edition.json` does",
    "EU AI Act, article 50(4)",
    "Build the edition again.",
)
SEGMENT_LANG = Rule(
    "page.segment-lang",
    "a sentence stands in the language that its words are in",
    "WCAG 3.1.2",
    "Give the sentence's element the `lang` that `edition.json` tells.",
)
NOTICE = Rule(
    "page.notice",
    "a translated page tells below its title, for all to see, who translated it and whether a person reviewed it",
    "EU AI Act, article 50(4)",
    'Put the notice into an element with `role="note"` in the header of the article.',
)
NOTICE_LANG = Rule(
    "page.notice-lang",
    "the notice speaks the language of the page, where the project has its words",
    "WCAG 3.1.1",
    "Fill in the catalogue of that language and build the edition again.",
)
ORIGINAL = Rule(
    "page.original",
    "the notice leads to the original",
    "EU AI Act, article 50(4)",
    "Put a link to the source edition into the notice.",
)
RULES = (SEGMENTS, TEXT, STATE, SEGMENT_LANG, NOTICE, NOTICE_LANG, ORIGINAL)

_HEAD = ("section", "topic", "title", "standfirst", "byline")
"""In this order at the top of a page, wherever the source has them."""
Part = Mapping[str, Any]


def check(opened: Opened) -> Iterator[Fault]:
    """Everything that the page of an edition can say wrongly of its text."""
    if opened.edition is None or not opened.edition.data:
        return
    parts = {part["id"]: part for part in (*_segments(opened), *_notes(opened))}
    yield from _order(opened, parts)
    for span in opened.spans:
        part = parts.get(span.get("id"))
        if part is not None:
            yield from _span(opened, span, part)
    if opened.edition.lang != opened.edition.data.get("source_lang"):
        yield from _notice(opened)


def _segments(opened: Opened) -> list[Part]:
    """As a page orders them: the head first, of several titles only the first."""
    assert opened.edition
    found = list(opened.edition.data.get("segments", ()))
    return sorted(found, key=lambda part: _HEAD.index(part["kind"]) if part["kind"] in _HEAD else len(_HEAD))


def _notes(opened: Opened) -> list[Part]:
    assert opened.edition
    return list(opened.edition.data.get("notes", ()))


def _order(opened: Opened, parts: Mapping[str, Part]) -> Iterator[Fault]:
    shown = [span.get("id") or "" for span in opened.spans]
    if sorted(shown) != sorted(parts):
        odd = sorted(set(shown) ^ set(parts)) or sorted({each for each in shown if shown.count(each) > 1})
        yield opened.fault(SEGMENTS, None, "has other sentences than `edition.json`.", ", ".join(odd))
        return
    for kind, wanted in (("sentences", _segments(opened)), ("notes", _notes(opened))):
        ids = [part["id"] for part in wanted]
        there = [each for each in shown if each in set(ids)]
        if there != ids:
            first = next(seen for seen, want in zip(there, ids, strict=True) if seen != want)
            yield opened.fault(SEGMENTS, opened.ids[first], f"is where its {kind} leave their order.")


def _span(opened: Opened, span: Element, part: Part) -> Iterator[Fault]:
    text = part.get("target", part.get("text", ""))
    if said(span) != text:
        yield opened.fault(TEXT, span, "reads otherwise in `edition.json`.", said(span))
    if span.get("data-state") != part.get("state"):
        told = f"is {part.get('state')} in `edition.json`."
        yield opened.fault(STATE, span, told, span.get("data-state") or "none")
    if part.get("lang") and lang_of(span) != part["lang"]:
        yield opened.fault(SEGMENT_LANG, span, f"its words are in {part['lang']}.", lang_of(span))


def _notice(opened: Opened) -> Iterator[Fault]:
    assert opened.edition
    wanted = [note for note in _notes(opened) if note["kind"] == "notice"]
    box = next((node for node in opened.live if node.get("role") == "note" and _is_near(node)), None)
    if box is None or is_hidden(box) or not wanted:
        yield opened.fault(NOTICE, box, "tells nowhere near its title who translated it.")
        return
    shown = text_of(box)
    for note in wanted:
        if " ".join(note["text"].split()) not in shown:
            yield opened.fault(NOTICE, box, "leaves out a part of its notice.", note["text"])
    yield from _tongue(opened, box, wanted)
    yield from _link(opened, box)


def _is_near(box: Element) -> bool:
    """Whether it stands in the header of the title, after that."""
    return bool(select(box, "ancestor::header[1][.//h1]")) and bool(select(box, "preceding::h1"))


def _tongue(opened: Opened, box: Element, wanted: list[Part]) -> Iterator[Fault]:
    assert opened.edition
    try:
        spoken = words(Lang.parse(opened.edition.lang)).lang.tag
    except UnknownLanguageError:
        return
    for note in wanted:
        if note["lang"] != spoken or lang_of(box) != spoken:
            yield opened.fault(NOTICE_LANG, box, f"is in {note['lang']}, not in {spoken}.", note["text"])


def _link(opened: Opened, box: Element) -> Iterator[Fault]:
    assert opened.edition
    original = f"{opened.edition.slug}/{opened.edition.data.get('source_lang')}/index.html"
    links = [resolved(opened.tree, opened.page, link.get("href") or "") for link in box.iter("a")]
    if original in opened.tree.pages and original not in links:
        yield opened.fault(ORIGINAL, box, f"does not lead to {original}.")
