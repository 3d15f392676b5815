"""An engine that says what it is told: the default of tests, and a way to try a build without any model."""

import re
from collections.abc import Sequence

from pipeline.language import Lang
from pipeline.ports import Link, Translation, Translator

_WORD = re.compile(r"\S+")


class Echo:
    """The `TranslationEngine` that needs nothing.

    It offers no pairs, so that it is never chosen by itself, and opens any: it must be asked for by name.
    """

    name = "echo"
    rank = 0

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset()

    def remedy(self, source: Lang, target: Lang) -> str:  # noqa: ARG002 - nothing is ever missing
        return ""

    def open(self, source: Lang, target: Lang) -> Translator:  # noqa: ARG002 - all pairs are alike
        return EchoTranslator()


class EchoTranslator:
    """The `Translator` that gives every text back, aligned word by word with itself."""

    fingerprint = "echo 1"

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        return [Translation(text, links=_identity(text)) for text in texts]

    def close(self) -> None:
        """Nothing to free."""


def _identity(text: str) -> tuple[Link, ...]:
    return tuple(Link(*word.span(), *word.span()) for word in _WORD.finditer(text))
