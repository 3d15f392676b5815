"""What a run did: for people in lines, for programs as JSON, for the next run in `report.json`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any

from pipeline.language import Lang
from pipeline.model import Article, Edition, Finding
from pipeline.render import Listing, SoundFile, listing

TOLD_AT_ONCE = frozenset({"narrate.voice", "translate.untranslated"})
"""Findings that the command line shows; the others are for `report.json` and the translator."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run."""

    editions: tuple[Edition, ...]
    unread: Mapping[str, str]
    """Source -> why it could not be read."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall seconds a stage. Not part of `report.json`: the same sources give the same bytes."""
    site: str = ""
    """Where the tree will be published; empty where nobody knows."""

    @property
    def exit_code(self) -> int:
        return 1 if any(True for _ in self.failures()) else 0

    def failures(self) -> Iterator[str]:
        """One line for each article or language that could not be made."""
        yield from self.unread.values()
        for edition in self.editions:
            if edition.failure:
                yield f"{edition.article.name} ({edition.lang}): {edition.failure}"

    def warnings(self) -> Iterator[str]:
        """One line for each thing that was made, but not as asked."""
        for edition in self.editions:
            for found in edition.findings:
                if found.code in TOLD_AT_ONCE:
                    yield f"{edition.article.name} ({edition.lang}): {found.place}: {found.message}"

    def notes(self) -> Iterator[str]:
        """One line for each thing that is as asked, but perhaps not as wanted."""
        if not self.site:
            yield "no feeds and no sitemap: the address of the tree is not known. Give it: --site URL, or `site` in editions.toml."
            return
        for article in dict.fromkeys(edition.article for edition in self.editions if not edition.failure):
            if not article.published:
                yield f"{article.name}: tells no date, so that no feed holds it. Give it `published` in {article.name}.toml."

    def lines(self) -> list[str]:
        """A line an edition, the notes, then a line with the seconds."""
        seconds = ", ".join(f"{stage} {took:.1f} s" for stage, took in self.seconds.items())
        notes = (f"note: {note}" for note in self.notes())
        return [*(_line(edition) for edition in self.editions), *notes, seconds]

    def as_json(self) -> dict[str, Any]:
        """The whole run: what `report.json` holds, the failures and the seconds."""
        return {
            "exit": self.exit_code,
            "failures": list(self.failures()),
            "notes": list(self.notes()),
            "seconds": {stage: round(took, 3) for stage, took in self.seconds.items()},
            "articles": articles_json(self.editions),
        }


def articles_json(editions: Sequence[Edition]) -> dict[str, Any]:
    """By slug: the article, and its editions by language."""
    found: dict[str, Any] = {}
    for edition in editions:
        entry = found.setdefault(edition.article.slug, _article(edition.article))
        entry["editions"][edition.lang.tag] = _edition(edition)
    return found


def _article(article: Article) -> dict[str, Any]:
    return {
        "source": article.name,
        "sha256": article.sha256,
        "lang": article.lang.tag,
        "published": article.published.isoformat() if article.published else None,
        "publisher": article.publisher,
        "rights": article.rights,
        "url": article.url,
        "findings": _findings(article.findings),
        "editions": {},
    }


def _edition(edition: Edition) -> dict[str, Any]:
    if edition.failure:
        return {"failure": edition.failure}
    shown = listing(edition)
    return {
        "title": shown.title,
        "title_lang": (shown.title_lang or edition.lang).tag,
        "summary": shown.summary,
        "byline": shown.byline,
        "notice": list(shown.notice),
        "states": dict(sorted(Counter(target.state for target in edition.targets).items())),
        "engines": sorted({target.engine for target in edition.targets if target.engine}),
        "voice": edition.track.voice if edition.track else "",
        "milliseconds": shown.milliseconds,
        "sounds": [asdict(sound) for sound in shown.sounds],
        "chapters": shown.chapters,
        "ladder": _ladder(edition),
        "findings": _findings(edition.findings),
    }


def _findings(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [asdict(finding) for finding in findings]


def _ladder(edition: Edition) -> dict[str, int]:
    """How many segments have their text from each rung of the decoding ladder but the first, and how many are
    left to a person."""
    codes = (finding.code.partition(".") for finding in edition.findings)
    return dict(sorted(Counter(rung for family, _, rung in codes if family == "ladder").items()))


def listings(articles: Mapping[str, Any]) -> tuple[Listing, ...]:
    """What the front page needs, from the report's own form: older runs left nothing else."""
    return tuple(
        _listing(slug, article, tag, edition)
        for slug, article in articles.items()
        for tag, edition in article["editions"].items()
    )


def _listing(slug: str, article: Mapping[str, Any], tag: str, edition: Mapping[str, Any]) -> Listing:
    lang, title_lang = Lang.parse(tag), edition.get("title_lang", tag)
    return Listing(
        slug=slug,
        source=Lang.parse(article["lang"]),
        lang=lang,
        title=edition.get("title", ""),
        title_lang=Lang.parse(title_lang) if title_lang != tag else None,
        summary=edition.get("summary", ""),
        byline=edition.get("byline", ""),
        notice=tuple(edition.get("notice", ())),
        publisher=article.get("publisher", ""),
        rights=article.get("rights", ""),
        url=article.get("url", ""),
        published=datetime.fromisoformat(article["published"]) if article["published"] else None,
        states=frozenset(edition.get("states", ())),
        milliseconds=edition.get("milliseconds", 0),
        sounds=tuple(SoundFile(**sound) for sound in edition.get("sounds", ())),
        chapters=edition.get("chapters", False),
        missing="failure" in edition,
    )


def about(articles: Mapping[str, Any], site: str) -> dict[str, Any]:
    """What made the tree: this version, and the engines and voices of all its editions; and where it will be."""
    editions = [edition for article in articles.values() for edition in article["editions"].values()]
    return {
        "generator": f"editions {version('editions')}",
        "site": site,
        "engines": sorted({engine for edition in editions for engine in edition.get("engines", ())}),
        "voices": sorted({edition["voice"] for edition in editions if edition.get("voice")}),
    }


def _line(edition: Edition) -> str:
    if edition.failure:
        return f"{edition.article.slug}/{edition.lang}: failed"
    states = Counter(target.state for target in edition.targets)
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    seconds = edition.track.samples // edition.track.sample_rate if edition.track else 0
    return f"{edition.article.slug}/{edition.lang}: {told}; {seconds // 60} min {seconds % 60} s of sound"
