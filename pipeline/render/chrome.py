"""The words around an article as HTML, and the figures in them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from pipeline import formats
from pipeline.language import Lang
from pipeline.messages import Words
from pipeline.render.inline import isolated
from pipeline.render.runs import scripts

_PLACEHOLDER = 0xE000
"""Private-use characters stand for elements while a message is filled in; no catalogue has them."""


@dataclass(frozen=True, slots=True)
class Chrome:
    """A catalogue that answers in HTML: escaped, with words in other scripts isolated.

    Call it with an English message; values are texts, or `Markup` that goes in as it is.
    """

    words: Words
    source: Lang
    """The language that words in foreign scripts most likely belong to: the article's."""

    @property
    def lang(self) -> Lang:
        """The language the words really are in."""
        return self.words.lang

    def __call__(self, message: str, **values: object) -> Markup:
        plain, elements = _masked(values)
        return self._filled(self.words(message, **plain), elements)

    def count(self, one: str, many: str, n: int, **values: object) -> Markup:
        """A message with a number in it, grouped as the language does."""
        plain, elements = _masked(values)
        message = self.words.catalogue.ngettext(one, many, n)
        return self._filled(message.format(n=self.number(n), **plain), elements)

    def plain(self, message: str, **values: object) -> str:
        """For attributes, where no element can stand."""
        return self.words(message, **values)

    def name(self, technical: str) -> Markup:
        """The name of an engine or a voice, which is written in Latin letters everywhere."""
        lang = "" if "Latn" in scripts(self.lang) else Markup(' lang="en"')
        return Markup('<bdi{} dir="ltr">{}</bdi>').format(lang, technical)

    def listed(self, items: Iterable[Markup]) -> Markup:
        """Elements as a list in words: "A, B and C"."""
        elements = {chr(_PLACEHOLDER + index): item for index, item in enumerate(items)}
        return self._filled(formats.listed(elements, self.lang), elements)

    def number(self, value: float) -> str:
        return formats.number(value, self.lang)

    def percent(self, hundredths: int) -> str:
        return formats.percent(hundredths, self.lang)

    def date(self, moment: datetime) -> str:
        return formats.date(moment, self.lang)

    def duration(self, milliseconds: int) -> str:
        return formats.duration(milliseconds, self.lang)

    def size(self, octets: int) -> str:
        return formats.size(octets, self.lang)

    def _filled(self, message: str, elements: dict[str, Markup]) -> Markup:
        escaped = isolated(message, self.lang, self.source)
        for placeholder, element in elements.items():
            escaped = Markup(str(escaped).replace(placeholder, str(element)))
        return escaped


def _masked(values: dict[str, object]) -> tuple[dict[str, object], dict[str, Markup]]:
    """The values with a placeholder for each element, and the elements by placeholder."""
    plain: dict[str, object] = {}
    elements: dict[str, Markup] = {}
    for index, (name, value) in enumerate(values.items()):
        if isinstance(value, Markup):
            elements[chr(_PLACEHOLDER + index)] = value
            value = chr(_PLACEHOLDER + index)
        plain[name] = value
    return plain, elements
