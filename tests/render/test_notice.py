"""The state of a translation in a few words."""

import pytest

from pipeline.messages import words
from pipeline.model import State
from pipeline.render.chrome import Chrome
from pipeline.render.notice import in_short
from tests.render.samples import EN


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({"source"}, "Original"),
        ({"reviewed", "machine"}, "Machine translation, not reviewed"),
        ({"reviewed", "checked"}, "Machine translation, not reviewed"),
        ({"reviewed", "post-edited"}, "Post-edited translation, not reviewed"),
        ({"reviewed", "edited"}, "Translation edited by a person, not reviewed"),
        ({"reviewed"}, "Translation reviewed by a person"),
        ({"reviewed", "untranslated"}, "Partly translated"),
    ],
)
def test_in_short_the_least_finished_state_counts(states: set[State], expected: str) -> None:
    assert in_short(frozenset(states), Chrome(words(EN), EN)) == expected
