"""The article as voices get it, in its own language and in others; a text of our own where it cannot be translated."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.bench.subject import Subject
from pipeline.equipment import open_narrator
from pipeline.language import Lang
from pipeline.model import Article, Block, Edition
from pipeline.options import Options
from pipeline.ports import Narrator, NoProgress
from pipeline.recipe import LAST_OF_TEXT, begin, recipe, run

_OWN = Path(__file__).with_name("sentences.toml")
"""A paragraph a language, with numbers, names and quotations; none of an article."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An edition that only waits to be spoken."""

    edition: Edition
    of: str = "the article"
    """What is spoken, for the note of a figure."""


def ready(subject: Subject, lang: Lang) -> Ready:
    """In a language that the article is in, or can be translated into whole; else our own text. Raises `KeyError` for
    a language in which there is none."""
    translated = _texts_done(subject, subject.article, (lang,))[-1]
    if translated.targets and all(target.lang == lang for target in translated.targets):
        return Ready(translated)
    own = Article("sentences", "sentences", lang, (Block("paragraph", _own_text(lang)),))
    return Ready(_texts_done(subject, own, ())[-1], "a text of our own")


def shortened(edition: Edition, sentences: int) -> Edition:
    """Its first sentences alone."""
    return edition.but(segments=edition.segments[:sentences], targets=edition.targets[:sentences], notes=())


def narrator(subject: Subject, lang: Lang, engine: str = "") -> Narrator:
    """As a run opens it, without a cache; `engine` by name. Raises `MissingEngineError`."""
    wanted = {lang.tag: engine} if engine else {}
    return open_narrator(replace(_uncached(subject), voice=wanted), lang)


def _texts_done(subject: Subject, article: Article, to: tuple[Lang, ...]) -> Sequence[Edition]:
    options = replace(_uncached(subject), to=to)
    editions: Sequence[Edition] = begin([article], options)
    for name, done in run(recipe([subject.source], options, NoProgress()), editions):
        editions = done
        if name == LAST_OF_TEXT:
            break
    return editions


def _uncached(subject: Subject) -> Options:
    return replace(subject.options, cache_size=0)


def _own_text(lang: Lang) -> str:
    texts: dict[str, str] = tomllib.loads(_OWN.read_text("utf-8"))
    return " ".join(texts[lang.base].split())
