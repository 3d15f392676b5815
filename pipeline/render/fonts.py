"""Font files of the publisher's own, and the style rules that use them. None comes with the project."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from pipeline.errors import SetupError, UsageError
from pipeline.model import File

_FORMATS = {".woff2": "woff2", ".woff": "woff", ".ttf": "truetype", ".otf": "opentype"}


def font_files(fonts: Mapping[str, Path]) -> tuple[File, ...]:
    """Copies for `assets/fonts/`. Raises `SetupError` when one cannot be read."""
    return tuple(File(f"assets/{_address(tag, path)}", _read(path)) for tag, path in sorted(fonts.items()))


def font_rules(fonts: Mapping[str, Path]) -> str:
    """Rules to append to the stylesheet: a language's own font goes before its usual ones.

    Raises `UsageError` for a file that browsers do not take.
    """
    return "".join(_rule(tag, path) for tag, path in sorted(fonts.items()))


def _rule(tag: str, path: Path) -> str:
    if path.suffix.lower() not in _FORMATS:
        known = ", ".join(_FORMATS)
        raise UsageError("is not a font for the web.", place=str(path), remedy=f"Name one of {known}.")
    source = f'url("{quote(_address(tag, path))}") format("{_FORMATS[path.suffix.lower()]}")'
    return (
        f'\n@font-face {{\n  font-family: "edition-{tag}";\n  src: {source};\n  font-display: swap;\n}}\n'
        f'[lang]:lang({tag}) {{\n  --own: "edition-{tag}";\n}}\n'
    )


def _address(tag: str, path: Path) -> str:
    return f"fonts/{tag}/{path.name}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SetupError(
            f"the font cannot be read: {error.strerror} (errno {error.errno}).", place=str(path)
        ) from error
