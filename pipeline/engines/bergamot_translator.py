"""One of Mozilla's models at work: texts in; translations, scores and alignment out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sentencepiece import SentencePieceProcessor

from pipeline.engines.bergamot_models import InstalledModel, checked
from pipeline.engines.marian import Hypothesis, Network
from pipeline.engines.marian_file import Shortlist, Tensors, broken
from pipeline.engines.marian_layers import Words
from pipeline.engines.stand_ins import Alphabet, Prepared, prepare
from pipeline.errors import SetupError
from pipeline.ports import Link, Translation
from pipeline.rewrite import Rewrite

_Found = TypeVar("_Found")
_VERSION = 1
"""Part of the fingerprint: raised whenever the same model may come to say something else."""
_MOST_WORDS = 128
"""Source words in one piece, with the end of sentence. The small models say ever less of what is longer: of
36 sentences joined by semicolons and read 256 words at a time, half never came out."""
_BATCH_WORDS = 2048
"""Source words in one batch, padding included. For speed only: results do not depend on batches."""
_CUTS = (
    (64, re.compile(r"(?<=[.!?])\s+")),
    (64, re.compile(r"(?<=[;:])\s+")),
    (80, re.compile(r"(?<=[,-])\s+")),
    (_MOST_WORDS, re.compile(r"\s+")),
)
"""Where to cut a text of more than so many words, the best places first. At 64 nothing was lost; between
clauses that a comma parts, a cut costs more than a few words more."""
_UNIT = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|\w+|[^\w\s]")
"""What an alignment joins: words (characters, in scripts that put no spaces between words) and marks."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text, or a part of one that is too long, in the model's words."""

    begin: int
    end: int
    """In the prepared text."""
    words: tuple[int, ...]
    """With the end of sentence."""
    spans: tuple[tuple[int, int], ...]
    """In the prepared text, of all words but the end."""


class BergamotTranslator:
    """The `Translator` of one model."""

    def __init__(self, model: InstalledModel) -> None:
        """Loads it. Raises `SetupError` naming a file that is damaged or does not fit the others."""
        contents, digest = checked(model)
        self.fingerprint = f"bergamot {_VERSION}, {model.name} ({digest})"
        self._source = _vocabulary(model.source_vocabulary, contents)
        self._target = _vocabulary(model.target_vocabulary, contents)
        self._shared = model.source_vocabulary == model.target_vocabulary
        own, other = _characters(self._source), _characters(self._target)
        self._alphabet = Alphabet(own, own & other, self._source.normalize)
        tensors = Tensors(model.network, contents[model.network])
        self._network: Network | None = Network(tensors, end=self._target.eos_id())
        sources, targets = self._network.words
        _check_size(model.source_vocabulary, self._source, sources)
        _check_size(model.target_vocabulary, self._target, targets)
        lists = contents[model.shortlist]
        self._shortlist = Shortlist(model.shortlist, lists, sources=sources, targets=targets)

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        """One result a text, in order. A text without a letter or digit comes back as it is."""
        works = [prepare(text, self._alphabet) for text in texts]
        pieces = [list(self._pieces(work.text)) for work in works]
        said = iter(self._say([piece for some in pieces for piece in some]))
        return [
            self._put_together(work, some, [next(said) for _ in some])
            for work, some in zip(works, pieces, strict=True)
        ]

    def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
        """Up to `count` answers a text, the likeliest first. Of a text that is translated in pieces, the
        answers with the same number make one."""
        works = [prepare(text, self._alphabet) for text in texts]
        pieces = [list(self._pieces(work.text)) for work in works]
        said = iter(self._search([piece for some in pieces for piece in some], count))
        found = [zip(*[next(said) for _ in some], strict=False) if some else () for some in pieces]
        return [
            list(dict.fromkeys(self._put_together(work, some, one) for one in answers))
            for work, some, answers in zip(works, pieces, found, strict=True)
        ]

    def close(self) -> None:
        self._network = None

    def _pieces(self, text: str) -> Iterator[_Piece]:
        stripped = text.strip()
        begin = text.find(stripped)
        if any(character.isalnum() for character in stripped):
            yield from self._cut(text, begin, begin + len(stripped))

    def _cut(self, text: str, begin: int, end: int) -> Iterator[_Piece]:
        """The whole span in one piece, or in several of at most `_MOST_WORDS`."""
        part = text[begin:end]
        found = self._source.encode(part, return_type="offset_mapping")
        place = _place_to_cut(part, len(found["ids"]) + 1)
        if place:
            yield from self._cut(text, begin, begin + place[0])
            yield from self._cut(text, begin + place[1], end)
        elif found["ids"]:
            spans = tuple((begin + first, begin + last) for first, last in found["offsets"])
            yield _Piece(begin, end, (*found["ids"], self._source.eos_id()), spans)

    def _say(self, pieces: Sequence[_Piece]) -> list[Hypothesis]:
        return self._batched(pieces, self._open().translate)

    def _search(self, pieces: Sequence[_Piece], count: int) -> list[list[Hypothesis]]:
        network = self._open()
        return self._batched(pieces, lambda words, allowed: network.alternatives(words, allowed, count))

    def _open(self) -> Network:
        if self._network is None:
            raise SetupError("The bergamot translator is closed.", remedy="Open it again.")
        return self._network

    def _batched(
        self,
        pieces: Sequence[_Piece],
        ask: Callable[[Sequence[Sequence[int]], Sequence[Words]], Sequence[_Found]],
    ) -> list[_Found]:
        """In order; in batches of like length, so that little is padding."""
        found: dict[int, _Found] = {}
        for batch in _batches(pieces):
            words = [pieces[index].words for index in batch]
            found |= zip(batch, ask(words, [self._allowed(some) for some in words]), strict=True)
        return [found[index] for index in range(len(pieces))]

    def _allowed(self, words: Sequence[int]) -> Words:
        found: Words = self._shortlist.candidates(words, shared=self._shared)
        allowed: Words = found[found != self._target.unk_id()]
        return allowed

    def _put_together(
        self, work: Prepared, pieces: Sequence[_Piece], said: Sequence[Hypothesis]
    ) -> Translation:
        original = work.rewrite.before
        if not pieces:
            return Translation(original)
        text, links, at = "", [], pieces[0].begin
        for piece, hypothesis in zip(pieces, said, strict=True):
            text += " " if piece.begin > at else ""
            added, found = self._read(piece, hypothesis, len(text))
            text, at = text + added, piece.end
            links += found
        restored = work.restore(text, links)
        steps = sum(hypothesis.steps for hypothesis in said)
        score = sum(hypothesis.log_probability for hypothesis in said) / steps
        return _framed(original, restored.after, score, _moved(links, work.rewrite, restored))

    def _read(self, piece: _Piece, said: Hypothesis, at: int) -> tuple[str, list[Link]]:
        """A hypothesis as text, and its links; `at` is where the text will begin."""
        found = self._target.decode(list(said.words), return_type="offset_mapping")
        text: str = found["text"].strip()
        at -= found["text"].find(text)
        links = [
            Link(*piece.spans[source], at + begin, at + end)
            for source, (begin, end) in zip(said.sources, found["offsets"], strict=True)
            if source < len(piece.spans) and found["text"][begin:end].strip()
        ]
        return text, links


