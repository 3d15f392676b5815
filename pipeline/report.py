"""What a run did: for people in lines, for programs as JSON, for the next run in `report.json`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Article, Edition


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run."""

    editions: tuple[Edition, ...]
    unread: Mapping[str, str]
    """Source -> why it could not be read."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall seconds a stage. Not part of `report.json`: the same sources give the same bytes."""

    @property
    def exit_code(self) -> int:
        return 1 if any(True for _ in self.failures()) else 0

    def failures(self) -> Iterator[str]:
        """One line for each article or language that could not be made."""
        yield from self.unread.values()
        for edition in self.editions:
            if edition.failure:
                yield f"{edition.article.name} ({edition.lang}): {edition.failure}"

    def lines(self) -> list[str]:
        """A line an edition, then one with the seconds."""
        seconds = ", ".join(f"{stage} {took:.1f} s" for stage, took in self.seconds.items())
        return [*(_line(edition) for edition in self.editions), seconds]

    def as_json(self) -> dict[str, Any]:
        """The whole run: what `report.json` holds, the failures and the seconds."""
        return {
            "exit": self.exit_code,
            "failures": list(self.failures()),
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
    findings = [f"{found.code} {found.place}: {found.message}" for found in article.findings]
    return {
        "source": article.name,
        "sha256": article.sha256,
        "lang": article.lang.tag,
        "published": article.published.isoformat() if article.published else None,
        "findings": findings,
        "editions": {},
    }


def _edition(edition: Edition) -> dict[str, Any]:
    if edition.failure:
        return {"failure": edition.failure}
    track = edition.track
    return {
        "title": title_of(edition),
        "states": dict(sorted(Counter(target.state for target in edition.targets).items())),
        "engines": sorted({target.engine for target in edition.targets if target.engine}),
        "voice": track.voice if track else "",
        "milliseconds": track.milliseconds(track.samples) if track else 0,
        "findings": [
            {"code": found.code, "severity": found.severity, "place": found.place, "message": found.message}
            for found in edition.findings
        ],
    }


def title_of(edition: Edition) -> str:
    """The edition's own title, or the slug where the article has none."""
    blocks = edition.article.blocks
    title = next((index for index, block in enumerate(blocks) if block.kind == "title"), None)
    told = {target.segment_id: target.text for target in edition.targets}
    parts = [told[segment.id] + segment.after for segment in edition.segments if segment.block == title]
    return "".join(parts) or edition.article.slug


def _line(edition: Edition) -> str:
    if edition.failure:
        return f"{edition.article.slug}/{edition.lang}: failed"
    states = Counter(target.state for target in edition.targets)
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    seconds = edition.track.samples // edition.track.sample_rate if edition.track else 0
    return f"{edition.article.slug}/{edition.lang}: {told}; {seconds // 60} min {seconds % 60} s of sound"
