"""Similarity of two texts, and the bound of an engine's scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check import calibrated_bound, similarity
from pipeline.check.length import BOUNDS, DEFAULT, bounds_of


@given(st.text(), st.text())
def test_similarity_is_a_share_and_goes_both_ways(one: str, other: str) -> None:
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == pytest.approx(similarity(other, one))


@given(st.text(min_size=1))
def test_a_text_is_wholly_like_itself(text: str) -> None:
    assert similarity(text, text) == pytest.approx(1)


def test_closer_texts_are_more_alike() -> None:
    said = "يعود البرج إلى القرن التاسع عشر"
    assert similarity(said, "البرج من القرن التاسع عشر") > 0.5 > similarity(said, "نام الناس في الشوارع") > 0


def test_the_bound_flags_its_share() -> None:
    scores = [-number / 100 for number in range(100)]
    bound = calibrated_bound(scores, share=0.05)
    assert sum(score < bound for score in scores) == 5
    with pytest.raises(ValueError, match="calibrated"):
        calibrated_bound([])


def test_bounds_are_in_order_and_a_pair_without_any_has_wide_ones() -> None:
    for bounds in (*BOUNDS.values(), DEFAULT):
        assert bounds.missing < bounds.short < 1 < bounds.long
    assert bounds_of("sv", "eo") == DEFAULT
    assert bounds_of("en", "zh") is None
    assert bounds_of("ja", "zh") == DEFAULT
