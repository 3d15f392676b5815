"""What a tree's front pages and feeds say of one edition, made from the edition itself or from an older run's report."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from pipeline.language import Lang
from pipeline.model import BlockKind, Edition, State
from pipeline.render.inline import tongue
from pipeline.render.page import narration_file, page_path, title_of


@dataclass(frozen=True, slots=True)
class SoundFile:
    """One sound file of an edition, as it lies in the tree."""

    file: str
    """Its name in the edition's folder."""
    media_type: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All that is needed of an edition that an older run made."""

    slug: str
    """Of the article; editions with the same one stand together."""
    source: Lang
    """The article's language."""
    lang: Lang
    title: str = ""
    title_lang: Lang | None = None
    """Where the title is not in the edition's own language."""
    summary: str = ""
    """The standfirst, where all of it is in the edition's language."""
    byline: str = ""
    """As the edition has it, with the "By"; empty where it is in another language."""
    notice: tuple[str, ...] = ()
    """Who translated it, in sentences; empty for an original."""
    publisher: str = ""
    rights: str = ""
    """In the article's language."""
    url: str = ""
    """Where the original was published."""
    published: datetime | None = None
    """Always with a zone."""
    states: frozenset[State] = frozenset()
    """The states of its segments."""
    milliseconds: int = 0
    """The length of the narration; 0 without one."""
    sounds: tuple[SoundFile, ...] = ()
    """The player's file first."""
    chapters: bool = False
    """Whether a file of chapters lies beside the sound."""
    missing: bool = False
    """Whether the edition could not be made."""

    @property
    def tongue(self) -> Markup:
        """The attributes of an element with the title."""
        return tongue(self.title_lang or self.lang)

    @property
    def href(self) -> str:
        """The page's place in the tree."""
        return page_path(self.slug, self.lang)

    def beside(self, file: str) -> str:
        """The place of another file in the edition's folder."""
        return f"{self.slug}/{self.lang}/{file}"


def listing(edition: Edition) -> Listing:
    """The front page's view of an edition."""
    article, track = edition.article, edition.track
    title, title_lang = ("", edition.lang) if edition.failure else title_of(edition)
    sounds = track.sounds if track else ()
    return Listing(
        slug=article.slug,
        source=article.lang,
        lang=edition.lang,
        title=title,
        title_lang=title_lang if title_lang != edition.lang else None,
        summary=_own_words(edition, "standfirst"),
        byline=_own_words(edition, "byline"),
        notice=tuple(note.text for note in edition.notes if note.kind == "notice"),
        publisher=article.publisher,
        rights=article.rights,
        url=article.url,
        published=article.published,
        states=frozenset(target.state for target in edition.targets),
        milliseconds=track.milliseconds(track.samples) if track else 0,
        sounds=tuple(SoundFile(narration_file(sound), sound.media_type, len(sound.data)) for sound in sounds),
        chapters=bool(track and track.chapters),
        missing=bool(edition.failure),
    )


def _own_words(edition: Edition, kind: BlockKind) -> str:
    """A part of the head, where all of it is in the edition's language."""
    blocks = edition.article.blocks
    pairs = zip(edition.segments, edition.targets, strict=False)  # a failed edition has no targets
    said = [target for segment, target in pairs if blocks[segment.block].kind == kind]
    whole = all(target.lang == edition.lang for target in said)
    return " ".join(target.text for target in said) if whole else ""
