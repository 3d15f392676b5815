"""Our reader of Argos packages against argostranslate: the same package, the same sentences, beam for beam."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from pipeline.bench.argos_peer import distribution
from pipeline.bench.figure import Figure
from pipeline.bench.rates import sentences_a_second
from pipeline.bench.subject import ENGLISH, Subject
from pipeline.bench.timing import in_turn
from pipeline.engines.argos import Package, package_folders, packages_in
from pipeline.engines.worker import Worker
from pipeline.errors import SetupError
from pipeline.segment import segments

THEIR_BEAM = 4
"""What argostranslate searches with unless told otherwise."""
NO_PEER = 'argostranslate is not installed: pip install "editions[argos]"'
NO_MODEL = "no argos model from English is installed: editions models install FILE.argosmodel"
_DEADLINE = 600.0
"""Seconds for one article."""


def packages(subject: Subject) -> Iterator[Figure]:
    """Sentences a second with their beam, with ours, and each as it comes."""
    package, peer = _package(subject.options.models), distribution()
    what = f"argos, {package.folder.name}" if package else "argos"
    if package is None or not peer:
        yield Figure(what, "; ".join([*([] if peer else [NO_PEER]), *([] if package else [NO_MODEL])]))
        return
    try:
        yield from _measured(what, package, peer, subject)
    except SetupError as error:
        yield Figure(what, str(error), peer)


def _package(models: Path) -> Package | None:
    """The first one from English: the user's own before others."""
    found = (package for folder in package_folders(models) for package in packages_in(folder))
    return next((package for package in found if package.source.base == ENGLISH.base), None)


def _measured(what: str, package: Package, peer: str, subject: Subject) -> Iterator[Figure]:
    from pipeline.engines.argos_decoder import Decoding
    from pipeline.engines.argos_translator import ArgosTranslator

    our_beam = Decoding().beam
    paragraphs = _paragraphs(subject)
    texts = [text for paragraph in paragraphs for text in paragraph]
    ours = [ArgosTranslator(package, Decoding(beam=beam)) for beam in (THEIR_BEAM, our_beam)]
    theirs = Worker(
        "pipeline.bench.argos_peer", [str(package.folder)], isolation="shared", deadline=_DEADLINE
    )
    try:
        asked = partial(theirs.ask, "translate", paragraphs=paragraphs)
        for translator in ours:
            translator.translate(texts[:1])
        theirs.ask("translate", paragraphs=[texts[:1]], beam=our_beam)
        taken = in_turn(
            lambda: ours[0].translate(texts),
            lambda: asked(beam=THEIR_BEAM),
            lambda: ours[1].translate(texts),
            lambda: asked(beam=our_beam),
        )
    finally:
        theirs.close()
        for translator in ours:
            translator.close()
    yield from _figures(what, peer, len(texts), our_beam, taken)


def _figures(what: str, peer: str, count: int, our_beam: int, taken: Sequence[float]) -> Iterator[Figure]:
    """`taken`: seconds of ours and theirs with their beam, then of ours and theirs with ours."""
    wide, their_wide, narrow, their_narrow = taken
    rate = partial(sentences_a_second, count=count)
    yield rate(
        f"{what}, beam {THEIR_BEAM}", ours=wide, against=f"{peer}, beam {THEIR_BEAM}", theirs=their_wide
    )
    yield rate(
        f"{what}, beam {our_beam}", ours=narrow, against=f"{peer}, beam {our_beam}", theirs=their_narrow
    )
    yield rate(
        f"{what}, as each comes",
        ours=narrow,
        against=f"{peer}, beam {THEIR_BEAM}",
        theirs=their_wide,
        note=f"beam {our_beam} against {THEIR_BEAM}",
    )


def _paragraphs(subject: Subject) -> list[list[str]]:
    """The sentences block by block: argostranslate translates a paragraph a call."""
    found = groupby(segments(subject.article), key=lambda segment: segment.block)
    return [[segment.text for segment in some] for _, some in found]
