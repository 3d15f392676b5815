"""Translators for tests: word by word from a lexicon, and made to fail in chosen ways."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.ports import Link, Translation

LEXICON = {
    "the": "o", "mayor": "prefeito", "doctor": "médico", "counted": "contou", "boats": "barcos", "in": "no",
    "port": "porto", "river": "rio", "was": "estava", "very": "muito", "high": "alto", "he": "ele", "said": "disse",
    "a": "um", "old": "velho", "that": "que", "nobody": "ninguém", "slept": "dormiu", "and": "e", "city": "cidade",
    "of": "de", "near": "perto", "bridge": "ponte", "saw": "viu", "water": "água", "rising": "subindo",
}  # fmt: skip
_WORD = re.compile(r"\w+")


def translated(text: str) -> Translation:
    """Word by word, aligned; a word that is not known stays as it is."""
    said, links, at = "", [], 0
    for word in _WORD.finditer(text):
        said += text[at : word.start()]
        own = LEXICON.get(word[0].lower(), word[0])
        own = own.capitalize() if word[0][0].isupper() and word[0].lower() in LEXICON else own
        links.append(Link(*word.span(), len(said), len(said) + len(own)))
        said, at = said + own, word.end()
    return Translation(said + text[at:], -0.1, tuple(links))


def copied(text: str) -> Translation:
    return Translation(text, -0.2)


def looped(text: str) -> Translation:
    return Translation("o prefeito contou " * 5 + "o prefeito.", -0.2)


def halved(text: str) -> Translation:
    said = translated(text)
    return Translation(said.text[: len(said.text) // 3] + ".", -0.2)


def miscounted(text: str) -> Translation:
    said = translated(text)
    return Translation(re.sub(r"\d+", lambda number: str(int(number[0]) + 10), said.text), -0.2, said.links)


def silent(text: str) -> Translation:
    return Translation("", -0.2)


Way = Callable[[str], Translation]
FAULTS: dict[str, Way] = {
    "copy": copied, "loop": looped, "drop": halved, "number": miscounted, "empty": silent,
}  # fmt: skip


@dataclass
class Faulty:
    """Fails in one way wherever `fails` says so; remembers what it was asked."""

    way: Way = translated
    fails: Callable[[str], bool] = lambda text: True
    fingerprint: str = "faulty 1"
    batches: list[list[str]] = field(default_factory=list)
    closed: int = 0

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        self.batches.append(list(texts))
        return [self.way(text) if self.fails(text) else translated(text) for text in texts]

    def close(self) -> None:
        self.closed += 1


@dataclass
class Manifold(Faulty):
    """Fails too, but has other answers, of which the last one is right."""

    def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
        return [[self.way(text), translated(text)][:count] for text in texts]
