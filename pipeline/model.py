"""The one document value that travels: an article, its segments, and an edition of it in one language.

Everything here is frozen and made of tuples; no engine's words appear. Text positions are 0-based
offsets in Unicode code points, half-open; sound positions are 0-based samples, half-open.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Self

from pipeline.language import Lang

BlockKind = Literal[
    "section", "topic", "title", "standfirst", "byline",  # the head of the page
    "alt", "caption", "credit",  # one figure: consecutive blocks; `alt` or `caption` starts it
    "heading", "paragraph", "quotation", "item",
    "cell",  # of a table: consecutive blocks, row by row
    "code",  # lines of a program: kept as they are, never translated
]  # fmt: skip
LABEL_KINDS: frozenset[str] = frozenset({"section", "topic"})  # read out, they would only delay the title
HEAD_KINDS: frozenset[str] = LABEL_KINDS | {"title", "standfirst", "byline"}
FIGURE_KINDS: frozenset[str] = frozenset({"alt", "caption", "credit"})

MarkKind = Literal["link", "emphasis", "strong", "code"]
Announced = Literal["", "video", "post", "posts", "photos", "embed"]
Severity = Literal["note", "warning", "blocking"]
NoteKind = Literal["date", "notice", "absent", "code", "announced"]

State = Literal["source", "machine", "checked", "post-edited", "edited", "reviewed", "untranslated"]
"""Where a segment's text comes from. `checked`: a machine's words in which the checks found nothing to warn of;
`post-edited`: a finished unit of a memory, nobody says by whom; `edited`: a person's own words, or words that a
person let stand; `reviewed`: signed off by a person who is named; `untranslated`: the source's words stand in."""
MACHINE_MADE: frozenset[State] = frozenset({"machine", "checked"})  # no person has touched these


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline span over `text[begin:end]`; marks of one text nest or are disjoint, they never cross."""

    kind: MarkKind
    begin: int
    end: int
    href: str = ""
    """The target of a link: http, https, mailto, or a fragment. Empty for other kinds."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of an article, as its reader found it, white space made single but in code."""

    kind: BlockKind
    text: str
    marks: tuple[Mark, ...] = ()
    level: int = 0
    """Headings: 2 to 6. Items: nesting depth from 1."""
    ordered: bool = False
    """Items: whether their list is numbered."""
    row: int = 0
    """Cells: counted from 0; a table ends where it does not go on."""
    column: int = 0
    """Cells: counted from 0."""
    header: bool = False
    """Cells: whether it heads its column or its row."""
    src: str = ""
    """Figures: the picture's address as the source gives it; empty when the source has none."""
    announces: Announced = ""
    """What the text announces after this block but does not hold."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at: data, not an exception."""

    code: str
    """Stable, dotted: family.name, as in `read.encoding`."""
    severity: Severity
    place: str
    """A segment id, or file and line."""
    message: str
    """One sentence for the person who looks at it."""
    evidence: str = ""
    """What was seen: the words, the value, the ratio."""


@dataclass(frozen=True, slots=True)
class Article:
    """A source document, read."""

    name: str
    """The source file's stem: the key of its sidecar and memories."""
    slug: str
    """The folder in the output tree: lower-case ASCII letters, digits and hyphens."""
    lang: Lang
    blocks: tuple[Block, ...]
    published: datetime | None = None
    """Always with a zone."""
    url: str = ""
    """Where the original was published."""
    publisher: str = ""
    rights: str = ""
    """Who owns the text and how it may be used, one sentence."""
    sha256: str = ""
    """Of the source file's bytes."""
    findings: tuple[Finding, ...] = ()
    """What the reader repaired, replaced or could not know."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, with an id for life: the same words keep it when their surroundings change."""

    id: str
    """`s` and ten hex digits of the text's sha256, then `-2`, `-3` for later repeats of the same text.
    The id of the cue, of the span in the page, of the trans-unit."""
    block: int
    """Index into `Article.blocks`."""
    text: str
    after: str = ""
    """The white space up to the next segment; joining text and after gives the block's text back."""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What stands in an edition for one segment."""

    segment_id: str
    text: str
    state: State
    lang: Lang
    """The language the text really is in: the source's when untranslated."""
    engine: str = ""
    """Engine and model with version, or the memory's file name; empty for the source edition."""
    score: float | None = None
    """Mean natural-log probability per target token, where the engine knows it (<= 0)."""
    marks: tuple[Mark, ...] = ()
    reviewer: str = ""
    """Who signed it off; only where the state is `reviewed`."""


