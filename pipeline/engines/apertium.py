"""Apertium's translators, as Debian packages them: rules and dictionaries, run as programs of their own.

A language pair is a mode file that holds one shell pipeline, such as `/usr/share/apertium/modes/eng-spa.mode`.
"""

import os
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

from babel.core import get_global

from pipeline.engines.pairs import match, offer
from pipeline.errors import MissingEngineError, SetupError, UnknownLanguageError
from pipeline.language import Lang
from pipeline.ports import Translator

_MODE = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")
"""Modes of other names are variants of a pair, or parts of one."""
_PACKAGES = {
    frozenset({"en", "es"}): "apertium-eng-spa",
    frozenset({"en", "ca"}): "apertium-eng-cat",
    frozenset({"en", "gl"}): "apertium-en-gl",
    frozenset({"en", "eo"}): "apertium-eo-en",
}
"""Debian's packages that hold both directions."""
_PLACEHOLDERS = {"$1": ["-g"], "$2": []}
"""Of a mode file: that the generator marks unknown words, and how the tagger shows ambiguity."""
MARK = "\ufdd2"
"""Stands behind a word that Apertium does not know."""
_MARKS_BEHIND = [*("sed", "-u", "-E"), rf"s/[*@#]+([^[:space:][:punct:]]+)/\1{MARK}/g"]
"""The mark goes behind its word: before it, the programs that join words ("de l'espectre") do not see its first letter."""


@dataclass(frozen=True, slots=True)
class Mode:
    """An installed direction of a language pair."""

    path: Path
    source: Lang
    target: Lang

    @property
    def pair(self) -> tuple[str, str]:
        return offer(self.source), offer(self.target)


class Apertium:
    """The `TranslationEngine` for the pairs that the system has."""

    name = "apertium"
    rank = 10

    def __init__(self, modes: Path | None = None, *, patience: float = 30.0) -> None:
        """`modes`: the folder of mode files. `patience`: seconds for one text, and a second more for every
        1,000 bytes of it, after which a program that says nothing counts as hung."""
        self._modes = modes or Path(os.environ.get("APERTIUM_DATADIR", "/usr/share/apertium")) / "modes"
        self._patience = patience

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._installed())

    def remedy(self, source: Lang, target: Lang) -> str:
        package = _PACKAGES.get(frozenset({source.base, target.base}))
        return f"sudo apt-get install {package}" if package else ""

    def open(self, source: Lang, target: Lang) -> Translator:
        """Reads the mode; its programs start with the first text. Raises `MissingEngineError` when the pair
        is not installed, `SetupError` when its mode file cannot be understood."""
        installed = self._installed()
        pair = match(installed, source, target)
        if pair is None:
            raise MissingEngineError(
                f"No Apertium pair translates {source} to {target}.", remedy=self.remedy(source, target)
            )
        from pipeline.engines.apertium_translator import ApertiumTranslator

        path = installed[pair].path
        return ApertiumTranslator(path.stem, commands(path), patience=self._patience)

    def _installed(self) -> dict[tuple[str, str], Mode]:
        if shutil.which("lt-proc") is None:
            return {}
        modes = [_mode(path) for path in sorted(self._modes.glob("*.mode"), reverse=True)]
        return {mode.pair: mode for mode in modes if mode is not None}


def commands(mode: Path) -> list[list[str]]:
    """The programs of a mode file with their arguments, each told (`-z`) to end its answer with a NUL after
    every NUL that it reads; behind the generator, one that puts its marks of unknown words behind these.

    Raises `SetupError` when the file is not a plain pipeline.
    """
    found: list[list[str]] = [[]]
    try:
        words = shlex.shlex(mode.read_text("utf-8"), posix=True, punctuation_chars="|")
        words.whitespace_split, words.commenters = True, ""
        for word in words:
            if word.startswith("|"):  # "||" leaves an empty program between
                found += [[] for _ in word]
            else:
                found[-1] += _PLACEHOLDERS.get(word, [word])
    except (OSError, ValueError) as error:
        raise SetupError("The mode file cannot be read.", place=str(mode)) from error
    if not all(found):
        raise SetupError("The mode file is not a pipeline of programs.", place=str(mode))
    return [
        [program, "-z", *arguments]
        for whole in found
        for program, *arguments in (
            [whole, _MARKS_BEHIND] if "-g" in whole and "lt-proc" in whole[0] else [whole]
        )
    ]


def _mode(path: Path) -> Mode | None:
    named = _MODE.fullmatch(path.stem)
    if named is None:
        return None
    try:
        aliases = get_global(
            "language_aliases"
        )  # modes name languages by ISO 639-3 where CLDR has two letters
        source, target = (str(aliases.get(code, code)) for code in named.groups())
        return Mode(path, Lang.parse(source), Lang.parse(target))
    except UnknownLanguageError:
        return None
