"""The lexicon that ships, and a user's over it."""

from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.errors import UsageError
from pipeline.language import Lang
from pipeline.narrate.say import TONGUES, Lexicon, load_lexicon, say
from pipeline.narrate.say.lexicon import starter
from tests.narrate.say.hearing import heard

EN = Lang.parse("en")


def written(folder: Path, text: str) -> Path:
    path = folder / "names.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_users_word_comes_before_the_rules_and_the_one_that_ships(tmp_path: Path) -> None:
    lexicon = load_lexicon(
        written(tmp_path, '[en]\n"Srebrenica" = "Sreb"\n"R2-D2" = "Artoo"\n[ES]\nx = "equis"\n')
    )
    assert say("Srebrenica and R2-D2, not R2", EN, lexicon).text == "Sreb and Artoo, not R two"
    assert say("x", Lang.parse("es-MX"), lexicon).text == "equis"
    assert say("x", EN, lexicon).text == "x"


def test_a_region_comes_before_its_language() -> None:
    lexicon = Lexicon({"pt": {"x": "xis", "y": "ípsilon"}, "pt-PT": {"x": "chis"}})
    assert say("x y", Lang.parse("pt-PT"), lexicon).text == "chis ípsilon"


def test_whole_words_only_and_the_longest_first() -> None:
    lexicon = Lexicon({"en": {"New York": "Noo Yawk", "New": "Noo", "911": "nine one one"}})
    said = say("New York's New Newark, 911 of 1,911", EN, lexicon).text
    assert said == "Noo Yawk's Noo Newark, nine one one of one thousand nine hundred and eleven"


def test_an_entry_that_says_nothing() -> None:
    assert say("Hmm, yes", EN, Lexicon({"en": {"Hmm,": ""}})).text == "yes"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[en\n", "cannot be read"),
        ('[xx-nope]\na = "b"\n', "'xx-nope' is not a language tag"),
        ('Aleppo = "a"\n', "Aleppo = 'a' belongs to no language"),
        ("[en]\nAleppo = 5\n", "[en] 'Aleppo' = 5 is not text"),
        ('[en]\n" " = "a"\n', "[en] ' ' = 'a' is not text"),
    ],
)
def test_a_faulty_file_is_told_by_name(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        load_lexicon(path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_lexicon(tmp_path / "none.toml")


@pytest.mark.parametrize("language", TONGUES)
def test_how_the_names_sound(language: str, file_regression: FileRegressionFixture) -> None:
    """Before and after: an entry is there because a voice got the name wrong."""
    entries = starter().of(Lang.parse(language))
    before, after = heard(language, list(entries)), heard(language, list(entries.values()))
    assert all(old != new for old, new in zip(before, after, strict=True))
    lines = [f"{word}: {old} -> {new}" for word, old, new in zip(entries, before, after, strict=True)]
    file_regression.check("\n".join(lines) + "\n", extension=".txt", encoding="utf-8")
