"""What is measured with: one article, and the engines that are here."""

import os
import platform
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.engines import translation_engines
from pipeline.engines.speech import speech_engines
from pipeline.errors import UsageError
from pipeline.language import Lang
from pipeline.model import Article
from pipeline.options import Options
from pipeline.ports import SpeechEngine, TranslationEngine
from pipeline.read import read
from pipeline.segment import segments

ENGLISH = Lang.parse("en")
PORTUGUESE = Lang.parse("pt")
ARABIC = Lang.parse("ar")
_CPUINFO = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Subject:
    """What every part is given."""

    source: Path
    article: Article
    texts: tuple[str, ...]
    """The sentences, in order."""
    options: Options = field(default_factory=Options)
    """Where models and voices lie."""
    translators: tuple[TranslationEngine, ...] = ()
    voices: tuple[SpeechEngine, ...] = ()
    full: bool = False
    """Whether to measure 1,000 articles too."""


def subject(source: Path | None, *, full: bool = False) -> Subject:
    """An article, and all engines. Raises `UsageError` without an article."""
    if source is None:
        raise UsageError("no article to measure with.", remedy="editions bench SOURCE")
    article = read(source, default_lang=ENGLISH)
    texts = tuple(segment.text for segment in segments(article))
    options = Options()
    return Subject(
        source, article, texts, options, translation_engines(options.models), speech_engines(options), full
    )


def machine() -> dict[str, str | int]:
    """What it was measured on: `cores` that this process may use, `processor`, `system`, `python`."""
    affinity = getattr(os, "sched_getaffinity", None)
    return {
        "cores": len(affinity(0)) if affinity else os.cpu_count() or 1,
        "processor": _processor() or platform.processor() or platform.machine(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    """Its name, which Python tells on other systems only; empty where it is not known."""
    lines = _CPUINFO.read_text("utf-8").splitlines() if _CPUINFO.is_file() else ()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
