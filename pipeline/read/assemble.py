"""A draft and what the sidecar says become an article: the same last steps for every format."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pipeline.bidi import is_balanced
from pipeline.errors import ArticleError
from pipeline.model import FIGURE_KINDS, HEAD_KINDS, LABEL_KINDS, Article, Block, BlockKind, Finding
from pipeline.read.decode import clean
from pipeline.read.draft import Draft, Piece
from pipeline.read.fields import Announcement, Fields
from pipeline.read.figures import figure
from pipeline.read.source import Source
from pipeline.slug import slug_of

_HEAD_ORDER: tuple[BlockKind, ...] = ("section", "topic", "title", "standfirst", "byline")


def assemble(draft: Draft, sidecar: Fields, source: Source, *, stem: str, sha256: str) -> Article:
    """The article. Raises `ArticleError` when the draft holds no text besides its head."""
    fields = sidecar.over(draft.fields)
    head, body = _parted(draft.pieces, fields)
    if not body:
        raise ArticleError("the file holds no text besides its title.", place=source.name)
    head, no_title = _titled(head, stem, source)
    body, levels = _without_gaps(_with_figure(body, fields), source)
    body, misses = _announcing(body, fields.announced or (), source)
    cleaned, controls = _cleaned([*head, *body], source)
    published, no_zone = _published(fields, source)
    return Article(
        name=stem,
        slug=fields.slug or slug_of(stem),
        lang=fields.lang or source.lang,
        blocks=tuple(piece.block for piece in cleaned),
        published=published,
        url=fields.url or "",
        publisher=fields.publisher or "",
        rights=fields.rights or "",
        sha256=sha256,
        findings=(
            *draft.findings, *no_title, *levels, *misses, *controls, *no_zone, *_bidi(cleaned, source)
        ),
    )  # fmt: skip


def _parted(pieces: Sequence[Piece], fields: Fields) -> tuple[list[Piece], list[Piece]]:
    """The head in its order, one piece a kind, with the fields' own words; and the rest, with what is left over."""
    first: dict[BlockKind, Piece] = {}
    body: list[Piece] = []
    for piece in pieces:
        kind = piece.block.kind
        if kind in HEAD_KINDS and kind not in first:
            first[kind] = piece
        else:
            body.append(_as_body(piece))
    head = [said for kind in _HEAD_ORDER if (said := _said(kind, first.get(kind), getattr(fields, kind)))]
    return head, body


def _as_body(piece: Piece) -> Piece:
    """A second title or byline is text like other text."""
    in_head = piece.block.kind in HEAD_KINDS
    return replace(piece, block=replace(piece.block, kind="paragraph")) if in_head else piece


def _said(kind: BlockKind, found: Piece | None, words: str | None) -> Piece | None:
    """A piece of the head: with the field's words where there is a field, none where that is empty."""
    if words is None:
        return found
    return Piece(Block(kind, words), found.line if found else 1) if words else None


def _titled(head: list[Piece], stem: str, source: Source) -> tuple[list[Piece], tuple[Finding, ...]]:
    """Every article has a title: without one of its own, it is called after its file."""
    if any(piece.block.kind == "title" for piece in head):
        return head, ()
    words = " ".join(stem.replace("_", " ").replace("-", " ").split()) or stem
    title = words[:1].upper() + words[1:]
    labels = sum(piece.block.kind in LABEL_KINDS for piece in head)
    message = "No title was found; the file's name stands in. The sidecar's field title can hold one."
    finding = source.finding("title", 1, message, title, "warning")
    return [*head[:labels], Piece(Block("title", title), 1), *head[labels:]], (finding,)


