"""Which engine translates a pair, and what is said when none does."""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.engines import find_translator, translation_engines
from pipeline.engines.echo import Echo, EchoTranslator
from pipeline.engines.pairs import match, offer
from pipeline.errors import MissingEngineError, UsageError
from pipeline.language import Lang
from pipeline.ports import TranslationEngine, Translator

EN, PT, AR = (Lang.parse(tag) for tag in ("en", "pt", "ar"))


@dataclass
class Engine:
    """An engine that notes for what it was opened."""

    name: str
    rank: int
    offered: set[tuple[str, str]]
    command: str = ""
    opened: list[tuple[str, str]] = field(default_factory=list)

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.offered)

    def remedy(self, source: Lang, target: Lang) -> str:
        return self.command.format(source.base, target.base)

    def open(self, source: Lang, target: Lang) -> Translator:
        self.opened.append((source.tag, target.tag))
        return EchoTranslator()


@pytest.fixture
def engines() -> tuple[Engine, ...]:
    return (
        Engine("small", 10, {("en", "pt"), ("en", "es")}, "apt install small-{}-{}"),
        Engine("large", 30, {("en", "pt"), ("en", "zh-Hant")}, "pip install large"),
        Engine("middle", 20, {("en", "pt-BR"), ("en", "es")}),
    )


def chosen(engines: tuple[Engine, ...], target: str, name: str | None = None, source: str = "en") -> str:
    find_translator(engines, Lang.parse(source), Lang.parse(target), name)
    (opened,) = [engine for engine in engines if engine.opened]
    assert opened.opened == [(source, target)]
    return opened.name


@pytest.mark.parametrize(
    ("target", "engine"), [("pt", "large"), ("es", "middle"), ("pt-BR", "large"), ("pt-PT", "large"), ("zh-Hant", "large")]
)  # fmt: skip
def test_the_best_engine_that_has_the_pair(engines: tuple[Engine, ...], target: str, engine: str) -> None:
    assert chosen(engines, target) == engine


def test_regions_of_the_source_fall_back_too(engines: tuple[Engine, ...]) -> None:
    assert chosen(engines, "pt-BR", source="en-GB") == "large"


def test_an_engine_by_name(engines: tuple[Engine, ...]) -> None:
    assert chosen(engines, "pt", "small") == "small"


def test_another_script_is_no_fallback(engines: tuple[Engine, ...]) -> None:
    with pytest.raises(MissingEngineError):
        find_translator(engines, EN, Lang.parse("zh"))


def test_the_remedy_holds_every_command_that_helps(engines: tuple[Engine, ...]) -> None:
    with pytest.raises(MissingEngineError) as raised:
        find_translator(engines, EN, AR)
    assert raised.value.exit_code == 3
    assert str(raised.value) == (
        "No installed engine translates en to ar. Install one: apt install small-en-ar or pip install large"
    )


def test_an_unknown_name_lists_those_that_are_known(engines: tuple[Engine, ...]) -> None:
    with pytest.raises(UsageError, match=r"'huge'\. Known: small, large, middle\.") as raised:
        find_translator(engines, EN, PT, "huge")
    assert raised.value.exit_code == 2


def test_echo_is_never_chosen_but_by_name() -> None:
    engines: tuple[TranslationEngine, ...] = (Echo(),)
    with pytest.raises(MissingEngineError):
        find_translator(engines, EN, PT)
    assert find_translator(engines, EN, AR, "echo").translate(["Hello"])[0].text == "Hello"


def test_all_engines_the_best_first(tmp_path: Path) -> None:
    engines = translation_engines(tmp_path)
    assert [engine.name for engine in engines] == ["bergamot", "argos", "apertium", "echo"]


def test_asking_what_is_here_loads_nothing_heavy(dictionary: Path) -> None:
    """In a Python of its own: this one has loaded everything already."""
    asked = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pathlib; from pipeline.engines import translation_engines\n"
            f"engines = translation_engines(pathlib.Path({str(dictionary)!r}))\n"
            "print(('en', 'pt') in [engine for engine in engines if engine.name == 'argos'][0].pairs())\n"
            "print(sorted({'numpy', 'ctranslate2', 'sentencepiece'} & sys.modules.keys()))",
        ],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert asked.stdout.splitlines() == ["True", "[]"]


@pytest.mark.parametrize(
    ("tag", "name"),
    [("pt", "pt"), ("pt-BR", "pt"), ("zh", "zh"), ("zh-Hans", "zh"), ("zh-Hant-TW", "zh-Hant"), ("sr-Latn", "sr-Latn")],
)  # fmt: skip
def test_the_name_under_which_a_language_is_offered(tag: str, name: str) -> None:
    assert offer(Lang.parse(tag)) == name


def test_the_very_tag_comes_before_the_language() -> None:
    pairs = {("en", "pt"), ("en", "pt-BR")}
    assert match(pairs, EN, Lang.parse("pt-BR")) == ("en", "pt-BR")
    assert match(pairs, EN, Lang.parse("pt-PT")) == ("en", "pt")
    assert match(pairs, PT, EN) is None
