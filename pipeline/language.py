"""Languages: a BCP 47 tag, its direction and the name its speakers give it, all from CLDR through Babel."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from babel import Locale, UnknownLocaleError

from pipeline.errors import UnknownLanguageError


@dataclass(frozen=True)
class Lang:
    """One language. Not slotted: the CLDR locale behind it is looked up once and kept.

    `tag` is a BCP 47 tag in canonical case ("pt", "pt-BR", "zh-Hant"); build one with `Lang.parse`.
    """

    tag: str

    @staticmethod
    def parse(text: str) -> "Lang":
        """A language from a tag in any case, with "-" or "_". Raises `UnknownLanguageError`."""
        return _parse(text)

    @cached_property
    def locale(self) -> Locale:
        """The CLDR locale."""
        return Locale.parse(self.tag, sep="-")

    @property
    def base(self) -> str:
        """The language without script and region: "pt" for "pt-BR". Engines and voices are found by it."""
        return str(self.locale.language)

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, the value of HTML's `dir`."""
        return str(self.locale.text_direction)

    @property
    def autonym(self) -> str:
        """The language's name in itself, with a capital as in a menu: "العربية", "Português"."""
        name = self.locale.get_display_name(self.locale) or self.tag
        return name[:1].upper() + name[1:]

    def name_in(self, other: "Lang") -> str:
        """The language's name in another language: "árabe" for Arabic in Portuguese."""
        return self.locale.get_display_name(other.locale) or self.tag

    def __str__(self) -> str:
        return self.tag


@lru_cache(maxsize=512)
def _parse(text: str) -> Lang:
    tag = text.strip().replace("_", "-")
    try:
        return Lang("-".join(_parts(Locale.parse(tag, sep="-", resolve_likely_subtags=False))))
    except (UnknownLocaleError, ValueError, TypeError) as error:
        full = _with_likely_script(tag)
        if full is None:
            raise UnknownLanguageError(
                f"{text!r} is not a language tag known to CLDR.", remedy="Use a tag such as ar, pt or es."
            ) from error
        return full


def _with_likely_script(tag: str) -> Lang | None:
    """CLDR knows zh-TW as zh-Hant-TW only; nothing of what was asked for may be dropped on the way."""
    try:
        found = _parts(Locale.parse(tag, sep="-", resolve_likely_subtags=True))
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    asked = {part.casefold() for part in tag.split("-")}
    return Lang("-".join(found)) if asked <= {part.casefold() for part in found} else None


def _parts(locale: Locale) -> list[str]:
    return [part for part in (locale.language, locale.script, locale.territory) if part]
