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
from pipeline.store import PackedMapping

TOLD_AT_ONCE = frozenset({"narrate.voice", "translate.untranslated"})
"""Findings that the command line shows; the others are for `report.json` and the translator."""
_FEW_NOTES = 10
_FEW = 50
"""Articles of which each edition has a line; of more only the counts are shown."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the sources of a run: given = done + failed + quarantined."""

    given: int = 0
    done: int = 0
    """In every language that could be made; those without a change are among them."""
    unchanged: int = 0
    failed: int = 0
    """Not read, or at least one edition not made."""
    quarantined: int = 0
    left: int = 0
    """Not given to this run: what `--limit`, `--since` or `--only-failed` left out."""

    def line(self) -> str:
        """For people."""
        told = f"{self.given} articles: {self.done} done"
        told += f" ({self.unchanged} unchanged)" if self.unchanged else ""
        told += f", {self.failed} failed, {self.quarantined} quarantined"
        return told + (f"; {self.left} left out" if self.left else "")


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run."""

    articles: PackedMapping
    """By slug, in the order of the sources: as in `report.json`."""
    unread: Mapping[str, str]
    """Source -> why nothing could be made of it."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Seconds a stage, of all processes. Not part of `report.json`: the same sources give the same bytes."""
    site: str = ""
    """Where the tree will be published; empty where nobody knows."""
    counts: Counts = Counts()

    @property
    def exit_code(self) -> int:
        return 1 if any(True for _ in self.failures()) else 0

    def editions(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Slug, language and what is told of each edition."""
        for slug, article in self.articles.items():
            for tag, edition in article["editions"].items():
                yield slug, tag, edition

    def failures(self) -> Iterator[str]:
        """One line for each article or language that could not be made."""
        yield from self.unread.values()
        for slug, tag, edition in self.editions():
            if "failure" in edition:
                yield f"{self.articles[slug]['source']} ({tag}): {edition['failure']}"

    def warnings(self) -> Iterator[str]:
        """One line for each thing that was made, but not as asked."""
        for slug, tag, edition in self.editions():
            for found in edition.get("findings", ()):
                if found["code"] in TOLD_AT_ONCE:
                    yield f"{self.articles[slug]['source']} ({tag}): {found['place']}: {found['message']}"

    def notes(self) -> Iterator[str]:
        """One line for each thing that is as asked, but perhaps not as wanted."""
        if not self.site:
            yield "no feeds and no sitemap: the address of the tree is not known. Give it: --site URL, or `site` in editions.toml."
            return
        undated = [article["source"] for article in self.articles.values() if _is_undated(article)]
        for name in undated[:_FEW_NOTES]:
            yield f"{name}: tells no date, so that no feed holds it. Give it `published` in {name}.toml."
        if len(undated) > _FEW_NOTES:
            yield f"{len(undated) - _FEW_NOTES} more articles tell no date."

    def lines(self) -> list[str]:
        """A line an edition where they are few, the notes, the counts, then a line with the seconds."""
        told = [] if len(self.articles) > _FEW else [_line(*each) for each in self.editions()]
        seconds = ", ".join(f"{stage} {took:.1f} s" for stage, took in self.seconds.items())
        notes = (f"note: {note}" for note in self.notes())
        return [*told, *notes, *([self.counts.line()] if self.counts.given > 1 else []), seconds]

    def as_json(self) -> dict[str, Any]:
        """The whole run: what `report.json` holds, the failures and the seconds; for `json_bytes`."""
        return {
            "exit": self.exit_code,
            "counts": asdict(self.counts),
            "failures": list(self.failures()),
            "notes": list(self.notes()),
            "seconds": {stage: round(took, 3) for stage, took in self.seconds.items()},
            "articles": self.articles.packed(),
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


def is_lacking(article: Mapping[str, Any]) -> bool:
    """Whether an edition of it could not be made."""
    return any("failure" in edition for edition in article["editions"].values())


def _is_undated(article: Mapping[str, Any]) -> bool:
    """Whether something was made of it that no feed can hold."""
    made = any("failure" not in edition for edition in article["editions"].values())
    return made and not article["published"]


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
    engines: set[str] = set()
    voices: set[str] = set()
    for article in articles.values():
        for edition in article["editions"].values():
            engines.update(edition.get("engines", ()))
            voices.update({edition.get("voice")} - {None, ""})
    return {
        "generator": f"editions {version('editions')}",
        "site": site,
        "engines": sorted(engines),
        "voices": sorted(voices),
    }


def _line(slug: str, tag: str, edition: Mapping[str, Any]) -> str:
    if "failure" in edition:
        return f"{slug}/{tag}: failed"
    told = ", ".join(f"{count} {state}" for state, count in edition["states"].items())
    seconds = edition["milliseconds"] // 1000
    return f"{slug}/{tag}: {told}; {seconds // 60} min {seconds % 60} s of sound"
