"""The voice that speaks silence of a known length."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.silence import PER_CHARACTER, Silence
from pipeline.language import Lang
from pipeline.model import Word
from pipeline.ports import Voice


@given(text=st.text(alphabet=st.characters(exclude_categories=["Z", "C"]), max_size=50))
def test_its_length_is_known_from_the_text(text: str) -> None:
    (audio,) = Silence().open(Voice("silence", "silence", "mul")).speak([text])
    assert audio.samples == b"\0\0" * PER_CHARACTER * len(text)
    assert audio.sample_rate * 60 == PER_CHARACTER * 1000


def test_words_last_as_long_as_their_characters() -> None:
    (audio,) = Silence().open(Voice("silence", "silence", "mul")).speak(["ab  c"])
    assert audio.words == (Word(0, 2, 0, 2 * PER_CHARACTER), Word(4, 5, 4 * PER_CHARACTER, 5 * PER_CHARACTER))


def test_it_speaks_every_language() -> None:
    assert Silence().default(Lang.parse("gl")) == Voice("silence", "silence", "gl")
