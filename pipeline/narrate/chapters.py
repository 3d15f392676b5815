"""The chapters of a narration: one under the title, one under each heading."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Block, Chapter, Clip, Edition

_OPENS = frozenset({"title", "heading"})


def chapters(edition: Edition, clips: Sequence[Clip]) -> tuple[Chapter, ...]:
    """In the order of the clips; none where there would be one only.

    The first begins with the track: what is spoken before any heading belongs to it.
    """
    found = list(_opened(edition, clips))
    if len(found) < 2:
        return ()
    return (replace(found[0], begin=0), *found[1:])


def _opened(edition: Edition, clips: Sequence[Clip]) -> Iterator[Chapter]:
    blocks = _blocks(edition)
    texts = {target.segment_id: target.text for target in edition.targets}
    opened: Block | None = None
    for index, clip in enumerate(clips):
        block = blocks.get(clip.segment_id)  # a note has none
        if index == 0 and (block is None or block.kind not in _OPENS):
            yield Chapter(edition.title or edition.article.name, 0)
        if block is None:
            continue
        if block.kind in _OPENS and block is not opened:
            whole = [texts[other.segment_id] for other in clips if blocks.get(other.segment_id) is block]
            yield Chapter(" ".join(" ".join(whole).split()), clip.begin)
        opened = block


def _blocks(edition: Edition) -> dict[str, Block]:
    return {segment.id: edition.article.blocks[segment.block] for segment in edition.segments}
