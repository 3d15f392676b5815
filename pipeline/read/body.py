"""Plain text: the rules for headings, quotations, and what the text announces but does not hold."""

from dataclasses import replace

from pipeline.model import Block, Finding
from pipeline.read.cues import AnnouncementCue
from pipeline.read.draft import Draft, Piece
from pipeline.read.guesses import is_heading, is_quotation
from pipeline.read.rules import Context, added, as_kind, is_plain

MAX_ANNOUNCING = 2000
"""Characters; announcements stand in ordinary paragraphs."""
_BODY = frozenset({"paragraph", "quotation", "item"})


def find_headings(draft: Draft, context: Context) -> Draft:
    """Short lines without a stop that stand alone before a paragraph; two in a row are no headings."""
    pieces = list(draft.pieces)
    short = [is_plain(found) and is_heading(found.block.text) for found in pieces]
    body = [found.block.kind in _BODY for found in pieces]
    findings: list[Finding] = []
    for index in range(body.index(True) + 1 if True in body else len(pieces), len(pieces) - 1):
        if short[index] and body[index + 1] and not short[index - 1] and not short[index + 1]:
            found = pieces[index]
            pieces[index] = as_kind(found, "heading", 2)
            message = "This line was read as a heading."
            findings.append(context.source.finding("heading", found.line, message, found.block.text))
    return added(draft, pieces, findings)


def find_quotations(draft: Draft, _context: Context) -> Draft:
    """Paragraphs wholly in quotation marks."""
    pieces = (
        as_kind(found, "quotation") if is_plain(found) and is_quotation(found.block.text) else found
        for found in draft.pieces
    )
    return replace(draft, pieces=tuple(pieces))


def find_announcements(draft: Draft, context: Context) -> Draft:
    """Blocks that speak of a video, a post or pictures which a scraper left behind."""
    pieces = list(draft.pieces)
    findings: list[Finding] = []
    for index, found in enumerate(draft.pieces):
        cue = _cue(found, context) if found.block.kind in _BODY else None
        target = index - 1 if cue and cue.above else index
        if cue and target >= 0 and _can_hold(pieces[target].block, cue):
            holder = pieces[target]
            pieces[target] = replace(holder, block=replace(holder.block, announces=cue.kind))
            message = "The text speaks of something that it does not hold; the edition says so."
            findings.append(context.source.finding("announced", holder.line, message, cue.kind))
    return added(draft, pieces, findings)


def _can_hold(block: Block, cue: AnnouncementCue) -> bool:
    """What a sentence announces itself goes before what the next one calls "above"."""
    return block.kind in _BODY and not (cue.above and block.announces)


def _cue(found: Piece, context: Context) -> AnnouncementCue | None:
    text = found.block.text
    if len(text) > MAX_ANNOUNCING:
        return None
    return next((cue for cue in context.cues.announced if cue.pattern.search(text)), None)
