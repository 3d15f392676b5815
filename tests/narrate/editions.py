"""Small editions for the tests of narration."""

from collections.abc import Iterable, Mapping

from pipeline.language import Lang
from pipeline.model import Article, Block, BlockKind, Edition, Target
from pipeline.segment import split

EN, AR, ES, PT, GL = (Lang.parse(tag) for tag in ("en", "ar", "es", "pt", "gl"))

LIGHTHOUSE: tuple[tuple[BlockKind, str], ...] = (
    ("section", "Places"),
    ("topic", "Lighthouses"),
    ("title", "The light goes out"),
    ("byline", "By Ada Reed"),
    ("alt", "A white tower above the sea"),
    ("caption", "The tower in June. The lamp is gone."),
    ("credit", "Photo: Tom Hale"),
    ("standfirst", "A keeper leaves his tower."),
    ("paragraph", "He climbed two hundred steps every night. Nobody else would."),
    ("heading", "How it ended"),
    ("paragraph", "* * *"),
    ("item", "The lamp was sold."),
    ("item", "The stairs were closed."),
    ("quotation", "I shall miss the sea."),
)


def edition(
    blocks: Iterable[tuple[BlockKind, str]] = LIGHTHOUSE,
    lang: Lang = EN,
    translated: Mapping[str, str] | None = None,
) -> Edition:
    """An edition with targets: translations by source sentence, and the source's words where there is none."""
    article = Article(
        "light", "light", EN, tuple(Block(kind, text) for kind, text in blocks), publisher="The Harbour Post"
    )
    (cut,) = split([Edition(article, lang)])
    known = translated or {}
    targets = [
        Target(segment.id, known[segment.text], "machine", lang)
        if segment.text in known
        else Target(segment.id, segment.text, "source" if lang == EN else "untranslated", EN)
        for segment in cut.segments
    ]
    return cut.but(targets=tuple(targets))
