"""A small article on its way to the translator, with the words of a machine."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.language import Lang
from pipeline.model import Edition, Finding, Mark, Segment, State, Target
from pipeline.read import read
from pipeline.segment import segments

SAMPLES = Path(__file__).parent / "samples"
SOURCE = SAMPLES / "harbour.md"
EN, PT, AR = (Lang.parse(tag) for tag in ("en", "pt", "ar"))
SAID = {
    "The harbour is closed": "O porto é fechado",
    "Read the report of Mira Sol.": "Leia o relatório de Mira Sol.",
    "26 ships wait outside.": "36 navios esperam lá fora.",
    "It opens on Monday.": "Abre na segunda-feira.",
    "Reuters": "Reuters",
    "Nobody knows why.": "",
}
MARKED = {"Read the report of Mira Sol.": ("relatório", "Mira Sol")}
STATES: dict[str, State] = {"26 ships wait outside.": "machine", "It opens on Monday.": "post-edited"}


def harbour(**states: State) -> Edition:
    """The article in Portuguese; states by the first word of the source in lower case."""
    article = read(SOURCE, default_lang=EN)
    parts = segments(article)
    targets = tuple(_target(part, states) for part in parts)
    number = next(part for part in parts if part.text.startswith("26"))
    found = Finding("text.number-changed", "blocking", number.id, "A number is another one.", "26, 36")
    return Edition(article, PT, parts, targets, (found,))


def part(edition: Edition, begins: str) -> Segment:
    """The segment whose text begins so."""
    return next(each for each in edition.segments if each.text.startswith(begins))


def _target(segment: Segment, states: dict[str, State]) -> Target:
    text = SAID[segment.text]
    first = segment.text.split()[0].lower()
    state: State = states.get(first) or (STATES.get(segment.text, "checked") if text else "untranslated")
    lang = EN if state == "untranslated" else PT
    name = "Ana Lima" if state == "reviewed" else ""
    said = text or segment.text
    return Target(segment.id, said, state, lang, "echo 1", marks=_marks(segment, said), reviewer=name)


def _marks(segment: Segment, text: str) -> tuple[Mark, ...]:
    words: Sequence[str] = MARKED.get(segment.text, ())
    return tuple(
        replace(mark, begin=text.index(word), end=text.index(word) + len(word))
        for mark, word in zip(segment.marks, words, strict=False)
    )
