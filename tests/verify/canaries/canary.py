"""How a defect is put into a tree."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

WORD = {"ar": "كلمة", "pt": "palavra"}
"""In the language of the page."""
OTHER = {"ar": ("pt", "ltr", "palavra"), "pt": ("ar", "rtl", "كلمة")}
"""A language of the other script, its direction, and a word in it."""
PAGE = "lighthouse/{lang}/index.html"
FRONT = "index.{lang}.html"
RECORD = "lighthouse/{lang}/edition.json"

Break = Callable[[Path, str], None]


@dataclass(frozen=True)
class Canary:
    """One defect."""

    code: str
    put_in: Break
    """Is given the tree and the language of the edition to break."""
    also: frozenset[str] = frozenset()
    """What the same defect breaks besides."""
    langs: tuple[str, ...] = ("ar", "pt")
    sealed: bool = True
    """Whether the manifest is written anew afterwards, as if the tree had been built so."""
    name: str = ""


def sub(code: str, file: str, pattern: str, replacement: str, *also: str, langs: str = "ar pt") -> Canary:
    """A place in a file of the tree put otherwise. `{lang}`, `{word}`, `{other}`, `{dir}` and `{foreign}` are filled in."""

    def put_in(tree: Path, lang: str) -> None:
        path = tree / file.format(lang=lang)
        values = dict(zip(("other", "dir", "foreign"), OTHER[lang], strict=True))
        new = _filled(replacement, {**values, "lang": lang, "word": WORD[lang]})
        text, count = re.subn(pattern, new, path.read_text("utf-8"), count=1)
        assert count == 1, f"{path} does not hold {pattern}"
        path.write_text(text, "utf-8")

    return Canary(code, put_in, frozenset(also), tuple(langs.split()), name=f"{code} {replacement[:20]}")


def into(code: str, markup: str, *also: str, file: str = PAGE) -> Canary:
    """More markup at the end of `main`."""
    return sub(code, file, "</main>", markup.replace("\\", r"\\") + "</main>", *also)


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text
