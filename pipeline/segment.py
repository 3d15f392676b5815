"""Article -> segments: sentences with ids for life.

Boundaries come from `sentencex` (offsets, about 300 languages, rejoins losslessly); a short table
mends where it cuts after an abbreviation.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Article, Block, Edition, Mark, Segment

_ID_DIGITS = 10
"""40 bits: below one chance in a million of a clash among 1,000 sentences; a clash is numbered anyway."""

LONGEST = 2_000
"""Characters. The longest sentence of the development set has 400; an engine's memory and time grow with the square."""
_BREAKS = (re.compile(r"[;:,،؛。、]\s+"), re.compile(r"\s+"))
"""Where a longer one is cut: after the last clause that fits, else the last word."""
_ANY = r""
MERGE: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"\b(?:approx|vs|cf|viz|ca|Nos?|est|incl|Gen|Sen|Rep|Gov|Lt|Col|Capt|St|Ft|Mt|Rev|Hon)\.", _ANY),
        (r"\b[ap]\.m\.", r"[A-Z]{2,5}\b|[a-z]"),  # "2.36 p.m. IST on Tuesday"
    ),
    "ar": ((r"(?:^|\s)[\u0621-\u064a]\.", _ANY),),  # a title as one letter: "د. أحمد"
    "es": ((r"\b(?:Sra?|Dra?|Uds?|aprox|pág|núm|EE)\.", _ANY),),
    "pt": ((r"\b(?:Sra?|Dra?|aprox|pág|nº|Exmo)\.", _ANY),),
}
"""Where a cut is undone: what the piece before ends with, and what the piece after begins with."""


def segments(article: Article) -> tuple[Segment, ...]:
    """All segments of an article in block order. A block without text has none, one of code has one."""
    taken: Counter[str] = Counter()
    return tuple(
        replace(found, id=_numbered(found.id, taken))
        for index, block in enumerate(article.blocks)
        for found in _of_block(index, block, article.lang.base)
    )


def split(editions: Sequence[Edition]) -> Sequence[Edition]:
    """The stage: fills `segments`; editions of one article share theirs."""
    known: dict[int, tuple[Segment, ...]] = {}
    for edition in editions:
        if id(edition.article) not in known:
            known[id(edition.article)] = segments(edition.article)
    return tuple(edition.but(segments=known[id(edition.article)]) for edition in editions)


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a text with the white space after each; joined, they are the text again.

    `language` is a bare language code; an unknown one falls back to general rules.
    """
    import sentencex

    pieces: list[str] = []
    for piece in sentencex.segment(language, text):
        if pieces and _goes_on(pieces[-1], piece, language):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return [part for piece in pieces for part in _cut(piece)]


def _cut(piece: str) -> Iterator[str]:
    """The piece in parts that are short enough; joined, they are the piece again."""
    begin = 0
    while len(piece) - begin > LONGEST:
        end = _break(piece, begin, begin + LONGEST)
        yield piece[begin:end]
        begin = end
    yield piece[begin:]


def _break(text: str, begin: int, limit: int) -> int:
    """The best place for a cut, after `begin`; where there is none, one that parts no letter from its marks."""
    for pattern in _BREAKS:
        found = [match.end() for match in pattern.finditer(text, begin + LONGEST // 2, limit)]
        if found:
            return found[-1]
    end = limit
    while end > begin + 1 and unicodedata.combining(text[end]):
        end -= 1
    return end if end > begin + 1 else limit


def segment_id(text: str) -> str:
    """The id that a text has wherever it stands: `s` and ten hex digits of its NFC sha256."""
    digest = hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()
    return f"s{digest[:_ID_DIGITS]}"


def _numbered(wanted: str, taken: Counter[str]) -> str:
    taken[wanted] += 1
    return wanted if taken[wanted] == 1 else f"{wanted}-{taken[wanted]}"


def _goes_on(piece: str, following: str, language: str) -> bool:
    before = piece.rstrip()
    return not before or any(
        re.search(rf"(?:{ends})$", before) and re.match(begins, following)
        for ends, begins in MERGE.get(language, ())
    )


def _of_block(index: int, block: Block, language: str) -> Iterator[Segment]:
    begin = 0
    for piece in [block.text] if block.kind == "code" else _apart(block, language):
        text = piece.rstrip()
        if text:
            marks = _within(block.marks, begin, begin + len(text))
            yield Segment(segment_id(text), index, text, piece[len(text) :], marks)
        begin += len(piece)


def _apart(block: Block, language: str) -> Iterator[str]:
    """The sentences of a block; none ends within a piece of code, whose full stops are no full stops."""
    code = [(mark.begin, mark.end) for mark in block.marks if mark.kind == "code"]
    begin, held = 0, ""
    for piece in sentences(block.text, language):
        held += piece
        end = begin + len(held)
        stop = begin + len(held.rstrip())
        goes_on = block.text[end : end + 1].islower()  # "pip install . for"
        inside = any(first < end < last or (first < stop == last and goes_on) for first, last in code)
        if len(held) >= LONGEST or not inside:
            yield held
            begin, held = end, ""
    if held:
        yield held


def _within(marks: Sequence[Mark], begin: int, end: int) -> tuple[Mark, ...]:
    """The marks of a stretch of the block, cut at its ends, in offsets of its own."""
    return tuple(
        replace(mark, begin=max(mark.begin, begin) - begin, end=min(mark.end, end) - begin)
        for mark in marks
        if mark.begin < end and mark.end > begin
    )
