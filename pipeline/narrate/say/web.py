"""Addresses as one would read them out: "example dot org", "ana at example dot org", "at bana", "hashtag Save Aleppo"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.narrate.say.claims import Rule, rule
from pipeline.narrate.say.counting import How
from pipeline.narrate.say.letters import CAPITAL, Letters, is_spelt
from pipeline.narrate.say.numerals import Numerals

_DOMAINS = "com|org|net|edu|gov|int|info|news|io|app|dev|tv|eu|uk|us|ca|au|nz|ie|br|pt|es|mx|ar|cl|co|pe|ve|uy|fr|be|ch|de|it|ru|sy|lb|jo|eg|ae|sa|qa|ma|dz|tn|tr|il|ps"
_HOST = rf"(?:[a-z0-9-]+\.)+(?:{_DOMAINS})"
_URL = rf"(?:https?://|www\.)[^\s<>\"“”«»]*[^\W_]/?|(?<![\w@.-]){_HOST}(?:/[^\s<>\"“”«»]*[^\W_]/?)?(?![\w@-])"
_EMAIL = r"(?<![\w.])[\w.+-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+"
_LONGEST_PATH = 32
"""Characters of a path that a listener could remember; a longer one is left out, the host is said."""
_CODE = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[a-z][A-Z]")
"""Where letters and digits mix: no word, but a key of some database."""
_WORDS = re.compile(r"[^\W\d_]+|\d+|[._/@+~-]")
_CAPITALS = re.compile(rf"{CAPITAL}{{2,5}}")
_SMALL = "[a-zß-öø-ÿœšžłśżćč]"
_HUMPS = re.compile(
    rf"(?<={_SMALL})(?={CAPITAL})|(?<={CAPITAL})(?={CAPITAL}{_SMALL})|"
    r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class Web:
    """A language's words for what addresses are made of."""

    dot: str
    slash: str
    dash: str
    underscore: str
    at: str
    """In an e-mail address."""
    handle: str
    """Before a handle."""
    hashtag: str


def rules(numerals: Numerals, letters: Letters, web: Web) -> Sequence[Rule]:
    marks = {".": web.dot, "/": web.slash, "-": web.dash, "_": web.underscore, "@": web.at}
    reader = _Reader(numerals, letters, marks)
    return [
        rule(_EMAIL, lambda found: reader.read(found.group())),
        rule(_URL, lambda found: reader.read(_memorable(found.group()))),
        rule(r"(?<![\w@.])@(\w{2,30})", lambda found: f"{web.handle} {reader.name(found[1])}"),
        rule(
            r"(?<![\w#])#([^\W\d_]\w+)",
            lambda found: f"{web.hashtag} {reader.name(found[1].replace('_', ' '))}",
        ),
    ]


class _Reader:
    """Reads an address part by part."""

    def __init__(self, numerals: Numerals, letters: Letters, marks: Mapping[str, str]) -> None:
        self._numerals = numerals
        self._letters = letters
        self._marks = marks

    def read(self, address: str) -> str:
        """With its marks named."""
        host = address.partition("/")[0]
        last = host.rpartition(".")[2]
        parts = [self._part(part, last) for part in _WORDS.findall(address)]
        return " ".join(filter(None, parts))

    def name(self, name: str) -> str:
        """A handle or a hashtag: parted where a capital or a digit shows a new word. It has no country."""
        parts = [part for hump in _HUMPS.split(name) for part in _WORDS.findall(hump)]
        return " ".join(filter(None, map(self._word, parts)))

    def _word(self, part: str) -> str:
        if part in self._letters.said:
            return self._letters.said[part]
        if _CAPITALS.fullmatch(part) and is_spelt(part, self._letters):
            return self._letters.spell(part)
        return self._part(part, "")

    def _part(self, part: str, country: str) -> str:
        if part in self._marks:
            return self._marks[part]
        if part.isdecimal():
            return self._numerals.words(part, How())
        is_country = part == country and len(part) == 2
        return self._letters.spell(part.upper()) if is_country else part


def _memorable(url: str) -> str:
    """Without scheme, "www.", query and fragment; without a path that nobody could remember."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", url)
    bare = re.split(r"[?#]", bare)[0].rstrip("/")
    host, _, path = bare.partition("/")
    return bare if len(path) <= _LONGEST_PATH and not _CODE.search(path) else host
