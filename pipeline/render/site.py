"""What a tree of editions shares: its front page, the stylesheet, the player script, the fonts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from markupsafe import Markup

from pipeline.language import Lang
from pipeline.messages import words
from pipeline.model import Edition, File, State
from pipeline.render.chrome import Chrome
from pipeline.render.fonts import font_files, font_rules
from pipeline.render.inline import autonym, tongue
from pipeline.render.notice import in_short
from pipeline.render.page import page_path, title_of
from pipeline.render.templating import asset, html

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the front page says of one edition: all that is needed of those that older runs made."""

    slug: str
    """Of the article; editions with the same one stand together."""
    source: Lang
    """The article's language."""
    lang: Lang
    title: str = ""
    title_lang: Lang | None = None
    """Where the title is not in the edition's own language."""
    published: datetime | None = None
    """Always with a zone."""
    states: frozenset[State] = frozenset()
    """The states of its segments."""
    milliseconds: int = 0
    """The length of the narration; 0 without one."""
    missing: bool = False
    """Whether the edition could not be made."""

    @property
    def tongue(self) -> Markup:
        """The attributes of an element with the title."""
        return tongue(self.title_lang or self.lang)

    @property
    def href(self) -> str:
        return page_path(self.slug, self.lang)


def listing(edition: Edition) -> Listing:
    """The front page's view of an edition."""
    article, track = edition.article, edition.track
    title, title_lang = ("", edition.lang) if edition.failure else title_of(edition)
    return Listing(
        slug=article.slug,
        source=article.lang,
        lang=edition.lang,
        title=title,
        title_lang=title_lang if title_lang != edition.lang else None,
        published=article.published,
        states=frozenset(target.state for target in edition.targets),
        milliseconds=track.milliseconds(track.samples) if track else 0,
        missing=bool(edition.failure),
    )


def site_files(
    editions: Sequence[Edition | Listing], *, fonts: Mapping[str, Path] | None = None
) -> tuple[File, ...]:
    """The front page and `assets/`. `editions` are all of the tree; `fonts` maps a language tag to a file.

    The front page lists the newest article first and speaks the source language of the first one given.
    Raises `SetupError` or `UsageError` for a font.
    """
    fonts = fonts or {}
    listings = [each if isinstance(each, Listing) else listing(each) for each in editions]
    return (
        File("index.html", _front_page(listings)),
        File("assets/editions.css", asset("editions.css") + font_rules(fonts).encode()),
        File("assets/player.js", asset("player.js")),
        File("assets/icon.svg", asset("icon.svg")),
        *font_files(fonts),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One article: the edition it is headed by, the others, and what is missing."""

    first: Listing
    others: tuple[Listing, ...]
    missing: Markup
    date: str


def _front_page(listings: Sequence[Listing]) -> bytes:
    source = listings[0].source if listings else Lang.parse("en")
    w = Chrome(words(source), source)
    articles: dict[str, list[Listing]] = {}
    for each in listings:
        articles.setdefault(each.slug, []).append(each)
    newest_first = sorted(articles.values(), key=_published, reverse=True)
    entries = [_entry(family, w) for family in newest_first if not all(each.missing for each in family)]
    values = {"entries": entries, "about": partial(_about, w)}
    return html("index.html", w, w.lang, values)


def _published(family: Sequence[Listing]) -> datetime:
    return family[0].published or _LONG_AGO


def _entry(family: Sequence[Listing], w: Chrome) -> _Entry:
    made = [each for each in family if not each.missing]
    first = next((each for each in made if each.lang == each.source), made[0])
    failed = [autonym(each.lang) for each in family if each.missing]
    others = tuple(each for each in made if each is not first)
    return _Entry(first, others, w.listed(failed), w.date(first.published) if first.published else "")


def _about(w: Chrome, each: Listing) -> Markup:
    """State and length in a few words."""
    state = in_short(each.states, w)
    if not each.milliseconds:
        return state
    return Markup(" · ").join([state, w("audio: {duration}", duration=w.duration(each.milliseconds))])
