"""How blocks belong together: which of them make one figure."""

from collections.abc import Sequence

from pipeline.model import FIGURE_KINDS, Block


def starts_figure(before: Sequence[Block], block: Block) -> bool:
    """Whether a block of a figure begins a new one; `before` are those of the figure so far, none of them absent."""
    described = all(earlier.kind == "alt" for earlier in before)
    return block.kind == "alt" or (block.kind == "caption" and not described)


def figures(blocks: Sequence[Block]) -> tuple[range, ...]:
    """The figures of an article, each as the indices of its blocks."""
    found: list[range] = []
    for index, block in enumerate(blocks):
        if block.kind not in FIGURE_KINDS:
            continue
        last = found[-1] if found else range(0)
        if last.stop == index and last and not starts_figure([blocks[at] for at in last], block):
            found[-1] = range(last.start, index + 1)
        else:
            found.append(range(index, index + 1))
    return tuple(found)
