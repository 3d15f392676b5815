"""The review page: source and target side by side, for a person without a translator's program.

One file with nothing around it: it can be sent by mail. No script; the choice of sentences is a rule of style.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.language import Lang
from pipeline.messages import words
from pipeline.model import Edition, Finding, Segment, State, Target
from pipeline.render.chrome import Chrome
from pipeline.render.inline import inline, isolated, tongue
from pipeline.render.notice import isolated_name
from pipeline.render.page import title_of
from pipeline.render.review import Offers
from pipeline.render.templating import asset, html
from pipeline.xliff import Alternative

_ORDER: tuple[State, ...] = ("untranslated", "machine", "checked", "post-edited", "edited", "reviewed")
_CHECKS_LANG = Lang("en")
"""The language in which the checks speak."""


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence."""

    id: str
    number: str
    source: Markup
    target: Markup
    """Empty when it is not translated."""
    state: State
    told: Markup
    """The state in words."""
    findings: tuple[tuple[Markup, Markup], ...]
    """Severity and message."""
    offers: tuple[tuple[Markup, Markup], ...]
    """Where another translation comes from, and its words."""


@dataclass(frozen=True, slots=True)
class Section:
    """The sentences below one heading of the article."""

    id: str
    heading: Markup
    tongue: Markup
    start: int
    rows: tuple[Row, ...]


def bilingual_page(edition: Edition, offers: Offers) -> bytes:
    """The page, in the language of the edition, or in English where the project does not speak it."""
    w = Chrome(words(edition.lang), edition.article.lang)
    style = asset("review.css").decode()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title, title_lang = title_of(edition)
    states = Counter(target.state for target in edition.targets)
    values = {
        "edition": edition,
        "style": Markup(style),
        "style_hash": f"sha256-{digest}",
        "title": title,
        "title_html": isolated(title, title_lang, edition.article.lang),
        "title_tongue": tongue(title_lang if title_lang != w.lang else None),
        "source_name": edition.article.lang.name_in(w.lang),
        "target_name": edition.lang.name_in(w.lang),
        "source_tongue": tongue(edition.article.lang),
        "target_tongue": tongue(edition.lang),
        "counts": [(in_words(state, w), w.number(states[state])) for state in _ORDER if states[state]],
        "sections": tuple(_sections(edition, offers, w)),
    }
    return html("review.html", w, w.lang, values)


def in_words(state: State, w: Chrome, reviewer: str = "") -> Markup:
    """A state as a translator calls it."""
    if state == "reviewed" and reviewer:
        return w("Reviewed by {name}", name=isolated_name(reviewer, w))
    return {
        "source": w("Original"),
        "untranslated": w("Not translated"),
        "machine": w("Machine translation with findings"),
        "checked": w("Machine translation without findings"),
        "post-edited": w("Post-edited"),
        "edited": w("Edited by a person"),
        "reviewed": w("Reviewed"),
    }[state]


def _sections(edition: Edition, offers: Offers, w: Chrome) -> Iterator[Section]:
    """A section begins at each heading; before the first one stands the article's head."""
    rows: list[Row] = []
    # Translators: the first part of a list of sentences, before the article's first heading
    heading, start = (w("Beginning of the article"), Markup("")), 1
    pairs = zip(edition.segments, edition.targets, strict=True)
    for number, (segment, target) in enumerate(pairs, 1):
        begins = edition.article.blocks[segment.block].kind == "heading"
        if begins and rows and edition.segments[number - 2].block != segment.block:
            yield Section(f"part-{start}", *heading, start, tuple(rows))
            rows, heading, start = [], _heading(target, edition, w), number
        rows.append(_row(number, segment, target, edition, offers.get(segment.id, ()), w))
    if rows:
        yield Section(f"part-{start}", *heading, start, tuple(rows))


def _heading(target: Target, edition: Edition, w: Chrome) -> tuple[Markup, Markup]:
    text = isolated(target.text, target.lang, edition.article.lang)
    return text, tongue(target.lang if target.lang != w.lang else None)


def _row(
    number: int, segment: Segment, target: Target, edition: Edition, offers: Sequence[Alternative], w: Chrome
) -> Row:
    article = edition.article
    source = inline(segment.text, segment.marks, lang=article.lang, source=article.lang, base=article.url)
    said = inline(target.text, target.marks, lang=target.lang, source=article.lang, base=article.url)
    return Row(
        id=segment.id,
        number=w.number(number),
        source=source,
        target=Markup("") if target.state == "untranslated" else said,
        state=target.state,
        told=in_words(target.state, w, target.reviewer),
        findings=tuple(_finding(found, w) for found in edition.findings if found.place == segment.id),
        offers=tuple((_origin(offer, w), _offered(offer, edition)) for offer in offers),
    )


def _finding(found: Finding, w: Chrome) -> tuple[Markup, Markup]:
    # Translators: how grave a finding of the automatic checks is: it must be mended, looked at, known
    severity = {"blocking": w("Must be mended"), "warning": w("To look at"), "note": w("For information")}
    evidence = Markup(" (<bdi>{}</bdi>)").format(found.evidence) if found.evidence else ""
    attributes = tongue(_CHECKS_LANG if w.lang != _CHECKS_LANG else None)
    return severity[found.severity], Markup("<span{}>{}{}</span>").format(attributes, found.message, evidence)


def _origin(offer: Alternative, w: Chrome) -> Markup:
    if offer.origin != "tm":
        return w.name(offer.origin)
    # Translators: {percent} is a number of per cent with its sign
    return w("Memory, {percent} like this sentence", percent=w.percent(offer.quality or 0))


def _offered(offer: Alternative, edition: Edition) -> Markup:
    """Another translation; with the source it was made for, where that is another one."""
    article = edition.article
    said = isolated(offer.target, edition.lang, article.lang)
    target = Markup("<span{}>{}</span>").format(tongue(edition.lang), said)
    if not offer.source:
        return target
    original = isolated(offer.source, article.lang, article.lang)
    return target + Markup('<br><q class="original"{}>{}</q>').format(tongue(article.lang), original)
