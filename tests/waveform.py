"""Draws `docs/images/waveform.svg` from a finished tree: `python -m tests.waveform OUTPUTS`."""

import sys
from pathlib import Path

from pipeline.bench.waveform import picture

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "waveform.svg"
ARTICLE = "aleppo-last-goodbyes"
LANGUAGES = ("ar", "pt")


def main(tree: str) -> None:
    PICTURE.write_text(picture([Path(tree, ARTICLE, tag) for tag in LANGUAGES]), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
