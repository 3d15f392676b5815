"""How the narration stage's memory grows with the hours of sound: by the finished file, and by nothing else that counts."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.bench.figure import Figure
from pipeline.bench.subject import Subject
from pipeline.bench.watch import watched
from pipeline.errors import SetupError

HOURS = (1.0, 10.0)
AUDIO = "mp3"


def memory(_: Subject) -> Iterator[Figure]:
    """Peak memory of a process that narrates the one and the other; MP3 of ten hours takes minutes to encode."""
    what = f"narration stage, {HOURS[0]:g} and {HOURS[1]:g} hours of sound, peak memory"
    try:
        (small, small_file), (large, large_file) = map(peak_and_file, HOURS)
    except SetupError as error:
        yield Figure(what, str(error))
        return
    if not small:
        yield Figure(what, "this system does not tell it")
        return
    grown = large - small - (large_file - small_file)
    note = f"the file is {large_file / 1e6:.0f} MB of it; all else grew by {grown / 1e6:.0f} MB"
    against = f"{HOURS[0]:g} hours, {small / 1e6:.0f} MB"
    yield Figure(what, f"{large / 1e6:.0f} MB", against, large / small, "of it", note)


def peak_and_file(hours: float) -> tuple[int, int]:
    """Bytes of memory at the most, and of the finished file. Raises `SetupError` when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "hours.json")
        arguments = [str(hours), AUDIO, str(told)]
        cost = watched("The narration", "pipeline.bench.hours", arguments, Path(folder))
        return cost.peak_bytes, int(json.loads(told.read_text("utf-8"))["bytes"])
