"""Seals: one line beside a translation that tells its state, who signed it off, and for which exact words.

Another source, another target, a mark that was moved, another name: each breaks the seal. It guards against
accidents, not against forgers: whoever can edit the file could compute it.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from pipeline.model import State
from pipeline.xliff import Span, Unit

ORIGIN = "editions"
"""Who says the note that holds a seal."""
LONGEST_NAME = 100
_DIGITS = 16
_LINE = re.compile(rf"({'|'.join(get_args(State))})(?: by (.+))? \[([0-9a-f]{{{_DIGITS}}})\]")


@dataclass(frozen=True, slots=True)
class Seal:
    """What is said of a translation."""

    state: State
    digest: str
    name: str = ""
    """Of the person who signed it off."""

    def holds(self, source: str, target: str, spans: Sequence[Span] = ()) -> bool:
        """Whether it was made for these words."""
        return self == seal(self.state, source, target, spans, self.name)

    def __str__(self) -> str:
        return f"{self.state}{f' by {self.name}' if self.name else ''} [{self.digest}]"


def seal(state: State, source: str, target: str, spans: Sequence[Span] = (), name: str = "") -> Seal:
    """Seals a translation. White space and composition do not matter, marks do."""
    digest = hashlib.sha256()
    for part in (state, name, plain(source), plain(marked(target, spans))):
        digest.update(len(part).to_bytes(8, "big") + part.encode())
    return Seal(state, digest.hexdigest()[:_DIGITS], name)


def read_seal(lines: Iterable[str]) -> Seal | None:
    """The last seal among some lines."""
    found = [match for line in lines if (match := _LINE.fullmatch(" ".join(line.split())))]
    if not found:
        return None
    state = next(known for known in get_args(State) if known == found[-1][1])
    return Seal(state, found[-1][3], found[-1][2] or "")


def seal_of(unit: Unit) -> Seal | None:
    """The seal in a unit's notes, whole or broken."""
    return read_seal(note.text for note in unit.notes)


def whole_seal(unit: Unit) -> Seal | None:
    """The seal in a unit's notes, if it holds."""
    found = seal_of(unit)
    return found if found and found.holds(unit.source, unit.target, unit.target_marks) else None


def plain(text: str) -> str:
    """A text as it is compared: composed, white space made single."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def marked(text: str, spans: Sequence[Span]) -> str:
    """A text with its marks as tags in it."""
    opening = [(begin, 1, -end, f"<{number}>") for number, begin, end in spans]
    closing = [(end, 0, -begin, f"</{number}>") for number, begin, end in spans]
    pieces, position = [], 0
    for at, _, _, tag in sorted([*opening, *closing]):
        pieces += [text[position:at], tag]
        position = at
    return "".join([*pieces, text[position:]])