def _vocabulary(path: Path, contents: dict[Path, bytes]) -> SentencePieceProcessor:
    vocabulary = SentencePieceProcessor()
    try:
        vocabulary.LoadFromSerializedProto(contents[path])
    except RuntimeError as error:
        raise broken(path, "Is not a whole SentencePiece vocabulary") from error
    return vocabulary


def _check_size(path: Path, vocabulary: SentencePieceProcessor, words: int) -> None:
    if vocabulary.get_piece_size() != words:
        raise broken(path, f"Has {vocabulary.get_piece_size()} words, and the network beside it {words}")


def _characters(vocabulary: SentencePieceProcessor) -> frozenset[str]:
    """What a vocabulary's ordinary pieces are written with."""
    special = (vocabulary.is_control, vocabulary.is_unknown, vocabulary.is_byte, vocabulary.is_unused)
    ordinary = (
        vocabulary.id_to_piece(word)
        for word in range(vocabulary.get_piece_size())
        if not any(is_so(word) for is_so in special)
    )
    return frozenset("".join(ordinary).replace("\u2581", " "))


def _place_to_cut(text: str, words: int) -> tuple[int, int] | None:
    """Begin and end of the white space nearest to the middle, of the best kind in the middle half.

    None where the text may stay whole; an empty span where it is too long but has no white space.
    """
    quarter = len(text) // 4
    for most, place in _CUTS:
        if words > most:
            found = [match.span() for match in place.finditer(text, quarter, len(text) - quarter)]
            if found:
                return min(found, key=lambda span: abs(span[0] + span[1] - len(text)))
    return (len(text) // 2, len(text) // 2) if words > _MOST_WORDS else None


def _batches(pieces: Sequence[_Piece]) -> Iterator[list[int]]:
    """Indices, the longest first, so that a batch's first piece tells its width."""
    batch: list[int] = []
    for index in sorted(range(len(pieces)), key=lambda index: -len(pieces[index].words)):
        if batch and (len(batch) + 1) * len(pieces[batch[0]].words) > _BATCH_WORDS:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _moved(links: Sequence[Link], source: Rewrite, target: Rewrite) -> list[Link]:
    """Links between the prepared source and the raw target, as links between what was before and comes
    after them; grown to whole words, each once, ordered by target."""
    source_units = [match.span() for match in _UNIT.finditer(source.before)]
    target_units = [match.span() for match in _UNIT.finditer(target.after)]
    found = {
        Link(
            *_grown(source.back(link.source_begin, link.source_end), source_units),
            *_grown(target.forward(link.target_begin, link.target_end), target_units),
        )
        for link in links
    }
    return sorted(found, key=lambda link: (link.target_begin, link.target_end, link.source_begin))


def _grown(span: tuple[int, int], units: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The units that a span touches, from the first to the last; the span itself where it touches none."""
    first = bisect_right(units, span[0], key=lambda unit: unit[1])
    last = bisect_left(units, span[1], key=lambda unit: unit[0])
    return (units[first][0], units[last - 1][1]) if first < last else span


def _framed(original: str, text: str, score: float, links: Sequence[Link]) -> Translation:
    """With the white space around the original."""
    lead = original[: len(original) - len(original.lstrip())]
    trail = original[len(original.rstrip()) :]
    by = len(lead)
    moved = tuple(
        Link(link.source_begin, link.source_end, link.target_begin + by, link.target_end + by)
        for link in links
    )
    return Translation(lead + text + trail, min(score, 0.0), moved)
