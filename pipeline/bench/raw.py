"""A recording as the voice speaks it, before it is mastered and encoded."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain

from pipeline.bench.ready import narrator
from pipeline.bench.subject import Subject
from pipeline.model import Edition
from pipeline.narrate.encode import usable_rate
from pipeline.narrate.pauses import Pauses
from pipeline.narrate.recording import Recording
from pipeline.narrate.script import script
from pipeline.ports import NoProgress


@contextmanager
def recorded(subject: Subject, edition: Edition) -> Iterator[Recording]:
    """An edition all in one language, with the voice that a run takes, open for as long as the block runs.

    Raises `SetupError` where nothing speaks it.
    """
    lines = script(edition, Pauses())
    with closing(narrator(subject, edition.lang)) as voice:
        sounds = iter(voice.speak([text for line in lines for text in line.texts]))
        first = next(sounds)
        with closing(Recording(usable_rate(first.sample_rate), Pauses().lead_in, NoProgress())) as recording:
            recording.make(lines, {line.lang: chain([first], sounds) for line in lines})
            yield recording
