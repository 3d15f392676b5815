"""The stage that writes down what a reader or listener must know beside the article."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline import formats
from pipeline.annotate.notice import notice
from pipeline.messages import Words, words
from pipeline.model import HEAD_KINDS, Announced, Edition, Note, NoteKind
from pipeline.outline import figures


def annotate(editions: Sequence[Edition]) -> Sequence[Edition]:
    """Fills `notes`; failed editions pass through."""
    return tuple(edition if edition.failure else edition.but(notes=_notes(edition)) for edition in editions)


def _notes(edition: Edition) -> tuple[Note, ...]:
    w = words(edition.lang)
    found = [*_of_head(edition, w), *_of_blocks(edition, w)]
    return tuple(replace(note, id=f"n{number}") for number, note in enumerate(found, 1))


def _of_head(edition: Edition, w: Words) -> Iterator[Note]:
    if edition.article.published:
        yield _note("date", formats.moment(edition.article.published, w.lang), w)
    for sentence in notice(edition, w):
        yield _note("notice", sentence, w)


def _of_blocks(edition: Edition, w: Words) -> Iterator[Note]:
    """In the order of the blocks; what a figure announces comes after all of it."""
    blocks = edition.article.blocks
    begins = {figure.start: figure for figure in figures(blocks)}
    ends = {figure[-1]: figure for figure in begins.values()}
    inside = {index for figure in begins.values() for index in figure}
    for index, block in enumerate(blocks):
        if index in begins:
            yield _note("absent", w("The picture is not part of this text."), w, index)
        if block.kind == "code":
            # Translators: said before lines of a program, which are shown but not read out
            yield _note("code", w("A piece of code is shown here."), w, index)
        told = [blocks[at].announces for at in ends[index]] if index in ends else []
        if index not in inside and block.kind not in HEAD_KINDS:
            told = [block.announces]
        for kind, _ in groupby(each for each in told if each):
            yield _note("announced", announcement(kind, w), w, index)


def _note(kind: NoteKind, text: str, w: Words, block: int = -1) -> Note:
    return Note("", kind, text, w.lang, block)


def announcement(kind: Announced, w: Words) -> str:
    """That something stood here in the original."""
    if kind == "video":
        return w("A video was shown here in the original. It is not part of this text.")
    if kind == "post":
        return w("A post from social media was shown here in the original. It is not part of this text.")
    if kind == "posts":
        return w("Posts from social media were shown here in the original. They are not part of this text.")
    if kind == "photos":
        return w("Photos were shown here in the original. They are not part of this text.")
    return w("Something else was shown here in the original. It is not part of this text.")
