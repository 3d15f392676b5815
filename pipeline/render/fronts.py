"""The front pages: one of the whole tree, and one of each language for those who read only that."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from markupsafe import Markup

from pipeline import formats
from pipeline.language import Lang
from pipeline.messages import words
from pipeline.model import File
from pipeline.render.chrome import Chrome
from pipeline.render.feeds import feed_links
from pipeline.render.feeds.channel import languages, newest_first
from pipeline.render.feeds.sitemap import Place
from pipeline.render.inline import autonym
from pipeline.render.listing import Listing
from pipeline.render.notice import in_short
from pipeline.render.templating import html

PER_PAGE = 50
"""Articles. Nobody reads further down, and a page of a thousand is slow on an old telephone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article: the edition it is headed by, the others, and what is missing."""

    first: Listing
    others: tuple[Listing, ...]
    missing: Markup
    date: str
    year: int
    """0 where nobody knows it."""


@dataclass(frozen=True, slots=True)
class Group:
    """The articles of a year on one page."""

    label: str
    """Empty where all articles of all pages are of one year."""
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """One page of a list, and the way to the others."""

    lang: Lang | None
    """None: the whole tree's."""
    number: int
    """From 1."""
    total: int
    groups: tuple[Group, ...]

    @property
    def path(self) -> str:
        return front_path(self.lang, self.number)

    @property
    def newer(self) -> str:
        return front_path(self.lang, self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        return front_path(self.lang, self.number + 1) if self.number < self.total else ""


def front_path(lang: Lang | None, number: int = 1) -> str:
    """`index.html`, `index.ar.html`, `index.ar.2.html`: no folder, so that no article's can collide with it."""
    parts = ["index", *([lang.tag] if lang else []), *([str(number)] if number > 1 else []), "html"]
    return ".".join(parts)


def front_pages(listings: Sequence[Listing], site: str) -> tuple[tuple[File, ...], tuple[Place, ...]]:
    """The pages, and where they stand for the sitemap. The first one is `index.html`."""
    langs = languages(listings)
    source = listings[0].source if listings else Lang.parse("en")
    links = {lang: feed_links(listings, lang, site) for lang in langs}
    files: list[File] = []
    for lang in (None, *langs):
        w = Chrome(words(lang or source), source)
        entries = tuple(_entries(listings, lang, w))
        fronts = _pages(entries, w, lang)
        around = {
            "site": site,
            "about": partial(_about, w),
            "count": _counted(w, len(entries)),
            "years": _years(fronts),
            "choices": list(_choices(listings, langs, None if lang else w)),
            "feeds": [(of, link) for of in ([lang] if lang else langs) for link in links[of]],
            "spoken": any(link.spoken for link in links.get(lang or source, ())),
        }
        files += [File(front.path, _page(front, w, around)) for front in fronts]
    return tuple(files), tuple(_places(files, langs))


def _page(front: Front, w: Chrome, around: Mapping[str, object]) -> bytes:
    return html("index.html", w, front.lang or w.lang, {"front": front, **around})


def _places(files: Sequence[File], langs: Sequence[Lang]) -> Iterator[Place]:
    """The first pages are sisters; later ones hold other articles in each language."""
    sisters = (*((lang.tag, front_path(lang)) for lang in langs), ("x-default", front_path(None)))
    first = {path for _, path in sisters}
    for file in files:
        yield Place(file.path, "", sisters if file.path in first else ())


def _entries(listings: Sequence[Listing], lang: Lang | None, w: Chrome) -> Iterator[Entry]:
    """Newest first: all articles with all editions, or the editions of one language."""
    families: dict[str, list[Listing]] = {}
    for each in listings:
        if lang is None or each.lang == lang:
            families.setdefault(each.slug, []).append(each)
    for head in newest_first(family[0] for family in families.values()):
        family = families[head.slug]
        if not all(each.missing for each in family):
            yield _entry(family, w)


def _entry(family: Sequence[Listing], w: Chrome) -> Entry:
    made = [each for each in family if not each.missing]
    first = next((each for each in made if each.lang == each.source), made[0])
    failed = [autonym(each.lang) for each in family if each.missing]
    others = tuple(each for each in made if each is not first)
    moment = first.published
    return Entry(
        first, others, w.listed(failed), w.date(moment) if moment else "", moment.year if moment else 0
    )


def _pages(entries: Sequence[Entry], w: Chrome, lang: Lang | None) -> tuple[Front, ...]:
    whole = len({entry.year for entry in entries}) < 2
    total = max(1, -(-len(entries) // PER_PAGE))
    found = []
    for number in range(1, total + 1):
        part = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
        groups = (_group(tuple(of), w) for _, of in groupby(part, key=lambda entry: entry.year))
        found.append(Front(lang, number, total, tuple(groups)))
    return tuple(_without_years(front) for front in found) if whole else tuple(found)


def _without_years(front: Front) -> Front:
    return replace(front, groups=tuple(replace(group, label="") for group in front.groups))


def _group(entries: tuple[Entry, ...], w: Chrome) -> Group:
    moment = entries[0].first.published
    if moment is None:
        return Group(w.plain("Without a date"), "undated", entries)
    return Group(formats.year(moment, w.lang), f"y{moment.year}", entries)


def _years(fronts: Sequence[Front]) -> list[tuple[str, str]]:
    """Each year and where it begins."""
    found: dict[str, str] = {}
    for front in fronts:
        for group in front.groups:
            if group.label:
                found.setdefault(group.label, f"{front.path}#{group.anchor}")
    return list(found.items())


@dataclass(frozen=True, slots=True)
class Choice:
    """A language of the tree."""

    lang: Lang
    href: str
    count: Markup
    """Its articles; empty where a page does not tell."""


def _choices(listings: Sequence[Listing], langs: Sequence[Lang], w: Chrome | None) -> Iterator[Choice]:
    """In the words of `w`, where the articles are counted."""
    counts = Counter(each.lang for each in listings if not each.missing)
    for lang in langs:
        yield Choice(lang, front_path(lang), _counted(w, counts[lang]) if w else Markup(""))


def _counted(w: Chrome, n: int) -> Markup:
    return w.count("{n} article", "{n} articles", n)


def _about(w: Chrome, each: Listing) -> Markup:
    """State and length in a few words."""
    state = in_short(each.states, w)
    if not each.milliseconds:
        return state
    return Markup(" · ").join([state, w("audio: {duration}", duration=w.duration(each.milliseconds))])
