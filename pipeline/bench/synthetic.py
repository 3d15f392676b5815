"""Articles by the hundred, made of one: its sentences in another order, each with a number of its own, so that nothing
that was kept of one can serve another."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

WORDS = 500
"""In an article, at least; the last sentence stays whole."""
_PARAGRAPH = 5
"""Sentences."""
_SHORTEST = 4
"""Words of a sentence that is used."""


def write_articles(texts: Sequence[str], count: int, folder: Path, seed: int = 1) -> list[Path]:
    """Writes `count` Markdown files into a folder that is made. The same texts and seed give the same files.

    Raises `ValueError` where no text is long enough.
    """
    folder.mkdir(parents=True)
    sentences = _numbered(texts, Random(seed), begin=seed * 1_000_000)
    return [_write(folder / f"article-{number:04}.md", number, sentences) for number in range(1, count + 1)]


def change_one(article: Path, number: int) -> None:
    """Gives the article's last sentence another number."""
    head, _, _ = article.read_text("utf-8").rstrip().rpartition(" ")
    article.write_text(f"{head} {number}.\n", "utf-8")


def _numbered(texts: Sequence[str], random: Random, begin: int) -> Iterator[str]:
    """Sentences without end, each with a number that none had before as its last word."""
    usable = [
        " ".join(text.split()).rstrip(".!?:;\"'”’ ") for text in texts if len(text.split()) >= _SHORTEST
    ]
    if not usable:
        raise ValueError("no sentence is long enough")
    number = begin
    while True:
        for text in random.sample(usable, len(usable)):
            number += 1
            yield f"{text}, number {number}."


def _write(path: Path, number: int, sentences: Iterator[str]) -> Path:
    taken: list[str] = []
    while sum(len(sentence.split()) for sentence in taken) < WORDS:
        taken.append(next(sentences))
    paragraphs = [" ".join(taken[at : at + _PARAGRAPH]) for at in range(0, len(taken), _PARAGRAPH)]
    path.write_text("\n\n".join([f"# Article {number}", *paragraphs]) + "\n", "utf-8")
    return path
