"""The catalogues are complete, in step with the code, and say the same in every language."""

import re

import pytest
from babel.messages.catalog import Message

from tests.catalogues import TEMPLATE, catalogues, compile_all, load, template, written

LOCALES = ["ar", "ca", "en", "eo", "es", "fr", "gl", "pt_BR"]
PLURAL_FORMS = {"ar": 6}


def forms(value: object) -> list[str]:
    return list(value) if isinstance(value, tuple | list) else [str(value)]


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def messages(locale: str) -> list[Message]:
    return [message for message in load(locale) if message.id]


def test_all_languages_are_there() -> None:
    assert list(catalogues()) == LOCALES


def test_the_template_is_what_the_code_says() -> None:
    assert TEMPLATE.read_bytes() == written(template()), "Run: python -m tests.catalogues"


@pytest.mark.parametrize("locale", LOCALES)
class TestCatalogue:
    def test_it_has_the_messages_of_the_code(self, locale: str) -> None:
        assert [message.id for message in messages(locale)] == [each.id for each in template() if each.id]

    def test_it_is_complete_and_sure(self, locale: str) -> None:
        for message in messages(locale):
            assert not message.fuzzy, message.id
            assert all(form.strip() for form in forms(message.string)), message.id

    def test_it_has_the_plural_forms_of_its_language(self, locale: str) -> None:
        catalogue = load(locale)
        assert catalogue.num_plurals == PLURAL_FORMS.get(locale, 2)
        for message in messages(locale):
            expected = catalogue.num_plurals if message.pluralizable else 1
            assert len(forms(message.string)) == expected, message.id

    def test_its_placeholders_are_those_of_the_message(self, locale: str) -> None:
        for message in messages(locale):
            wanted = placeholders(forms(message.id)[-1])
            said = [placeholders(form) for form in forms(message.string)]
            # Arabic says one and two by the word alone.
            assert all(found | ({"n"} & wanted) == wanted for found in said), message.id
            assert said[-1] == wanted, message.id

    def test_nothing_is_left_in_english(self, locale: str) -> None:
        # the same in a sister language
        same_word = {
            "Original", "Position", "Pause", "audio: {duration}", "Podcast", "Pages", "Articles: {name}", ("{n} article", "{n} articles"),
            "Error", "Version", "Code", ("{n} error", "{n} errors"),
        }  # fmt: skip
        for message in messages(locale):
            if locale != "en" and message.id not in same_word:
                assert forms(message.string)[0] != forms(message.id)[0], message.id

    def test_the_file_is_as_the_tool_writes_it(self, locale: str) -> None:
        assert catalogues()[locale].read_bytes() == written(load(locale))


def test_english_says_the_messages_themselves() -> None:
    for message in messages("en"):
        assert forms(message.string) == forms(message.id)


def test_compiling_twice_writes_once() -> None:
    compile_all()
    before = {path: path.with_suffix(".mo").stat().st_mtime_ns for path in catalogues().values()}
    compile_all()
    assert {path: path.with_suffix(".mo").stat().st_mtime_ns for path in before} == before
