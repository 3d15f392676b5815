"""Plain text: the rules that find an article's head and its pictures' captions."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.model import Finding
from pipeline.read.dates import date_at_end
from pipeline.read.draft import Draft, Piece
from pipeline.read.figures import figure
from pipeline.read.guesses import (
    MAX_STANDFIRST,
    ends_sentence,
    is_byline,
    is_one_sentence,
    is_title,
    split_credit,
    unglue,
)
from pipeline.read.rules import Context, added, as_kind, is_plain, piece, put

HEAD = 8
"""Pieces; what stands further down is body."""
_SEPARATORS = re.compile(r"\s*[|/>»›•·]\s*")
_EDGES = " ,،;:|/>»›•·–—-"
_MAX_LABEL_WORDS = 8


def find_figures(draft: Draft, context: Context) -> Draft:
    """Lines that end with a picture's credit are its caption; a title glued to one is parted from it."""
    pieces: list[Piece] = []
    findings: list[Finding] = []
    for found in draft.pieces:
        parts = split_credit(found.block.text, context.cues) if is_plain(found) else None
        if parts is None:
            pieces.append(found)
        else:
            title, caption = _unglued(parts[0], found.line, context, findings)
            pieces += [piece("paragraph", title, found.line)] if title else []
            pieces += [Piece(block, found.line) for block in figure(caption=caption, credit=parts[1])]
    return added(draft, pieces, findings)


def _unglued(before: str, line: int, context: Context, findings: list[Finding]) -> tuple[str, str]:
    """Title and caption; no title where there is no joint, or more than one."""
    note = context.source.finding
    findings.append(note("figure", line, "The end of this line was read as a picture's caption and credit."))
    ways = unglue(before, context.cues)
    seen = ", ".join(f"{left.split()[-1]}|{right.split()[0]}" for left, right in ways)
    if len(ways) == 1:
        findings.append(note("glue", line, "Two words were glued together, and were parted.", seen))
        return ways[0]
    if ways:
        findings.append(note("glue", line, "Several words look glued; none was parted.", seen, "warning"))
    return "", before


def find_byline(draft: Draft, context: Context) -> Draft:
    """The first line in the head that is a cue and names."""
    for index, found in enumerate(draft.pieces[:HEAD]):
        if is_plain(found) and is_byline(found.block.text, context.cues):
            return put(draft, index, [as_kind(found, "byline")])
    return draft


def find_title(draft: Draft, context: Context) -> Draft:
    """The first short line without a stop; a sentence before it is the standfirst."""
    plain = [index for index, found in enumerate(draft.pieces[:HEAD]) if _may_be_title(found, index, context)]
    for order, index in enumerate(plain[:2]):
        found = draft.pieces[index]
        if is_title(found.block.text):
            return _titled(draft, index, plain[0] if order else None, context)
        if not is_plain(found) or len(found.block.text) > MAX_STANDFIRST:
            break
    if plain and is_one_sentence(draft.pieces[plain[0]].block.text) and len(plain) > 1:
        return _titled(draft, plain[0], None, context)
    return draft


def _may_be_title(found: Piece, index: int, context: Context) -> bool:
    unsaid = is_plain(found) or found.block.kind == "heading"
    return unsaid and date_line(found.block.text, context, is_first=index == 0) is None


def _titled(draft: Draft, index: int, before: int | None, context: Context) -> Draft:
    found = draft.pieces[index]
    draft = put(draft, index, [as_kind(found, "title")])
    if before is None:
        return draft
    first = draft.pieces[before]
    message = "The sentence before the title was read as the standfirst."
    note = context.source.finding("standfirst", first.line, message)
    return put(draft, before, [as_kind(first, "standfirst")], note)


def find_standfirst(draft: Draft, context: Context) -> Draft:
    """One sentence or two between the title and a byline or date line."""
    kinds = [found.block.kind for found in draft.pieces[:HEAD]]
    if "title" not in kinds or "standfirst" in kinds:
        return draft
    index = kinds.index("title") + 1
    between, after = draft.pieces[index : index + 1], draft.pieces[index + 1 : index + 2]
    if not between or not after or not is_plain(between[0]) or len(between[0].block.text) > MAX_STANDFIRST:
        return draft
    dated = is_plain(after[0]) and date_line(after[0].block.text, context, is_first=False)
    if date_line(between[0].block.text, context, is_first=False) or not (
        dated or after[0].block.kind == "byline"
    ):
        return draft
    message = "The paragraph between title and byline or date was read as the standfirst."
    note = context.source.finding("standfirst", between[0].line, message)
    return put(draft, index, [as_kind(between[0], "standfirst")], note)


def find_date_line(draft: Draft, context: Context) -> Draft:
    """The line with the day of publication, and what else stands on it: section, topic, byline."""
    for index, found in enumerate(draft.pieces[:HEAD]):
        if is_plain(found) and (line := date_line(found.block.text, context, is_first=index == 0)):
            labels = [replace(label, line=found.line) for label in line.labels]
            draft = replace(draft, fields=replace(draft.fields, published=line.when))
            said = f" Its zone, {line.zone_name}, could mean several." if line.zone_name else ""
            message = f"This line was read as the day of publication.{said}"
            note = context.source.finding("dateline", found.line, message, found.block.text)
            return put(draft, index, labels, note)
    return draft


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date line, taken apart."""

    when: datetime
    labels: tuple[Piece, ...]
    zone_name: str


def date_line(text: str, context: Context, *, is_first: bool) -> DateLine | None:
    """A line that ends with the day of publication, or None. The first line of all needs a time or nothing else
    on it: it may be a title that ends with a date."""
    dated = date_at_end(text, context.source.lang)
    if dated is None:
        return None
    if update := context.cues.updated.search(dated.before):
        return date_line(dated.before[: update.start()].rstrip(_EDGES), context, is_first=is_first)
    before, announced = context.cues.published.subn("", dated.before)
    labels = before.strip(_EDGES)
    if labels and is_first and not (announced or dated.has_time or is_byline(labels, context.cues)):
        return None
    if not announced and _is_sentence(labels, context):
        return None
    return DateLine(dated.when, _labels(labels, context), dated.zone_name)


def _is_sentence(labels: str, context: Context) -> bool:
    """Whether what stands before a date is running text: long, with a stop, or ending in "on", "since"."""
    words = labels.casefold().split()
    too_long = len(words) > _MAX_LABEL_WORDS and not is_byline(labels, context.cues)
    return too_long or ends_sentence(labels) or (bool(words) and words[-1] in context.cues.before_date)


def _labels(text: str, context: Context) -> tuple[Piece, ...]:
    """Section, topic and byline from what stands before the date."""
    if is_byline(text, context.cues):
        return (piece("byline", text, 0),)
    first, *others = [part for part in _SEPARATORS.split(text) if part] or [""]
    if not others:
        word, _, rest = first.partition(" ")
        is_section = word.casefold() in context.cues.sections
        first, others = (word, [rest]) if is_section else ("", [first])
    found = (piece("section", first, 0), *(piece("topic", other, 0) for other in others[:1]))
    return tuple(label for label in found if label.block.text)
