"""An Apertium pair at work: texts through its programs, and the marks of its stream format around them."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from shutil import which

from pipeline.engines.apertium import MARK
from pipeline.engines.characters import harmless
from pipeline.engines.null_flush import Chain
from pipeline.errors import SetupError
from pipeline.ports import Translation

_VERSION = 2
"""Part of the fingerprint: raised whenever the same programs may come to be asked something else."""

_RESERVED = re.compile(r"[\\\[\]{}<>/$+]")
_HIDDEN = str.maketrans("^~*@#", "\ufdd0\ufdd1\ufdd3\ufdd4\ufdd5")
"""Reserved too; but some programs lose their place at an escaped `^`, and drop even an escaped `~`; the others are
marks of words that are not known. These travel as noncharacters, which no text holds any more."""
_MARKS = re.compile(rf"[*@#{MARK}]")
_UNKNOWN = re.compile(rf"(\w+){MARK}")
_SHOWN = str.maketrans("\ufdd0\ufdd1\ufdd3\ufdd4\ufdd5", "^~*@#")
_STREAM_MARK = re.compile(r"\\(.)|[\[\]]", re.DOTALL)
_ADDRESS = re.compile(r"((?:https?://|www\.)[^\s<>\[\]\"\\]*[\w/&=#%]|[\w.+-]+@[\w-]+\.[\w.-]*\w)")
"""Web and mail addresses: not to be translated."""
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class _Section:
    """Neighbouring programs of a mode."""

    chain: Chain
    learns: bool
    """Whether a text may change how later ones are read, until the programs start anew."""

    def through(self, stream: Sequence[bytes]) -> list[bytes]:
        if not self.learns:
            return self.chain.through(stream)
        answers: list[bytes] = []
        for text in stream:
            answers += self.chain.through([text])
            if self.chain.complained:
                self.chain.close()
        return answers


class ApertiumTranslator:
    """The `Translator` of one mode. It has neither scores nor alignment."""

    def __init__(self, mode: str, commands: Sequence[Sequence[str]], *, patience: float) -> None:
        """`mode` is for messages; `patience` is in seconds, as in `Apertium`."""
        self._mode = mode
        self._commands = commands
        self._sections = [
            _Section(
                Chain([_debugged(command) if learns else command for command in some], patience=patience),
                learns,
            )
            for learns, some in groupby(commands, key=_learns)
        ]

    @cached_property
    def fingerprint(self) -> str:
        """Of the programs and of all their data."""
        digest = hashlib.sha256()
        for program, *arguments in self._commands:
            for word in (which(program) or program, *arguments):
                path = Path(word)
                digest.update(path.read_bytes() if path.is_file() else word.encode())
                digest.update(b"\0")
        return f"apertium {_VERSION}, {self._mode} ({digest.hexdigest()[:12]})"

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        """One result a text, in order; white space at its ends goes, and runs of spaces become one."""
        bare = [harmless(text).strip() for text in texts]
        asked = [text for text in dict.fromkeys(bare) if text]
        stream = [_written(text, number) for number, text in enumerate(asked)]
        if stream:
            for section in self._sections:
                stream = section.through(stream)
        said = {
            text: self._read(text, *answer) for text, answer in zip(asked, enumerate(stream), strict=True)
        }
        return [said.get(text, Translation("")) for text in bare]

    def close(self) -> None:
        for section in self._sections:
            section.chain.close()

    def _read(self, text: str, number: int, answer: bytes) -> Translation:
        """What the programs say for a text, without the marks of the stream format."""
        mark, said = _mark(number), answer.decode(errors="replace")
        if len(said) < 2 * len(mark) or not (said.startswith(mark) and said.endswith(mark)):
            self.close()
            raise SetupError(f"Apertium {self._mode} lost its place at {text[:60]!r}.")
        said = _STREAM_MARK.sub(lambda match: match[1] or "", said[len(mark) : -len(mark)])
        unknown = tuple(dict.fromkeys(word for word in _UNKNOWN.findall(said) if word in text))
        said = re.sub(" {2,}", " ", _MARKS.sub("", said).translate(_SHOWN)).strip()
        said = said if _SENTENCE_END.search(text) else said.removesuffix(".")
        return Translation(said[:1].upper() + said[1:] if text[:1].isupper() else said, unknown=unknown)


def _mark(number: int) -> str:
    """Stands before and after each text in the stream, and shows that the answer is the one to that text."""
    return f"[{number}]"


def _written(text: str, number: int) -> bytes:
    """A text in the stream format: reserved characters escaped, addresses as formatting, which programs pass
    on; and a stop where a sentence has none, because the tagger reads whole sentences."""
    parts = _ADDRESS.split(text)
    parts[0::2] = [_RESERVED.sub(r"\\\g<0>", part) for part in parts[0::2]]
    parts[1::2] = [f"[{part}]" for part in parts[1::2]]
    stop = "" if _SENTENCE_END.search(text) else "."
    return f"{_mark(number)}{''.join(parts).translate(_HIDDEN)}{stop}{_mark(number)}".encode()


def _learns(command: Sequence[str]) -> bool:
    """Apertium's statistical tagger, up to 3.8.3 at least: a word whose ambiguity it has not seen in training
    narrows the class of all unknown words for the rest of its life (`find_similar_ambiguity_class` assigns
    through a reference). With `-d` it complains of each such word."""
    taggers = Path(command[0]).name == "apertium-tagger"
    return taggers and not any(re.fullmatch("-[a-z]*x[a-z]*|--perceptron", word) for word in command[1:])


def _debugged(command: Sequence[str]) -> list[str]:
    return [command[0], "-d", *command[1:]]
