"""Editions as a library: `publish` makes the editions of articles, `read` one article.

    from pathlib import Path
    from pipeline import Lang, Options, publish

    report = publish([Path("article.md")], Options(to=(Lang.parse("pt"),), out=Path("site")))

Names are looked up when they are used: importing the package loads nothing else.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.errors import (
        ArticleError,
        EditionsError,
        LockedError,
        MissingEngineError,
        OutputError,
        SetupError,
        UnknownLanguageError,
        UsageError,
    )
    from pipeline.language import Lang
    from pipeline.model import Article, Edition
    from pipeline.options import Options
    from pipeline.publish import publish
    from pipeline.read import read
    from pipeline.report import Report

__all__ = [
    "Article",
    "ArticleError",
    "Edition",
    "EditionsError",
    "Lang",
    "LockedError",
    "MissingEngineError",
    "Options",
    "OutputError",
    "Report",
    "SetupError",
    "UnknownLanguageError",
    "UsageError",
    "publish",
    "read",
]

_HOMES = {
    "Article": "model", "Edition": "model", "Lang": "language", "Options": "options",
    "publish": "publish", "read": "read", "Report": "report",
}  # fmt: skip
"""Where a name lives; all others are errors."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    return getattr(import_module(f"pipeline.{_HOMES.get(name, 'errors')}"), name)


class _Facade(ModuleType):
    """Keeps the functions `publish` and `read` in view when the modules of the same names are imported."""

    def __setattr__(self, name: str, value: object) -> None:
        hides = name in __all__ and isinstance(value, ModuleType)
        super().__setattr__(name, getattr(value, name) if hides else value)


sys.modules[__name__].__class__ = _Facade
