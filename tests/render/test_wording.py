"""What stands between sentences."""

import pytest

from pipeline.language import Lang
from pipeline.model import Article, Block, Edition, Segment, Target
from pipeline.render.wording import prose_of


@pytest.mark.parametrize(
    ("source", "lang", "after", "expected"),
    [
        ("en", "pt", " ", "A. B."),
        ("en", "ja", " ", "A.B."),
        ("ja", "en", "", "A. B."),
        ("ja", "zh", "", "A.B."),
    ],
)
def test_sentences_are_spaced_as_their_language_does(
    source: str, lang: str, after: str, expected: str
) -> None:
    article = Article("n", "s", Lang.parse(source), (Block("paragraph", "x"),))
    segments = (Segment("s1", 0, "A.", after), Segment("s2", 0, "B.", " "))
    targets = tuple(Target(each.id, each.text, "machine", Lang.parse(lang)) for each in segments)
    (words,) = prose_of(Edition(article, Lang.parse(lang), segments, targets))
    assert words.html.striptags() == expected
