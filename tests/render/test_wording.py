"""What stands between sentences."""

import pytest

from pipeline.language import Lang
from pipeline.model import Article, Block, Clip, Edition, Segment, Target, Track, WordTime
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


def timed(text: str, words: tuple[WordTime, ...]) -> str:
    """What the span of a sentence says of its words; the clip begins a second into the track."""
    article = Article("n", "s", Lang.parse("en"), (Block("paragraph", text),))
    track = Track("v 1", 1000, 9000, (Clip("s1", 1000, 8000, words),), b"", ".mp3", "audio/mpeg")
    edition = Edition(
        article,
        article.lang,
        (Segment("s1", 0, text),),
        (Target("s1", text, "source", article.lang),),
        track=track,
    )
    (prose,) = prose_of(edition)
    return str(prose.html).partition(' data-words="')[2].partition('"')[0]


def test_words_are_told_by_length_and_time_and_the_gap_where_it_is_not_one_space() -> None:
    words = (WordTime(0, 3, 1000, 1210), WordTime(4, 9, 1210, 1500), WordTime(11, 14, 1500, 2000))
    assert timed("The tower, lit", words) == "3,0 5,210 3,500,2"


def test_words_are_counted_as_scripts_of_a_page_count_them() -> None:
    """A character beyond the first 65,536 counts as two there."""
    words = (WordTime(1, 4, 1000, 1210), WordTime(5, 7, 1210, 1500), WordTime(8, 9, 1500, 2000))
    assert timed("\u00abThe \U0001f5fc\U0001f30a x", words) == "3,0,1 4,210 1,500"


def test_words_that_are_said_as_one_are_one() -> None:
    words = (
        WordTime(0, 2, 1000, 1900),
        WordTime(3, 4, 1000, 1900),
        WordTime(5, 12, 1000, 1900),
        WordTime(13, 15, 1900, 2000),
    )
    assert timed("R$ 3 milh\u00f5es ja", words) == "12,0 2,900"


def test_a_voice_that_tells_no_words_adds_nothing() -> None:
    assert timed("The tower", ()) == ""