def _with_figure(body: list[Piece], fields: Fields) -> list[Piece]:
    """The first figure with the fields' caption and credit; a figure at the top when there was none."""
    if fields.caption is None and fields.credit is None:
        return body
    begin = next((n for n, piece in enumerate(body) if piece.block.kind in FIGURE_KINDS), 0)
    end = _figure_end(body, begin)
    found = {piece.block.kind: piece.block for piece in body[begin:end]}
    words = {kind: found[kind].text if kind in found else "" for kind in ("alt", "caption", "credit")}
    words |= {kind: said for kind in ("caption", "credit") if (said := getattr(fields, kind)) is not None}
    blocks = figure(**words, src=body[begin].block.src)
    line = body[begin].line if end > begin else 1
    return [*body[:begin], *(Piece(block, line) for block in blocks), *body[end:]]


def _figure_end(body: list[Piece], begin: int) -> int:
    """Where the figure that begins at `begin` ends: alt, caption and credit, each at most once, in this order."""
    end = begin
    for kind in ("alt", "caption", "credit"):
        end += end < len(body) and body[end].block.kind == kind
    return end


def _without_gaps(body: list[Piece], source: Source) -> tuple[list[Piece], tuple[Finding, ...]]:
    """Headings go down one level at a time, from 2, as those who jump between them need it."""
    above: list[int] = []
    pieces: list[Piece] = []
    moved = 0
    for piece in body:
        if piece.block.kind == "heading":
            above = [*(level for level in above if level < piece.block.level), piece.block.level]
            moved += piece.block.level != len(above) + 1
            piece = replace(piece, block=replace(piece.block, level=min(len(above) + 1, 6)))
        pieces.append(piece)
    message = "Headings were given another level, so that no level is left out."
    return pieces, (source.finding("levels", 1, message, moved),) if moved else ()


def _announcing(
    body: list[Piece], announced: Iterable[Announcement], source: Source
) -> tuple[list[Piece], tuple[Finding, ...]]:
    """The body with what the fields say is announced there."""
    pieces, misses = list(body), []
    for one in announced:
        index = _holder(pieces, one.after)
        if index is None:
            message = "A field announces something after words that no block holds."
            misses.append(source.finding("announced", 1, message, one.after, "warning"))
        else:
            block = replace(pieces[index].block, announces=one.kind)
            pieces[index] = replace(pieces[index], block=block)
    return pieces, tuple(misses)


def _holder(pieces: list[Piece], words: str) -> int | None:
    """The first block that begins with the words, or else contains them."""
    texts = [piece.block.text for piece in pieces]
    begins = (n for n, text in enumerate(texts) if text.startswith(words))
    contains = (n for n, text in enumerate(texts) if words in text)
    return next(begins, next(contains, None))


def _cleaned(pieces: list[Piece], source: Source) -> tuple[list[Piece], tuple[Finding, ...]]:
    """Character references can name what decoding had already replaced elsewhere."""
    cleaned, findings = [], []
    for piece in pieces:
        text, count = clean(piece.block.text)
        if count:
            message = "References to control characters or other non-characters were replaced."
            findings.append(source.finding("controls", piece.line, message, count, "warning"))
        cleaned.append(replace(piece, block=replace(piece.block, text=text)) if count else piece)
    return cleaned, tuple(findings)


def _published(fields: Fields, source: Source) -> tuple[datetime | None, tuple[Finding, ...]]:
    """The day of publication with a zone: its own, the one that a field names, or UTC and a warning."""
    when = fields.published
    if when is None or when.tzinfo is not None:
        return when, ()
    if fields.zone is not None:
        return when.replace(tzinfo=fields.zone), ()
    message = (
        "The publication's time has no zone, and was taken as UTC. The sidecar's field zone can name one."
    )
    return when.replace(tzinfo=UTC), (source.finding("zone", 1, message, when, "warning"),)


def _bidi(pieces: Iterable[Piece], source: Source) -> Iterable[Finding]:
    message = "Bidirectional controls are not balanced in this paragraph; they may turn other words around."
    unbalanced = (piece.line for piece in pieces if not is_balanced(piece.block.text))
    return (source.finding("bidi", line, message, severity="warning") for line in unbalanced)
