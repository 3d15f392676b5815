"""The words around an article, from the gettext catalogues in `locales/`.

A wheel carries the catalogues inside the package; a checkout has them beside it.
"""

import gettext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline import formats
from pipeline.language import Lang

DOMAIN = "editions"
_HERE = Path(__file__).resolve().parent
_SOURCE_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """A catalogue, opened. Call it with an English message and the values of its placeholders.

    `lang` is the language that the words really are in: English where no catalogue exists.
    """

    lang: Lang
    catalogue: gettext.NullTranslations

    def __call__(self, message: str, **values: object) -> str:
        """The message in this language, `{name}` placeholders filled in."""
        return self.catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """A message with a number in it, in the right plural form; `{n}` is filled in, grouped as the language does."""
        return self.catalogue.ngettext(one, many, n).format(n=formats.number(n, self.lang), **values)


def locales_folder() -> Path:
    """Where the compiled catalogues are."""
    packaged = _HERE / "locales"
    return packaged if packaged.is_dir() else _HERE.parent / "locales"


@lru_cache(maxsize=64)
def words(lang: Lang) -> Words:
    """The words of a language: its own catalogue, its likely region's, else English."""
    for name in _candidates(lang):
        found = gettext.find(DOMAIN, locales_folder(), [name])
        if found:
            with Path(found).open("rb") as file:
                return Words(lang, gettext.GNUTranslations(file))
    return Words(Lang.parse(_SOURCE_LANGUAGE), gettext.NullTranslations())


def _candidates(lang: Lang) -> list[str]:
    own = lang.tag.replace("-", "_")
    likely = {"pt": "pt_BR"}
    return list(dict.fromkeys([own, lang.base, likely.get(lang.base, lang.base)]))
