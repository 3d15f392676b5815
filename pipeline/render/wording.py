"""Targets as HTML: a span a segment, its id the same in the page, the captions and the record."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from pipeline.bidi import is_balanced
from pipeline.language import Lang
from pipeline.model import Clip, Edition, Note, NoteKind, Segment, Target
from pipeline.render.inline import inline, isolated, tongue

_NOTHING = Markup("")
_SPACELESS = {"zh", "ja", "th", "lo", "km", "my"}
"""Languages that set no space between sentences."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of one block."""

    html: Markup
    """Empty when the block has no segment."""
    lang: Lang | None = None
    """The language of all of it, where that is not the page's."""
    absent: Markup = _NOTHING
    """That the picture which it begins is not there."""
    code: Markup = _NOTHING
    """That it is lines of a program."""
    announces: Markup = _NOTHING
    """That something stood after it in the original."""

    @property
    def tongue(self) -> Markup:
        return tongue(self.lang)


def prose_of(edition: Edition) -> tuple[Prose, ...]:
    """One a block of the article, in order."""
    said: dict[int, list[tuple[Segment, Target]]] = defaultdict(list)
    for segment, target in zip(edition.segments, edition.targets, strict=True):
        said[segment.block].append((segment, target))
    clips, left = _clips(edition), _left(edition)
    told: defaultdict[tuple[NoteKind, int], Markup] = defaultdict(Markup)
    for note, span in notes_of(edition):
        told[note.kind, note.block] += span
    return tuple(
        Prose(
            _joined(edition, said[index], clips, left),
            _own_lang(edition, said[index]),
            told["absent", index],
            told["code", index],
            told["announced", index],
        )
        for index in range(len(edition.article.blocks))
    )


def notes_of(edition: Edition) -> list[tuple[Note, Markup]]:
    """The notes with their spans, in order."""
    clips = _clips(edition)
    return [(note, _note(edition, note, clips.get(note.id))) for note in edition.notes]


def _note(edition: Edition, note: Note, clip: Clip | None) -> Markup:
    inside = isolated(note.text, note.lang, edition.article.lang)
    return Markup('<span id="{}" class="seg"{}>{}</span>').format(
        note.id, _times(edition, note.text, clip), inside
    )


def _clips(edition: Edition) -> dict[str, Clip]:
    return {clip.segment_id: clip for clip in edition.track.clips} if edition.track else {}


def _left(edition: Edition) -> dict[str, list[str]]:
    """By segment, the words that were left in the source's language, as the checks tell them."""
    return {
        finding.place: finding.evidence.split(", ")
        for finding in edition.findings
        if finding.code == "text.word"
    }


def _joined(
    edition: Edition,
    said: list[tuple[Segment, Target]],
    clips: dict[str, Clip],
    left: dict[str, list[str]],
) -> Markup:
    spans: list[Markup] = []
    for number, (segment, target) in enumerate(said, 1):
        spans.append(_span(edition, target, clips.get(segment.id), left.get(segment.id, ())))
        spans.append(Markup.escape(_gap(edition, segment.after) if number < len(said) else ""))
    return Markup("").join(spans)


def _gap(edition: Edition, after: str) -> str:
    """What stands between two sentences: the source's own, where both languages do it alike."""
    if edition.lang.base in _SPACELESS:
        return "" if edition.article.lang.base not in _SPACELESS else after
    return after or (" " if edition.article.lang.base in _SPACELESS else "")


def _own_lang(edition: Edition, said: list[tuple[Segment, Target]]) -> Lang | None:
    """The language of a block that is wholly in another one than the page, so that it is set from its side."""
    langs = {target.lang for _, target in said}
    return langs.pop() if len(langs) == 1 and langs != {edition.lang} else None


def _span(edition: Edition, target: Target, clip: Clip | None, left: Sequence[str]) -> Markup:
    article = edition.article
    inside = inline(
        target.text, target.marks, lang=target.lang, source=article.lang, base=article.url, left=left
    )
    return Markup('<span id="{}" class="seg" data-state="{}"{}{}>{}</span>').format(
        target.segment_id,
        target.state,
        _tongue(edition, target),
        _times(edition, target.text, clip),
        inside,
    )


def _tongue(edition: Edition, target: Target) -> Markup:
    """Also where a text leaves a direction open: an element with `dir` is isolated, and the next one is safe."""
    apart = target.lang != edition.lang or not is_balanced(target.text)
    return tongue(target.lang if apart else None)


def _times(edition: Edition, text: str, clip: Clip | None) -> Markup:
    """When it sounds, in milliseconds, as the captions say, and where each of its words begins."""
    if clip is None or edition.track is None:
        return Markup("")
    at = edition.track.milliseconds
    told = Markup(' data-begin="{}" data-end="{}"').format(at(clip.begin), at(clip.end))
    words = " ".join(_words(text, clip, at))
    return told + Markup(' data-words="{}"').format(words) if words else told


def _words(text: str, clip: Clip, at: Callable[[int], int]) -> Iterator[str]:
    """Each word as `length,begin[,gap]`: UTF-16 units, milliseconds after the sentence's begin, and the units between
    it and the word before where they are not one, or none before the first. Words that are said as one are one.
    """
    end, usual = 0, 0
    for first, said in groupby(clip.words, key=lambda word: word.first):
        together = list(said)
        begin, stop = together[0].begin, together[-1].end
        gap = _units(text[end:begin])
        length, time = _units(text[begin:stop]), at(first) - at(clip.begin)
        yield f"{length},{time}" if gap == usual else f"{length},{time},{gap}"
        end, usual = stop, 1


def _units(text: str) -> int:
    """The length of a text as scripts of a page count it."""
    return len(text.encode("utf-16-le")) // 2
