"""Engines: each stands behind a protocol of `ports`; found by name, imported late."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import MissingEngineError, UsageError
from pipeline.language import Lang
from pipeline.ports import TranslationEngine, Translator


def translation_engines(models: Path) -> tuple[TranslationEngine, ...]:
    """All translation engines, the preferred ones first. `models` is the folder of installed models.

    They are imported here and no earlier, and loading a model is left to `open`: it costs little to ask.
    """
    from pipeline.engines.apertium import Apertium
    from pipeline.engines.argos import Argos, package_folders
    from pipeline.engines.bergamot import Bergamot
    from pipeline.engines.echo import Echo

    engines: list[TranslationEngine] = [
        Bergamot(models), Argos(package_folders(models)), Apertium(), Echo(),
    ]  # fmt: skip
    return tuple(sorted(engines, key=lambda engine: engine.rank, reverse=True))


def find_translator(
    engines: Sequence[TranslationEngine], source: Lang, target: Lang, name: str | None = None
) -> Translator:
    """Opens the best engine that has a language pair, or the one of a name.

    "pt-BR" is served by an engine that offers "pt". Raises `UsageError` for a name that no engine has, and
    `MissingEngineError` when the pair is not installed; its remedy holds the commands that would install it.
    """
    if name is not None:
        return _named(engines, name).open(source, target)
    best = next((engine for engine in _by_rank(engines) if _has(engine, source, target)), None)
    if best is None:
        commands = [command for engine in engines if (command := engine.remedy(source, target))]
        raise MissingEngineError(
            f"No installed engine translates {source} to {target}.",
            remedy=f"Install one: {' or '.join(commands)}" if commands else "",
        )
    return best.open(source, target)


def find_second(engines: Sequence[TranslationEngine], source: Lang, target: Lang) -> Translator:
    """Opens the next best engine that has a language pair. Raises `MissingEngineError` when there is none."""
    having = [engine for engine in _by_rank(engines) if _has(engine, source, target)]
    if len(having) < 2:
        raise MissingEngineError(f"No second engine translates {source} to {target}.")
    return having[1].open(source, target)


def _named(engines: Sequence[TranslationEngine], name: str) -> TranslationEngine:
    for engine in engines:
        if engine.name == name:
            return engine
    names = ", ".join(engine.name for engine in engines)
    raise UsageError(f"There is no translation engine {name!r}.", remedy=f"Known: {names}.")


def _by_rank(engines: Sequence[TranslationEngine]) -> list[TranslationEngine]:
    return sorted(engines, key=lambda engine: engine.rank, reverse=True)


def _has(engine: TranslationEngine, source: Lang, target: Lang) -> bool:
    from pipeline.engines.pairs import match

    return match(engine.pairs(), source, target) is not None
