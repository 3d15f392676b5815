"""The Jinja environment: autoescape on, undefined names are errors, no file of the user's is ever a template."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from pipeline.language import Lang
from pipeline.render.chrome import Chrome
from pipeline.render.inline import autonym, isolated, tongue

if TYPE_CHECKING:
    from jinja2 import Environment


def html(template: str, w: Chrome, page: Lang, values: Mapping[str, object]) -> bytes:
    """A template of `templates/`, rendered.

    Its messages: `w("...")` as HTML and `plain("...")` for attributes. `chrome` holds the `lang` and `dir`
    attributes of elements with such words, where no catalogue speaks the language of the page.
    """
    around = {
        "w": w,
        "plain": w.plain,
        "page": page,
        "tongue": tongue,
        "autonym": autonym,
        "isolated": lambda text, lang: isolated(text, lang, w.source),
        "chrome": tongue(w.lang if w.lang != page else None),
    }
    return _environment().get_template(template).render({**around, **values}).encode()


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("pipeline.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def asset(name: str) -> bytes:
    """A file of `assets/`."""
    return resources.files("pipeline.render").joinpath("assets", name).read_bytes()