@dataclass(frozen=True, slots=True)
class Note:
    """Words that are not the article's but stand in its reading order: shown, and spoken."""

    id: str
    """`n1`, `n2` and so on in reading order: the id of the cue and of the span in the page."""
    kind: NoteKind
    """`date`: when it was published; `notice`: who translated it; `absent`: a picture that is not there;
    `code`: lines of a program follow; `announced`: what the text announces but does not hold."""
    text: str
    """One sentence or a few."""
    lang: Lang
    """The language that the catalogue really answered in."""
    block: int = -1
    """Index of the block that it belongs to; -1 below the head."""


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word: characters of the spoken text, and samples from the segment's own begin."""

    begin: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class WordTime:
    """When a displayed word sounds. Words that are said as one thing ("R$ 3 milhões") have one time."""

    begin: int
    """Characters of the segment's displayed text."""
    end: int
    first: int
    """Samples from the track's begin. A word lasts until the next one begins, or its clip ends."""
    last: int
    interpolated: bool = False
    """Whether the voice told no time for it: its share of what was said, by length, stands in."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Where a segment or a note sounds in the track, in samples; the pause after it belongs to no clip."""

    segment_id: str
    """Or the note's id."""
    begin: int
    end: int
    words: tuple[WordTime, ...] = ()
    """In display order, disjoint, within the clip."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a track: what stands under the title, or under one heading."""

    title: str
    """In the words of the edition."""
    begin: int
    """Samples from the track's begin; it lasts until the next one."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One encoded file of a track."""

    data: bytes
    suffix: str
    """File name ending with the dot: `.opus`."""
    media_type: str


@dataclass(frozen=True, slots=True)
class Track:
    """The narration of an edition."""

    voice: str
    """Engine, voice and version, as credited."""
    sample_rate: int
    """Hertz."""
    samples: int
    """Length of the whole track, mono."""
    clips: tuple[Clip, ...]
    """One a spoken segment, in reading order, disjoint, not empty."""
    data: bytes
    """The encoded file."""
    suffix: str
    """File name ending with the dot: `.mp3`."""
    media_type: str
    also: tuple[Sound, ...] = ()
    """The same sound in other formats, in the order asked for."""
    chapters: tuple[Chapter, ...] = ()
    """In order, the first at 0; empty where there would be one only."""

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """All files, the player's first."""
        return (Sound(self.data, self.suffix, self.media_type), *self.also)

    def milliseconds(self, sample: int) -> int:
        """A sample position in whole milliseconds, rounded once from the exact sum."""
        return (sample * 1000 + self.sample_rate // 2) // self.sample_rate


@dataclass(frozen=True, slots=True)
class File:
    """A rendered file: where it goes in the output tree (POSIX, relative), and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Edition:
    """An article in one language; each stage fills in one more field."""

    article: Article
    lang: Lang
    segments: tuple[Segment, ...] = ()
    targets: tuple[Target, ...] = ()
    """One a segment, in the same order."""
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()
    """In reading order."""
    track: Track | None = None
    files: tuple[File, ...] = ()
    failure: str = ""
    """Why this edition cannot be made; later stages pass it through untouched."""

    @property
    def is_source(self) -> bool:
        return self.lang == self.article.lang

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines behind the sentences that a machine translated, in order of appearance."""
        made = (target for target in self.targets if target.state in MACHINE_MADE)
        return tuple(dict.fromkeys(target.engine for target in made if target.engine))

    @property
    def shown(self) -> dict[str, tuple[str, Lang]]:
        """What stands under the id of each segment and note, and the language it is in."""
        said = {target.segment_id: (target.text, target.lang) for target in self.targets}
        return said | {note.id: (note.text, note.lang) for note in self.notes}

    @property
    def title(self) -> str:
        """The title in the edition's own words; empty before it is translated, and without a title."""
        said = (
            target.text + segment.after
            for segment, target in zip(self.segments, self.targets, strict=False)
            if self.article.blocks[segment.block].kind == "title"
        )
        return "".join(said).strip()

    def but(self, **changes: object) -> Self:
        """The same edition with fields replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses.replace checks the names
