"""Editions as the product makes them, for tests that look at more than files."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from pipeline.model import Edition
from pipeline.options import Options
from pipeline.publish import write
from pipeline.store import Tree
from pipeline.workshop import Workshop


def editions(source: Path, options: Options) -> Sequence[Edition]:
    """Those of one article, in order; their files are in the tree too."""
    with closing(Workshop(options)) as workshop:
        (made,) = workshop.make([source])
    assert not made.failure
    with Tree(options.out) as tree:
        write(tree, made.editions, options)
    return made.editions
