"""An Argos package at work: texts in; translations, scores and alignment out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sentencepiece import SentencePieceProcessor

from pipeline.engines.argos import Package
from pipeline.engines.argos_decoder import MOST_WORDS, UNKNOWN, Decoder, Decoding, Said
from pipeline.engines.characters import harmless
from pipeline.engines.clauses import middle
from pipeline.engines.package import files_in, sha256_of_files, verify
from pipeline.errors import SetupError
from pipeline.ports import DRAFT, Link, Translation

_VERSION = 1
"""Part of the fingerprint: raised whenever the same model may come to say something else."""
_FEWEST_WORDS = 8
"""A piece this short is not cut again when the model finds no end."""
_PLAIN = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
"""What stands in for a mark that the vocabulary lacks: one character each, so that offsets stay."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text, or a part of one that is too long, in the model's words."""

    text: str
    """The whole text."""
    begin: int
    end: int
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    """Of the words, in the whole text."""


class ArgosTranslator:
    """The `Translator` of one package."""

    def __init__(self, package: Package, decoding: Decoding | None = None) -> None:
        """Loads it. Raises `SetupError` naming a file that has changed or cannot be loaded."""
        decoding = decoding or Decoding()
        if package.record is not None:
            verify(package.record)
        digest = package.record.sha256 if package.record else sha256_of_files(files_in(package.folder))
        libraries = ", ".join(f"{name} {version(name)}" for name in ("ctranslate2", "sentencepiece"))
        self.fingerprint = (
            f"argos {_VERSION}, {package.source}-{package.target} {package.version} ({digest[:12]}), "
            f"{f'{DRAFT}, ' if package.about().get('draft') is True else ''}"
            f"beam {decoding.beam}, length penalty {decoding.length_penalty:g}, {libraries}"
        )
        self._source, self._target = map(_vocabulary, package.vocabularies)
        self._plain = str.maketrans({mark: _PLAIN[mark] for mark in _PLAIN if self._lacks(mark)})
        self._decoder: Decoder | None = Decoder(package.folder / "model", package.frame(), decoding)

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        """One result a text, in order. A text in which the vocabulary sees nothing comes back as it is."""
        clean = [harmless(text) for text in texts]
        distinct = dict.fromkeys(clean)
        parts = self._say([piece for text in distinct for piece in self._cut(text, 0, len(text))])
        results = {text: self._joined(text, parts.get(text, [])) for text in distinct}
        return [results[text] for text in clean]

    def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
        """Up to `count` answers a text, the likeliest first; of a text that is cut, the answers with the same
        number make one."""
        clean = [harmless(text) for text in texts]
        pieces = [list(self._cut(text, 0, len(text))) for text in clean]
        said = iter(self._open().alternatives([piece.words for some in pieces for piece in some], count))
        found = [zip(*[next(said) for _ in some], strict=False) if some else () for some in pieces]
        return [
            list(dict.fromkeys(self._joined(text, list(zip(some, one, strict=True))) for one in answers))
            for text, some, answers in zip(clean, pieces, found, strict=True)
        ]

    def close(self) -> None:
        if self._decoder is not None:
            self._decoder.close()
            self._decoder = None

    def _lacks(self, mark: str) -> bool:
        return self._source.unk_id() in self._source.encode(mark, return_type=int)

    def _cut(self, text: str, begin: int, end: int, most: int = MOST_WORDS) -> Iterator[_Piece]:
        """A span of a text in one piece, or in several of at most `most` words."""
        part = text[begin:end].translate(self._plain)
        found = self._source.encode(part, return_type="offset_mapping")
        if len(found["pieces"]) > most and end - begin > 1:
            left, right = middle(part)
            yield from self._cut(text, begin, begin + left, most)
            yield from self._cut(text, begin + right, end, most)
        elif found["pieces"]:
            spans = tuple(_trimmed(text, begin + first, begin + last) for first, last in found["offsets"])
            yield _Piece(text, begin, end, tuple(found["pieces"]), spans)

    def _say(self, pieces: Sequence[_Piece]) -> dict[str, list[tuple[_Piece, Said]]]:
        """What is said for the pieces of each text, in order. A piece for which the model finds no end is
        said again in halves: models repeat themselves less in short sentences."""
        decoder = self._open()
        parts: dict[str, list[tuple[_Piece, Said]]] = {}
        while pieces:
            again: list[_Piece] = []
            for piece, said in zip(pieces, decoder.say([p.words for p in pieces]), strict=True):
                if said.finished or len(piece.words) <= _FEWEST_WORDS:
                    parts.setdefault(piece.text, []).append((piece, said))
                else:
                    again += self._cut(piece.text, piece.begin, piece.end, len(piece.words) // 2 + 1)
            pieces = again
        return {text: sorted(found, key=lambda part: part[0].begin) for text, found in parts.items()}

    def _open(self) -> Decoder:
        if self._decoder is None:
            raise SetupError("The Argos translator is closed.", remedy="Open it again.")
        return self._decoder

    def _joined(self, source: str, parts: Sequence[tuple[_Piece, Said]]) -> Translation:
        if not parts:
            return Translation(source)
        text, links, end = "", [], parts[0][0].begin
        for piece, said in parts:
            text += " " if text and piece.begin > end else ""
            added, found = self._read(piece, said, len(text))
            text, end = text + added, piece.end
            links += found
        score = sum(said.log_probability for _, said in parts) / sum(said.steps for _, said in parts)
        return Translation(text, min(score, 0.0), tuple(links))

    def _read(self, piece: _Piece, said: Said, at: int) -> tuple[str, list[Link]]:
        """What is said as text, and its links; `at` is where the text will begin. An unknown word is the
        source's own: a name in another script, an emoji."""
        words = [
            piece.words[source] if word == UNKNOWN else word
            for word, source in zip(said.words, said.sources, strict=True)
        ]
        found = self._target.decode(words, return_type="offset_mapping")
        whole: str = found["text"].replace("▁", " ")
        text = whole.strip()
        at -= len(whole) - len(whole.lstrip())
        spans = [_trimmed(whole, begin, end) for begin, end in found["offsets"]]
        links = [
            Link(*piece.spans[source], at + begin, at + end)
            for source, (begin, end) in zip(said.sources, spans, strict=True)
            if begin < end and piece.spans[source][0] < piece.spans[source][1]
        ]
        return text, links


def _vocabulary(path: Path) -> SentencePieceProcessor:
    try:
        return SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise SetupError(f"SentencePiece cannot load the vocabulary: {error}.", place=str(path)) from error


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """A span without the white space around it."""
    part = text[begin:end]
    return begin + len(part) - len(part.lstrip()), max(begin, end - len(part) + len(part.rstrip()))
