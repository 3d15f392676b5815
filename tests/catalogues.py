"""The catalogues of `locales/`: compiled for the tests, brought up to date by `python -m tests.catalogues`."""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / "editions.pot"
KEYWORDS = {"w": None, "plain": None, "count": (1, 2)}
_HEADER = '# The words around an article. Comments that begin with "Translators:" are for you.\n#'
_NOISE = tuple(
    f'"{field}'
    for field in ("POT-Creation", "PO-Revision", "Report-", "Last-", "Language-Team", "Generated-By")
)
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in the catalogue in memory only; the files have no date, or every extraction would change them."""


def template() -> Catalog:
    """All messages of the code and of the templates."""
    catalogue = Catalog(
        project="editions", version="1", header_comment=_HEADER, creation_date=_UNDATED, fuzzy=False
    )
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel has no types here
    found = extract_from_dir(ROOT / "pipeline", methods, options, KEYWORDS, comment_tags=("Translators:",))
    for path, _, message, comments, context in found:
        catalogue.add(message, None, [(f"pipeline/{path}", 0)], auto_comments=comments, context=context)
    return catalogue


def catalogues() -> dict[str, Path]:
    """The path of every catalogue, by locale."""
    return {path.parts[-3]: path for path in sorted(LOCALES.glob("*/LC_MESSAGES/editions.po"))}


def load(locale: str) -> Catalog:
    """One catalogue, read."""
    with catalogues()[locale].open("rb") as file:
        return read_po(file, locale=locale)


def written(catalogue: Catalog) -> bytes:
    """A catalogue as text: no line numbers and no date, so that it changes only when a message does."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, include_lineno=False, ignore_obsolete=True)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_NOISE)).encode()


def compile_all() -> None:
    """Writes the `.mo` files that `pipeline.messages` opens, where they are not there or are old."""
    for locale, path in catalogues().items():
        file = io.BytesIO()
        write_mo(file, load(locale))
        compiled = path.with_suffix(".mo")
        if not compiled.is_file() or compiled.read_bytes() != file.getvalue():
            part = compiled.with_suffix(".part")
            part.write_bytes(file.getvalue())
            part.replace(compiled)


def update_all() -> None:
    """Extracts the messages and merges them into every catalogue; new ones are left untranslated."""
    messages = template()
    TEMPLATE.write_bytes(written(messages))
    for locale, path in catalogues().items():
        catalogue = load(locale)
        catalogue.update(messages, no_fuzzy_matching=True)
        path.write_bytes(written(catalogue))


if __name__ == "__main__":
    update_all()
