"""What each format costs to encode, in seconds of one core for ten minutes of speech."""

import time
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice

from pipeline.bench.figure import Figure
from pipeline.bench.raw import recorded
from pipeline.bench.ready import ready, shortened
from pipeline.bench.subject import ENGLISH, Subject
from pipeline.bench.timing import in_turn
from pipeline.errors import SetupError
from pipeline.narrate.encode import ENCODINGS, encode
from pipeline.narrate.pcm import SAMPLE_BYTES

SECONDS = 600
SENTENCES = 12
MOST = 3.0
"""Seconds of one core that ten minutes may take in the default format."""


def encoding(subject: Subject) -> Iterator[Figure]:
    """By the processor's time, not the clock's: what else the machine is at has no part in it."""
    try:
        with recorded(subject, shortened(ready(subject, ENGLISH).edition, SENTENCES)) as recording:
            rate, blocks = recording.rate, list(recording.sound.blocks())
    except SetupError as error:
        yield Figure("encoding", str(error))
        return
    size = len(blocks[0])
    sound = list(islice(cycle(blocks[:-1] or blocks), SECONDS * rate * SAMPLE_BYTES // size))
    kinds = {name: kind for name, kind in ENCODINGS.items() if kind}
    ways = [partial(encode, sound, rate, kind, {}) for kind in kinds.values()]
    for name, seconds in zip(kinds, in_turn(*ways, clock=time.process_time), strict=True):
        told = f"{seconds:.1f} s for {SECONDS // 60} minutes of sound"
        limit = f"what the default may take, {MOST:g} s"
        yield Figure(f"{name} alone, one core", told, limit, seconds / MOST, "of its time", "processor time")
