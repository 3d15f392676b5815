"""The helper process in which argostranslate translates: it makes folders when it is imported, and downloads what it
splits sentences with. Here it has a home of its own, and is given the sentences."""

import os
import tempfile
from collections.abc import Sequence
from importlib import import_module, metadata
from pathlib import Path

from pipeline.engines.worker import Reply, Request, end_with_the_caller, serve

DISTRIBUTIONS = ("argostranslate", "argos-translate-lt")
"""Which bring the module, the first that is installed: with torch, and without it."""
_HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")


def distribution() -> str:
    """The installed one with its version; empty when there is none."""
    for name in DISTRIBUTIONS:
        try:
            return f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue
    return ""


class _Given:
    """Stands in for the splitter of sentences: a paragraph comes as a list of its sentences."""

    def split_sentences(self, paragraph: Sequence[str]) -> list[str]:
        return list(paragraph)


class Peer:
    """argostranslate with one package loaded."""

    def __init__(self, folder: Path) -> None:
        """Loads the model as it does itself, with the defaults for threads and batches. `folder` holds the package."""
        import ctranslate2

        self._settings = settings = import_module("argostranslate.settings")
        self._package = import_module("argostranslate.package").Package(folder)
        self._model = ctranslate2.Translator(
            str(folder / "model"),
            device=settings.device,
            compute_type=settings.compute_type,
            inter_threads=settings.inter_threads,
            intra_threads=settings.intra_threads,
        )

    def translate(self, paragraphs: Sequence[Sequence[str]], beam: int) -> list[str]:
        """One text a paragraph, paragraph by paragraph, as its own front does."""
        self._settings.beam_size = beam  # type: ignore[attr-defined]  # it is read at every call
        translated = import_module("argostranslate.translate").apply_packaged_translation
        given = _Given()
        return [
            translated(self._package, paragraph, self._model, given, 1)[0].value for paragraph in paragraphs
        ]


def main(arguments: Sequence[str]) -> None:
    """Serves the package in the folder that is the only argument."""
    end_with_the_caller()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(dict.fromkeys(_HOMES, home))
        os.environ["ARGOS_COMPUTE_TYPE"] = "int8"  # as ours, whatever the package was saved in
        peer = Peer(Path(arguments[0]))

        def handle(request: Request) -> Reply:
            return Reply({"texts": peer.translate(**request.values)})

        serve(handle)
