"""Folder names of articles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.slug import RESERVED, is_slug, slug_of


@settings(deadline=None)
@given(st.text() | st.sampled_from(sorted(RESERVED)))
def test_every_stem_gives_a_slug(stem: str) -> None:
    assert is_slug(slug_of(stem))


@pytest.mark.parametrize(
    ("stem", "slug"),
    [
        ("000_0039ba0400864260", "000-0039ba0400864260"),
        ("Ærøskøbing, Straße & Łódź", "aeroskobing-strasse-lodz"),
        ("..", "article-5ec1f7e7"),
        ("CON", "con-article"),
        ("assets", "assets-article"),
        ("x" * 200, "x" * 80),
        ("خبر 2016", "article-6b763213"),
    ],
)
def test_slugs(stem: str, slug: str) -> None:
    assert slug_of(stem) == slug


@pytest.mark.parametrize(
    "text", ["", "A", "a b", "-a", "a-", "a--b", "..", "a/b", "a" * 81, "feeds", "lpt1", "é"]
)
def test_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)
