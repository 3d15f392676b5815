"""Languages from CLDR: tags, directions, autonyms; what is no language is refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnknownLanguageError
from pipeline.language import Lang


@pytest.mark.parametrize(
    ("given_tag", "tag", "base", "direction", "autonym"),
    [
        ("ar", "ar", "ar", "rtl", "العربية"),
        ("PT_br", "pt-BR", "pt", "ltr", "Português (Brasil)"),
        ("es", "es", "es", "ltr", "Español"),
        ("eo", "eo", "eo", "ltr", "Esperanto"),
        ("zh-TW", "zh-Hant-TW", "zh", "ltr", "中文 (繁體, 台灣)"),
        ("fa", "fa", "fa", "rtl", "فارسی"),
        ("he", "he", "he", "rtl", "עברית"),
    ],
)
def test_a_tag_is_known(given_tag: str, tag: str, base: str, direction: str, autonym: str) -> None:
    lang = Lang.parse(given_tag)
    assert (lang.tag, lang.base, lang.direction, lang.autonym) == (tag, base, direction, autonym)


@pytest.mark.parametrize("text", ["", "klingonese", "xx", "../ar", "a/b", "ar\n", "12", "en-ZZZZZ"])
def test_what_is_no_language_is_refused(text: str) -> None:
    if text == "ar\n":
        assert Lang.parse(text).tag == "ar"
        return
    with pytest.raises(UnknownLanguageError):
        Lang.parse(text)


@given(st.text(max_size=12))
def test_a_tag_is_a_safe_folder_name_or_refused(text: str) -> None:
    try:
        tag = Lang.parse(text).tag
    except UnknownLanguageError:
        return
    assert all(character.isascii() and (character.isalnum() or character == "-") for character in tag)
