"""What is installed, what is missing, and the command that mends it."""

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.engines import rawi, translation_engines
from pipeline.engines.speech import absent, find_voice, speech_engines
from pipeline.errors import EditionsError
from pipeline.language import Lang
from pipeline.messages import locales_folder
from pipeline.options import Options

SAMPLE = ("en", "ar", "pt", "es")
"""The languages of the sample article: the source first."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    what: str
    ok: bool
    needed: bool
    """Whether nothing at all can be built without it."""
    found: str
    mend: str = ""
    """The command or the step that mends it; empty when all is well."""

    def as_row(self) -> dict[str, Any]:
        return {**asdict(self), "ok": "yes" if self.ok else "no", "needed": "yes" if self.needed else "no"}


def examine(options: Options | None = None) -> tuple[Check, ...]:
    """All checks, in the order of the pipeline."""
    settings = options or Options()
    return (
        _python(),
        _catalogues(),
        *_folders(settings),
        *_translation(settings),
        *_speech(settings),
        _browser(),
    )


def _python() -> Check:
    ok = sys.version_info >= (3, 11)
    return Check("python", ok, True, platform.python_version(), "" if ok else "Install Python 3.11 or newer.")


def _catalogues() -> Check:
    found = sorted(path.parts[-3] for path in locales_folder().glob("*/LC_MESSAGES/*.mo"))
    return Check(
        "catalogues",
        bool(found),
        False,
        " ".join(found) or "none compiled",
        "" if found else "pip install -e .",
    )


def _folders(settings: Options) -> Iterator[Check]:
    for what, folder in (("models folder", settings.models), ("cache folder", settings.cache)):
        ok = os.access(_nearest(folder), os.W_OK)
        yield Check(what, ok, False, str(folder), "" if ok else f"Make {folder} writable.")


def _nearest(folder: Path) -> Path:
    """The folder, or the first of its parents that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _translation(settings: Options) -> Iterator[Check]:
    source = Lang.parse(SAMPLE[0])
    engines = translation_engines(settings.models)
    for tag in SAMPLE[1:]:
        target = Lang.parse(tag)
        able = [engine.name for engine in engines if (source.base, target.base) in engine.pairs()]
        hints = [hint for engine in engines if (hint := engine.remedy(source, target))]
        mend = "" if able else " or ".join(hints)
        yield Check(
            f"translation {source} -> {target}", bool(able), False, ", ".join(able) or "no engine", mend
        )


def _speech(settings: Options) -> Iterator[Check]:
    engines = speech_engines(settings)
    for tag in SAMPLE:
        try:
            _, voice = find_voice(engines, Lang.parse(tag), None)
            yield Check(f"voice {tag}", True, False, voice.key)
        except EditionsError as error:
            yield Check(f"voice {tag}", False, False, error.message, error.remedy)
    for name, remedy in absent(engines):
        yield Check(f"voices of {name}", False, False, "none", remedy)
    vowels = rawi.is_installed()
    yield Check(
        "vowels for Arabic", vowels, False, "rawi" if vowels else "none", "" if vowels else rawi.REMEDY
    )


def _browser() -> Check:
    found = next(
        (path for path in ("/usr/bin/chromium", "/usr/bin/google-chrome") if Path(path).exists()), ""
    )
    return Check(
        "browser (tests only)",
        bool(found),
        False,
        found or "none",
        "" if found else "apt-get install chromium",
    )
