"""`rawi`: vowels for Arabic from the `text2tashkeel` wheel, which brings its models along.

The model is `rawi-v3-int8`, a recurrent network of 2.5 MB over characters. Of the wheel's models it errs
least on news (see docs/arabic-speech.md). What it says of hamzas is left to the caller to ignore.
"""

from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pipeline.errors import MissingEngineError, SetupError

if TYPE_CHECKING:
    from text2tashkeel import Diacritizer as Model

MODEL = "rawi-v3-int8"
REMEDY = "Install it: pip install text2tashkeel"
_PACKAGE = "text2tashkeel"


def is_installed() -> bool:
    """Whether the wheel is here; loads nothing."""
    return find_spec(_PACKAGE) is not None


class Rawi:
    """The open diacritizer. One text is one call of the network: padding would change its results."""

    def __init__(self) -> None:
        """Loads nothing yet. Raises `MissingEngineError` when the wheel is not installed."""
        if not is_installed():
            raise MissingEngineError("Arabic cannot be vowelled.", remedy=REMEDY)
        self._model: Model | None = None

    @property
    def fingerprint(self) -> str:
        return f"{_PACKAGE} {version(_PACKAGE)}, model {MODEL}"

    def vowel(self, texts: Sequence[str]) -> Sequence[str]:
        model = self._loaded()
        return [str(model.diacritize(text)) for text in texts]

    def close(self) -> None:
        self._model = None

    def _loaded(self) -> "Model":
        if self._model is None:
            try:
                from text2tashkeel import Diacritizer

                self._model = Diacritizer(MODEL)
            except (ImportError, OSError, ValueError) as error:
                raise SetupError(f"{_PACKAGE} cannot be loaded: {error}", remedy=REMEDY) from error
        return self._model
