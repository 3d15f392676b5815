"""Which of the pairs that an engine offers serves two languages, when tags name regions or scripts."""

from collections.abc import Collection
from itertools import product

from babel.core import get_global

from pipeline.language import Lang


def offer(lang: Lang) -> str:
    """The name under which an engine offers a language: without region, and with the script only where that
    is not the usual one. "pt" for pt-BR, "zh-Hant" for zh-Hant-TW: "zh" alone is the simplified script.
    """
    script, usual = _script(lang), _script(Lang(lang.base))
    return lang.base if script == usual else f"{lang.base}-{script}"


def match(pairs: Collection[tuple[str, str]], source: Lang, target: Lang) -> tuple[str, str] | None:
    """The offered pair that is nearest to two languages: of the very tags, else without their regions."""
    wanted = product((source.tag, offer(source)), (target.tag, offer(target)))
    return next((pair for pair in wanted if pair in pairs), None)


def _script(lang: Lang) -> str:
    """As the tag says, else the likely one by CLDR, else empty."""
    if lang.locale.script:
        return str(lang.locale.script)
    likely = get_global("likely_subtags")
    tag = likely.get(lang.tag.replace("-", "_")) or likely.get(lang.base) or ""
    return next((part for part in str(tag).split("_") if len(part) == 4), "")
